/* SPDX-License-Identifier: MIT */
/* What moves bits and computes nothing: sign injection, moves to and from x (I 20.7, 21.5). */
#include "float_execute.h"

#define SIGN_SINGLE BIT(31)
#define SIGN_DOUBLE BIT(63)

/* Value with the sign of another; a and b are the operands, sign is the bit. */
static inline uint64_t with_sign(uint64_t value, uint64_t from, uint64_t sign)
{
	return (value & ~sign) | (from & sign);
}

#define INJECT_ONE(name, operand, result, sign, from)                                 \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		uint64_t a = operand(hart->floating.f[insn->rs1]);                    \
		uint64_t b = operand(hart->floating.f[insn->rs2]);                    \
                                                                                      \
		if (soft_float_off(hart))                                             \
			return soft_float_illegal(hart, insn);                        \
		soft_set_fd(hart, insn, result(with_sign(a, from, sign)));            \
		return soft_next(hart, insn);                                         \
	}
#define SAME(value) (value)
#define INJECT(name, from)                                                    \
	INJECT_ONE(name##_s, soft_unbox, soft_box, SIGN_SINGLE, from)         \
	INJECT_ONE(name##_d, SAME, SAME, SIGN_DOUBLE, from)

INJECT(fsgnj, b)
INJECT(fsgnjn, ~b)
INJECT(fsgnjx, a ^ b)

/* Moves of bits: no NaN becomes canonical, no box is looked at. */
#define MOVE_TO_X(name, expression)                                                   \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		uint64_t value = hart->floating.f[insn->rs1];                         \
                                                                                      \
		if (soft_float_off(hart))                                             \
			return soft_float_illegal(hart, insn);                        \
		soft_set_rd(hart, insn, expression);                                  \
		return soft_next(hart, insn);                                         \
	}
#define MOVE_FROM_X(name, expression)                                                 \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		uint64_t value = soft_rs1(hart, insn);                                \
                                                                                      \
		if (soft_float_off(hart))                                             \
			return soft_float_illegal(hart, insn);                        \
		soft_set_fd(hart, insn, expression);                                  \
		return soft_next(hart, insn);                                         \
	}

MOVE_TO_X(fmv_x_w, soft_sign32(value))
MOVE_TO_X(fmv_x_d, value)
MOVE_FROM_X(fmv_w_x, soft_box((uint32_t)value))
MOVE_FROM_X(fmv_d_x, value)

#define MASK       (MASK_FUNCT7 | MASK_FUNCT3)
#define MASK_RS2   (MASK | 0x1fu << 20)
#define INJECTION  FUNCT5(0x04)
#define SINGLE     FORMAT(FORMAT_SINGLE)
#define DOUBLE     FORMAT(FORMAT_DOUBLE)

const struct soft_row axvcpu_soft_float_moves[] = {
	{MASK, INJECTION | SINGLE | FUNCT3(0), fsgnj_s},
	{MASK, INJECTION | SINGLE | FUNCT3(1), fsgnjn_s},
	{MASK, INJECTION | SINGLE | FUNCT3(2), fsgnjx_s},
	{MASK, INJECTION | DOUBLE | FUNCT3(0), fsgnj_d},
	{MASK, INJECTION | DOUBLE | FUNCT3(1), fsgnjn_d},
	{MASK, INJECTION | DOUBLE | FUNCT3(2), fsgnjx_d},
	{MASK_RS2, FUNCT5(0x1c) | SINGLE, fmv_x_w},
	{MASK_RS2, FUNCT5(0x1c) | DOUBLE, fmv_x_d},
	{MASK_RS2, FUNCT5(0x1e) | SINGLE, fmv_w_x},
	{MASK_RS2, FUNCT5(0x1e) | DOUBLE, fmv_d_x},
	{0, 0, NULL},
};
