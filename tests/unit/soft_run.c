/* SPDX-License-Identifier: MIT */
/* When run comes back and goes on: budgets, kicks, waiting. */
#include "soft_machine.h"

#define SOFTWARE UINT64_C(2)
#define TIMER    UINT64_C(0x20)
#define EXTERNAL UINT64_C(0x200)
#define SIE_BIT  UINT64_C(2)
#define INTERRUPT(n) (UINT64_C(1) << 63 | (n))

static void is_nothing(const struct machine *machine, enum axvcpu_nothing cause, const char *what)
{
	is_str(axvcpu_exit_name(machine->exit->reason), "nothing", "%s: nothing", what);
	is_str(axvcpu_nothing_name(machine->exit->nothing.cause), axvcpu_nothing_name(cause),
	       "%s: cause", what);
}

/* Budgets from 0 to 40 of a loop of three instructions end exactly there. */
static void budgets(struct machine *machine)
{
	uint64_t budget;

	for (budget = 0; budget < 40; budget++) {
		LOAD_PROGRAM(machine, ADDI(A0, A0, 1), NOP, JAL(ZERO, -8));
		must(axvcpu_set_budget(machine->vcpu, budget));
		machine_run(machine);
		is_nothing(machine, AXVCPU_NOTHING_BUDGET, "a budget");
		is_u64(machine_get(machine, AXVCPU_RISCV64_INSTRET), budget, "it is all used");
		is_u64(machine_get(machine, A0), (budget + 2) / 3, "by this many rounds");
		is_u64(machine_get(machine, AXVCPU_RISCV64_PC), RAM_BASE + budget % 3 * 4,
		       "up to here");
	}
}

/* More than one slice; what is left of it after an exit is not lost. */
static void long_budget(struct machine *machine)
{
	LOAD_PROGRAM(machine, JAL(ZERO, 0));
	must(axvcpu_set_budget(machine->vcpu, 100003));
	machine_run(machine);
	is_nothing(machine, AXVCPU_NOTHING_BUDGET, "a long budget");
	is_u64(machine_get(machine, AXVCPU_RISCV64_INSTRET), 100003, "is used exactly");
	machine_run(machine);
	is_u64(machine_get(machine, AXVCPU_RISCV64_INSTRET), 100003, "and stays used");
	LOAD_PROGRAM(machine, NOP, SD(ZERO, ZERO, 0), NOP, JAL(ZERO, 0));
	must(axvcpu_set_budget(machine->vcpu, 5));
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_WRITE,
	   "an exit comes before the budget's end");
	machine_run(machine);
	is_nothing(machine, AXVCPU_NOTHING_BUDGET, "the rest of the budget");
	is_u64(machine_get(machine, AXVCPU_RISCV64_INSTRET), 5,
	       "counts the store that was answered");
}

/* A guest whose every instruction faults still comes to an end. */
static void faulting(struct machine *machine)
{
	LOAD_PROGRAM(machine, 0);
	machine_set(machine, CSR(STVEC), RAM_BASE);
	must(axvcpu_set_budget(machine->vcpu, 1000));
	machine_run(machine);
	is_nothing(machine, AXVCPU_NOTHING_BUDGET, "a guest that faults for ever");
	is_u64(machine_get(machine, AXVCPU_RISCV64_INSTRET), 0, "and retires nothing");
	/* Sv39 with an empty table: the vector itself cannot be fetched. */
	machine_set(machine, CSR(SATP), UINT64_C(8) << 60 | (RAM_BASE + 0x10000) >> 12);
	must(axvcpu_set_budget(machine->vcpu, 1000));
	machine_run(machine);
	is_nothing(machine, AXVCPU_NOTHING_BUDGET, "a guest that cannot fetch its vector");
	is_u64(machine_get(machine, CSR(SCAUSE)), 12, "takes page faults");
}

static void kicks(struct machine *machine)
{
	LOAD_PROGRAM(machine, LOOP_FOR_EVER);
	must(axvcpu_kick(machine->vcpu));
	machine_run(machine);
	is_nothing(machine, AXVCPU_NOTHING_KICKED, "a kick before run");
	is_u64(machine->exit->pc, machine_get(machine, AXVCPU_RISCV64_PC), "says where the guest is");
	LOAD_PROGRAM(machine, SD(ZERO, ZERO, 0), LOOP_FOR_EVER);
	machine_run(machine);
	must(axvcpu_kick(machine->vcpu));
	machine_run(machine);
	is_nothing(machine, AXVCPU_NOTHING_KICKED, "a kick with a store to retire");
	must(axvcpu_set_budget(machine->vcpu, 2));
	machine_run(machine);
	is_u64(machine_get(machine, AXVCPU_RISCV64_PC), RAM_BASE + 4,
	       "the store is not executed twice");
}

static void waiting(struct machine *machine)
{
	LOAD_PROGRAM(machine, WFI, NOP, END);
	machine_set(machine, CSR(SIE), EXTERNAL);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_HALT, "wfi with nothing pending halts");
	is_u64(machine->exit->pc, RAM_BASE, "at the wfi");
	machine_run(machine);
	ok(machine_ended(machine), "and goes on behind it");

	LOAD_PROGRAM(machine, WFI, END);
	machine_set(machine, CSR(SIE), EXTERNAL);
	must(axvcpu_set_interrupt(machine->vcpu, 9, true));
	machine_run(machine);
	ok(machine_ended(machine),
	   "wfi with an interrupt pending is over, though sstatus masks it");

	LOAD_PROGRAM(machine, WFI, END);
	must(axvcpu_set_interrupt(machine->vcpu, 9, true));
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_HALT, "wfi waits for what sie enables alone");
}

int main(void)
{
	struct machine machine;

	machine_make(&machine);
	budgets(&machine);
	long_budget(&machine);
	faulting(&machine);
	kicks(&machine);
	waiting(&machine);
	machine_end(&machine);
	return done_testing();
}
