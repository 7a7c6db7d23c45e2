/* SPDX-License-Identifier: MIT */
/* Multiplication, by itself and with an addition behind it (IEEE 754, 5.4.1). */
#include "float.h"
#include "wide.h"

static struct float_number finite_product(const struct float_number *a,
					  const struct float_number *b)
{
	struct float_number product = {
		.kind = FLOAT_FINITE,
		.exponent = a->exponent + b->exponent + 1,
		.high = soft_multiply_high(a->high, b->high),
		.low = a->high * b->high,
	};

	axvcpu_float_normalise(&product);
	return product;
}

/* Neither is a NaN: their kinds are in the order of their magnitudes. */
static struct float_number magnitude(const struct float_number *a, const struct float_number *b)
{
	const struct float_number *larger = a->kind > b->kind ? a : b;
	const struct float_number *smaller = a->kind > b->kind ? b : a;

	if (smaller->kind == FLOAT_FINITE && larger->kind == FLOAT_FINITE)
		return finite_product(a, b);
	if (smaller->kind == FLOAT_ZERO && larger->kind == FLOAT_INFINITE)
		return (struct float_number){.kind = FLOAT_SIGNALING};
	return smaller->kind == FLOAT_ZERO ? *smaller : *larger;
}

struct float_number axvcpu_float_product(const struct float_number *a,
					 const struct float_number *b)
{
	struct float_number product;

	if (float_is_nan(a) || float_is_nan(b))
		return axvcpu_float_nan_of(a, b);
	product = magnitude(a, b);
	product.negative = a->negative != b->negative;
	return product;
}

static struct float_number product_of(const struct float_format *format, uint64_t a, uint64_t b)
{
	struct float_number first = axvcpu_float_unpack(format, a);
	struct float_number second = axvcpu_float_unpack(format, b);

	return axvcpu_float_product(&first, &second);
}

uint64_t axvcpu_float_multiply(struct float_context *context, uint64_t a, uint64_t b)
{
	struct float_number product = product_of(context->format, a, b);

	return axvcpu_float_pack(context, &product);
}

/* The product of infinity and zero is invalid even beside a quiet NaN (I 20.6). */
uint64_t axvcpu_float_multiply_add(struct float_context *context, uint64_t a, uint64_t b,
				   uint64_t c)
{
	struct float_number sum = axvcpu_float_sum(context->mode,
						   product_of(context->format, a, b),
						   axvcpu_float_unpack(context->format, c));

	return axvcpu_float_pack(context, &sum);
}
