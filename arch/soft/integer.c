/* SPDX-License-Identifier: MIT */
/* Integer computation, jumps and branches: RV64I (I 2.4, 2.5, 4.2). */
#include "execute.h"

/*
 * a and b are the operands, the second a register or the immediate. The
 * decoder replaces these instructions by a nop where rd is x0.
 */
#define COMPUTE(name, second, expression)                                             \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		uint64_t a = soft_rs1(hart, insn), b = second;                        \
                                                                                      \
		hart->registers.x[insn->rd] = (expression);                           \
		return soft_next(hart, insn);                                          \
	}
#define COMPUTE_BOTH(name, expression)                                  \
	COMPUTE(name, soft_rs2(hart, insn), expression)                 \
	COMPUTE(name##i, soft_immediate(insn), expression)

static inline uint64_t shift_right_signed(uint64_t value, unsigned count)
{
	uint64_t sign = (value >> 63) ? ~(UINT64_MAX >> count) : 0;

	return value >> count | sign;
}

static inline uint64_t shift_right_signed_32(uint64_t value, unsigned count)
{
	return soft_sign32(shift_right_signed(soft_sign32(value), count));
}

COMPUTE_BOTH(add, a + b)
COMPUTE_BOTH(slt, (int64_t)a < (int64_t)b)
COMPUTE_BOTH(sltu, a < b)
COMPUTE_BOTH(xor, a ^ b)
COMPUTE_BOTH(or, a | b)
COMPUTE_BOTH(and, a & b)
COMPUTE_BOTH(sll, a << (b & 63))
COMPUTE_BOTH(srl, a >> (b & 63))
COMPUTE_BOTH(sra, shift_right_signed(a, b & 63))
COMPUTE(sub, soft_rs2(hart, insn), a - b)
COMPUTE_BOTH(addw, soft_sign32(a + b))
COMPUTE(subw, soft_rs2(hart, insn), soft_sign32(a - b))
COMPUTE_BOTH(sllw, soft_sign32(a << (b & 31)))
COMPUTE_BOTH(srlw, soft_sign32((uint32_t)a >> (b & 31)))
COMPUTE_BOTH(sraw, shift_right_signed_32(a, b & 31))

static enum soft_step lui(struct soft_hart *hart, const struct soft_insn *insn)
{
	hart->registers.x[insn->rd] = soft_immediate(insn);
	return soft_next(hart, insn);
}

static enum soft_step auipc(struct soft_hart *hart, const struct soft_insn *insn)
{
	hart->registers.x[insn->rd] = soft_pc(hart, insn) + soft_immediate(insn);
	return soft_next(hart, insn);
}

static enum soft_step jal(struct soft_hart *hart, const struct soft_insn *insn)
{
	uint64_t pc = soft_pc(hart, insn);

	soft_set_rd(hart, insn, pc + insn->length);
	hart->registers.pc = pc + soft_immediate(insn);
	return SOFT_JUMP;
}

static enum soft_step jalr(struct soft_hart *hart, const struct soft_insn *insn)
{
	uint64_t target = (soft_rs1(hart, insn) + soft_immediate(insn)) & ~UINT64_C(1);

	soft_set_rd(hart, insn, soft_pc(hart, insn) + insn->length);
	hart->registers.pc = target;
	return SOFT_JUMP;
}

#define BRANCH(name, condition)                                                       \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		uint64_t a = soft_rs1(hart, insn), b = soft_rs2(hart, insn);          \
                                                                                      \
		if (!(condition))                                                     \
			return soft_next(hart, insn);                                  \
		hart->registers.pc = soft_pc(hart, insn) + soft_immediate(insn);      \
		return soft_stop(hart, insn, SOFT_JUMP);                              \
	}

BRANCH(beq, a == b)
BRANCH(bne, a != b)
BRANCH(blt, (int64_t)a < (int64_t)b)
BRANCH(bge, (int64_t)a >= (int64_t)b)
BRANCH(bltu, a < b)
BRANCH(bgeu, a >= b)

