/* SPDX-License-Identifier: MIT */
/* 16-bit instructions: each stands for a 32-bit one (I 26). */
#include "instruction.h"

/* Bits high to low of the instruction, moved to begin at bit to. */
static uint32_t bits(uint32_t raw, unsigned high, unsigned low, unsigned to)
{
	return ((raw >> low) & ((2u << (high - low)) - 1)) << to;
}

/* Extend a value whose sign is bit sign. */
static uint32_t extend(uint32_t value, unsigned sign)
{
	uint32_t bit = 1u << sign;

	return ((value & (2 * bit - 1)) ^ bit) - bit;
}

static uint32_t rd(uint32_t raw)
{
	return bits(raw, 11, 7, 0);
}

static uint32_t rs2(uint32_t raw)
{
	return bits(raw, 6, 2, 0);
}

/* The registers x8 to x15 of three-bit fields (I 26.2). */
static uint32_t short_high(uint32_t raw)
{
	return 8 + bits(raw, 9, 7, 0);
}

static uint32_t short_low(uint32_t raw)
{
	return 8 + bits(raw, 4, 2, 0);
}

static uint32_t make_i(uint32_t opcode, uint32_t funct3, uint32_t to, uint32_t from,
		       uint32_t immediate)
{
	return immediate << 20 | from << 15 | FUNCT3(funct3) | to << 7 | opcode;
}

static uint32_t make_r(uint32_t opcode, uint32_t functs, uint32_t to, uint32_t first,
		       uint32_t second)
{
	return functs | second << 20 | first << 15 | to << 7 | opcode;
}

static uint32_t make_s(uint32_t opcode, uint32_t funct3, uint32_t base, uint32_t source,
		       uint32_t immediate)
{
	return bits(immediate, 11, 5, 25) | source << 20 | base << 15 | FUNCT3(funct3) |
	       bits(immediate, 4, 0, 7) | opcode;
}

static uint32_t make_b(uint32_t funct3, uint32_t first, uint32_t immediate)
{
	return bits(immediate, 12, 12, 31) | bits(immediate, 10, 5, 25) | first << 15 |
	       FUNCT3(funct3) | bits(immediate, 4, 1, 8) | bits(immediate, 11, 11, 7) |
	       OPCODE_BRANCH;
}

static uint32_t make_jump(uint32_t immediate)
{
	return bits(immediate, 20, 20, 31) | bits(immediate, 10, 1, 21) |
	       bits(immediate, 11, 11, 20) | bits(immediate, 19, 12, 12) | OPCODE_JAL;
}

enum { ZERO = 0, RA = 1, SP = 2 };

/* Offsets of accesses: words and doublewords, by register and by stack pointer (I 26.3). */
static uint32_t word_offset(uint32_t raw)
{
	return bits(raw, 5, 5, 6) | bits(raw, 12, 10, 3) | bits(raw, 6, 6, 2);
}

static uint32_t double_offset(uint32_t raw)
{
	return bits(raw, 6, 5, 6) | bits(raw, 12, 10, 3);
}

static uint32_t word_stack_load(uint32_t raw)
{
	return bits(raw, 3, 2, 6) | bits(raw, 12, 12, 5) | bits(raw, 6, 4, 2);
}

static uint32_t double_stack_load(uint32_t raw)
{
	return bits(raw, 4, 2, 6) | bits(raw, 12, 12, 5) | bits(raw, 6, 5, 3);
}

static uint32_t word_stack_store(uint32_t raw)
{
	return bits(raw, 8, 7, 6) | bits(raw, 12, 9, 2);
}

static uint32_t double_stack_store(uint32_t raw)
{
	return bits(raw, 9, 7, 6) | bits(raw, 12, 10, 3);
}

static uint32_t immediate6(uint32_t raw)
{
	return extend(bits(raw, 12, 12, 5) | bits(raw, 6, 2, 0), 5);
}

static uint32_t shift_amount(uint32_t raw)
{
	return bits(raw, 12, 12, 5) | bits(raw, 6, 2, 0);
}

static uint32_t jump_offset(uint32_t raw)
{
	return extend(bits(raw, 12, 12, 11) | bits(raw, 11, 11, 4) | bits(raw, 10, 9, 8) |
		      bits(raw, 8, 8, 10) | bits(raw, 7, 7, 6) | bits(raw, 6, 6, 7) |
		      bits(raw, 5, 3, 1) | bits(raw, 2, 2, 5), 11);
}

static uint32_t branch_offset(uint32_t raw)
{
	return extend(bits(raw, 12, 12, 8) | bits(raw, 11, 10, 3) | bits(raw, 6, 5, 6) |
		      bits(raw, 4, 3, 1) | bits(raw, 2, 2, 5), 8);
}

/* C.ADDI4SPN; with an immediate of 0 it is reserved, and all zero is illegal. */
static uint32_t add_to_stack_pointer(uint32_t raw)
{
	uint32_t immediate = bits(raw, 10, 7, 6) | bits(raw, 12, 11, 4) | bits(raw, 5, 5, 3) |
			     bits(raw, 6, 6, 2);

	return immediate ? make_i(OPCODE_OP_IMM, 0, short_low(raw), SP, immediate) : 0;
}

