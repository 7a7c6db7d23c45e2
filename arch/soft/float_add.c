/* SPDX-License-Identifier: MIT */
/* Addition and subtraction (IEEE 754, 5.4.1, 6.3). */
#include "float.h"

/* A sum of zeros, or one that cancels: +0 unless both are negative or the mode is down. */
static struct float_number zero_sum(enum float_mode mode, const struct float_number *a,
				    const struct float_number *b)
{
	bool negative = a->negative == b->negative ? a->negative : mode == FLOAT_DOWN;

	return (struct float_number){.kind = FLOAT_ZERO, .negative = negative};
}

/* Only a may be a product, with bits in low. */
static bool is_smaller(const struct float_number *a, const struct float_number *b)
{
	if (a->exponent != b->exponent)
		return a->exponent < b->exponent;
	return a->high < b->high;
}

/* What is shifted out leaves a trace in the lowest bit. */
static void shift_right(struct float_number *number, uint32_t count)
{
	uint64_t lost = 0;

	number->exponent += (int32_t)count;
	if (count > 128)
		count = 128;
	for (; count >= 64; count -= 64) {
		lost |= number->low;
		number->low = number->high;
		number->high = 0;
	}
	if (count) {
		lost |= number->low << (64 - count);
		number->low = number->low >> count | number->high << (64 - count);
		number->high >>= count;
	}
	number->low |= lost != 0;
}

static void accumulate(struct float_number *sum, const struct float_number *addend)
{
	sum->low += addend->low;
	sum->high += addend->high + (sum->low < addend->low);
}

static void diminish(struct float_number *sum, const struct float_number *subtrahend)
{
	sum->high -= subtrahend->high + (sum->low < subtrahend->low);
	sum->low -= subtrahend->low;
}

/*
 * The lower quarter of a product's 128 bits is 0, so making room for a carry
 * loses nothing, nor does any shift after which high bits may cancel.
 */
static struct float_number finite_sum(enum float_mode mode, struct float_number large,
				      struct float_number small)
{
	struct float_number sum = large;

	shift_right(&sum, 1);
	shift_right(&small, (uint32_t)(sum.exponent - small.exponent));
	if (large.negative == small.negative)
		accumulate(&sum, &small);
	else
		diminish(&sum, &small);
	axvcpu_float_normalise(&sum);
	return sum.kind == FLOAT_ZERO ? zero_sum(mode, &large, &small) : sum;
}

static struct float_number infinite_sum(const struct float_number *a, const struct float_number *b)
{
	if (a->kind == b->kind && a->negative != b->negative)
		return (struct float_number){.kind = FLOAT_SIGNALING};
	return a->kind == FLOAT_INFINITE ? *a : *b;
}

struct float_number axvcpu_float_sum(enum float_mode mode, struct float_number a,
				     struct float_number b)
{
	if (float_is_nan(&a) || float_is_nan(&b))
		return axvcpu_float_nan_of(&a, &b);
	if (a.kind == FLOAT_INFINITE || b.kind == FLOAT_INFINITE)
		return infinite_sum(&a, &b);
	if (a.kind == FLOAT_ZERO && b.kind == FLOAT_ZERO)
		return zero_sum(mode, &a, &b);
	if (a.kind == FLOAT_ZERO)
		return b;
	if (b.kind == FLOAT_ZERO)
		return a;
	return is_smaller(&a, &b) ? finite_sum(mode, b, a) : finite_sum(mode, a, b);
}

uint64_t axvcpu_float_add(struct float_context *context, uint64_t a, uint64_t b)
{
	struct float_number sum = axvcpu_float_sum(context->mode,
						   axvcpu_float_unpack(context->format, a),
						   axvcpu_float_unpack(context->format, b));

	return axvcpu_float_pack(context, &sum);
}

/* The sign of a NaN makes no difference. */
uint64_t axvcpu_float_subtract(struct float_context *context, uint64_t a, uint64_t b)
{
	return axvcpu_float_add(context, a, b ^ float_sign(context->format));
}
