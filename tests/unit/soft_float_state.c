/* SPDX-License-Identifier: MIT */
/* The state of F and D: registers, fcsr, sstatus.FS, loads and stores. */
#include "soft_encode_float.h"
#include "soft_machine.h"

#define BOXED(single) (UINT64_C(0xffffffff00000000) | (single))
#define PATTERN UINT64_C(0x0123456789abcdef)

static uint64_t fs(struct machine *machine)
{
	return machine_get(machine, CSR(SSTATUS)) & (FS(3) | SD_BIT);
}

/* As reset leaves it, and again after a reset. */
static void fresh(struct machine *machine, const char *when)
{
	is_u64(fs(machine), FS(FS_OFF), "%s: FS is off", when);
	is_u64(machine_get(machine, AXVCPU_RISCV64_FCSR), 0, "%s: fcsr is 0", when);
	for (unsigned i = 0; i < 32; i++)
		is_u64(machine_get(machine, F(i)), 0, "%s: f%u is 0", when, i);
}

static void registers(struct machine *machine)
{
	fresh(machine, "at first");
	for (unsigned i = 0; i < 32; i++)
		machine_set(machine, F(i), PATTERN + i);
	machine_set(machine, AXVCPU_RISCV64_FCSR, UINT64_MAX);
	for (unsigned i = 0; i < 32; i++)
		is_u64(machine_get(machine, F(i)), PATTERN + i, "f%u keeps 64 bits", i);
	is_u64(machine_get(machine, AXVCPU_RISCV64_FCSR), 0xff, "fcsr keeps 8 bits");
	is_u64(machine_get(machine, CSR(FFLAGS)), 0x1f, "fflags is its lowest five");
	is_u64(machine_get(machine, CSR(FRM)), 7, "frm is the three above");
	is_u64(machine_get(machine, F(31)), PATTERN + 31, "f31 is not fcsr");
	is_u64(fs(machine), FS(FS_OFF), "the caller's writes leave FS");
	LOAD_PROGRAM(machine, END);
	fresh(machine, "after a reset");
}

/* FS keeps what is written; SD follows it and cannot be written (3.1.6.6). */
static void written_fs(struct machine *machine)
{
	for (unsigned n = FS_OFF; n <= FS_DIRTY; n++) {
		uint64_t expected = n == FS_DIRTY ? FS(n) | SD_BIT : FS(n);

		LOAD_PROGRAM(machine, CSRW(SSTATUS, A0), CSRR(A1, SSTATUS), END);
		machine_set(machine, A0, FS(n) | (n == FS_DIRTY ? 0 : SD_BIT));
		machine_run(machine);
		is_u64(machine_get(machine, A1) & (FS(3) | SD_BIT), expected,
		       "FS %u, and its SD", n);
	}
}

struct effect {
	const char *name;
	uint32_t insn;
	bool writes;
};

/* What writes f registers or fcsr makes them dirty; what reads them does not. */
static const struct effect effects[] = {
	{"flw", FLW(FA0, A2, 0), true},
	{"fld", FLD(FA0, A2, 0), true},
	{"fsgnj.s", FSGNJ(S, FA0, FA1, FA1), true},
	{"fsgnj.d", FSGNJ(D, FA0, FA1, FA1), true},
	{"fmv.w.x", FMV_FROM_X(S, FA0, A0), true},
	{"fmv.d.x", FMV_FROM_X(D, FA0, A0), true},
	{"csrw to fflags", CSRW(FFLAGS, ZERO), true},
	{"csrw to frm", CSRW(FRM, ZERO), true},
	{"csrw to fcsr", CSRW(FCSR, ZERO), true},
	{"csrrsi of frm", CSRRSI(ZERO, FRM, 1), true},
	{"csrr of fcsr", CSRR(A1, FCSR), false},
	{"csrrci of nothing", CSRRCI(A1, FCSR, 0), false},
	{"fsw", FSW(FA0, A2, 0), false},
	{"fsd", FSD(FA0, A2, 0), false},
	{"fmv.x.w", FMV_TO_X(S, A1, FA0), false},
	{"fmv.x.d", FMV_TO_X(D, A1, FA0), false},
};

