/* SPDX-License-Identifier: MIT */
/* Without F and D nothing of them is there, and with FS off it is as if nothing were. */
#include "soft_encode_float.h"
#include "soft_machine.h"

static const struct {
	const char *name;
	uint32_t insn;
} instructions[] = {
	{"flw", FLW(FA0, A0, 0)},
	{"fld", FLD(FA0, A0, 0)},
	{"fsw", FSW(FA0, A0, 0)},
	{"fsd", FSD(FA0, A0, 0)},
	{"fsgnj.s", FSGNJ(S, FA0, FA1, FA1)},
	{"fsgnj.d", FSGNJ(D, FA0, FA1, FA1)},
	{"fsgnjn.d", FSGNJN(D, FA0, FA1, FA1)},
	{"fsgnjx.d", FSGNJX(D, FA0, FA1, FA1)},
	{"fmv.x.w", FMV_TO_X(S, A0, FA0)},
	{"fmv.x.d", FMV_TO_X(D, A0, FA0)},
	{"fmv.w.x", FMV_FROM_X(S, FA0, A0)},
	{"fmv.d.x", FMV_FROM_X(D, FA0, A0)},
	{"fadd.s", FADD(S, FA0, FA1, FA1, RNE)},
	{"fsub.d", FSUB(D, FA0, FA1, FA1, DYN)},
	{"fmul.s", FMUL(S, FA0, FA1, FA1, RTZ)},
	{"fdiv.d", FDIV(D, FA0, FA1, FA1, RDN)},
	{"fsqrt.s", FSQRT(S, FA0, FA1, RUP)},
	{"fmin.s", FMIN(S, FA0, FA1, FA1)},
	{"fmax.d", FMAX(D, FA0, FA1, FA1)},
	{"feq.s", FEQ(S, A0, FA1, FA1)},
	{"flt.d", FLT(D, A0, FA1, FA1)},
	{"fle.d", FLE(D, A0, FA1, FA1)},
	{"fclass.s", FCLASS(S, A0, FA1)},
	{"fcvt.s.d", FCVT_S_D(FA0, FA1, RNE)},
	{"fcvt.d.s", FCVT_D_S(FA0, FA1, RNE)},
	{"fcvt.w.s", FCVT_TO_X(S, A0, FA0, 0, RTZ)},
	{"fcvt.lu.d", FCVT_TO_X(D, A0, FA0, 3, RTZ)},
	{"fcvt.s.wu", FCVT_FROM_X(S, FA0, A0, 1, RTZ)},
	{"fcvt.d.l", FCVT_FROM_X(D, FA0, A0, 2, RTZ)},
	{"fmadd.s", FUSED(0x43, S, FA0, FA0, FA0, FA0, RNE)},
	{"fmsub.d", FUSED(0x47, D, FA0, FA0, FA0, FA0, RNE)},
	{"fnmsub.s", FUSED(0x4b, S, FA0, FA0, FA0, FA0, RNE)},
	{"fnmadd.d", FUSED(0x4f, D, FA0, FA0, FA0, FA0, DYN)},
	{"csrr of fflags", CSRR(A0, FFLAGS)},
	{"csrw to frm", CSRW(FRM, A0)},
	{"csrrs of fcsr", CSRRS(A0, FCSR, A1)},
	{"csrrwi of fflags", CSRRWI(ZERO, FFLAGS, 0)},
};

static const struct {
	const char *name;
	uint32_t insn;
} short_instructions[] = {
	{"c.fld", C_FLD(FS0, A0, 8)},
	{"c.fsd", C_FSD(FS0, A0, 8)},
	{"c.fldsp", C_FLDSP(FA0, 8)},
	{"c.fsdsp", C_FSDSP(FA0, 8)},
};

/* Illegal, with its bits in stval; registers would point at no memory. */
static void illegal(struct machine *machine, uint32_t code, uint32_t insn, const char *name)
{
	LOAD_PROGRAM(machine, code, END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_run(machine);
	is_guest_trap(machine, 2, insn, RAM_BASE, name);
	is_u64(machine_get(machine, CSR(SSTATUS)) & (FS(3) | SD_BIT), 0, "%s: FS stays off", name);
}

static void all_illegal(struct machine *machine)
{
	for (unsigned i = 0; i < sizeof instructions / sizeof *instructions; i++)
		illegal(machine, instructions[i].insn, instructions[i].insn, instructions[i].name);
	for (unsigned i = 0; i < sizeof short_instructions / sizeof *short_instructions; i++)
		illegal(machine, TWO(short_instructions[i].insn, C_NOP),
			short_instructions[i].insn, short_instructions[i].name);
}

/* FS and SD read 0 whatever is written, from inside and outside (3.1.6.6). */
static void status(struct machine *machine)
{
	LOAD_PROGRAM(machine, LI(A0, -1), CSRW(SSTATUS, A0), CSRR(A1, SSTATUS), END);
	machine_run(machine);
	is_u64(machine_get(machine, A1) & (FS(3) | SD_BIT), 0, "the guest cannot switch FS on");
	machine_set(machine, CSR(SSTATUS), FS(FS_DIRTY) | SD_BIT);
	is_u64(machine_get(machine, CSR(SSTATUS)) & (FS(3) | SD_BIT), 0, "nor can the caller");
}

static void no_registers(struct machine *machine)
{
	static const uint32_t absent[] = {
		AXVCPU_RISCV64_F0, AXVCPU_RISCV64_F31, AXVCPU_RISCV64_FCSR, CSR(FFLAGS), CSR(FRM),
	};
	uint64_t value;

	for (unsigned i = 0; i < sizeof absent / sizeof *absent; i++) {
		is_status(axvcpu_get_register(machine->vcpu, absent[i], &value),
			  AXVCPU_BAD_ARGUMENT, "register %#x cannot be read", absent[i]);
		is_status(axvcpu_set_register(machine->vcpu, absent[i], 0),
			  AXVCPU_BAD_ARGUMENT, "register %#x cannot be written", absent[i]);
	}
}

int main(void)
{
	struct machine machine;

	machine_make(&machine);
	all_illegal(&machine);
	status(&machine);
	no_registers(&machine);
	machine_end(&machine);
	machine_make_float(&machine);
	all_illegal(&machine);
	machine_end(&machine);
	return done_testing();
}
