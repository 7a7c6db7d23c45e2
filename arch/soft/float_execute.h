/* SPDX-License-Identifier: MIT */
/* How the functions that execute instructions of F and D are written. */
#ifndef AXVCPU_ARCH_SOFT_FLOAT_EXECUTE_H
#define AXVCPU_ARCH_SOFT_FLOAT_EXECUTE_H

#include "execute.h"
#include "float.h"

/* The format of an instruction's operands: bits 26 and 25 (I 20.5). */
#define FORMAT(n)   ((uint32_t)(n) << 25)
#define MASK_FORMAT FORMAT(3)
enum { FORMAT_SINGLE = 0, FORMAT_DOUBLE = 1 };

/* The upper half of a register that holds a binary32 (I 21.2). */
#define NAN_BOX UINT64_C(0xffffffff00000000)

/* sstatus.FS is 0 where F and D are not there: that is the only test of both (3.1.6.6). */
static inline bool soft_float_off(const struct soft_hart *hart)
{
	return !(hart->csr.sstatus & SSTATUS(FS));
}

static inline enum soft_step soft_float_illegal(struct soft_hart *hart,
						const struct soft_insn *insn)
{
	return soft_stop(hart, insn, axvcpu_soft_illegal(hart, insn));
}

static inline void soft_float_dirty(struct soft_hart *hart)
{
	hart->csr.sstatus |= SSTATUS(FS);
}

static inline uint64_t soft_box(uint64_t single)
{
	return NAN_BOX | single;
}

/* What is not a boxed binary32 is the canonical NaN as an operand (I 21.2). */
static inline uint64_t soft_unbox(uint64_t value)
{
	bool is_boxed = (value & NAN_BOX) == NAN_BOX;

	return is_boxed ? (uint32_t)value : float_canonical_nan(&axvcpu_float_single);
}

/* Write a register, in the representation of 64 bits. */
static inline void soft_set_fd(struct soft_hart *hart, const struct soft_insn *insn,
			       uint64_t value)
{
	hart->floating.f[insn->rd] = value;
	soft_float_dirty(hart);
}

#endif
