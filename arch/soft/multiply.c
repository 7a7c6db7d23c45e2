/* SPDX-License-Identifier: MIT */
/* Multiplication and division: the M extension (I 12). */
#include "execute.h"
#include "wide.h"

/* A negative operand counts 2^64 too much when it is read as unsigned. */
static uint64_t high_signed_unsigned(uint64_t a, uint64_t b)
{
	return soft_multiply_high(a, b) - ((a >> 63) ? b : 0);
}

static uint64_t high_signed(uint64_t a, uint64_t b)
{
	return high_signed_unsigned(a, b) - ((b >> 63) ? a : 0);
}

static uint64_t magnitude(uint64_t a)
{
	return (a >> 63) ? 0 - a : a;
}

/*
 * Nothing traps (I 12.2, table 11): x / 0 is all ones, x % 0 is x. The
 * overflow of the most negative number by -1 comes out right by itself: its
 * magnitude is 2^63, and so is its bit pattern.
 */
static uint64_t divide_unsigned(uint64_t a, uint64_t b)
{
	return b ? a / b : UINT64_MAX;
}

static uint64_t remainder_unsigned(uint64_t a, uint64_t b)
{
	return b ? a % b : a;
}

static uint64_t divide_signed(uint64_t a, uint64_t b)
{
	uint64_t quotient;

	if (!b)
		return UINT64_MAX;
	quotient = magnitude(a) / magnitude(b);
	return ((a ^ b) >> 63) ? 0 - quotient : quotient;
}

static uint64_t remainder_signed(uint64_t a, uint64_t b)
{
	uint64_t remainder;

	if (!b)
		return a;
	remainder = magnitude(a) % magnitude(b);
	return (a >> 63) ? 0 - remainder : remainder;
}

#define MULTIPLY(name, expression)                                                    \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		uint64_t a = soft_rs1(hart, insn), b = soft_rs2(hart, insn);          \
                                                                                      \
		hart->registers.x[insn->rd] = (expression);                           \
		return soft_next(hart, insn);                                          \
	}

MULTIPLY(mul, a * b)
MULTIPLY(mulh, high_signed(a, b))
MULTIPLY(mulhsu, high_signed_unsigned(a, b))
MULTIPLY(mulhu, soft_multiply_high(a, b))
MULTIPLY(div, divide_signed(a, b))
MULTIPLY(divu, divide_unsigned(a, b))
MULTIPLY(rem, remainder_signed(a, b))
MULTIPLY(remu, remainder_unsigned(a, b))
MULTIPLY(mulw, soft_sign32(a * b))
MULTIPLY(divw, soft_sign32(divide_signed(soft_sign32(a), soft_sign32(b))))
MULTIPLY(divuw, soft_sign32(divide_unsigned((uint32_t)a, (uint32_t)b)))
MULTIPLY(remw, soft_sign32(remainder_signed(soft_sign32(a), soft_sign32(b))))
MULTIPLY(remuw, soft_sign32(remainder_unsigned((uint32_t)a, (uint32_t)b)))

#define MASK   (MASK_OPCODE | MASK_FUNCT3 | MASK_FUNCT7)
#define MULDIV FUNCT7(1)

const struct soft_row axvcpu_soft_multiplications[] = {
	{MASK, OPCODE_OP | MULDIV | FUNCT3(0), mul},
	{MASK, OPCODE_OP | MULDIV | FUNCT3(1), mulh},
	{MASK, OPCODE_OP | MULDIV | FUNCT3(2), mulhsu},
	{MASK, OPCODE_OP | MULDIV | FUNCT3(3), mulhu},
	{MASK, OPCODE_OP | MULDIV | FUNCT3(4), div},
	{MASK, OPCODE_OP | MULDIV | FUNCT3(5), divu},
	{MASK, OPCODE_OP | MULDIV | FUNCT3(6), rem},
	{MASK, OPCODE_OP | MULDIV | FUNCT3(7), remu},
	{MASK, OPCODE_OP_32 | MULDIV | FUNCT3(0), mulw},
	{MASK, OPCODE_OP_32 | MULDIV | FUNCT3(4), divw},
	{MASK, OPCODE_OP_32 | MULDIV | FUNCT3(5), divuw},
	{MASK, OPCODE_OP_32 | MULDIV | FUNCT3(6), remw},
	{MASK, OPCODE_OP_32 | MULDIV | FUNCT3(7), remuw},
	{0, 0, NULL},
};
