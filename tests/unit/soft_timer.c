/* SPDX-License-Identifier: MIT */
/* The guest's timer: time, stimecmp and STIP (Sstc 2), and the SBI's set_timer. */
#include "soft_machine.h"

#define TIMER    UINT64_C(0x20)
#define SIE_BIT  UINT64_C(2)
#define INTERRUPT(n) (UINT64_C(1) << 63 | (n))

/* STIP says whether stimecmp is reached: no write of sip changes it, one of stimecmp does. */
static void pending(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRR(S0, SIP), CSRW(STIMECMP, ZERO), CSRR(S1, SIP), CSRW(SIP, ZERO),
		     CSRR(S2, SIP), CSRW(STIMECMP, A1), CSRRS(S3, SIP, A2), CSRR(S4, SIP),
		     CSRR(A0, STIMECMP), END);
	machine_set(machine, A1, UINT64_MAX);
	machine_set(machine, A2, TIMER);
	machine_run(machine);
	ok(machine_ended(machine), "the supervisor has stimecmp");
	is_u64(machine_get(machine, S0), 0, "STIP of a new hart");
	is_u64(machine_get(machine, S1), TIMER, "stimecmp in the past sets it");
	is_u64(machine_get(machine, S2), TIMER, "a write of sip does not clear it");
	is_u64(machine_get(machine, S3), 0, "stimecmp in the future does");
	is_u64(machine_get(machine, S4), 0, "a write of sip does not set it");
	is_u64(machine_get(machine, A0), UINT64_MAX, "stimecmp reads as written");
}

/* Whoever has read a time that is not before stimecmp finds STIP set. */
static void reached(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRR(T0, TIME), ADDI(T0, T0, 200), CSRW(STIMECMP, T0),
		     CSRR(T1, TIME), BLTU(T1, T0, -4), CSRR(S0, SIP), END);
	machine_run(machine);
	ok(machine_ended(machine), "time reaches stimecmp");
	is_u64(machine_get(machine, S0), TIMER, "and STIP is set by then");
}

/* So is wfi over at once, also where nobody has looked at the clock since. */
static void reached_before_wfi(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRR(T0, TIME), ADDI(T0, T0, 20), CSRW(STIMECMP, T0),
		     CSRR(T1, TIME), BLTU(T1, T0, -4), WFI, END);
	machine_set(machine, CSR(SIE), TIMER);
	machine_run(machine);
	ok(machine_ended(machine), "wfi does not wait for a time that has come");
}

/* One comparator: the call of the SBI writes it, too. */
static void same_comparator(struct machine *machine)
{
	LOAD_PROGRAM(machine, ECALL, CSRR(S0, STIMECMP), END);
	machine_set(machine, A0, UINT64_C(0x123456789abcdef0));
	machine_set(machine, A7, 0x54494d45);
	machine_run(machine);
	is_u64(machine_get(machine, S0), UINT64_C(0x123456789abcdef0), "set_timer writes stimecmp");
}

/* stimecmp ends a wait, by the deadline that the caller is told. */
static void waited(struct machine *machine)
{
	uint64_t now;

	LOAD_PROGRAM(machine, CSRR(T0, TIME), ADD(T0, T0, A0), CSRW(STIMECMP, T0), WFI,
		     CSRR(S0, SIP), END);
	machine_set(machine, CSR(SIE), TIMER);
	machine_set(machine, A0, 20000);
	machine_run(machine);
	now = axvcpu_now();
	ok(machine->exit->reason == AXVCPU_EXIT_HALT, "wfi before stimecmp halts");
	ok(axvcpu_deadline(machine->vcpu) < now + 2000000, "until 2 ms have passed at most");
	while (axvcpu_now() < axvcpu_deadline(machine->vcpu))
		;
	machine_run(machine);
	ok(machine_ended(machine), "and goes on");
	is_u64(machine_get(machine, S0), TIMER, "with STIP set, though sstatus masks it");
}

/* For a program that calls set_timer; a0: when, as it takes that. */
static void prepare(struct machine *machine, uint64_t when)
{
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, CSR(SIE), TIMER);
	machine_set(machine, CSR(SSTATUS), SIE_BIT);
	machine_set(machine, A0, when);
	machine_set(machine, A7, 0x54494d45);
}

