/* SPDX-License-Identifier: MIT */
/* Comparison, minimum and maximum, classes (I 20.6, 20.8, 20.9). */
#include "float.h"

static uint64_t magnitude(const struct float_format *format, uint64_t bits)
{
	return bits & (float_sign(format) - 1);
}

static bool is_nan(const struct float_format *format, uint64_t bits)
{
	return magnitude(format, bits) > float_infinity(format);
}

static bool is_signaling(const struct float_format *format, uint64_t bits)
{
	return is_nan(format, bits) && !(bits & float_quiet(format));
}

/* In the order of the numbers, -0 before +0. */
static int64_t rank(const struct float_format *format, uint64_t bits)
{
	int64_t distance = (int64_t)magnitude(format, bits);

	return bits & float_sign(format) ? -distance - 1 : distance;
}

static bool are_zero(const struct float_format *format, uint64_t a, uint64_t b)
{
	return magnitude(format, a | b) == 0;
}

/* Whether one of two is a NaN; it is invalid if any is, or if a signaling one is. */
static bool unordered(struct float_context *context, uint64_t a, uint64_t b, bool any)
{
	const struct float_format *format = context->format;
	bool nan = is_nan(format, a) || is_nan(format, b);

	if (any ? nan : is_signaling(format, a) || is_signaling(format, b))
		context->raised |= FLOAT_INVALID;
	return nan;
}

uint64_t axvcpu_float_equal(struct float_context *context, uint64_t a, uint64_t b)
{
	const struct float_format *format = context->format;

	if (unordered(context, a, b, false))
		return 0;
	return rank(format, a) == rank(format, b) || are_zero(format, a, b);
}

uint64_t axvcpu_float_less(struct float_context *context, uint64_t a, uint64_t b)
{
	const struct float_format *format = context->format;

	if (unordered(context, a, b, true))
		return 0;
	return rank(format, a) < rank(format, b) && !are_zero(format, a, b);
}

uint64_t axvcpu_float_less_or_equal(struct float_context *context, uint64_t a, uint64_t b)
{
	const struct float_format *format = context->format;

	if (unordered(context, a, b, true))
		return 0;
	return rank(format, a) <= rank(format, b) || are_zero(format, a, b);
}

/* Of a number and a NaN the number: minimumNumber and maximumNumber of IEEE 754-2019, 9.6. */
static uint64_t choose(struct float_context *context, uint64_t a, uint64_t b, bool smaller)
{
	const struct float_format *format = context->format;

	if (unordered(context, a, b, false)) {
		if (!is_nan(format, a))
			return a;
		return is_nan(format, b) ? float_canonical_nan(format) : b;
	}
	return (rank(format, a) < rank(format, b)) == smaller ? a : b;
}

uint64_t axvcpu_float_minimum(struct float_context *context, uint64_t a, uint64_t b)
{
	return choose(context, a, b, true);
}

uint64_t axvcpu_float_maximum(struct float_context *context, uint64_t a, uint64_t b)
{
	return choose(context, a, b, false);
}

/* The bits of negative numbers mirror those of the positive ones around 3 and 4, the zeros. */
uint64_t axvcpu_float_classify(struct float_context *context, uint64_t a)
{
	const struct float_format *format = context->format;
	uint64_t size = magnitude(format, a), normal = UINT64_C(1) << float_fraction_bits(format);
	unsigned distance;

	if (is_nan(format, a))
		return is_signaling(format, a) ? 1u << 8 : 1u << 9;
	distance = (size > 0) + (size >= normal) + (size == float_infinity(format));
	return 1u << (a & float_sign(format) ? 3 - distance : 4 + distance);
}
