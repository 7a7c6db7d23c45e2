/* SPDX-License-Identifier: MIT */
/* The host's own floating point, by the manual's numbers of modes and exceptions. */
#ifndef FLOAT_HOST_H
#define FLOAT_HOST_H

#include <string.h>

#include "float_judge.h"

static inline float single_of(uint64_t bits)
{
	uint32_t low = (uint32_t)bits;
	float value;

	memcpy(&value, &low, sizeof value);
	return value;
}

static inline double double_of(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

/* The value in a wider format, exactly; not of a NaN. */
static inline long double wide_of(unsigned format, uint64_t bits)
{
	return format ? (long double)double_of(bits) : (long double)single_of(bits);
}

/* What was raised since the last of host_round. */
unsigned host_raised(void);
/* An integer, rounded in any of the modes. */
double host_integral(double value, unsigned mode);
/*
 * The bits of an operation that rounds, with a host's NaN where it is invalid.
 * In mode RMM it rounds to nearest, ties to even.
 */
uint64_t host_round(const struct float_case *subject, unsigned mode);
/* The same in a wider format. */
long double host_wide(const struct float_case *subject, unsigned mode);

#endif
