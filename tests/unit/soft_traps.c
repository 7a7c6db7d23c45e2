/* SPDX-License-Identifier: MIT */
/*
 * Exceptions: the cause, what stval holds, which one of two comes first, and
 * that the instruction has changed nothing (10.1.8, 10.1.9; 3.1.15, table 15).
 */
#include "soft_paging.h"

#define IO UINT64_C(0x10000000)

/* One instruction, of 16 or 32 bits, with a1 as given. */
struct row {
	const char *name;
	uint32_t insn;
	uint64_t a1;
	unsigned mode;
	uint64_t cause;
	uint64_t value;
};

#define STATE(n) (UINT64_C(0x0101010101010101) * (n))

static const struct row rows[] = {
	{"all zeros", 0, 0, SUPERVISOR, 2, 0},
	{"all ones", 0xffffffff, 0, SUPERVISOR, 2, 0xffffffff},
	{"16 bits that mean nothing", 0x6101, 0, SUPERVISOR, 2, 0x6101},
	{"the same before other bits", 0xffff6101, 0, SUPERVISOR, 2, 0x6101},
	{"an instruction of 48 bits, its first 32", 0x1234001f, 0, SUPERVISOR, 2, 0x1234001f},
	{"a load of no width", LOAD(7, A0, A1, 0), IO, SUPERVISOR, 2, LOAD(7, A0, A1, 0)},
	{"a store of no width", STORE(4, A0, A1, 0), IO, SUPERVISOR, 2, STORE(4, A0, A1, 0)},
	{"lr with a second source", LR(3, A0, A1) | 1u << 20, DATA, SUPERVISOR, 2,
	 LR(3, A0, A1) | 1u << 20},
	{"an AMO of a byte", AMO(0, 0, A0, A1, A2), DATA, SUPERVISOR, 2, AMO(0, 0, A0, A1, A2)},
	{"sfence.vma with a destination", SFENCE_VMA(ZERO, ZERO) | A0 << 7, 0, SUPERVISOR, 2,
	 SFENCE_VMA(ZERO, ZERO) | A0 << 7},
	{"a csr of the machine's, swapped", CSRRW(A0, 0x340, A1), 5, SUPERVISOR, 2,
	 CSRRW(A0, 0x340, A1)},
	{"a user's illegal instruction", 0xffffffff, 0, USER, 2, 0xffffffff},
	{"ebreak", EBREAK, 0, SUPERVISOR, 3, RAM_BASE},
	{"c.ebreak", 0x9002, 0, USER, 3, RAM_BASE},
	{"ecall", ECALL, 0, USER, 8, 0},
	{"misaligned lr.d", LR(3, A0, A1), DATA + 4, SUPERVISOR, 4, DATA + 4},
	{"misaligned lr.w", LR(2, A0, A1), DATA + 2, USER, 4, DATA + 2},
	{"misaligned sc.w", SC(2, A0, A1, A2), DATA + 1, SUPERVISOR, 6, DATA + 1},
	{"misaligned amoadd.d", AMO(0, 3, A0, A1, A2), DATA + 4, SUPERVISOR, 6, DATA + 4},
	{"misaligned amoswap.w across pages", AMO(1, 2, A1, A1, A2), DATA - 2, SUPERVISOR, 6,
	 DATA - 2},
	{"misalignment before the second stage's fault", AMO(0, 3, A0, A1, A2), IO + 4, SUPERVISOR,
	 6, IO + 4},
};

static uint64_t state_of(const struct row *row, unsigned reg)
{
	return reg == A1 ? row->a1 : STATE(reg);
}

/* A guest that runs on after all comes to an end. */
static void run(struct machine *machine)
{
	must(axvcpu_set_budget(machine->vcpu, 1000));
	machine_run(machine);
}

