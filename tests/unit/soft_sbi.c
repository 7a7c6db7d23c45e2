/* SPDX-License-Identifier: MIT */
/* SBI calls that are answered inside: what they return, and that no exit shows. */
#include <axvcpu/sbi.h>

#include "soft_machine.h"

#define UNTOUCHED 0x5a5a

struct row {
	const char *name;
	uint64_t extension, function, argument;
	int64_t error;
	uint64_t value;
};

static const struct row rows[] = {
	{"spec version 2.0", 0x10, 0, 0, 0, 0x02000000},
	{"probe base", 0x10, 3, 0x10, 0, 1},
	{"probe timer", 0x10, 3, 0x54494d45, 0, 1},
	{"probe console", 0x10, 3, 0x4442434e, 0, 1},
	{"probe what is not there", 0x10, 3, 0x12345678, 0, 0},
	{"probe past 32 bits", 0x10, 3, UINT64_C(0x100000010), 0, 0},
	{"machine vendor", 0x10, 4, 0, 0, 0},
	{"machine architecture", 0x10, 5, 0, 0, 0},
	{"machine implementation", 0x10, 6, 0, 0, 0},
	{"no such function of base", 0x10, 7, 0, -2, 0},
	{"no such extension", 0x12345678, 0, 0, -2, 0},
	{"no such function of rfence", 0x52464e43, 99, 1, -2, 0},
	{"remote fence.i of oneself", 0x52464e43, 0, 1, 0, 0},
	{"remote sfence.vma of oneself", 0x52464e43, 1, 1, 0, 0},
	{"remote sfence.vma of nobody", 0x52464e43, 1, 0, 0, 0},
	{"reset of a reserved kind", 0x53525354, 0, 3, -3, 0},
	{"set_timer", 0x54494d45, 0, UINT64_MAX, 0, 0},
	{"legacy set_timer", 0, 0, UINT64_MAX, 0, UNTOUCHED},
	{"legacy clear_ipi", 3, 0, 0, 0, UNTOUCHED},
};

static void call(struct machine *machine, const struct row *row)
{
	bool legacy = row->extension < 0x10;

	LOAD_PROGRAM(machine, ECALL, END);
	machine_set(machine, A0, row->argument);
	machine_set(machine, A1, legacy ? UNTOUCHED : 0);
	machine_set(machine, A6, row->function);
	machine_set(machine, A7, row->extension);
	machine_run(machine);
	ok(machine_ended(machine), "%s: no exit", row->name);
	is_i64((int64_t)machine_get(machine, A0), row->error, "%s: a0", row->name);
	is_u64(machine_get(machine, A1), row->value, "%s: a1", row->name);
	is_u64(machine_get(machine, AXVCPU_RISCV64_INSTRET), 1, "%s: retires", row->name);
}

/* An implementation id that no other has: the table of the standard ends far below. */
static void identity(struct machine *machine)
{
	LOAD_PROGRAM(machine, ECALL, END);
	machine_set(machine, A7, 0x10);
	machine_set(machine, A6, 1);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 0, "the implementation says who it is");
	ok(machine_get(machine, A1) > 0xffff, "and takes no number of another");
}

static void pending_software(struct machine *machine)
{
	LOAD_PROGRAM(machine, ECALL, END);
	machine_set(machine, CSR(SIP), 2);
	machine_set(machine, A7, 3);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SIP)), 0, "legacy clear_ipi clears SSIP");
}

/* A remote fence.i makes the caller's own stores its code. */
static void own_code(struct machine *machine)
{
	LOAD_PROGRAM(machine, SW(A3, A2, 12), ECALL, JAL(ZERO, 4), LI(S0, 1), END);
	machine_set(machine, A2, RAM_BASE);
	machine_set(machine, A3, LI(S0, 2));
	machine_set(machine, A7, 0x52464e43);
	machine_set(machine, A0, 1);
	machine_run(machine);
	machine_set(machine, A3, LI(S0, 3));
	machine_set(machine, A0, 0);
	machine_set(machine, A1, UINT64_MAX);
	machine_set(machine, AXVCPU_RISCV64_PC, RAM_BASE);
	machine_run(machine);
	is_u64(machine_get(machine, S0), 3, "a fence of all harts includes the caller");
}

/* The user has no SBI. */
static void from_user(struct machine *machine)
{
	LOAD_PROGRAM(machine, ECALL);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, AXVCPU_RISCV64_MODE, 0);
	machine_set(machine, A7, 0x10);
	machine_run(machine);
	is_guest_trap(machine, 8, 0, RAM_BASE, "a call of the user");
}

/* Those that are the caller's come out with the pc at the call. */
static void exits(struct machine *machine)
{
	LOAD_PROGRAM(machine, NOP, ECALL, END);
	machine_set(machine, A0, 0x41);
	machine_set(machine, A6, 2);
	machine_set(machine, A7, 0x4442434e);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_HYPERCALL, "the console is the caller's");
	is_u64(machine->exit->pc, RAM_BASE + 4, "at the call");
	is_u64(machine->exit->hypercall.nr, UINT64_C(0x4442434e00000002), "by its number");
	is_u64(machine->exit->hypercall.args[0], 0x41, "with its argument");
	machine_set(machine, A0, 0);
	machine_run(machine);
	ok(machine_ended(machine), "and the guest goes on");
}

/* A fence that names a hart which the space has not is the caller's to answer (3.2). */
static void fence_of_others(struct machine *machine, uint64_t mask, uint64_t base,
			    const char *which)
{
	LOAD_PROGRAM(machine, ECALL, END);
	machine_set(machine, A0, mask);
	machine_set(machine, A1, base);
	machine_set(machine, A6, 2);
	machine_set(machine, A7, 0x52464e43);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_HYPERCALL, "%s: the caller's", which);
	is_u64(machine->exit->answer, 0, "%s: not answered", which);
	is_u64(machine->exit->pc, RAM_BASE, "%s: at the call", which);
	is_u64(machine->exit->hypercall.nr, UINT64_C(0x52464e4300000002), "%s: its number", which);
	is_u64(machine->exit->hypercall.args[0], mask, "%s: the mask", which);
	is_u64(machine->exit->hypercall.args[1], base, "%s: the base", which);
	machine_set(machine, A0, (uint64_t)-3);
	machine_run(machine);
	ok(machine_ended(machine), "%s: the guest goes on", which);
	is_i64((int64_t)machine_get(machine, A0), -3, "%s: with the answer", which);
}

int main(void)
{
	struct machine machine;
	unsigned i;

	machine_make(&machine);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		call(&machine, &rows[i]);
	identity(&machine);
	pending_software(&machine);
	own_code(&machine);
	from_user(&machine);
	exits(&machine);
	fence_of_others(&machine, 2, 0, "a second hart");
	fence_of_others(&machine, UINT64_C(1) << 63 | 1, 0, "a hart far away, and oneself");
	fence_of_others(&machine, 0, 1, "a base that is nobody");
	fence_of_others(&machine, 4, UINT64_MAX - 1, "harts past the last number");
	machine_end(&machine);
	return done_testing();
}
