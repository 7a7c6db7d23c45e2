/* SPDX-License-Identifier: MIT */
/* Division and square root, a bit at a time (IEEE 754, 5.4.1). */
#include "float.h"

/*
 * Bits of a quotient or a root that are computed: more than the precision of
 * any format and two for rounding, and few enough for remainders of 64 bits.
 * The lowest bit of all says whether there is a remainder.
 */
enum { RESULT_BITS = 58 };

static uint64_t result(uint64_t bits, uint64_t remainder)
{
	return bits << (64 - RESULT_BITS) | (remainder != 0);
}

/* Of two normalised significands, whose two lowest bits are 0. */
static struct float_number finite_quotient(const struct float_number *a,
					   const struct float_number *b)
{
	uint64_t remainder = a->high >> 2, divisor = b->high >> 2, quotient = 0;
	bool shorter = remainder < divisor;
	unsigned i;

	if (shorter)
		remainder <<= 1;
	for (i = 0; i < RESULT_BITS; i++) {
		bool bit = remainder >= divisor;

		quotient = quotient << 1 | bit;
		remainder = (remainder - (bit ? divisor : 0)) << 1;
	}
	return (struct float_number){
		.kind = FLOAT_FINITE,
		.exponent = a->exponent - b->exponent - shorter,
		.high = result(quotient, remainder),
	};
}

/* Neither is a NaN. */
static struct float_number magnitude(struct float_context *context, const struct float_number *a,
				     const struct float_number *b)
{
	if (a->kind == FLOAT_FINITE && b->kind == FLOAT_FINITE)
		return finite_quotient(a, b);
	if (a->kind == b->kind)
		return (struct float_number){.kind = FLOAT_SIGNALING};
	if (b->kind == FLOAT_ZERO && a->kind == FLOAT_FINITE)
		context->raised |= FLOAT_DIVISION_BY_ZERO;
	if (a->kind == FLOAT_INFINITE || b->kind == FLOAT_ZERO)
		return (struct float_number){.kind = FLOAT_INFINITE};
	return (struct float_number){.kind = FLOAT_ZERO};
}

uint64_t axvcpu_float_divide(struct float_context *context, uint64_t a, uint64_t b)
{
	struct float_number dividend = axvcpu_float_unpack(context->format, a);
	struct float_number divisor = axvcpu_float_unpack(context->format, b), quotient;

	if (float_is_nan(&dividend) || float_is_nan(&divisor)) {
		quotient = axvcpu_float_nan_of(&dividend, &divisor);
	} else {
		quotient = magnitude(context, &dividend, &divisor);
		quotient.negative = dividend.negative != divisor.negative;
	}
	return axvcpu_float_pack(context, &quotient);
}

/* Two bits of the radicand make one of the root; an odd exponent keeps one back. */
static struct float_number finite_root(const struct float_number *a)
{
	bool odd = a->exponent & 1;
	uint64_t radicand = odd ? a->high : a->high >> 1, remainder = 0, root = 0;
	unsigned i;

	for (i = 0; i < RESULT_BITS; i++) {
		uint64_t trial = root << 2 | 1;
		bool bit;

		remainder = remainder << 2 | radicand >> 62;
		radicand <<= 2;
		bit = remainder >= trial;
		remainder -= bit ? trial : 0;
		root = root << 1 | bit;
	}
	return (struct float_number){
		.kind = FLOAT_FINITE,
		.exponent = (a->exponent - odd) / 2,
		.high = result(root, remainder),
	};
}

/* The root of -0 is -0 (IEEE 754, 6.3). */
uint64_t axvcpu_float_square_root(struct float_context *context, uint64_t a)
{
	struct float_number root = axvcpu_float_unpack(context->format, a);

	if (root.negative && (root.kind == FLOAT_FINITE || root.kind == FLOAT_INFINITE))
		root.kind = FLOAT_SIGNALING;
	if (root.kind == FLOAT_FINITE)
		root = finite_root(&root);
	return axvcpu_float_pack(context, &root);
}