static void trap(struct machine *machine, const struct row *row)
{
	unsigned reg, changed = 0;

	LOAD_PROGRAM(machine, row->insn, END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_poke(machine, DATA, STATE(0x77));
	machine_set(machine, CSR(STVEC), HANDLER | 1); /* exceptions are not vectored */
	machine_set(machine, CSR(SSTATUS), 2);
	machine_set(machine, AXVCPU_RISCV64_MODE, row->mode);
	for (reg = 1; reg < 32; reg++)
		machine_set(machine, reg, state_of(row, reg));
	run(machine);
	is_guest_trap(machine, row->cause, row->value, RAM_BASE, row->name);
	is_u64(machine_get(machine, CSR(SSTATUS)) & 0x122, row->mode == SUPERVISOR ? 0x120 : 0x20,
	       "%s: SPP is the mode, SPIE was SIE, SIE is clear", row->name);
	for (reg = 1; reg < 32; reg++)
		changed += machine_get(machine, reg) != state_of(row, reg);
	is_u64(changed, 0, "%s: no register has changed", row->name);
	is_u64(machine_peek(machine, DATA), STATE(0x77), "%s: nor memory", row->name);
	is_u64(machine_get(machine, AXVCPU_RISCV64_INSTRET), 0, "%s: nothing is retired",
	       row->name);
}

/* The jump retires; the fetch at its target faults, with bit 0 of the target clear (I 2.5.1). */
static void jumps(struct machine *machine)
{
	LOAD_PROGRAM(machine, JALR(RA, A1, 1));
	PUT_PROGRAM(machine, HANDLER, ECALL);
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | R | A));
	run(machine);
	is_u64(machine_get(machine, CSR(SCAUSE)), 12, "a jump to data is a fetch page fault");
	is_u64(machine_get(machine, CSR(STVAL)), PAGE, "stval: the target");
	is_u64(machine_get(machine, CSR(SEPC)), PAGE, "sepc: too");
	is_u64(machine_get(machine, RA), RAM_BASE + 4, "and the jump has linked");
}

/* The halves of an instruction across pages: stval is that of the half that faults. */
static void fetch_across(struct machine *machine)
{
	uint64_t last = PAGE + 0xffe;

	LOAD_PROGRAM(machine, JALR(ZERO, A1, 0));
	PUT_PROGRAM(machine, HANDLER, ECALL);
	PUT_PROGRAM(machine, DATA + 0xffc, LI(A0, 5) << 16);
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | X | A));
	machine_set(machine, A1, last);
	run(machine);
	is_u64(machine_get(machine, CSR(SCAUSE)), 12, "half an instruction is not there");
	is_u64(machine_get(machine, CSR(STVAL)), PAGE + 0x1000, "stval: that half");
	is_u64(machine_get(machine, CSR(SEPC)), last, "sepc: the instruction");
}

/* Its first page faults before its second, whatever is wrong with that (18.5.3). */
static void order_of_pages(struct machine *machine)
{
	LOAD_PROGRAM(machine, LD(A0, A1, -4), ECALL);
	PUT_PROGRAM(machine, HANDLER, ECALL);
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, ENTRY + 8, LEAF(IO, V | R | A));
	machine_set(machine, A1, PAGE + 0x1000);
	run(machine);
	is_u64(machine_get(machine, CSR(SCAUSE)), 13, "the first page of two is looked at first");
	is_u64(machine_get(machine, CSR(STVAL)), PAGE + 0xffc, "stval: where the access begins");
	machine_poke(machine, ENTRY, PTE(V | R | A));
	machine_poke(machine, ENTRY + 8, 0);
	machine_set(machine, CSR(SATP), schemes[0].satp);
	machine_set(machine, AXVCPU_RISCV64_PC, RAM_BASE);
	run(machine);
	is_u64(machine_get(machine, CSR(STVAL)), PAGE + 0x1000, "then the second");
}

/* The walk for a later portion meets no memory: htinst tells of the walk, not of the portion. */
static void walk_across(struct machine *machine)
{
	LOAD_PROGRAM(machine, LD(A0, A1, 0));
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, LAST + 511 * 8, PTE(V | R | A));
	machine_poke(machine, MIDDLE + 8, POINTER(IO));
	machine_set(machine, A1, 0x1ffffd);
	run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT, "a table that is not there");
	ok(machine->exit->nested_page_fault.walk, "is that of the second page");
	is_u64(machine->exit->syndrome.hext.htinst, 0x3000, "htinst: a read of a table");
	is_u64(machine->exit->syndrome.hext.stval, 0x200000, "stval: the second page");
	is_u64(machine->exit->syndrome.hext.htval, IO >> 2, "htval: the entry");
}

int main(void)
{
	struct machine machine;
	unsigned i;

	machine_make(&machine);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		trap(&machine, &rows[i]);
	jumps(&machine);
	fetch_across(&machine);
	order_of_pages(&machine);
	walk_across(&machine);
	machine_end(&machine);
	return done_testing();
}