/* a0: when, relative to time; the call returns to a loop that the timer interrupts. */
static void set_timer(struct machine *machine)
{
	uint64_t now;

	LOAD_PROGRAM(machine, CSRR(T0, TIME), ADD(A0, A0, T0), ECALL, WFI, JAL(ZERO, -4));
	PUT_PROGRAM(machine, HANDLER, CSRR(S1, TIME), CSRR(S0, SIP), LI(A0, -1), ECALL,
		    CSRR(S2, SIP), END);
	prepare(machine, 20000);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_HALT, "set_timer is answered inside; wfi halts");
	is_u64(machine_get(machine, A0), 0, "set_timer succeeds");
	now = axvcpu_now();
	ok(axvcpu_deadline(machine->vcpu) < now + 2000000, "the deadline is 2 ms ahead at most");
	ok(axvcpu_deadline(machine->vcpu) > now - 1000000000, "and not far behind");
	while (axvcpu_now() < axvcpu_deadline(machine->vcpu))
		;
	machine_run(machine);
	ok(machine_ended(machine), "the timer interrupts");
	is_u64(machine_get(machine, CSR(SCAUSE)), INTERRUPT(5), "by its number");
	ok(machine_get(machine, S1) >= machine_get(machine, T0) + 20000, "not before its time");
	is_u64(machine_get(machine, S0), TIMER, "STIP is set");
	is_u64(machine_get(machine, S2), 0, "and set_timer clears it");
	is_u64(axvcpu_deadline(machine->vcpu), UINT64_MAX,
	       "a timer that is never due is no deadline");
}

/* SBI 2.0, 6.1 and 5.1: a pending timer interrupt ends, also one that the caller has injected. */
static void injected_timer(struct machine *machine, uint64_t extension, const char *name)
{
	LOAD_PROGRAM(machine, CSRR(S0, SIP), ECALL, CSRR(S1, SIP), END);
	machine_set(machine, A0, UINT64_MAX);
	machine_set(machine, A7, extension);
	must(axvcpu_inject_interrupt(machine->vcpu, AXVCPU_RISCV64_INTERRUPT_TIMER));
	machine_run(machine);
	is_u64(machine_get(machine, S0), TIMER, "an injected timer interrupt is pending");
	is_u64(machine_get(machine, S1), 0, "until %s", name);
}

static void past_timer(struct machine *machine)
{
	LOAD_PROGRAM(machine, ECALL, LOOP_FOR_EVER);
	PUT_PROGRAM(machine, HANDLER, END);
	prepare(machine, 0);
	machine_run(machine);
	ok(machine_ended(machine), "a timer of the past interrupts at once");
	is_u64(machine_get(machine, CSR(SEPC)), RAM_BASE + 4, "behind the call");
}

/* A timer that the guest has masked does not wake it. */
static void masked_timer(struct machine *machine)
{
	LOAD_PROGRAM(machine, WFI);
	machine_set(machine, AXVCPU_RISCV64_STIMECMP, 1);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_HALT,
	   "a timer that is due but masked wakes nobody");
	is_u64(axvcpu_deadline(machine->vcpu), UINT64_MAX, "and no deadline");
}

/* The loop looks at the clock by itself. */
static void busy_timer(struct machine *machine)
{
	LOAD_PROGRAM(machine, CSRR(T0, TIME), ADD(A0, A0, T0), ECALL, LOOP_FOR_EVER);
	PUT_PROGRAM(machine, HANDLER, END);
	prepare(machine, 5000);
	machine_run(machine);
	ok(machine_ended(machine), "a timer interrupts a loop");
	is_u64(machine_get(machine, CSR(SCAUSE)), INTERRUPT(5), "by its number");
}

int main(void)
{
	struct machine machine;

	machine_make(&machine);
	pending(&machine);
	reached(&machine);
	reached_before_wfi(&machine);
	same_comparator(&machine);
	waited(&machine);
	set_timer(&machine);
	injected_timer(&machine, 0x54494d45, "set_timer");
	injected_timer(&machine, 0, "the legacy set_timer");
	past_timer(&machine);
	masked_timer(&machine);
	busy_timer(&machine);
	machine_end(&machine);
	return done_testing();
}
