/* SPDX-License-Identifier: MIT */
/*
 * The host's own floating point as the judge. What C leaves open is by hand from
 * the manual: NaNs, saturation, the fifth rounding mode.
 */
#include "float_judge.h"

#include <math.h>
#include <stdlib.h>

#include "float_host.h"
#include "guest.h"
#include "soft_encode_float.h"

const char *const float_operation_names[FLOAT_OPERATIONS] = {
	"add", "subtract", "multiply", "divide", "square root", "multiply-add", "minimum",
	"maximum", "equal", "less", "less or equal", "class", "to w", "to wu", "to l", "to lu",
	"from w", "from wu", "from l", "from lu", "from the other format",
};

#define INFINITY_S UINT64_C(0x7f800000)
#define INFINITY_D UINT64_C(0x7ff0000000000000)
#define QUIET_S    UINT64_C(0x00400000)
#define QUIET_D    UINT64_C(0x0008000000000000)

static uint64_t infinity(unsigned format)
{
	return format ? INFINITY_D : INFINITY_S;
}

static uint64_t sign(unsigned format)
{
	return format ? UINT64_C(1) << 63 : UINT64_C(1) << 31;
}

static uint64_t canonical(unsigned format)
{
	return format ? INFINITY_D | QUIET_D : INFINITY_S | QUIET_S;
}

static bool is_nan(unsigned format, uint64_t bits)
{
	return (bits & ~sign(format)) > infinity(format);
}

static bool is_signaling(unsigned format, uint64_t bits)
{
	return is_nan(format, bits) && !(bits & (format ? QUIET_D : QUIET_S));
}

static bool is_infinite(unsigned format, uint64_t bits)
{
	return (bits & ~sign(format)) == infinity(format);
}

/* A tie is exact in the wider format, and as far from the number below as from the one above. */
static uint64_t ties_away(const struct float_case *subject, uint64_t nearest)
{
	long double below = wide_of(subject->format, host_round(subject, RDN));
	long double above = wide_of(subject->format, host_round(subject, RUP));
	long double exact = host_wide(subject, RDN);

	if (below == above || exact != host_wide(subject, RUP) || exact - below != above - exact)
		return nearest;
	return host_round(subject, exact < 0 ? RDN : RUP);
}

/* Products of infinity and zero are invalid even beside a quiet NaN (I 20.6). */
static bool is_invalid(const struct float_case *subject)
{
	unsigned format = subject->format;
	bool product = subject->operation == FLOAT_FUSED;
	uint64_t a = subject->a & ~sign(format), b = subject->b & ~sign(format);

	return product && ((is_infinite(format, a) && !b) || (is_infinite(format, b) && !a));
}

static bool has_nan(const struct float_case *subject, bool (*kind)(unsigned, uint64_t))
{
	unsigned format = float_first_format(subject);
	bool second = subject->operation != FLOAT_ROOT && subject->operation != FLOAT_FROM_OTHER;

	if (subject->operation >= FLOAT_FROM_W && subject->operation <= FLOAT_FROM_LU)
		return false;
	return kind(format, subject->a) || (second && kind(format, subject->b)) ||
	       (subject->operation == FLOAT_FUSED && kind(format, subject->c));
}

static struct float_verdict arithmetic(const struct float_case *subject)
{
	struct float_verdict verdict;

	if (is_invalid(subject))
		return (struct float_verdict){canonical(subject->format), NV};
	if (has_nan(subject, is_nan))
		return (struct float_verdict){canonical(subject->format),
					      has_nan(subject, is_signaling) ? NV : 0};
	verdict.bits = host_round(subject, subject->mode);
	verdict.raised = host_raised();
	if (is_nan(subject->format, verdict.bits))
		verdict.bits = canonical(subject->format);
	else if (subject->mode == RMM)
		verdict.bits = ties_away(subject, verdict.bits);
	return verdict;
}

/* IEEE 754-2019, 9.6: a NaN counts for nothing beside a number, and -0 is less than +0. */
static struct float_verdict extreme(const struct float_case *subject)
{
	unsigned format = subject->format;
	bool smaller = subject->operation == FLOAT_MINIMUM, first;
	bool invalid = is_signaling(format, subject->a) || is_signaling(format, subject->b);
	struct float_verdict verdict = {canonical(format), invalid ? NV : 0};

	if (is_nan(format, subject->a) && is_nan(format, subject->b))
		return verdict;
	if (is_nan(format, subject->a))
		first = false;
	else if (is_nan(format, subject->b))
		first = true;
	else if (wide_of(format, subject->a) == wide_of(format, subject->b))
		first = ((subject->a & sign(format)) != 0) == smaller;
	else
		first = (wide_of(format, subject->a) < wide_of(format, subject->b)) == smaller;
	verdict.bits = first ? subject->a : subject->b;
	return verdict;
}