const struct soft_row axvcpu_soft_upper[] = {
	{MASK_OPCODE, OPCODE_LUI, lui},
	{MASK_OPCODE, OPCODE_AUIPC, auipc},
	{0, 0, NULL},
};

const struct soft_row axvcpu_soft_jumps[] = {
	{MASK_OPCODE, OPCODE_JAL, jal},
	{MASK_OPCODE | MASK_FUNCT3, OPCODE_JALR, jalr},
	{0, 0, NULL},
};

const struct soft_row axvcpu_soft_branches[] = {
	{MASK_FUNCT3, FUNCT3(0), beq},
	{MASK_FUNCT3, FUNCT3(1), bne},
	{MASK_FUNCT3, FUNCT3(4), blt},
	{MASK_FUNCT3, FUNCT3(5), bge},
	{MASK_FUNCT3, FUNCT3(6), bltu},
	{MASK_FUNCT3, FUNCT3(7), bgeu},
	{0, 0, NULL},
};

#define WIDE   (MASK_OPCODE | MASK_FUNCT3)
#define SHIFT  (MASK_OPCODE | MASK_FUNCT3 | MASK_FUNCT6)
#define NARROW (MASK_OPCODE | MASK_FUNCT3 | MASK_FUNCT7)

const struct soft_row axvcpu_soft_immediates[] = {
	{WIDE, OPCODE_OP_IMM | FUNCT3(0), addi},
	{WIDE, OPCODE_OP_IMM | FUNCT3(2), slti},
	{WIDE, OPCODE_OP_IMM | FUNCT3(3), sltui},
	{WIDE, OPCODE_OP_IMM | FUNCT3(4), xori},
	{WIDE, OPCODE_OP_IMM | FUNCT3(6), ori},
	{WIDE, OPCODE_OP_IMM | FUNCT3(7), andi},
	{SHIFT, OPCODE_OP_IMM | FUNCT3(1), slli},
	{SHIFT, OPCODE_OP_IMM | FUNCT3(5), srli},
	{SHIFT, OPCODE_OP_IMM | FUNCT3(5) | FUNCT6(0x10), srai},
	{WIDE, OPCODE_OP_IMM_32 | FUNCT3(0), addwi},
	{NARROW, OPCODE_OP_IMM_32 | FUNCT3(1), sllwi},
	{NARROW, OPCODE_OP_IMM_32 | FUNCT3(5), srlwi},
	{NARROW, OPCODE_OP_IMM_32 | FUNCT3(5) | FUNCT7(0x20), srawi},
	{0, 0, NULL},
};

const struct soft_row axvcpu_soft_operations[] = {
	{NARROW, OPCODE_OP | FUNCT3(0), add},
	{NARROW, OPCODE_OP | FUNCT3(0) | FUNCT7(0x20), sub},
	{NARROW, OPCODE_OP | FUNCT3(1), sll},
	{NARROW, OPCODE_OP | FUNCT3(2), slt},
	{NARROW, OPCODE_OP | FUNCT3(3), sltu},
	{NARROW, OPCODE_OP | FUNCT3(4), xor},
	{NARROW, OPCODE_OP | FUNCT3(5), srl},
	{NARROW, OPCODE_OP | FUNCT3(5) | FUNCT7(0x20), sra},
	{NARROW, OPCODE_OP | FUNCT3(6), or},
	{NARROW, OPCODE_OP | FUNCT3(7), and},
	{NARROW, OPCODE_OP_32 | FUNCT3(0), addw},
	{NARROW, OPCODE_OP_32 | FUNCT3(0) | FUNCT7(0x20), subw},
	{NARROW, OPCODE_OP_32 | FUNCT3(1), sllw},
	{NARROW, OPCODE_OP_32 | FUNCT3(5), srlw},
	{NARROW, OPCODE_OP_32 | FUNCT3(5) | FUNCT7(0x20), sraw},
	{0, 0, NULL},
};