static void effect(struct machine *machine, const struct effect *row, unsigned before)
{
	LOAD_PROGRAM(machine, row->insn, END);
	machine_set(machine, A2, DATA);
	machine_set(machine, CSR(SSTATUS), FS(before));
	machine_run(machine);
	ok(machine_ended(machine), "%s executes with FS %u", row->name, before);
	is_u64(fs(machine), row->writes ? FS(FS_DIRTY) | SD_BIT : FS(before),
	       "%s: FS %u afterwards", row->name, before);
}

/* A load that faults has written nothing. */
static void faulting(struct machine *machine)
{
	LOAD_PROGRAM(machine, FLD(FA0, ZERO, 0), END);
	machine_set(machine, CSR(SSTATUS), FS(FS_CLEAN));
	machine_run(machine);
	is_u64(machine->exit->reason, AXVCPU_EXIT_NESTED_PAGE_FAULT, "a load from nowhere leaves");
	is_u64(fs(machine), FS(FS_CLEAN), "FS stays clean");
}

/* The three CSRs are one, and bits beyond their fields read 0 (I 20.2). */
static void csrs(struct machine *machine)
{
	LOAD_PROGRAM(machine, LI(A0, -1), CSRW(FFLAGS, A0), CSRRWI(A1, FRM, 5), CSRR(A2, FCSR),
		     CSRRW(A3, FCSR, A0), CSRR(A4, FCSR), CSRRCI(S2, FFLAGS, 3), CSRR(S3, FFLAGS),
		     CSRR(S4, FRM), END);
	machine_set(machine, CSR(SSTATUS), FS(FS_INITIAL));
	machine_run(machine);
	is_u64(machine_get(machine, A1), 0, "frm was 0");
	is_u64(machine_get(machine, A2), 0xbf, "fcsr is frm and fflags");
	is_u64(machine_get(machine, A3), 0xbf, "and is read before it is written");
	is_u64(machine_get(machine, A4), 0xff, "fcsr has eight bits");
	is_u64(machine_get(machine, S2), 0x1f, "fflags has five");
	is_u64(machine_get(machine, S3), 0x1c, "and loses those that are cleared");
	is_u64(machine_get(machine, S4), 7, "frm keeps what no mode has");
}

/* A word that is loaded is boxed; what is stored is the lower half (I 21.2, 21.3). */
static void memory(struct machine *machine)
{
	LOAD_PROGRAM(machine, FLW(FA0, A0, 4), FLD(FA1, A0, 0), FLW(FA2, A0, 1), FSW(FA3, A0, 8),
		     FSD(FA3, A0, 16), FSW(FA3, A0, 25), FSD(FA3, A0, 33), END);
	machine_poke(machine, DATA, PATTERN);
	machine_poke(machine, DATA + 8, UINT64_MAX);
	machine_set(machine, A0, DATA);
	machine_set(machine, F(FA3), UINT64_C(0xa1a2a3a4b1b2b3b4));
	machine_set(machine, CSR(SSTATUS), FS(FS_INITIAL));
	machine_run(machine);
	is_u64(machine_get(machine, F(FA0)), BOXED(0x01234567), "flw boxes");
	is_u64(machine_get(machine, F(FA1)), PATTERN, "fld");
	is_u64(machine_get(machine, F(FA2)), BOXED(0x6789abcd), "flw, misaligned");
	is_u64(machine_peek(machine, DATA + 8), UINT64_C(0xffffffffb1b2b3b4),
	       "fsw of what is not boxed");
	is_u64(machine_peek(machine, DATA + 16), UINT64_C(0xa1a2a3a4b1b2b3b4), "fsd");
	is_u64((uint32_t)machine_peek(machine, DATA + 25), 0xb1b2b3b4, "fsw, misaligned");
	is_u64(machine_peek(machine, DATA + 33), UINT64_C(0xa1a2a3a4b1b2b3b4), "fsd, misaligned");
}

