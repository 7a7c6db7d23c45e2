/* SPDX-License-Identifier: MIT */
/*
 * The guest's timer: its own with Sstc (16.2), else the host's in its place. The
 * counter is at 10 MHz; the guest's time is htimedelta ahead of it.
 */
#include <axvcpu/axvcpu.h>
#include <axvcpu/sbi.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

#define NOW   UINT64_C(1000000)
#define DELTA UINT64_C(5000)
#define TICK  100
#define WFI   0x10500073u

#define VECTOR (MACHINE_BASE + 0x400)

static uint64_t seen_hvip, seen_timecmp, set_to;

static void begin(struct machine *machine, bool has_sstc)
{
	struct model *hart = model_reset();

	hart->has_sstc = has_sstc;
	hart->csr[number_of_time] = NOW;
	must(model_enable(0));
	machine_make(machine);
	must(axvcpu_set_register(machine->vcpu, RV(STVEC), VECTOR));
	must(axvcpu_set_register(machine->vcpu, RV(HTIMEDELTA), DELTA));
	must(axvcpu_set_register(machine->vcpu, RV(SIE), 0x20));
}

static void finish(struct machine *machine)
{
	machine_end(machine);
	must(axvcpu_percpu_disable());
}

static struct model_trap guest_looks(struct model *hart, struct hext_vcpu *vcpu)
{
	seen_hvip = hart->csr[number_of_hvip];
	seen_timecmp = hart->csr[number_of_vstimecmp];
	return model_sbi_call(vcpu, 0x08000000, 0);
}

static struct model_trap guest_sets_timer(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->guest = guest_looks;
	vcpu->registers.x[10] = set_to;
	return model_sbi_call(vcpu, AXVCPU_SBI_EXTENSION_TIME, 0);
}

static struct model_trap guest_waits(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)hart;
	(void)vcpu;
	return (struct model_trap){ .cause = RV(EXCEPTION_VIRTUAL_INSTRUCTION), .stval = WFI };
}

static struct model_trap guest_meets_timer(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)vcpu;
	hart->guest = guest_looks;
	return (struct model_trap){ .cause = RV(SCAUSE_INTERRUPT) | RV(INTERRUPT_TIMER) };
}

static void set_timer(struct machine *machine, uint64_t value)
{
	set_to = value;
	(void)machine_run(machine, guest_sets_timer);
}

static void check_sstc(void)
{
	struct machine machine;

	begin(&machine, true);
	set_timer(&machine, NOW + DELTA + 10);
	is_u64(seen_timecmp, NOW + DELTA + 10, "set_timer writes vstimecmp");
	is_u64(model_hart()->host_timer, UINT64_MAX, "and needs no timer of the host");
	is_u64(seen_hvip, 0, "the hart says when it is due");
	is_u64(machine_get(&machine, RV(TIME)), NOW + DELTA, "the guest's time");
	(void)machine_run(&machine, guest_waits);
	is_u64(axvcpu_deadline(machine.vcpu), (NOW + 10) * TICK, "it is waited for");
	must(axvcpu_set_register(machine.vcpu, RV(SIE), 0));
	is_u64(axvcpu_deadline(machine.vcpu), UINT64_MAX, "not where it is masked");
	must(axvcpu_set_register(machine.vcpu, RV(SIE), 0x20));
	must(axvcpu_set_register(machine.vcpu, RV(STIMECMP), NOW + DELTA + 20));
	is_u64(axvcpu_deadline(machine.vcpu), (NOW + 20) * TICK, "one that is set by its register");
	ok(!(machine_get(&machine, RV(SIP)) & 0x20), "it does not pend yet");
	model_hart()->csr[number_of_time] = NOW + 20;
	ok(machine_get(&machine, RV(SIP)) & 0x20, "it pends when the time has come");
	must(axvcpu_set_register(machine.vcpu, RV(STIMECMP), UINT64_MAX));
	is_u64(axvcpu_deadline(machine.vcpu), UINT64_MAX, "never");
	finish(&machine);
}

/* An edge of the timer that waits ends with the next set_timer (SBI 2.0, 6.1). */
static void check_edge(bool has_sstc)
{
	struct machine machine;

	begin(&machine, has_sstc);
	must(axvcpu_inject_interrupt(machine.vcpu, RV(INTERRUPT_TIMER)));
	(void)machine_run(&machine, guest_looks);
	is_u64(seen_hvip, RV(HVIP_VSTIP), "%s Sstc: an edge waits", has_sstc ? "with" : "without");
	set_timer(&machine, NOW + DELTA + 1000);
	is_u64(seen_hvip, 0, "until set_timer");
	finish(&machine);
}

static void check_host_timer(void)
{
	struct machine machine, other;

	begin(&machine, false);
	set_timer(&machine, NOW + DELTA + 10);
	is_u64(model_hart()->host_timer, (NOW + 10) * TICK, "without Sstc: the host's timer is set");
	is_u64(seen_hvip, 0, "the guest's does not pend");
	is_u64(machine_get(&machine, RV(STIMECMP)), NOW + DELTA + 10, "stimecmp reads as it was set");
	model_hart()->csr[number_of_time] = NOW + 10;
	(void)machine_run(&machine, guest_meets_timer);
	is_u64(seen_hvip, RV(HVIP_VSTIP), "it pends when the time has come");
	(void)machine_run(&machine, guest_looks);
	is_u64(seen_hvip, RV(HVIP_VSTIP), "and goes on pending");
	set_timer(&machine, NOW + DELTA + 500);
	is_u64(seen_hvip, 0, "until it is set anew");
	is_u64(model_hart()->host_timer, (NOW + 500) * TICK, "with the host's");
	machine_make(&other);
	(void)machine_run(&other, guest_looks);
	is_u64(model_hart()->host_timer, UINT64_MAX, "another guest is not interrupted for it");
	(void)machine_run(&machine, guest_looks);
	is_u64(model_hart()->host_timer, (NOW + 500) * TICK, "in its turn it is set again");
	(void)machine_run(&machine, guest_waits);
	is_u64(axvcpu_deadline(machine.vcpu), (NOW + 500) * TICK, "and waited for");
	machine_end(&other);
	finish(&machine);
}

int main(void)
{
	check_sstc();
	check_edge(true);
	check_edge(false);
	check_host_timer();
	return done_testing();
}
