/* SPDX-License-Identifier: MIT */
/* What the manual says of NaNs, boxes, zeros and saturation, by hand; what that leaves in FS. */
#include "soft_encode_float.h"
#include "soft_machine.h"

#define BOX(single)    (UINT64_C(0xffffffff00000000) | (single))
#define NAN_S          BOX(0x7fc00000)
#define NAN_D          UINT64_C(0x7ff8000000000000)
#define SIGNALING_S    BOX(0xff800001)
#define SIGNALING_D    UINT64_C(0xfff0000000000001)
#define PAYLOAD_S      BOX(0xffd55555)
#define PAYLOAD_D      UINT64_C(0xfffd555555555555)
#define INFINITY_S     BOX(0x7f800000)
#define INFINITY_D     UINT64_C(0x7ff0000000000000)
#define ONE_S          BOX(0x3f800000)
#define ONE_D          UINT64_C(0x3ff0000000000000)
#define TWO_S          BOX(0x40000000)
#define LEAST_S        BOX(0x00000001)
#define NO_BOX         UINT64_C(0xfffffffe3f800000)
#define MINUS_S(value) ((value) ^ 0x80000000u)
#define MINUS_D(value) ((value) ^ UINT64_C(1) << 63)
#define ZERO_S         BOX(0)

/* Of f11, f12 and f13, into f10; or into x10, from x11. */
struct row {
	const char *name;
	uint32_t insn;
	uint64_t first, second, third, expected;
	unsigned raised;
};

