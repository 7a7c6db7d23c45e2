/* SPDX-License-Identifier: MIT */
/* How the functions that execute instructions are written. */
#ifndef AXVCPU_ARCH_SOFT_EXECUTE_H
#define AXVCPU_ARCH_SOFT_EXECUTE_H

#include "../riscv64/instruction.h"
#include "soft.h"

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
