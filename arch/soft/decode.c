/* SPDX-License-Identifier: MIT */
/* From an instruction to the function that executes it and its operands. */
#include "execute.h"

/* Where an instruction has its immediate (I 2.3). */
enum format { FORMAT_R, FORMAT_I, FORMAT_S, FORMAT_B, FORMAT_U, FORMAT_J };

/* The instructions of a major opcode. */
struct group {
	const struct soft_row *rows, *more;
	uint8_t format;
	bool computes;  /* writes rd and does nothing else */
	uint8_t place;  /* an enum soft_place */
};

/* By major opcode, whose two low bits are set in every 32-bit instruction. */
#define AT(opcode) [(opcode) >> 2]

static const struct group groups[32] = {
	AT(OPCODE_LOAD) = {axvcpu_soft_loads, NULL, FORMAT_I, false, SOFT_INSIDE},
	AT(OPCODE_STORE) = {axvcpu_soft_stores, NULL, FORMAT_S, false, SOFT_INSIDE},
	AT(OPCODE_LOAD_FP) = {axvcpu_soft_float_loads, NULL, FORMAT_I, false, SOFT_INSIDE},
	AT(OPCODE_STORE_FP) = {axvcpu_soft_float_stores, NULL, FORMAT_S, false, SOFT_INSIDE},
	AT(OPCODE_MADD) = {axvcpu_soft_float_fused, NULL, FORMAT_R, false, SOFT_INSIDE},
	AT(OPCODE_MSUB) = {axvcpu_soft_float_fused, NULL, FORMAT_R, false, SOFT_INSIDE},
	AT(OPCODE_NMSUB) = {axvcpu_soft_float_fused, NULL, FORMAT_R, false, SOFT_INSIDE},
	AT(OPCODE_NMADD) = {axvcpu_soft_float_fused, NULL, FORMAT_R, false, SOFT_INSIDE},
	AT(OPCODE_OP_FP) = {axvcpu_soft_float_moves, axvcpu_soft_float_operations, FORMAT_R,
			    false, SOFT_INSIDE},
	AT(OPCODE_OP_IMM) = {axvcpu_soft_immediates, NULL, FORMAT_I, true, SOFT_INSIDE},
	AT(OPCODE_OP_IMM_32) = {axvcpu_soft_immediates, NULL, FORMAT_I, true, SOFT_INSIDE},
	AT(OPCODE_OP) = {axvcpu_soft_operations, axvcpu_soft_multiplications, FORMAT_R, true,
			 SOFT_INSIDE},
	AT(OPCODE_OP_32) = {axvcpu_soft_operations, axvcpu_soft_multiplications, FORMAT_R, true,
			    SOFT_INSIDE},
	AT(OPCODE_BRANCH) = {axvcpu_soft_branches, NULL, FORMAT_B, false, SOFT_INSIDE},
	AT(OPCODE_JAL) = {axvcpu_soft_jumps, NULL, FORMAT_J, false, SOFT_LAST},
	AT(OPCODE_JALR) = {axvcpu_soft_jumps, NULL, FORMAT_I, false, SOFT_LAST},
	AT(OPCODE_LUI) = {axvcpu_soft_upper, NULL, FORMAT_U, true, SOFT_INSIDE},
	AT(OPCODE_AUIPC) = {axvcpu_soft_upper, NULL, FORMAT_U, true, SOFT_INSIDE},
	AT(OPCODE_MISC_MEM) = {axvcpu_soft_fences, NULL, FORMAT_I, false, SOFT_LAST},
	AT(OPCODE_AMO) = {axvcpu_soft_atomics, NULL, FORMAT_R, false, SOFT_LAST},
	AT(OPCODE_SYSTEM) = {axvcpu_soft_csr_accesses, axvcpu_soft_systems, FORMAT_I, false,
			     SOFT_ALONE},
};

static enum soft_step nop(struct soft_hart *hart, const struct soft_insn *insn)
{
	return soft_next(hart, insn);
}

static uint32_t field(uint32_t raw, unsigned high, unsigned low, unsigned to)
{
	return ((raw >> low) & ((2u << (high - low)) - 1)) << to;
}

/* Copies of the sign, which is always bit 31, from bit from upwards. */
static uint32_t sign(uint32_t raw, unsigned from)
{
	return (raw >> 31) ? ~0u << from : 0;
}

static int32_t immediate(uint32_t raw, enum format format)
{
	switch (format) {
	case FORMAT_I:
		return (int32_t)(sign(raw, 11) | field(raw, 30, 20, 0));
	case FORMAT_S:
		return (int32_t)(sign(raw, 11) | field(raw, 30, 25, 5) | field(raw, 11, 7, 0));
	case FORMAT_B:
		return (int32_t)(sign(raw, 12) | field(raw, 7, 7, 11) | field(raw, 30, 25, 5) |
				 field(raw, 11, 8, 1));
	case FORMAT_U:
		return (int32_t)(raw & 0xfffff000u);
	case FORMAT_J:
		return (int32_t)(sign(raw, 20) | field(raw, 19, 12, 12) | field(raw, 20, 20, 11) |
				 field(raw, 30, 21, 1));
	default:
		return 0;
	}
}

static const struct soft_row *find_row(const struct soft_row *row, uint32_t raw)
{
	while (row->execute && (raw & row->mask) != row->match)
		row++;
	return row->execute ? row : NULL;
}

static const struct soft_row *find(const struct group *group, uint32_t raw)
{
	const struct soft_row *row = find_row(group->rows, raw);

	return row || !group->more ? row : find_row(group->more, raw);
}

/* What no row describes is illegal; nothing behind it is sure to be code. */
static enum soft_place decode(struct soft_insn *insn, uint32_t raw)
{
	const struct group *group = &groups[(raw & MASK_OPCODE) >> 2];
	const struct soft_row *row = group->rows ? find(group, raw) : NULL;

	if (!row) {
		insn->execute = axvcpu_soft_illegal;
		return SOFT_LAST;
	}
	insn->rd = (uint8_t)field(raw, 11, 7, 0);
	insn->rs1 = (uint8_t)field(raw, 19, 15, 0);
	insn->rs2 = (uint8_t)field(raw, 24, 20, 0);
	insn->immediate = immediate(raw, group->format);
	insn->execute = group->computes && !insn->rd ? nop : row->execute;
	return group->place;
}

enum soft_place axvcpu_soft_decode(struct soft_insn *insn, uint32_t raw)
{
	uint32_t expanded = raw;

	insn->raw = raw;
	insn->length = 4;
	if ((raw & 3) != 3) {
		insn->length = 2;
		expanded = axvcpu_riscv64_expand(raw);
	}
	if (expanded)
		return decode(insn, expanded);
	insn->execute = axvcpu_soft_illegal;
	return SOFT_LAST;
}
