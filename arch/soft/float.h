/* SPDX-License-Identifier: MIT */
/*
 * Floating point by integers, as IEEE 754-2019 has it and the manual's chapters
 * 20 and 21 narrow it: every NaN that comes out is the canonical one, and a
 * result is tiny by what it is after rounding. One algorithm serves every format.
 *
 * An operation unpacks its operands into numbers, computes with numbers, and
 * packs the result, which rounds it.
 */
#ifndef AXVCPU_ARCH_SOFT_FLOAT_H
#define AXVCPU_ARCH_SOFT_FLOAT_H

#include <stdbool.h>
#include <stdint.h>

/* A binary interchange format (IEEE 754, 3.4), of at most 64 bits. */
struct float_format {
	uint8_t width;
	uint8_t precision; /* bits of a significand, its first one included */
};

extern const struct float_format axvcpu_float_single, axvcpu_float_double;

/* Rounding modes by their encoding (I 20.2). */
enum float_mode {
	FLOAT_NEAREST_EVEN,
	FLOAT_TOWARDS_ZERO,
	FLOAT_DOWN,
	FLOAT_UP,
	FLOAT_NEAREST_AWAY,
	FLOAT_MODES,
	FLOAT_DYNAMIC = 7, /* in an instruction: the one in frm */
};

/* Exceptions by their bits in fflags (I 20.2). */
enum float_exception {
	FLOAT_INEXACT = 1,
	FLOAT_UNDERFLOW = 2,
	FLOAT_OVERFLOW = 4,
	FLOAT_DIVISION_BY_ZERO = 8,
	FLOAT_INVALID = 16,
};

/* What an operation is told, and what it raises. */
struct float_context {
	const struct float_format *format;
	uint8_t mode;   /* below FLOAT_MODES */
	uint8_t raised; /* exceptions are added here */
};

enum float_kind {
	FLOAT_ZERO,
	FLOAT_FINITE,     /* and not zero */
	FLOAT_INFINITE,
	FLOAT_QUIET,      /* a NaN */
	FLOAT_SIGNALING,  /* a NaN, or what an invalid operation yields: packing it raises */
};

/*
 * A number of any format, or an exact product of two. A finite one is
 * (high * 2^64 + low) * 2^(exponent - 127), and bit 63 of high is set. The
 * lowest bit of low may stand for all that was lost below it.
 */
struct float_number {
	enum float_kind kind;
	bool negative;
	int32_t exponent;
	uint64_t high, low;
};

/* An integer, or a significand, that was rounded. */
struct float_rounded {
	uint64_t value;
	bool inexact;
};

/* The fields of a format. */
static inline uint64_t float_sign(const struct float_format *format)
{
	return UINT64_C(1) << (format->width - 1);
}

static inline unsigned float_fraction_bits(const struct float_format *format)
{
	return format->precision - 1u;
}

/* The largest exponent of a finite number, which is also the bias of the field. */
static inline int32_t float_bias(const struct float_format *format)
{
	return (1 << (format->width - format->precision - 1)) - 1;
}

/* Positive infinity; the numbers below it are finite, those above it NaNs. */
static inline uint64_t float_infinity(const struct float_format *format)
{
	return (2 * (uint64_t)float_bias(format) + 1) << float_fraction_bits(format);
}

/* The bit that makes a NaN quiet. */
static inline uint64_t float_quiet(const struct float_format *format)
{
	return UINT64_C(1) << (float_fraction_bits(format) - 1);
}

static inline uint64_t float_canonical_nan(const struct float_format *format)
{
	return float_infinity(format) | float_quiet(format);
}

static inline bool float_is_nan(const struct float_number *number)
{
	return number->kind >= FLOAT_QUIET;
}

/* float_number.c: between numbers and bits. Bits above the format's width are not looked at. */
struct float_number axvcpu_float_unpack(const struct float_format *format, uint64_t bits);
uint64_t axvcpu_float_pack(struct float_context *context, const struct float_number *number);
/* The number with its lowest bits dropped of the upper 64. */
struct float_rounded axvcpu_float_round(enum float_mode mode, const struct float_number *number,
					unsigned drop);
/* Set bit 63 of high by a shift; a number that is all 0 becomes zero. */
void axvcpu_float_normalise(struct float_number *number);
/* The NaN that an operation yields of two operands, one of them a NaN. */
struct float_number axvcpu_float_nan_of(const struct float_number *a,
					const struct float_number *b);

/* float_add.c, float_multiply.c, float_divide.c: operands and results are bits. */
typedef uint64_t float_unary(struct float_context *context, uint64_t a);
typedef uint64_t float_binary(struct float_context *context, uint64_t a, uint64_t b);
float_binary axvcpu_float_add, axvcpu_float_subtract, axvcpu_float_multiply, axvcpu_float_divide;
float_unary axvcpu_float_square_root;
/* a * b + c, rounded once. */
uint64_t axvcpu_float_multiply_add(struct float_context *context, uint64_t a, uint64_t b,
				   uint64_t c);
/* Exact, but for what the lowest bit stands for; b is no product. */
struct float_number axvcpu_float_sum(enum float_mode mode, struct float_number a,
				     struct float_number b);
/* Exact. */
struct float_number axvcpu_float_product(const struct float_number *a,
					 const struct float_number *b);

/* float_compare.c: the relations yield 1 or 0. */
float_binary axvcpu_float_equal, axvcpu_float_less, axvcpu_float_less_or_equal;
float_binary axvcpu_float_minimum, axvcpu_float_maximum;
/* A bit for the class (I 20.9). */
float_unary axvcpu_float_classify;

/* float_convert.c */
/* An integer format: 32 or 64 bits. */
struct float_integer {
	uint8_t width;
	bool is_signed;
};

/* Saturates; an integer of 32 bits is extended by its sign, whether it has one or not. */
uint64_t axvcpu_float_to_integer(struct float_context *context, struct float_integer to,
				 uint64_t a);
uint64_t axvcpu_float_from_integer(struct float_context *context, struct float_integer from,
				   uint64_t value);
/* Into the format of the context. */
uint64_t axvcpu_float_convert(struct float_context *context, const struct float_format *from,
			      uint64_t a);

#endif
