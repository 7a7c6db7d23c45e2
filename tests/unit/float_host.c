/* SPDX-License-Identifier: MIT */
/*
 * The host's own floating point. Operands are volatile and functions stand
 * alone, since compilers take the mode for constant.
 */
#include "float_host.h"

#include <fenv.h>
#include <math.h>
#include <stdlib.h>

#include "soft_encode_float.h"

static uint64_t bits_of_single(float value)
{
	uint32_t bits;

	memcpy(&bits, &value, sizeof bits);
	return bits;
}

static uint64_t bits_of_double(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	return bits;
}

/* The fifth mode is nearest, but for ties. */
static void host_mode(unsigned mode)
{
	static const int modes[] = {FE_TONEAREST, FE_TOWARDZERO, FE_DOWNWARD, FE_UPWARD,
				    FE_TONEAREST};

	if (fesetround(modes[mode]) != 0)
		abort();
}

unsigned host_raised(void)
{
	int host = fetestexcept(FE_ALL_EXCEPT);

	return (host & FE_INEXACT ? NX : 0) | (host & FE_UNDERFLOW ? UF : 0) |
	       (host & FE_OVERFLOW ? OF : 0) | (host & FE_DIVBYZERO ? DZ : 0) |
	       (host & FE_INVALID ? NV : 0);
}

/* The host's operations in one of its types. */
#define COMPUTE(name, type, fused, root)                                              \
	static __attribute__((noinline)) type name(enum float_operation operation,    \
						   type left, type right, type third) \
	{                                                                             \
		volatile type a = left, b = right, c = third;                         \
                                                                                      \
		switch (operation) {                                                  \
		case FLOAT_ADD:                                                       \
			return a + b;                                                 \
		case FLOAT_SUBTRACT:                                                  \
			return a - b;                                                 \
		case FLOAT_MULTIPLY:                                                  \
			return a * b;                                                 \
		case FLOAT_DIVIDE:                                                    \
			return a / b;                                                 \
		case FLOAT_ROOT:                                                      \
			return root(a);                                               \
		default:                                                              \
			return fused(a, b, c);                                        \
		}                                                                     \
	}

COMPUTE(compute_single, float, fmaf, sqrtf)
COMPUTE(compute_double, double, fma, sqrt)
COMPUTE(compute_wide, long double, fmal, sqrtl)

static bool is_signed(const struct float_case *subject)
{
	return subject->operation == FLOAT_FROM_W || subject->operation == FLOAT_FROM_L;
}

/* The integer that is converted; of 32 bits the lower half. */
static uint64_t integer_of(const struct float_case *subject)
{
	if (subject->operation == FLOAT_FROM_W)
		return (uint64_t)(int64_t)(int32_t)(uint32_t)subject->a;
	return subject->operation == FLOAT_FROM_WU ? (uint32_t)subject->a : subject->a;
}

/* Zero has no sign: a compiler's own conversion gives it one when the mode is down. */
static __attribute__((noinline)) uint64_t from_integer(const struct float_case *subject)
{
	volatile int64_t number = (int64_t)integer_of(subject);
	volatile uint64_t natural = integer_of(subject);

	if (!natural)
		return 0;
	if (subject->format)
		return bits_of_double(is_signed(subject) ? (double)number : (double)natural);
	return bits_of_single(is_signed(subject) ? (float)number : (float)natural);
}

static __attribute__((noinline)) uint64_t format_to(unsigned format, uint64_t bits)
{
	volatile double large = double_of(bits);
	volatile float small = single_of(bits);

	return format ? bits_of_double((double)small) : bits_of_single((float)large);
}

uint64_t host_round(const struct float_case *subject, unsigned mode)
{
	uint64_t bits;

	feclearexcept(FE_ALL_EXCEPT);
	host_mode(mode);
	if (subject->operation == FLOAT_FROM_OTHER)
		bits = format_to(subject->format, subject->a);
	else if (subject->operation >= FLOAT_FROM_W)
		bits = from_integer(subject);
	else if (subject->format)
		bits = bits_of_double(compute_double(subject->operation, double_of(subject->a),
						     double_of(subject->b), double_of(subject->c)));
	else
		bits = bits_of_single(compute_single(subject->operation, single_of(subject->a),
						     single_of(subject->b), single_of(subject->c)));
	host_mode(RNE);
	return bits;
}

long double host_wide(const struct float_case *subject, unsigned mode)
{
	uint64_t natural = integer_of(subject);
	unsigned format = subject->format;
	long double result;

	if (subject->operation == FLOAT_FROM_OTHER)
		return wide_of(!format, subject->a);
	if (subject->operation >= FLOAT_FROM_W)
		return is_signed(subject) ? (long double)(int64_t)natural : (long double)natural;
	host_mode(mode);
	result = compute_wide(subject->operation, wide_of(format, subject->a),
			      wide_of(format, subject->b), wide_of(format, subject->c));
	host_mode(RNE);
	return result;
}

/* Called by address: expanded in place, the sum that rounds may have the wrong sign. */
double host_integral(double value, unsigned mode)
{
	double (*volatile function)(double) = mode == RMM ? round : rint;
	double result;

	host_mode(mode);
	result = function(value);
	host_mode(RNE);
	return result;
}