static const struct row rows[] = {
	/* 20.3: each NaN that comes out is the canonical one; a signaling operand is invalid */
	{"fadd.s of a payload", FADD(S, FA0, FA1, FA2, RNE), PAYLOAD_S, ONE_S, 0, NAN_S, 0},
	{"fadd.d of a payload", FADD(D, FA0, FA1, FA2, RNE), ONE_D, PAYLOAD_D, 0, NAN_D, 0},
	{"fmul.s of a signaling NaN", FMUL(S, FA0, FA1, FA2, RNE), ONE_S, SIGNALING_S, 0,
	 NAN_S, NV},
	{"fsqrt.d of a signaling NaN", FSQRT(D, FA0, FA1, RNE), SIGNALING_D, 0, 0, NAN_D, NV},
	{"fdiv.d of two NaNs", FDIV(D, FA0, FA1, FA2, RNE), PAYLOAD_D, SIGNALING_D, 0, NAN_D, NV},
	{"inf - inf", FSUB(S, FA0, FA1, FA2, RNE), INFINITY_S, INFINITY_S, 0, NAN_S, NV},
	{"inf + inf", FADD(S, FA0, FA1, FA2, RNE), INFINITY_S, INFINITY_S, 0, INFINITY_S, 0},
	{"0 * inf", FMUL(D, FA0, FA1, FA2, RNE), 0, INFINITY_D, 0, NAN_D, NV},
	{"0 / 0", FDIV(D, FA0, FA1, FA2, RNE), 0, 0, 0, NAN_D, NV},
	{"inf / -inf", FDIV(S, FA0, FA1, FA2, RNE), INFINITY_S, MINUS_S(INFINITY_S), 0, NAN_S, NV},
	{"-1 / 0", FDIV(S, FA0, FA1, FA2, RNE), MINUS_S(ONE_S), ZERO_S, 0, MINUS_S(INFINITY_S), DZ},
	{"inf / 0", FDIV(S, FA0, FA1, FA2, RNE), INFINITY_S, ZERO_S, 0, INFINITY_S, 0},
	{"the root of -1", FSQRT(S, FA0, FA1, RNE), MINUS_S(ONE_S), 0, 0, NAN_S, NV},
	{"the root of -0", FSQRT(S, FA0, FA1, RNE), MINUS_S(ZERO_S), 0, 0, MINUS_S(ZERO_S), 0},
	{"the root of -inf", FSQRT(D, FA0, FA1, RNE), MINUS_D(INFINITY_D), 0, 0, NAN_D, NV},
	/* 20.6: infinity times zero is invalid even beside a quiet NaN */
	{"fmadd.s, inf * 0 + NaN", FUSED(0x43, S, FA0, FA1, FA2, FA3, RNE), INFINITY_S, ZERO_S,
	 PAYLOAD_S, NAN_S, NV},
	{"fnmadd.d, 0 * inf - NaN", FUSED(0x4f, D, FA0, FA1, FA2, FA3, RNE), 0, INFINITY_D,
	 PAYLOAD_D, NAN_D, NV},
	{"fmsub.s, inf * 1 - inf", FUSED(0x47, S, FA0, FA1, FA2, FA3, RNE), INFINITY_S, ONE_S,
	 INFINITY_S, NAN_S, NV},
	{"fmadd.s, 1 * 1 + NaN", FUSED(0x43, S, FA0, FA1, FA2, FA3, RNE), ONE_S, ONE_S, PAYLOAD_S,
	 NAN_S, 0},
	{"fmadd.s, 1 * 2 + 1", FUSED(0x43, S, FA0, FA1, FA2, FA3, RNE), ONE_S, TWO_S, ONE_S,
	 BOX(0x40400000), 0},
	{"fmsub.s, 1 * 2 - 1", FUSED(0x47, S, FA0, FA1, FA2, FA3, RNE), ONE_S, TWO_S, ONE_S,
	 ONE_S, 0},
	{"fnmsub.s, -(1 * 2) + 1", FUSED(0x4b, S, FA0, FA1, FA2, FA3, RNE), ONE_S, TWO_S, ONE_S,
	 MINUS_S(ONE_S), 0},
	{"fnmadd.s, -(1 * 2) - 1", FUSED(0x4f, S, FA0, FA1, FA2, FA3, RNE), ONE_S, TWO_S, ONE_S,
	 BOX(0xc0400000), 0},
	{"fnmadd.s, -(1 * 1) - -1", FUSED(0x4f, S, FA0, FA1, FA2, FA3, RNE), ONE_S, ONE_S,
	 MINUS_S(ONE_S), ZERO_S, 0},
	{"the same, downwards", FUSED(0x4f, S, FA0, FA1, FA2, FA3, RDN), ONE_S, ONE_S,
	 MINUS_S(ONE_S), MINUS_S(ZERO_S), 0},
	/* 21.2: what is not boxed is the canonical NaN, which is quiet */
	{"fadd.s of no box", FADD(S, FA0, FA1, FA2, RNE), NO_BOX, ONE_S, 0, NAN_S, 0},
	{"fmin.s of no box", FMIN(S, FA0, FA1, FA2), ONE_S, NO_BOX, 0, ONE_S, 0},
	{"fcvt.d.s of no box", FCVT_D_S(FA0, FA1, RNE), NO_BOX, 0, 0, NAN_D, 0},
	{"fmadd.s of no box", FUSED(0x43, S, FA0, FA1, FA2, FA3, RNE), ONE_S, ONE_S, NO_BOX,
	 NAN_S, 0},
	{"fadd.d of a box", FADD(D, FA0, FA1, FA2, RNE), ONE_S, ONE_D, 0, NAN_D, 0},
	/* 20.6: minimum and maximum */
	{"fmin.s of -0, +0", FMIN(S, FA0, FA1, FA2), MINUS_S(ZERO_S), ZERO_S, 0,
	 MINUS_S(ZERO_S), 0},
	{"fmin.s of +0, -0", FMIN(S, FA0, FA1, FA2), ZERO_S, MINUS_S(ZERO_S), 0,
	 MINUS_S(ZERO_S), 0},
	{"fmax.s of -0, +0", FMAX(S, FA0, FA1, FA2), MINUS_S(ZERO_S), ZERO_S, 0, ZERO_S, 0},
	{"fmax.s of +0, -0", FMAX(S, FA0, FA1, FA2), ZERO_S, MINUS_S(ZERO_S), 0, ZERO_S, 0},
	{"fmax.d of a NaN", FMAX(D, FA0, FA1, FA2), PAYLOAD_D, ONE_D, 0, ONE_D, 0},
	{"fmin.d of a signaling NaN", FMIN(D, FA0, FA1, FA2), ONE_D, SIGNALING_D, 0, ONE_D, NV},
	{"fmax.s of two NaNs", FMAX(S, FA0, FA1, FA2), PAYLOAD_S, PAYLOAD_S, 0, NAN_S, 0},
	{"fmin.d of -inf", FMIN(D, FA0, FA1, FA2), MINUS_D(INFINITY_D), ONE_D, 0,
	 MINUS_D(INFINITY_D), 0},
	/* 20.4: tiny after rounding */
	{"2^-126 - 2^-152 rounds up at any exponent", FMUL(S, FA0, FA1, FA2, RNE),
	 BOX(0x3f800400), BOX(0x007ffc00), 0, BOX(0x00800000), NX},
	{"2^-126 - 2^-150 is a number of 24 bits", FMUL(S, FA0, FA1, FA2, RNE),
	 BOX(0x00ffffff), BOX(0x3f000000), 0, BOX(0x00800000), NX | UF},
	{"one just below", FMUL(S, FA0, FA1, FA2, RTZ), BOX(0x00ffffff), BOX(0x3f000000), 0,
	 BOX(0x007fffff), NX | UF},
	{"half of the least number", FMUL(S, FA0, FA1, FA2, RNE), LEAST_S, BOX(0x3f000000), 0,
	 ZERO_S, NX | UF},
	{"the same, ties away", FMUL(S, FA0, FA1, FA2, RMM), LEAST_S, BOX(0x3f000000), 0, LEAST_S,
	 NX | UF},
	{"a subnormal that is exact", FMUL(S, FA0, FA1, FA2, RNE), BOX(0x00800000),
	 BOX(0x3f000000), 0, BOX(0x00400000), 0},
	/* IEEE 754, 7.4 */
	{"overflow", FMUL(S, FA0, FA1, FA2, RNE), BOX(0x7f7fffff), TWO_S, 0, INFINITY_S, OF | NX},
	{"overflow, towards zero", FMUL(S, FA0, FA1, FA2, RTZ), BOX(0x7f7fffff), TWO_S, 0,
	 BOX(0x7f7fffff), OF | NX},
	{"overflow, away from it downwards", FMUL(S, FA0, FA1, FA2, RUP), BOX(0xff7fffff), TWO_S, 0,
	 BOX(0xff7fffff), OF | NX},
	{"fcvt.s.d overflows", FCVT_S_D(FA0, FA1, RMM), UINT64_C(0x47efffffffffffff), 0, 0,
	 INFINITY_S, OF | NX},
	/* IEEE 754, 4.3: ties */
	{"1.5 ulp, to even", FADD(S, FA0, FA1, FA2, RNE), BOX(0x3f800001), BOX(0x33800000), 0,
	 BOX(0x3f800002), NX},
	{"0.5 ulp, to even", FADD(S, FA0, FA1, FA2, RNE), ONE_S, BOX(0x33800000), 0, ONE_S, NX},
	{"0.5 ulp, away", FADD(S, FA0, FA1, FA2, RMM), ONE_S, BOX(0x33800000), 0,
	 BOX(0x3f800001), NX},
	{"-0.5 ulp, away", FSUB(S, FA0, FA1, FA2, RMM), MINUS_S(ONE_S), BOX(0x33800000), 0,
	 BOX(0xbf800001), NX},
};

