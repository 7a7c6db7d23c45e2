/* SPDX-License-Identifier: MIT */
/* When run comes back and goes on: budgets, kicks, interrupts, waiting. */
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

/* The guest waits at RAM_BASE in a loop; its handler ends the program. */
static void prepare(struct machine *machine, uint64_t enabled, uint64_t sstatus)
{
	LOAD_PROGRAM(machine, LOOP_FOR_EVER);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, CSR(SIE), enabled);
	machine_set(machine, CSR(SSTATUS), sstatus);
	must(axvcpu_set_budget(machine->vcpu, 10000));
}

static void is_interrupted(struct machine *machine, uint64_t number, const char *what)
{
	machine_run(machine);
	ok(machine_ended(machine), "%s: interrupts", what);
	is_u64(machine_get(machine, CSR(SCAUSE)), INTERRUPT(number), "%s: scause", what);
	is_u64(machine_get(machine, CSR(SSTATUS)) & 0x22, 0x20, "%s: SIE moved to SPIE", what);
}

static void is_not_interrupted(struct machine *machine, const char *what)
{
	machine_run(machine);
	is_nothing(machine, AXVCPU_NOTHING_BUDGET, what);
}

static void interrupts(struct machine *machine)
{
	prepare(machine, SOFTWARE | TIMER | EXTERNAL, SIE_BIT);
	must(axvcpu_inject_interrupt(machine->vcpu, 1));
	is_interrupted(machine, 1, "an edge of the software interrupt");
	is_u64(machine_get(machine, CSR(SIP)), SOFTWARE, "it stays pending");

	prepare(machine, EXTERNAL, SIE_BIT);
	must(axvcpu_inject_interrupt(machine->vcpu, 9));
	is_interrupted(machine, 9, "an edge of the external interrupt");
	is_u64(machine_get(machine, CSR(SIP)), 0, "it is gone when it is taken");

	prepare(machine, EXTERNAL, SIE_BIT);
	must(axvcpu_set_interrupt(machine->vcpu, 9, true));
	is_interrupted(machine, 9, "the external line");
	is_u64(machine_get(machine, CSR(SIP)), EXTERNAL, "it stays pending");
	must(axvcpu_set_interrupt(machine->vcpu, 9, false));
	must(axvcpu_kick(machine->vcpu));
	must(axvcpu_retry(machine->vcpu));
	machine_run(machine);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SIP)), 0, "until the line falls");

	LOAD_PROGRAM(machine, CSRRS(A0, SIP, A1), END);
	machine_set(machine, A1, TIMER);
	must(axvcpu_set_interrupt(machine->vcpu, 1, true));
	machine_run(machine);
	is_u64(machine_get(machine, A0), SOFTWARE, "the software line shows in sip");
	must(axvcpu_set_interrupt(machine->vcpu, 1, false));
	machine_set(machine, AXVCPU_RISCV64_PC, RAM_BASE);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 0, "and a write of another bit does not make it stay");

	prepare(machine, SOFTWARE | TIMER, SIE_BIT);
	must(axvcpu_set_interrupt(machine->vcpu, 9, true));
	is_not_interrupted(machine, "an interrupt that sie masks");

	prepare(machine, EXTERNAL, 0);
	must(axvcpu_set_interrupt(machine->vcpu, 9, true));
	is_not_interrupted(machine, "an interrupt that sstatus.SIE masks");

	prepare(machine, EXTERNAL, 0);
	machine_set(machine, AXVCPU_RISCV64_MODE, 0);
	must(axvcpu_set_interrupt(machine->vcpu, 9, true));
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SCAUSE)), INTERRUPT(9), "in user mode SIE does not mask");
}

/* External, then software, then timer (10.1.3); all three are raised at once. */
static void priorities(struct machine *machine)
{
	prepare(machine, SOFTWARE | TIMER | EXTERNAL, SIE_BIT);
	machine_set(machine, CSR(SIP), SOFTWARE | TIMER | EXTERNAL);
	is_interrupted(machine, 9, "three at once");
	prepare(machine, SOFTWARE | TIMER | EXTERNAL, SIE_BIT);
	machine_set(machine, CSR(SIP), SOFTWARE | TIMER);
	is_interrupted(machine, 1, "two at once");
}

static void vectored(struct machine *machine)
{
	prepare(machine, EXTERNAL, SIE_BIT);
	machine_set(machine, CSR(STVEC), HANDLER | 1);
	PUT_PROGRAM(machine, HANDLER + 36, END);
	must(axvcpu_inject_interrupt(machine->vcpu, 9));
	machine_run(machine);
	is_u64(machine->exit->pc, HANDLER + 36, "a vectored interrupt");
}

/* The guest itself sets and clears SSIP, and enables by sret and csr writes. */
static void own_interrupt(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRRSI(ZERO, SIP, 2), CSRRSI(ZERO, SSTATUS, 2), NOP, NOP, END);
	PUT_PROGRAM(machine, HANDLER, CSRRCI(ZERO, SIP, 2), CSRR(A0, SEPC), SRET);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, CSR(SIE), SOFTWARE);
	machine_run(machine);
	ok(machine_ended(machine), "a guest interrupts itself and returns");
	is_u64(machine_get(machine, A0), RAM_BASE + 8, "right behind the write that enables");
	is_u64(machine_get(machine, CSR(SIP)), 0, "once");
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
	interrupts(&machine);
	priorities(&machine);
	vectored(&machine);
	own_interrupt(&machine);
	waiting(&machine);
	machine_end(&machine);
	return done_testing();
}
