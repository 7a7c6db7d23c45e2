/* SPDX-License-Identifier: MIT */
/* Operands that are likely to be hard: near each other, near a bound, near a tie. */
#include "float_host.h"

/* xorshift64: any sequence does, but the same on each host. */
static uint64_t word(struct float_source *source)
{
	source->state ^= source->state << 13;
	source->state ^= source->state >> 7;
	source->state ^= source->state << 17;
	return source->state;
}

static unsigned below(struct float_source *source, unsigned count)
{
	return (unsigned)(word(source) >> 32) % count;
}

/* Bits that are mostly equal: few ones, few zeros, a run of either. */
static uint64_t pattern(struct float_source *source)
{
	uint64_t run = UINT64_MAX << below(source, 64);

	switch (below(source, 8)) {
	case 0:
		return 0;
	case 1:
		return UINT64_MAX;
	case 2:
		return UINT64_C(1) << below(source, 64);
	case 3:
		return run;
	case 4:
		return ~run;
	case 5:
		return run ^ UINT64_C(1) << below(source, 64);
	default:
		return word(source);
	}
}

static unsigned fraction_bits(unsigned format)
{
	return format ? 52 : 23;
}

static unsigned largest_field(unsigned format)
{
	return format ? 2047 : 255;
}

/* The exponent's field: at either end, around 1, where integers end, or anywhere. */
static uint64_t field(struct float_source *source, unsigned format)
{
	unsigned last = largest_field(format), bias = last / 2;

	switch (below(source, 8)) {
	case 0:
		return below(source, 3);
	case 1:
		return last - below(source, 3);
	case 2:
		return bias + below(source, 8) - 4;
	case 3:
		return bias + below(source, 70);
	case 4:
		return last / 4 + below(source, 4);
	default:
		return below(source, last + 1);
	}
}

/* Zero, infinity, NaNs of both kinds. */
static uint64_t special(struct float_source *source, unsigned format)
{
	uint64_t infinity = (uint64_t)largest_field(format) << fraction_bits(format);

	switch (below(source, 4)) {
	case 0:
		return 0;
	case 1:
		return infinity;
	case 2:
		return infinity | 1;
	default:
		return infinity | UINT64_C(1) << (fraction_bits(format) - 1);
	}
}

static uint64_t number(struct float_source *source, unsigned format)
{
	uint64_t fraction = pattern(source) & ((UINT64_C(1) << fraction_bits(format)) - 1);
	uint64_t sign = word(source) >> 63 << (format ? 63 : 31);

	if (below(source, 16) == 0)
		return sign | special(source, format);
	return sign | field(source, format) << fraction_bits(format) | fraction;
}

/* Beside another: of nearly the same magnitude, or some bits apart. */
static uint64_t neighbour(struct float_source *source, unsigned format, uint64_t bits)
{
	uint64_t distance = (uint64_t)below(source, 5) - 2;
	uint64_t apart = (uint64_t)below(source, 2 * fraction_bits(format) + 6);
	uint64_t shifted = bits - (apart << fraction_bits(format));
	uint64_t result = below(source, 2) ? bits + distance : shifted ^ pattern(source) >> 40;
	uint64_t sign = word(source) >> 63 << (format ? 63 : 31);

	return (format ? result : (uint32_t)result) ^ sign;
}

static uint64_t second(struct float_source *source, unsigned format, uint64_t first)
{
	return below(source, 2) ? number(source, format) : neighbour(source, format, first);
}

/* What the product nearly cancels, half of the time. */
static uint64_t addend(struct float_source *source, struct float_case subject)
{
	if (below(source, 2))
		return number(source, subject.format);
	subject.operation = FLOAT_MULTIPLY;
	return neighbour(source, subject.format, host_round(&subject, 0));
}

/* A product, a quotient or a square that is near a number of the format makes ties. */
static uint64_t square(struct float_source *source, struct float_case subject)
{
	if (below(source, 2))
		return subject.a;
	subject.operation = FLOAT_MULTIPLY;
	subject.b = subject.a;
	return host_round(&subject, 0) + below(source, 3) - 1;
}

void float_operands(struct float_source *source, struct float_case *subject)
{
	bool integer = subject->operation >= FLOAT_FROM_W && subject->operation <= FLOAT_FROM_LU;
	unsigned format = float_first_format(subject);

	subject->a = integer ? pattern(source) + below(source, 3) - 1 : number(source, format);
	if (subject->operation == FLOAT_ROOT)
		subject->a = square(source, *subject);
	subject->b = second(source, format, subject->a);
	subject->c = addend(source, *subject);
	if (!format && !integer)
		subject->a = (uint32_t)subject->a;
}
