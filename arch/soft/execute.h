/* SPDX-License-Identifier: MIT */
/* How the functions that execute instructions are written. */
#ifndef AXVCPU_ARCH_SOFT_EXECUTE_H
#define AXVCPU_ARCH_SOFT_EXECUTE_H

#include "soft.h"

/* Fields of a raw instruction (I 2.2, 34) for the masks of lists. */
#define FUNCT3(n)   ((uint32_t)(n) << 12)
#define FUNCT5(n)   ((uint32_t)(n) << 27)
#define FUNCT6(n)   ((uint32_t)(n) << 26)
#define FUNCT7(n)   ((uint32_t)(n) << 25)
#define MASK_FUNCT3 FUNCT3(7)
#define MASK_FUNCT5 FUNCT5(0x1f)
#define MASK_FUNCT6 FUNCT6(0x3f)
#define MASK_FUNCT7 FUNCT7(0x7f)

/* Major opcodes (I 34, table 70) */
enum {
	OPCODE_LOAD = 0x03,
	OPCODE_LOAD_FP = 0x07,
	OPCODE_MISC_MEM = 0x0f,
	OPCODE_OP_IMM = 0x13,
	OPCODE_AUIPC = 0x17,
	OPCODE_OP_IMM_32 = 0x1b,
	OPCODE_STORE = 0x23,
	OPCODE_STORE_FP = 0x27,
	OPCODE_AMO = 0x2f,
	OPCODE_OP = 0x33,
	OPCODE_LUI = 0x37,
	OPCODE_OP_32 = 0x3b,
	OPCODE_MADD = 0x43,
	OPCODE_MSUB = 0x47,
	OPCODE_NMSUB = 0x4b,
	OPCODE_NMADD = 0x4f,
	OPCODE_OP_FP = 0x53,
	OPCODE_BRANCH = 0x63,
	OPCODE_JALR = 0x67,
	OPCODE_JAL = 0x6f,
	OPCODE_SYSTEM = 0x73,
};
#define MASK_OPCODE 0x7fu

static inline uint64_t soft_rs1(const struct soft_hart *hart, const struct soft_insn *insn)
{
	return hart->registers.x[insn->rs1];
}

static inline uint64_t soft_rs2(const struct soft_hart *hart, const struct soft_insn *insn)
{
	return hart->registers.x[insn->rs2];
}

static inline uint64_t soft_immediate(const struct soft_insn *insn)
{
	return (uint64_t)(int64_t)insn->immediate;
}

/* It retired: execute the one behind it. The call is a jump where the compiler optimises. */
static inline enum soft_step soft_next(struct soft_hart *hart, const struct soft_insn *insn)
{
	return insn[1].execute(hart, insn + 1);
}

/* The block ends here, before its last instruction. */
static inline enum soft_step soft_stop(struct soft_hart *hart, const struct soft_insn *insn,
				       enum soft_step step)
{
	hart->stopped = insn;
	return step;
}

/* By what it did: on, or stop. */
static inline enum soft_step soft_go_on(struct soft_hart *hart, const struct soft_insn *insn,
					enum soft_step step)
{
	return step ? soft_stop(hart, insn, step) : soft_next(hart, insn);
}

/* During a block the pc is that of its first instruction. */
static inline uint64_t soft_pc(const struct soft_hart *hart, const struct soft_insn *insn)
{
	return hart->registers.pc + insn->offset;
}

/* Write a result that may be for x0. */
static inline void soft_set_rd(struct soft_hart *hart, const struct soft_insn *insn,
			       uint64_t value)
{
	hart->registers.x[insn->rd] = value;
	hart->registers.x[0] = 0;
}

static inline uint64_t soft_sign32(uint64_t value)
{
	return (uint64_t)(int64_t)(int32_t)(uint32_t)value;
}

#endif