/* Equality is quiet, the other relations signal (I 20.8). */
static struct float_verdict relation(const struct float_case *subject)
{
	unsigned format = subject->format;
	bool nan = is_nan(format, subject->a) || is_nan(format, subject->b);
	bool signaling = is_signaling(format, subject->a) || is_signaling(format, subject->b);
	bool equal = subject->operation == FLOAT_EQUAL;
	long double a, b;

	if (nan)
		return (struct float_verdict){0, !equal || signaling ? NV : 0};
	a = wide_of(format, subject->a);
	b = wide_of(format, subject->b);
	if (equal)
		return (struct float_verdict){a == b, 0};
	return (struct float_verdict){subject->operation == FLOAT_LESS ? a < b : a <= b, 0};
}

static int kind_of(unsigned format, uint64_t bits)
{
	return format ? fpclassify(double_of(bits)) : fpclassify(single_of(bits));
}

/* I 20.9 */
static struct float_verdict class_of(const struct float_case *subject)
{
	bool negative = subject->a & sign(subject->format);
	unsigned bit;

	switch (kind_of(subject->format, subject->a)) {
	case FP_NAN:
		bit = is_signaling(subject->format, subject->a) ? 8 : 9;
		break;
	case FP_INFINITE:
		bit = negative ? 0 : 7;
		break;
	case FP_NORMAL:
		bit = negative ? 1 : 6;
		break;
	case FP_SUBNORMAL:
		bit = negative ? 2 : 5;
		break;
	default:
		bit = negative ? 3 : 4;
		break;
	}
	return (struct float_verdict){1u << bit, 0};
}

/* I 20.7: the bounds of the integers, as powers of two. */
static struct float_verdict integer(const struct float_case *subject)
{
	static const struct {
		double least, beyond;
		uint64_t low, high;
	} bounds[] = {
		{-0x1p31, 0x1p31, 0xffffffff80000000, 0x7fffffff},
		{0, 0x1p32, 0, UINT64_MAX},
		{-0x1p63, 0x1p63, UINT64_C(1) << 63, INT64_MAX},
		{0, 0x1p64, 0, UINT64_MAX},
	};
	unsigned kind = subject->operation - FLOAT_TO_W;
	double value, result;
	uint64_t bits;

	if (is_nan(subject->format, subject->a))
		return (struct float_verdict){bounds[kind].high, NV};
	value = subject->format ? double_of(subject->a) : (double)single_of(subject->a);
	result = host_integral(value, subject->mode);
	if (result < bounds[kind].least)
		return (struct float_verdict){bounds[kind].low, NV};
	if (result >= bounds[kind].beyond)
		return (struct float_verdict){bounds[kind].high, NV};
	bits = result < 0 ? (uint64_t)(int64_t)result : (uint64_t)result;
	if (kind == 1)
		bits = (uint64_t)(int64_t)(int32_t)(uint32_t)bits;
	return (struct float_verdict){bits, result != value ? NX : 0};
}

struct float_verdict float_judge(const struct float_case *subject)
{
	switch (subject->operation) {
	case FLOAT_MINIMUM:
	case FLOAT_MAXIMUM:
		return extreme(subject);
	case FLOAT_EQUAL:
	case FLOAT_LESS:
	case FLOAT_LESS_OR_EQUAL:
		return relation(subject);
	case FLOAT_CLASS:
		return class_of(subject);
	case FLOAT_TO_W:
	case FLOAT_TO_WU:
	case FLOAT_TO_L:
	case FLOAT_TO_LU:
		return integer(subject);
	default:
		return arithmetic(subject);
	}
}

/* Whether a product just below the smallest normal number, which rounds to it, is tiny here. */
static bool tiny_before_rounding(void)
{
	static const struct float_case boundary = {
		FLOAT_MULTIPLY, S, RNE, 0x3f800400, 0x007ffc00, 0,
	};

	host_round(&boundary, RNE);
	return host_raised() & UF;
}

/* A host that detects tininess before rounding may raise underflow for the smallest normal. */
bool float_agree(const struct float_case *subject, struct float_verdict got,
		 struct float_verdict expected)
{
	uint64_t smallest = subject->format ? UINT64_C(1) << 52 : UINT64_C(1) << 23;
	bool in_doubt = (expected.bits & ~sign(subject->format)) == smallest;

	if (in_doubt && tiny_before_rounding())
		got.raised |= expected.raised & UF;
	return got.bits == expected.bits && got.raised == expected.raised;
}

const char *float_judge_absent(void)
{
	static const struct float_case third = {FLOAT_DIVIDE, D, RNE, 0x3ff0000000000000,
						0x4008000000000000, 0};
	uint64_t down = host_round(&third, RDN), up = host_round(&third, RUP);
	volatile long double wide = 1;

	if (up != down + 1)
		return "the host does not round as it is told";
	if (host_raised() != NX)
		return "the host does not tell what was inexact";
	return wide + 0x1p-60L == 1 ? "the host has no format wide enough" : NULL;
}

unsigned long float_rounds(unsigned long usual)
{
	return environment("ROUNDS", getenv("AXVCPU_SAMPLE") ? usual / 20 : usual);
}