static void short_memory(struct machine *machine)
{
	LOAD_PROGRAM(machine, TWO(C_FLD(FS0, A0, 24), C_FLDSP(FT0, 8)),
		     TWO(C_FSD(FS0, A0, 40), C_FSDSP(FT0, 48)), END);
	machine_poke(machine, DATA + 24, PATTERN);
	machine_poke(machine, DATA + 8, ~PATTERN);
	machine_set(machine, A0, DATA);
	machine_set(machine, SP, DATA);
	machine_set(machine, CSR(SSTATUS), FS(FS_INITIAL));
	machine_run(machine);
	ok(machine_ended(machine), "16-bit loads and stores execute");
	is_u64(machine_get(machine, F(FS0)), PATTERN, "c.fld");
	is_u64(machine_get(machine, F(FT0)), ~PATTERN, "c.fldsp, to f0");
	is_u64(machine_peek(machine, DATA + 40), PATTERN, "c.fsd");
	is_u64(machine_peek(machine, DATA + 48), ~PATTERN, "c.fsdsp, from f0");
}

/* Sign injection: boxes are looked at; moves of bits do not (I 20.7, 21.2, 21.5). */
static void moves(struct machine *machine)
{
	LOAD_PROGRAM(machine, FSGNJN(S, FT0, FA0, FA0), FSGNJ(S, 1, FA1, FA0),
		     FSGNJX(S, 2, FA0, FA0), FSGNJN(D, 3, FA2, FA2), FSGNJX(D, 4, FA2, FA0),
		     FMV_TO_X(S, A1, FA1), FMV_TO_X(D, A2, FA1),
		     FMV_FROM_X(S, 5, A0), FMV_FROM_X(D, 6, A0), END);
	machine_set(machine, F(FA0), BOXED(0xff800001));            /* -, a signaling NaN */
	machine_set(machine, F(FA1), UINT64_C(0xfffffffe80000000)); /* no box */
	machine_set(machine, F(FA2), UINT64_C(0x3ff0000000000001));
	machine_set(machine, A0, PATTERN);
	machine_set(machine, CSR(SSTATUS), FS(FS_INITIAL));
	machine_run(machine);
	is_u64(machine_get(machine, F(0)), BOXED(0x7f800001), "fsgnjn.s of a NaN keeps it");
	is_u64(machine_get(machine, F(1)), BOXED(0xffc00000), "fsgnj.s of no box: a NaN, signed");
	is_u64(machine_get(machine, F(2)), BOXED(0x7f800001), "fsgnjx.s");
	is_u64(machine_get(machine, F(3)), UINT64_C(0xbff0000000000001), "fsgnjn.d");
	is_u64(machine_get(machine, F(4)), UINT64_C(0xbff0000000000001), "fsgnjx.d");
	is_u64(machine_get(machine, A1), UINT64_C(0xffffffff80000000), "fmv.x.w extends by sign");
	is_u64(machine_get(machine, A2), UINT64_C(0xfffffffe80000000), "fmv.x.d");
	is_u64(machine_get(machine, F(5)), BOXED(0x89abcdef), "fmv.w.x boxes");
	is_u64(machine_get(machine, F(6)), PATTERN, "fmv.d.x");
	is_u64(machine_get(machine, AXVCPU_RISCV64_FCSR), 0, "none of them raises anything");
}

int main(void)
{
	struct machine machine;

	machine_make_float(&machine);
	registers(&machine);
	written_fs(&machine);
	for (unsigned i = 0; i < sizeof effects / sizeof *effects; i++)
		for (unsigned n = FS_INITIAL; n <= FS_DIRTY; n++)
			if (n != FS_DIRTY || effects[i].writes)
				effect(&machine, &effects[i], n);
	faulting(&machine);
	csrs(&machine);
	memory(&machine);
	short_memory(&machine);
	moves(&machine);
	machine_end(&machine);
	return done_testing();
}