/* Those into x10. */
static const struct row integers[] = {
	/* 20.7: saturation raises invalid and nothing else; a NaN counts as positive */
	{"fcvt.w.s of a NaN", FCVT_TO_X(S, A0, FA1, 0, RTZ), NAN_S, 0, 0, 0x7fffffff, NV},
	{"fcvt.wu.s of a negative NaN", FCVT_TO_X(S, A0, FA1, 1, RTZ), PAYLOAD_S, 0, 0,
	 UINT64_MAX, NV},
	{"fcvt.l.d of a NaN", FCVT_TO_X(D, A0, FA1, 2, RTZ), PAYLOAD_D, 0, 0, INT64_MAX, NV},
	{"fcvt.lu.d of a NaN", FCVT_TO_X(D, A0, FA1, 3, RTZ), NAN_D, 0, 0, UINT64_MAX, NV},
	{"fcvt.w.s of inf", FCVT_TO_X(S, A0, FA1, 0, RTZ), INFINITY_S, 0, 0, 0x7fffffff, NV},
	{"fcvt.w.s of -inf", FCVT_TO_X(S, A0, FA1, 0, RTZ), MINUS_S(INFINITY_S), 0, 0,
	 UINT64_C(0xffffffff80000000), NV},
	{"fcvt.wu.s of -inf", FCVT_TO_X(S, A0, FA1, 1, RTZ), MINUS_S(INFINITY_S), 0, 0, 0, NV},
	{"fcvt.lu.s of -1", FCVT_TO_X(S, A0, FA1, 3, RTZ), MINUS_S(ONE_S), 0, 0, 0, NV},
	{"fcvt.lu.s of -0.5", FCVT_TO_X(S, A0, FA1, 3, RTZ), BOX(0xbf000000), 0, 0, 0, NX},
	{"fcvt.wu.s of -0.5, downwards", FCVT_TO_X(S, A0, FA1, 1, RDN), BOX(0xbf000000), 0, 0,
	 0, NV},
	{"fcvt.w.d of 2^31", FCVT_TO_X(D, A0, FA1, 0, RTZ), UINT64_C(0x41e0000000000000), 0, 0,
	 0x7fffffff, NV},
	{"fcvt.w.d of 2^31 - 0.5", FCVT_TO_X(D, A0, FA1, 0, RTZ), UINT64_C(0x41dfffffffe00000),
	 0, 0, 0x7fffffff, NX},
	{"the same, to nearest", FCVT_TO_X(D, A0, FA1, 0, RNE), UINT64_C(0x41dfffffffe00000), 0, 0,
	 0x7fffffff, NV},
	{"fcvt.w.d of -2^31", FCVT_TO_X(D, A0, FA1, 0, RTZ), UINT64_C(0xc1e0000000000000), 0, 0,
	 UINT64_C(0xffffffff80000000), 0},
	{"fcvt.wu.d of 2^31 is extended by its sign", FCVT_TO_X(D, A0, FA1, 1, RTZ),
	 UINT64_C(0x41e0000000000000), 0, 0, UINT64_C(0xffffffff80000000), 0},
	{"fcvt.l.d of -2^63", FCVT_TO_X(D, A0, FA1, 2, RTZ), UINT64_C(0xc3e0000000000000), 0, 0,
	 UINT64_C(1) << 63, 0},
	{"fcvt.lu.d of 2^63", FCVT_TO_X(D, A0, FA1, 3, RTZ), UINT64_C(0x43e0000000000000), 0, 0,
	 UINT64_C(1) << 63, 0},
	{"fcvt.l.s of 2.5, to even", FCVT_TO_X(S, A0, FA1, 2, RNE), BOX(0x40200000), 0, 0, 2, NX},
	{"fcvt.l.s of 2.5, away", FCVT_TO_X(S, A0, FA1, 2, RMM), BOX(0x40200000), 0, 0, 3, NX},
	/* 20.8: equality is quiet */
	{"feq.s of a NaN", FEQ(S, A0, FA1, FA2), PAYLOAD_S, PAYLOAD_S, 0, 0, 0},
	{"feq.s of a signaling NaN", FEQ(S, A0, FA1, FA2), SIGNALING_S, ONE_S, 0, 0, NV},
	{"flt.d of a NaN", FLT(D, A0, FA1, FA2), ONE_D, PAYLOAD_D, 0, 0, NV},
	{"fle.d of a NaN", FLE(D, A0, FA1, FA2), PAYLOAD_D, ONE_D, 0, 0, NV},
	{"feq.s of -0, +0", FEQ(S, A0, FA1, FA2), MINUS_S(ZERO_S), ZERO_S, 0, 1, 0},
	{"flt.s of -0, +0", FLT(S, A0, FA1, FA2), MINUS_S(ZERO_S), ZERO_S, 0, 0, 0},
	{"fle.s of +0, -0", FLE(S, A0, FA1, FA2), ZERO_S, MINUS_S(ZERO_S), 0, 1, 0},
	{"feq.s of no box and itself", FEQ(S, A0, FA1, FA2), NO_BOX, NO_BOX, 0, 0, 0},
	/* 20.9 */
	{"fclass.s of no box", FCLASS(S, A0, FA1), NO_BOX, 0, 0, 1 << 9, 0},
	{"fclass.d of a signaling NaN", FCLASS(D, A0, FA1), SIGNALING_D, 0, 0, 1 << 8, 0},
	{"fclass.s of -inf", FCLASS(S, A0, FA1), MINUS_S(INFINITY_S), 0, 0, 1 << 0, 0},
	{"fclass.s of -1", FCLASS(S, A0, FA1), MINUS_S(ONE_S), 0, 0, 1 << 1, 0},
	{"fclass.s of the least negative", FCLASS(S, A0, FA1), MINUS_S(LEAST_S), 0, 0, 1 << 2, 0},
	{"fclass.s of -0", FCLASS(S, A0, FA1), MINUS_S(ZERO_S), 0, 0, 1 << 3, 0},
	{"fclass.s of 0", FCLASS(S, A0, FA1), ZERO_S, 0, 0, 1 << 4, 0},
	{"fclass.s of the least", FCLASS(S, A0, FA1), LEAST_S, 0, 0, 1 << 5, 0},
	{"fclass.d of 1", FCLASS(D, A0, FA1), ONE_D, 0, 0, 1 << 6, 0},
	{"fclass.d of inf", FCLASS(D, A0, FA1), INFINITY_D, 0, 0, 1 << 7, 0},
};

