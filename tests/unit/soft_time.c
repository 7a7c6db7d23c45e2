/* SPDX-License-Identifier: MIT */
/* What the caller makes of the guest's time, and of what it has injected (18.2.3, 18.2.7). */
#include "soft_machine.h"

#define FAR   (UINT64_C(1) << 62)
#define TIMER 0x20u

static uint64_t deadline_of(struct machine *machine, uint64_t timecmp)
{
	machine_set(machine, CSR(SIE), TIMER);
	machine_set(machine, AXVCPU_RISCV64_STIMECMP, timecmp);
	return axvcpu_deadline(machine->vcpu);
}

/* The guest's clock goes on from what was written, at the host's speed. */
static void written(struct machine *machine, uint64_t time)
{
	uint64_t delta, got;

	LOAD_PROGRAM(machine, CSRR(A0, TIME), END);
	machine_set(machine, AXVCPU_RISCV64_TIME, time);
	delta = machine_get(machine, AXVCPU_RISCV64_HTIMEDELTA);
	machine_run(machine);
	got = machine_get(machine, A0);
	ok(got - time < 36000000000, "%#llx: the guest reads it, or a little more",
	   (unsigned long long)time);
	machine_set(machine, AXVCPU_RISCV64_HTIMEDELTA, delta);
	ok(machine_get(machine, AXVCPU_RISCV64_TIME) >= got, "the same difference, the same time");
}

/* A timer is due when the guest's own clock is there. */
static void timers(struct machine *machine, uint64_t time, const char *what)
{
	uint64_t now = axvcpu_now(), due;

	LOAD_PROGRAM(machine, END);
	machine_set(machine, AXVCPU_RISCV64_TIME, time);
	due = deadline_of(machine, time + UINT64_C(1000000000));
	ok(due > now + UINT64_C(99000000000), "%s: a timer in 100 s is not due before", what);
	ok(due - now < UINT64_C(3700000000000), "%s: nor long after", what);
	is_u64(machine_get(machine, CSR(SIP)), 0, "%s: it is not pending", what);
	ok(deadline_of(machine, time) <= axvcpu_now(), "%s: one of now is due", what);
	is_u64(machine_get(machine, CSR(SIP)), TIMER, "%s: and pending", what);
	is_u64(deadline_of(machine, UINT64_MAX), UINT64_MAX, "%s: the last one is never", what);
}

/* Moving the clock moves the timer. */
static void moved(struct machine *machine)
{
	LOAD_PROGRAM(machine, END);
	machine_set(machine, AXVCPU_RISCV64_TIME, FAR);
	(void)deadline_of(machine, FAR / 2 * 3);
	is_u64(machine_get(machine, CSR(SIP)), 0, "a timer far ahead");
	machine_set(machine, AXVCPU_RISCV64_TIME, FAR / 2 * 3);
	is_u64(machine_get(machine, CSR(SIP)), TIMER, "is due once the clock is there");
	machine_set(machine, AXVCPU_RISCV64_TIME, FAR);
	is_u64(machine_get(machine, CSR(SIP)), 0, "and not when it was put back");
}

/* hvip has what was injected, without lines and timer. */
static void injected(struct machine *machine)
{
	LOAD_PROGRAM(machine, END);
	must(axvcpu_inject_interrupt(machine->vcpu, AXVCPU_RISCV64_INTERRUPT_SOFTWARE));
	must(axvcpu_set_interrupt(machine->vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL, true));
	(void)deadline_of(machine, 0);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SIP)), 0x222, "all three are pending");
	is_u64(machine_get(machine, AXVCPU_RISCV64_HVIP), 0x4, "one of them was injected");
	must(axvcpu_set_interrupt(machine->vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL, false));
	machine_set(machine, AXVCPU_RISCV64_HVIP, UINT64_MAX);
	is_u64(machine_get(machine, AXVCPU_RISCV64_HVIP), 0x444, "hvip has three bits");
	machine_set(machine, AXVCPU_RISCV64_HTIMEDELTA, 0);
	is_u64(machine_get(machine, AXVCPU_RISCV64_HVIP), 0x444, "the clock does not touch them");
}

int main(void)
{
	struct machine machine;

	machine_make(&machine);
	written(&machine, 0);
	written(&machine, FAR);
	written(&machine, UINT64_MAX / 2);
	timers(&machine, 0, "a clock behind the host's");
	timers(&machine, FAR, "a clock ahead");
	moved(&machine);
	injected(&machine);
	machine_end(&machine);
	return done_testing();
}
