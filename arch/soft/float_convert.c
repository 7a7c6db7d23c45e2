/* SPDX-License-Identifier: MIT */
/* Conversions to and from integers, and between formats (I 20.7, 21.5). */
#include "float.h"

/* The largest magnitude of an integer's numbers of one sign. */
static uint64_t limit(struct float_integer to, bool negative)
{
	uint64_t all = UINT64_MAX >> (64 - to.width);

	if (to.is_signed)
		return negative ? all / 2 + 1 : all / 2;
	return negative ? 0 : all;
}

static uint64_t extend(struct float_integer to, uint64_t value)
{
	return to.width == 32 ? (uint64_t)(int64_t)(int32_t)(uint32_t)value : value;
}

/* The magnitude as an integer; false if it has more than 64 bits. */
static bool integer_of(enum float_mode mode, const struct float_number *number,
		       struct float_rounded *integer)
{
	*integer = (struct float_rounded){0, false};
	if (number->kind == FLOAT_ZERO)
		return true;
	if (number->kind != FLOAT_FINITE || number->exponent > 63)
		return false;
	*integer = axvcpu_float_round(mode, number, (unsigned)(63 - number->exponent));
	return true;
}

/* A NaN becomes the largest number (I 20.7). Saturation is invalid, not inexact. */
uint64_t axvcpu_float_to_integer(struct float_context *context, struct float_integer to,
				 uint64_t a)
{
	struct float_number number = axvcpu_float_unpack(context->format, a);
	bool negative = number.negative && !float_is_nan(&number);
	struct float_rounded integer;

	if (!integer_of(context->mode, &number, &integer) ||
	    integer.value > limit(to, negative)) {
		context->raised |= FLOAT_INVALID;
		integer.value = limit(to, negative);
	} else if (integer.inexact) {
		context->raised |= FLOAT_INEXACT;
	}
	return extend(to, negative ? 0 - integer.value : integer.value);
}

/* Bits of the register above a 32-bit integer are not looked at. */
uint64_t axvcpu_float_from_integer(struct float_context *context, struct float_integer from,
				   uint64_t value)
{
	uint64_t cut = value << (64 - from.width) >> (64 - from.width);
	struct float_number number = {.kind = FLOAT_FINITE, .exponent = 63, .high = cut};

	if (from.is_signed && extend(from, cut) >> 63) {
		number.negative = true;
		number.high = 0 - extend(from, cut);
	}
	axvcpu_float_normalise(&number);
	return axvcpu_float_pack(context, &number);
}

uint64_t axvcpu_float_convert(struct float_context *context, const struct float_format *from,
			      uint64_t a)
{
	struct float_number number = axvcpu_float_unpack(from, a);

	return axvcpu_float_pack(context, &number);
}