/* Those from x11. */
static const struct row from_integers[] = {
	{"fcvt.s.w looks at 32 bits", FCVT_FROM_X(S, FA0, A1, 0, RNE), UINT64_C(0x1ffffffff), 0, 0,
	 MINUS_S(ONE_S), 0},
	{"fcvt.d.wu looks at 32 bits", FCVT_FROM_X(D, FA0, A1, 1, RNE),
	 UINT64_C(0xffffffff80000000), 0, 0, UINT64_C(0x41e0000000000000), 0},
	{"fcvt.s.lu of the largest", FCVT_FROM_X(S, FA0, A1, 3, RNE), UINT64_MAX, 0, 0,
	 BOX(0x5f800000), NX},
	{"the same, towards zero", FCVT_FROM_X(S, FA0, A1, 3, RTZ), UINT64_MAX, 0, 0,
	 BOX(0x5f7fffff), NX},
	{"fcvt.d.l of the least", FCVT_FROM_X(D, FA0, A1, 2, RNE), UINT64_C(1) << 63, 0, 0,
	 UINT64_C(0xc3e0000000000000), 0},
	{"fcvt.s.l of 0, downwards", FCVT_FROM_X(S, FA0, A1, 2, RDN), 0, 0, 0, ZERO_S, 0},
};

