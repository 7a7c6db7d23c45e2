/* SPDX-License-Identifier: MIT */
/*
 * Which encodings of F and D there are (I 34 and 20.2): all
 * others of their opcodes are illegal, and so are reserved rounding modes.
 */
#include "../../arch/soft/soft.h"
#include "soft_encode_float.h"
#include "soft_machine.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* By funct5: which values of funct3 and rs2 there are; a bit a value. */
static const struct {
	unsigned funct5;
	uint32_t funct3, rs2;
} computing[] = {
	{0x00, 0xff, UINT32_MAX}, /* fadd */
	{0x01, 0xff, UINT32_MAX}, /* fsub */
	{0x02, 0xff, UINT32_MAX}, /* fmul */
	{0x03, 0xff, UINT32_MAX}, /* fdiv */
	{0x04, 0x07, UINT32_MAX}, /* fsgnj, fsgnjn, fsgnjx */
	{0x05, 0x03, UINT32_MAX}, /* fmin, fmax */
	{0x0b, 0xff, 0x01},       /* fsqrt */
	{0x14, 0x07, UINT32_MAX}, /* fle, flt, feq */
	{0x18, 0xff, 0x0f},       /* fcvt to w, wu, l, lu */
	{0x1a, 0xff, 0x0f},       /* fcvt from them */
	{0x1c, 0x03, 0x01},       /* fmv to x, fclass */
	{0x1e, 0x01, 0x01},       /* fmv from x */
};

/* Modes are judged when an instruction executes, so any funct3 is one here. */
static bool exists(unsigned funct5, unsigned format, unsigned funct3, unsigned rs2)
{
	if (format > D)
		return false;
	if (funct5 == 0x08)
		return rs2 == !format;
	for (unsigned i = 0; i < COUNT(computing); i++)
		if (computing[i].funct5 == funct5)
			return (computing[i].funct3 >> funct3 & 1) && (computing[i].rs2 >> rs2 & 1);
	return false;
}

static bool is_illegal(uint32_t raw)
{
	struct soft_insn insn;

	axvcpu_soft_decode(&insn, raw);
	return insn.execute == axvcpu_soft_illegal;
}

/* Of the 2^15 codes of OP-FP. */
static void all_computing(void)
{
	for (unsigned funct5 = 0; funct5 < 32; funct5++)
		for (unsigned format = 0; format < 4; format++) {
			unsigned wrong = 0;

			for (unsigned rest = 0; rest < 256; rest++) {
				unsigned funct3 = rest & 7, rs2 = rest >> 3;
				uint32_t raw = OP_FP(funct5, format, FA0, funct3, FA1, rs2);

				wrong += is_illegal(raw) == exists(funct5, format, funct3, rs2);
			}
			ok(wrong == 0, "OP-FP, funct5 %#x, format %u", funct5, format);
		}
}

static void others(void)
{
	static const unsigned fused[] = {0x43, 0x47, 0x4b, 0x4f};

	for (unsigned i = 0; i < COUNT(fused); i++)
		for (unsigned format = 0; format < 4; format++)
			ok(is_illegal(FUSED(fused[i], format, FA0, FA1, FA2, FA3, RNE)) ==
			   (format > D), "opcode %#x, format %u", fused[i], format);
	for (unsigned funct3 = 0; funct3 < 8; funct3++) {
		bool exists = funct3 == 2 || funct3 == 3;

		ok(is_illegal(I_TYPE(0x07, funct3, FA0, A0, 0)) != exists, "LOAD-FP, %u", funct3);
		ok(is_illegal(S_TYPE(0x27, funct3, A0, FA0, 0)) != exists, "STORE-FP, %u", funct3);
	}
}

/* Instructions with a rounding mode, one of each function that executes one. */
static const struct {
	const char *name;
	uint32_t insn;
} rounding[] = {
	{"fadd.s", FADD(S, FA0, FA1, FA2, 0)},
	{"fsub.d", FSUB(D, FA0, FA1, FA2, 0)},
	{"fmul.s", FMUL(S, FA0, FA1, FA2, 0)},
	{"fdiv.d", FDIV(D, FA0, FA1, FA2, 0)},
	{"fsqrt.s", FSQRT(S, FA0, FA1, 0)},
	{"fmadd.s", FUSED(0x43, S, FA0, FA1, FA2, FA3, 0)},
	{"fmsub.d", FUSED(0x47, D, FA0, FA1, FA2, FA3, 0)},
	{"fnmsub.s", FUSED(0x4b, S, FA0, FA1, FA2, FA3, 0)},
	{"fnmadd.d", FUSED(0x4f, D, FA0, FA1, FA2, FA3, 0)},
	{"fcvt.w.s", FCVT_TO_X(S, A0, FA0, 0, 0)},
	{"fcvt.d.w, though it is exact", FCVT_FROM_X(D, FA0, A0, 0, 0)},
	{"fcvt.s.lu", FCVT_FROM_X(S, FA0, A0, 3, 0)},
	{"fcvt.s.d", FCVT_S_D(FA0, FA1, 0)},
	{"fcvt.d.s, though it is exact", FCVT_D_S(FA0, FA1, 0)},
};

static void run(struct machine *machine, uint32_t insn, unsigned frm)
{
	LOAD_PROGRAM(machine, insn, END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, CSR(SSTATUS), FS(FS_CLEAN));
	machine_set(machine, F(FA0), 0x1234);
	machine_set(machine, A0, 1);
	machine_set(machine, CSR(FRM), frm);
	machine_run(machine);
}

/* A mode that is reserved, or that frm has where the instruction says so (I 20.2). */
static void mode(struct machine *machine, unsigned row, unsigned mode, unsigned frm)
{
	uint32_t insn = rounding[row].insn | mode << 12;
	bool legal = (mode == DYN ? frm : mode) <= RMM;

	run(machine, insn, frm);
	if (legal) {
		is_u64(machine->exit->pc, RAM_BASE + 4, "%s executes with mode %u, frm %u",
		       rounding[row].name, mode, frm);
		return;
	}
	is_guest_trap(machine, 2, insn, RAM_BASE, rounding[row].name);
	is_u64(machine_get(machine, F(FA0)), 0x1234, "%s: f10 is untouched", rounding[row].name);
	is_u64(machine_get(machine, CSR(SSTATUS)) & (FS(3) | SD_BIT), FS(FS_CLEAN),
	       "%s: FS stays clean", rounding[row].name);
}

/* What has no rounding mode does not care for frm. */
static void unrounded(struct machine *machine)
{
	static const uint32_t insns[] = {
		FMIN(S, FA0, FA1, FA2), FEQ(D, A0, FA1, FA2), FCLASS(S, A0, FA1),
		FSGNJ(D, FA0, FA1, FA2), FMV_TO_X(S, A0, FA1), FMV_FROM_X(D, FA0, A0),
	};

	for (unsigned i = 0; i < COUNT(insns); i++) {
		run(machine, insns[i], 7);
		is_u64(machine->exit->pc, RAM_BASE + 4, "%#x executes with frm 7", insns[i]);
	}
}

int main(void)
{
	struct machine machine;

	all_computing();
	others();
	machine_make_float(&machine);
	for (unsigned row = 0; row < COUNT(rounding); row++)
		for (unsigned n = 0; n < 8; n++) {
			mode(&machine, row, n, RNE);
			mode(&machine, row, DYN, n);
		}
	unrounded(&machine);
	machine_end(&machine);
	return done_testing();
}
