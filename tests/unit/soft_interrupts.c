/* SPDX-License-Identifier: MIT */
/* Interrupts: edges, levels, masks, priorities, vectors; when they are taken (10.1.1 to 10.1.3). */
#include "soft_machine.h"

#define SOFTWARE UINT64_C(2)
#define TIMER    UINT64_C(0x20)
#define EXTERNAL UINT64_C(0x200)
#define SIE_BIT  UINT64_C(2)
#define INTERRUPT(n) (UINT64_C(1) << 63 | (n))

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
	ok(machine->exit->reason == AXVCPU_EXIT_NOTHING &&
	   machine->exit->nothing.cause == AXVCPU_NOTHING_BUDGET, "%s", what);
}

static void edges(struct machine *machine)
{
	prepare(machine, SOFTWARE | TIMER | EXTERNAL, SIE_BIT);
	must(axvcpu_inject_interrupt(machine->vcpu, 1));
	is_interrupted(machine, 1, "an edge of the software interrupt");
	is_u64(machine_get(machine, CSR(SIP)), SOFTWARE, "it stays pending");

	prepare(machine, EXTERNAL, SIE_BIT);
	must(axvcpu_inject_interrupt(machine->vcpu, 9));
	is_interrupted(machine, 9, "an edge of the external interrupt");
	is_u64(machine_get(machine, CSR(SIP)), 0, "it is gone when it is taken");
}

static void levels(struct machine *machine)
{
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
}

static void masks(struct machine *machine)
{
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

/* Interrupts, and they alone, go to the base plus four times their number (10.1.2). */
static void vectored(struct machine *machine)
{
	static const unsigned numbers[] = {1, 5, 9};
	unsigned i;

	for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		prepare(machine, SOFTWARE | TIMER | EXTERNAL, SIE_BIT);
		machine_set(machine, CSR(STVEC), HANDLER | 1);
		PUT_PROGRAM(machine, HANDLER + 4 * numbers[i], END);
		must(axvcpu_inject_interrupt(machine->vcpu, numbers[i]));
		machine_run(machine);
		is_u64(machine->exit->pc, HANDLER + 4 * numbers[i], "interrupt %u, vectored",
		       numbers[i]);
	}
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

/* A line that stays up interrupts again after every return, until the guest masks it. */
static void level_again(struct machine *machine)
{
	LOAD_PROGRAM(machine, LI(T1, 3), BNE(S0, T1, 0), CSRR(S1, SIP), END);
	PUT_PROGRAM(machine, HANDLER, ADDI(S0, S0, 1), BNE(S0, T1, 8), CSRRC(ZERO, SIE, A1), SRET);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, CSR(SIE), EXTERNAL);
	machine_set(machine, CSR(SSTATUS), SIE_BIT);
	machine_set(machine, T1, 3);
	machine_set(machine, A1, EXTERNAL);
	must(axvcpu_set_interrupt(machine->vcpu, 9, true));
	must(axvcpu_set_budget(machine->vcpu, 10000));
	machine_run(machine);
	ok(machine_ended(machine), "a line that stays up");
	is_u64(machine_get(machine, S0), 3, "interrupts as often as it is not masked");
	is_u64(machine_get(machine, S1), EXTERNAL, "and pends after that");
	must(axvcpu_set_interrupt(machine->vcpu, 9, false));
}

/* What is enabled is taken before the next instruction, even one that would trap by itself. */
static void before_exception(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRRSI(ZERO, SSTATUS, 2), 0);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, CSR(SIE), SOFTWARE);
	machine_set(machine, CSR(SIP), SOFTWARE);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SCAUSE)), INTERRUPT(1), "an interrupt before an exception");
	is_u64(machine_get(machine, CSR(SEPC)), RAM_BASE + 4, "whose instruction comes after it");

	LOAD_PROGRAM(machine, SRET);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, CSR(SIE), SOFTWARE);
	machine_set(machine, CSR(SIP), SOFTWARE);
	machine_set(machine, CSR(SEPC), DATA);
	machine_set(machine, CSR(SSTATUS), 0x120);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SEPC)), DATA, "after sret, before what it returns to");
}

/* A handler that enables interrupts again is interrupted; both return to where they came from. */
static void nested(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRRSI(ZERO, SSTATUS, 2), NOP, END);
	PUT_PROGRAM(machine, HANDLER, CSRR(T0, SCAUSE), CSRR(T1, SEPC), BNE(S0, ZERO, 44),
		    LI(S0, 1), ADD(S1, T0, ZERO), ADD(S4, T1, ZERO), CSRRCI(ZERO, SIP, 2),
		    CSRRS(ZERO, SIE, A1), CSRRSI(ZERO, SSTATUS, 2), CSRRCI(ZERO, SSTATUS, 2),
		    CSRW(SEPC, S4), CSRRS(ZERO, SSTATUS, A2), SRET,
		    ADD(S2, T0, ZERO), ADD(S3, T1, ZERO), SRET);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, CSR(SIE), SOFTWARE);
	machine_set(machine, CSR(SIP), SOFTWARE | EXTERNAL);
	machine_set(machine, A1, EXTERNAL);
	machine_set(machine, A2, 0x120);
	machine_run(machine);
	is_u64(machine_get(machine, S1), INTERRUPT(1), "the first interrupt");
	is_u64(machine_get(machine, S2), INTERRUPT(9), "the one inside its handler");
	is_u64(machine_get(machine, S3), HANDLER + 36, "right where that enables interrupts");
	is_u64(machine_get(machine, S4), RAM_BASE + 4, "the first one's return address");
	ok(machine_ended(machine), "both return");
	is_u64(machine_get(machine, CSR(SSTATUS)) & 0x122, 0x22, "with interrupts enabled");
}

int main(void)
{
	struct machine machine;

	machine_make(&machine);
	edges(&machine);
	levels(&machine);
	masks(&machine);
	priorities(&machine);
	vectored(&machine);
	own_interrupt(&machine);
	level_again(&machine);
	before_exception(&machine);
	nested(&machine);
	machine_end(&machine);
	return done_testing();
}