/* Exceptions that are raised, or a register of f that is written, make FS dirty. */
static void try(struct machine *machine, const struct row *row, uint32_t result)
{
	bool dirty = result == F(FA0) || row->raised;

	LOAD_PROGRAM(machine, row->insn, END);
	machine_set(machine, CSR(SSTATUS), FS(FS_CLEAN));
	machine_set(machine, A1, row->first);
	machine_set(machine, F(FA1), row->first);
	machine_set(machine, F(FA2), row->second);
	machine_set(machine, F(FA3), row->third);
	machine_run(machine);
	ok(machine_ended(machine), "%s executes", row->name);
	is_u64(machine_get(machine, result), row->expected, "%s", row->name);
	is_u64(machine_get(machine, CSR(FFLAGS)), row->raised, "%s: fflags", row->name);
	is_u64(machine_get(machine, CSR(SSTATUS)) & (FS(3) | SD_BIT),
	       dirty ? FS(FS_DIRTY) | SD_BIT : FS(FS_CLEAN), "%s: FS", row->name);
}

/* Exceptions accrue even where the result is dropped, and stay until they are cleared. */
static void accrued(struct machine *machine)
{
	LOAD_PROGRAM(machine, FLT(S, ZERO, FA1, FA1), CSRR(A0, FFLAGS),
		     FDIV(S, FA0, FA2, FA3, RNE), CSRR(A1, FFLAGS), FADD(S, FA0, FA2, FA2, RNE),
		     CSRR(A2, FFLAGS), CSRW(FFLAGS, ZERO), CSRR(A3, FFLAGS), END);
	machine_set(machine, CSR(SSTATUS), FS(FS_CLEAN));
	machine_set(machine, F(FA1), NAN_S);
	machine_set(machine, F(FA2), ONE_S);
	machine_set(machine, F(FA3), ZERO_S);
	machine_run(machine);
	is_u64(machine_get(machine, A0), NV, "flt into x0 raises");
	is_u64(machine_get(machine, ZERO), 0, "x0 stays 0");
	is_u64(machine_get(machine, A1), NV | DZ, "exceptions accrue");
	is_u64(machine_get(machine, A2), NV | DZ, "nothing that raises none clears them");
	is_u64(machine_get(machine, A3), 0, "a write does");
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

int main(void)
{
	struct machine machine;
	unsigned i;

	machine_make_float(&machine);
	for (i = 0; i < COUNT(rows); i++)
		try(&machine, &rows[i], F(FA0));
	for (i = 0; i < COUNT(integers); i++)
		try(&machine, &integers[i], A0);
	for (i = 0; i < COUNT(from_integers); i++)
		try(&machine, &from_integers[i], F(FA0));
	accrued(&machine);
	machine_end(&machine);
	return done_testing();
}