static uint32_t quadrant0(uint32_t raw)
{
	switch (bits(raw, 15, 13, 0)) {
	case 0:
		return add_to_stack_pointer(raw);
	case 1:
		return make_i(OPCODE_LOAD_FP, 3, short_low(raw), short_high(raw),
			      double_offset(raw));
	case 2:
		return make_i(OPCODE_LOAD, 2, short_low(raw), short_high(raw), word_offset(raw));
	case 3:
		return make_i(OPCODE_LOAD, 3, short_low(raw), short_high(raw), double_offset(raw));
	case 5:
		return make_s(OPCODE_STORE_FP, 3, short_high(raw), short_low(raw),
			      double_offset(raw));
	case 6:
		return make_s(OPCODE_STORE, 2, short_high(raw), short_low(raw),
			      word_offset(raw));
	case 7:
		return make_s(OPCODE_STORE, 3, short_high(raw), short_low(raw),
			      double_offset(raw));
	default:
		return 0;
	}
}

/* C.ADDI16SP and C.LUI; an immediate of 0 is reserved. */
static uint32_t upper(uint32_t raw)
{
	uint32_t stack = extend(bits(raw, 12, 12, 9) | bits(raw, 4, 3, 7) | bits(raw, 5, 5, 6) |
				bits(raw, 2, 2, 5) | bits(raw, 6, 6, 4), 9);

	if (!immediate6(raw))
		return 0;
	if (rd(raw) == SP)
		return make_i(OPCODE_OP_IMM, 0, SP, SP, stack);
	return immediate6(raw) << 12 | rd(raw) << 7 | OPCODE_LUI;
}

/* C.SUB, C.XOR, C.OR, C.AND, C.SUBW, C.ADDW. */
static uint32_t register_arithmetic(uint32_t raw)
{
	static const uint32_t functs[4] = {
		FUNCT7(0x20) | FUNCT3(0), FUNCT3(4), FUNCT3(6), FUNCT3(7),
	};
	uint32_t to = short_high(raw), kind = bits(raw, 6, 5, 0);

	if (!bits(raw, 12, 12, 0))
		return make_r(OPCODE_OP, functs[kind], to, to, short_low(raw));
	if (kind > 1)
		return 0;
	return make_r(OPCODE_OP_32, kind ? 0 : FUNCT7(0x20), to, to, short_low(raw));
}

static uint32_t arithmetic(uint32_t raw)
{
	uint32_t to = short_high(raw);

	switch (bits(raw, 11, 10, 0)) {
	case 0:
		return make_i(OPCODE_OP_IMM, 5, to, to, shift_amount(raw));
	case 1:
		return make_i(OPCODE_OP_IMM, 5, to, to, shift_amount(raw)) | FUNCT6(0x10);
	case 2:
		return make_i(OPCODE_OP_IMM, 7, to, to, immediate6(raw));
	default:
		return register_arithmetic(raw);
	}
}

static uint32_t quadrant1(uint32_t raw)
{
	uint32_t to = rd(raw);

	switch (bits(raw, 15, 13, 0)) {
	case 0:
		return make_i(OPCODE_OP_IMM, 0, to, to, immediate6(raw));
	case 1:
		return to ? make_i(OPCODE_OP_IMM_32, 0, to, to, immediate6(raw)) : 0;
	case 2:
		return make_i(OPCODE_OP_IMM, 0, to, ZERO, immediate6(raw));
	case 3:
		return upper(raw);
	case 4:
		return arithmetic(raw);
	case 5:
		return make_jump(jump_offset(raw));
	default:
		return make_b(bits(raw, 13, 13, 0), short_high(raw), branch_offset(raw));
	}
}

/* C.JR, C.MV, C.EBREAK, C.JALR, C.ADD. */
static uint32_t move_or_jump(uint32_t raw)
{
	uint32_t link = bits(raw, 12, 12, 0), to = rd(raw), from = rs2(raw);

	if (from)
		return make_r(OPCODE_OP, 0, to, link ? to : ZERO, from);
	if (to)
		return make_i(OPCODE_JALR, 0, link ? RA : ZERO, to, 0);
	return link ? 1u << 20 | OPCODE_SYSTEM : 0;
}

static uint32_t quadrant2(uint32_t raw)
{
	uint32_t to = rd(raw);

	switch (bits(raw, 15, 13, 0)) {
	case 0:
		return make_i(OPCODE_OP_IMM, 1, to, to, shift_amount(raw));
	case 1:
		return make_i(OPCODE_LOAD_FP, 3, to, SP, double_stack_load(raw));
	case 2:
		return to ? make_i(OPCODE_LOAD, 2, to, SP, word_stack_load(raw)) : 0;
	case 3:
		return to ? make_i(OPCODE_LOAD, 3, to, SP, double_stack_load(raw)) : 0;
	case 4:
		return move_or_jump(raw);
	case 5:
		return make_s(OPCODE_STORE_FP, 3, SP, rs2(raw), double_stack_store(raw));
	case 6:
		return make_s(OPCODE_STORE, 2, SP, rs2(raw), word_stack_store(raw));
	case 7:
		return make_s(OPCODE_STORE, 3, SP, rs2(raw), double_stack_store(raw));
	default:
		return 0;
	}
}

uint32_t axvcpu_riscv64_expand(uint32_t raw)
{
	switch (raw & 3) {
	case 0:
		return quadrant0(raw);
	case 1:
		return quadrant1(raw);
	default:
		return quadrant2(raw);
	}
}
