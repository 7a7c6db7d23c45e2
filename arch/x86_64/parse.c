/* SPDX-License-Identifier: MIT */
/* ModRM, displacement and immediate of an x86 instruction. */
#include <arch/x86_64/parse.h>

/* 2, 4 or 8; REX.W counts before 66 (volume 1, 3.6.1). */
static uint8_t operand_width(const struct axvcpu_x86_64_instruction *i)
{
	if (axvcpu_x86_64_rex_w(i))
		return 8;
	return i->wide_default != i->operand_size ? 4 : 2;
}

uint8_t axvcpu_x86_64_width(const struct axvcpu_x86_64_instruction *i, uint8_t width)
{
	switch (width) {
	case AXVCPU_X86_64_WIDTH_V:
		return operand_width(i);
	case AXVCPU_X86_64_WIDTH_Y:
		return axvcpu_x86_64_rex_w(i) ? 8 : 4;
	case AXVCPU_X86_64_WIDTH_Z:
		return operand_width(i) == 2 ? 2 : 4;
	default:
		return (uint8_t)(1u << width);
	}
}

/* The next bytes as a number, sign-extended. */
static uint64_t take(struct axvcpu_x86_64_instruction *i, unsigned bytes)
{
	uint64_t value = 0;

	for (unsigned n = 0; n < bytes; n++)
		value |= (uint64_t)axvcpu_x86_64_next(i) << 8 * n;
	if (bytes && bytes < 8 && value >> (8 * bytes - 1))
		value |= UINT64_MAX << 8 * bytes;
	return value;
}

/* Bytes of displacement with addresses of 16 bits (2.1.5, table 2-1). */
static unsigned displacement_16(uint8_t modrm)
{
	unsigned mod = modrm >> 6, rm = modrm & 7;

	return mod == 0 ? (rm == 6 ? 2 : 0) : mod;
}

/* With longer ones, whose base is that of SIB, if that is there (tables 2-2 and 2-3). */
static unsigned displacement_32(struct axvcpu_x86_64_instruction *i)
{
	unsigned mod = i->modrm >> 6, base = i->modrm & 7;

	if (base == 4)
		base = axvcpu_x86_64_next(i) & 7;
	return mod == 0 ? (base == 5 ? 4 : 0) : mod == 1 ? 1 : 4;
}

static void parse_modrm(struct axvcpu_x86_64_instruction *i)
{
	uint8_t follows = axvcpu_x86_64_follows(i);

	if (follows == AXVCPU_X86_64_FOLLOWS_NOTHING || follows == AXVCPU_X86_64_FOLLOWS_IMPLICIT)
		return;
	i->modrm = axvcpu_x86_64_next(i);
	if (follows == AXVCPU_X86_64_FOLLOWS_REGISTERS || axvcpu_x86_64_register_form(i))
		return;
	if (axvcpu_x86_64_address_width(i) == 2)
		take(i, displacement_16(i->modrm));
	else
		take(i, displacement_32(i));
}

/* Bytes of an immediate that depend on more than its kind and the operand size. */
static unsigned special_immediate(const struct axvcpu_x86_64_instruction *i, unsigned kind)
{
	unsigned z = axvcpu_x86_64_width(i, AXVCPU_X86_64_WIDTH_Z);

	switch (kind) {
	case AXVCPU_X86_64_IMMEDIATE_OFFSET:
		return axvcpu_x86_64_address_width(i);
	case AXVCPU_X86_64_IMMEDIATE_POINTER: /* and a selector */
		return z + 2;
	case AXVCPU_X86_64_IMMEDIATE_JUMP: /* 66 does not count in 64-bit mode (JMP, Jcc). */
		return i->long_mode ? 4 : z;
	case AXVCPU_X86_64_IMMEDIATE_GROUP_BYTE:
		return axvcpu_x86_64_digit(i) < 2 ? 1 : 0;
	case AXVCPU_X86_64_IMMEDIATE_GROUP_Z:
		return axvcpu_x86_64_digit(i) < 2 ? z : 0;
	case AXVCPU_X86_64_IMMEDIATE_EXTRACT: /* EXTRQ, INSERTQ (AMD64 volume 4) */
		return !i->extended && (i->operand_size || i->repeat == 0xf2) ? 2 : 0;
	default:
		return 0;
	}
}

static unsigned immediate_bytes(const struct axvcpu_x86_64_instruction *i)
{
	unsigned kind = i->cell & 0xf;

	switch (kind) {
	case AXVCPU_X86_64_IMMEDIATE_BYTE:
		return 1;
	case AXVCPU_X86_64_IMMEDIATE_WORD:
		return 2;
	case AXVCPU_X86_64_IMMEDIATE_ENTER:
		return 3;
	case AXVCPU_X86_64_IMMEDIATE_DOUBLEWORD:
		return 4;
	case AXVCPU_X86_64_IMMEDIATE_Z:
		return axvcpu_x86_64_width(i, AXVCPU_X86_64_WIDTH_Z);
	case AXVCPU_X86_64_IMMEDIATE_V:
		return operand_width(i);
	default:
		return special_immediate(i, kind);
	}
}

struct axvcpu_x86_64_instruction axvcpu_x86_64_parse(uint64_t insn, uint64_t insn_high,
	uint32_t insn_bytes, uint32_t mode)
{
	struct axvcpu_x86_64_instruction instruction = {
		.low = insn,
		.high = insn_high,
		.count = (uint8_t)(insn_bytes < AXVCPU_X86_64_LONGEST ? insn_bytes
								      : AXVCPU_X86_64_LONGEST),
		.long_mode = mode >= AXVCPU_X86_64_MODE_64,
		.wide_default = mode != AXVCPU_X86_64_MODE_16,
	};

	axvcpu_x86_64_parse_opcode(&instruction);
	parse_modrm(&instruction);
	instruction.immediate = take(&instruction, immediate_bytes(&instruction));
	return instruction;
}

uint32_t axvcpu_x86_64_length(uint64_t insn, uint64_t insn_high, uint32_t insn_bytes,
	uint32_t mode)
{
	struct axvcpu_x86_64_instruction instruction =
		axvcpu_x86_64_parse(insn, insn_high, insn_bytes, mode);

	return instruction.cut ? 0 : instruction.length;
}
