/* SPDX-License-Identifier: MIT */
/* Between numbers and the bits of a format; rounding (IEEE 754, 3.4, 4.3, 7.4 and 7.5). */
#include "float.h"

const struct float_format axvcpu_float_single = {.width = 32, .precision = 24};
const struct float_format axvcpu_float_double = {.width = 64, .precision = 53};

void axvcpu_float_normalise(struct float_number *number)
{
	unsigned shift;

	if (!number->high) {
		number->high = number->low;
		number->low = 0;
		number->exponent -= 64;
	}
	if (!number->high) {
		number->kind = FLOAT_ZERO;
		return;
	}
	for (shift = 32; shift; shift /= 2) {
		if (number->high >> (64 - shift))
			continue;
		number->high = number->high << shift | number->low >> (64 - shift);
		number->low <<= shift;
		number->exponent -= (int32_t)shift;
	}
}

static enum float_kind kind_of(const struct float_format *format, uint64_t magnitude)
{
	if (magnitude == 0)
		return FLOAT_ZERO;
	if (magnitude < float_infinity(format))
		return FLOAT_FINITE;
	if (magnitude == float_infinity(format))
		return FLOAT_INFINITE;
	return magnitude & float_quiet(format) ? FLOAT_QUIET : FLOAT_SIGNALING;
}

/* The exponent of the smallest normal number, and of the subnormal ones. */
static int32_t least_exponent(const struct float_format *format)
{
	return 1 - float_bias(format);
}

struct float_number axvcpu_float_unpack(const struct float_format *format, uint64_t bits)
{
	uint64_t magnitude = bits & (float_sign(format) - 1);
	uint64_t first = UINT64_C(1) << float_fraction_bits(format);
	uint64_t fraction = magnitude & (first - 1);
	int32_t field = (int32_t)(magnitude >> float_fraction_bits(format));
	struct float_number number = {
		.kind = kind_of(format, magnitude),
		.negative = bits & float_sign(format),
		.exponent = field ? field - float_bias(format) : least_exponent(format),
		.high = (field ? fraction | first : fraction) << (64 - format->precision),
	};

	if (number.kind == FLOAT_FINITE)
		axvcpu_float_normalise(&number);
	return number;
}

struct float_number axvcpu_float_nan_of(const struct float_number *a, const struct float_number *b)
{
	bool signaling = a->kind == FLOAT_SIGNALING || b->kind == FLOAT_SIGNALING;

	return (struct float_number){.kind = signaling ? FLOAT_SIGNALING : FLOAT_QUIET};
}

/* Whether what is dropped, as a fraction of 2^64, makes the rest one larger. */
static bool rounds_up(enum float_mode mode, bool negative, bool odd, uint64_t dropped)
{
	const uint64_t half = UINT64_C(1) << 63;

	switch (mode) {
	case FLOAT_NEAREST_EVEN:
		return dropped > half || (dropped == half && odd);
	case FLOAT_NEAREST_AWAY:
		return dropped >= half;
	case FLOAT_DOWN:
		return negative && dropped;
	case FLOAT_UP:
		return !negative && dropped;
	default:
		return false;
	}
}

struct float_rounded axvcpu_float_round(enum float_mode mode, const struct float_number *number,
					unsigned drop)
{
	uint64_t kept = 0, dropped = number->low != 0;

	if (drop == 0) {
		kept = number->high;
	} else if (drop < 64) {
		kept = number->high >> drop;
		dropped |= number->high << (64 - drop);
	} else if (drop == 64) {
		dropped |= number->high;
	} else {
		dropped = 1;
	}
	kept += rounds_up(mode, number->negative, kept & 1, dropped);
	return (struct float_rounded){kept, dropped != 0};
}

/* What there is instead of too large a number (IEEE 754, 7.4). */
static uint64_t overflow(struct float_context *context, bool negative)
{
	uint64_t infinity = float_infinity(context->format);
	bool nearest = context->mode == FLOAT_NEAREST_EVEN || context->mode == FLOAT_NEAREST_AWAY;
	enum float_mode outwards = negative ? FLOAT_DOWN : FLOAT_UP;

	context->raised |= FLOAT_OVERFLOW | FLOAT_INEXACT;
	return nearest || context->mode == outwards ? infinity : infinity - 1;
}

/* After rounding as if there were smaller exponents (I 20.4; IEEE 754, 7.5 a). */
static bool is_tiny(const struct float_context *context, const struct float_number *number)
{
	unsigned precision = context->format->precision;
	int32_t least = least_exponent(context->format);

	if (number->exponent != least - 1)
		return number->exponent < least;
	return axvcpu_float_round(context->mode, number, 64 - precision).value >> precision == 0;
}

/*
 * The first bit of the significand adds one to the exponent's field, and so
 * does a significand that rounding made one bit longer.
 */
static uint64_t pack_finite(struct float_context *context, const struct float_number *number)
{
	const struct float_format *format = context->format;
	int32_t above = number->exponent - least_exponent(format);
	unsigned drop = 64u - format->precision + (above < 0 ? (unsigned)-above : 0);
	struct float_rounded rounded = axvcpu_float_round(context->mode, number, drop);
	uint64_t field = above > 0 ? (uint64_t)above : 0, bits;

	if (number->exponent > float_bias(format))
		return overflow(context, number->negative);
	bits = (field << float_fraction_bits(format)) + rounded.value;
	if (bits >= float_infinity(format))
		return overflow(context, number->negative);
	if (rounded.inexact)
		context->raised |= FLOAT_INEXACT;
	if (rounded.inexact && is_tiny(context, number))
		context->raised |= FLOAT_UNDERFLOW;
	return bits;
}

uint64_t axvcpu_float_pack(struct float_context *context, const struct float_number *number)
{
	uint64_t sign = number->negative ? float_sign(context->format) : 0;

	if (number->kind == FLOAT_SIGNALING)
		context->raised |= FLOAT_INVALID;
	switch (number->kind) {
	case FLOAT_ZERO:
		return sign;
	case FLOAT_FINITE:
		return sign | pack_finite(context, number);
	case FLOAT_INFINITE:
		return sign | float_infinity(context->format);
	default:
		return float_canonical_nan(context->format);
	}
}
