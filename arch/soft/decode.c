/* SPDX-License-Identifier: MIT */
/* From an instruction to the function that executes it and its operands. */
#include "execute.h"

/* Where an instruction has its immediate (I 2.3). */
enum format { FORMAT_R, FORMAT_I, FORMAT_S, FORMAT_B, FORMAT_U, FORMAT_J };

struct group {
	uint8_t opcode;
	uint8_t format;
	bool computes;  /* writes rd and does nothing else */
	const struct soft_row *rows;
};

static const struct group groups[] = {
	{OPCODE_LOAD, FORMAT_I, false, axvcpu_soft_loads},
	{OPCODE_STORE, FORMAT_S, false, axvcpu_soft_stores},
	{OPCODE_OP_IMM, FORMAT_I, true, axvcpu_soft_immediates},
	{OPCODE_OP_IMM_32, FORMAT_I, true, axvcpu_soft_immediates},
	{OPCODE_OP, FORMAT_R, true, axvcpu_soft_operations},
	{OPCODE_OP, FORMAT_R, true, axvcpu_soft_multiplications},
	{OPCODE_OP_32, FORMAT_R, true, axvcpu_soft_operations},
	{OPCODE_OP_32, FORMAT_R, true, axvcpu_soft_multiplications},
	{OPCODE_BRANCH, FORMAT_B, false, axvcpu_soft_branches},
	{OPCODE_JAL, FORMAT_J, false, axvcpu_soft_jumps},
	{OPCODE_JALR, FORMAT_I, false, axvcpu_soft_jumps},
	{OPCODE_LUI, FORMAT_U, true, axvcpu_soft_upper},
	{OPCODE_AUIPC, FORMAT_U, true, axvcpu_soft_upper},
	{OPCODE_MISC_MEM, FORMAT_I, false, axvcpu_soft_fences},
	{OPCODE_AMO, FORMAT_R, false, axvcpu_soft_atomics},
	{OPCODE_SYSTEM, FORMAT_I, false, axvcpu_soft_csr_accesses},
	{OPCODE_SYSTEM, FORMAT_I, false, axvcpu_soft_systems},
};

static enum soft_step nop(struct soft_hart *hart, const struct soft_insn *insn)
{
	(void)hart;
	(void)insn;
	return SOFT_NEXT;
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

static void decode_in(struct soft_insn *insn, uint32_t raw, const struct group *group,
		      const struct soft_row *row)
{
	insn->rd = (uint8_t)field(raw, 11, 7, 0);
	insn->rs1 = (uint8_t)field(raw, 19, 15, 0);
	insn->rs2 = (uint8_t)field(raw, 24, 20, 0);
	insn->immediate = immediate(raw, group->format);
	insn->execute = group->computes && !insn->rd ? nop : row->execute;
}

static void decode_long(struct soft_insn *insn, uint32_t raw)
{
	const struct group *group, *end = groups + sizeof(groups) / sizeof(groups[0]);

	insn->execute = axvcpu_soft_illegal;
	for (group = groups; group < end; group++) {
		const struct soft_row *row;

		if (group->opcode != (raw & MASK_OPCODE))
			continue;
		row = find_row(group->rows, raw);
		if (row)
			decode_in(insn, raw, group, row);
	}
}

static bool is_long(uint32_t raw)
{
	return (raw & 3) == 3;
}

void axvcpu_soft_decode(struct soft_insn *insn, uint32_t raw)
{
	insn->raw = raw;
	insn->length = is_long(raw) ? 4 : 2;
	decode_long(insn, is_long(raw) ? raw : axvcpu_soft_expand(raw));
}

static uint32_t opcode_of(uint32_t raw)
{
	return (is_long(raw) ? raw : axvcpu_soft_expand(raw)) & MASK_OPCODE;
}

bool axvcpu_soft_stands_alone(uint32_t raw)
{
	return opcode_of(raw) == OPCODE_SYSTEM;
}

bool axvcpu_soft_ends_block(uint32_t raw)
{
	uint32_t opcode = opcode_of(raw);

	return opcode == OPCODE_SYSTEM || opcode == OPCODE_JAL || opcode == OPCODE_JALR ||
	       opcode == OPCODE_MISC_MEM;
}
