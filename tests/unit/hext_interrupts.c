/* SPDX-License-Identifier: MIT */
/*
 * Interrupts of a guest (18.2.3): lines that are raised stay pending, edges are taken
 * once, whatever the guest does before it takes them.
 */
#include <axvcpu/axvcpu.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

#define SOFTWARE 1
#define TIMER    5
#define EXTERNAL 9

#define VECTOR (MACHINE_BASE + 0x400)
#define SV39   UINT64_C(0x8000000000080000)

/* What the guest saw at its last entry. */
static struct seen {
	uint64_t pc, cause, value, hvip, stvec, hedeleg;
	unsigned taken;
} seen;

static void look(struct model *hart, const struct hext_vcpu *vcpu)
{
	seen.pc = vcpu->registers.pc;
	seen.cause = hart->csr[number_of_vscause];
	seen.value = hart->csr[number_of_vstval];
	seen.hvip = hart->csr[number_of_hvip];
	seen.stvec = hart->csr[number_of_vstvec];
	seen.hedeleg = hart->csr[number_of_hedeleg];
}

static struct model_trap guest_looks(struct model *hart, struct hext_vcpu *vcpu)
{
	look(hart, vcpu);
	return model_sbi_call(vcpu, 0x08000000, 0);
}

/* It takes what is pending, if anything is, and then makes a call from its handler. */
static struct model_trap guest_takes(struct model *hart, struct hext_vcpu *vcpu)
{
	struct model_trap trap;

	look(hart, vcpu);
	if (model_guest_interrupt(vcpu, &trap))
		look(hart, vcpu);
	else if (trap.cause)
		return trap;
	return model_sbi_call(vcpu, 0x08000000, 0);
}

static struct model_trap guest_enables_and_takes(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->guest = guest_takes;
	hart->csr[number_of_vsstatus] |= RV(SSTATUS_SIE);
	return guest_takes(hart, vcpu);
}

static struct model_trap guest_clears_software(struct model *hart, struct hext_vcpu *vcpu)
{
	look(hart, vcpu);
	hart->csr[number_of_hvip] &= ~RV(HVIP_VSSIP);
	return model_sbi_call(vcpu, 0x08000000, 0);
}

/* A guest of that first stage at its entry with interrupts enabled or not, and that vector. */
static void machine_begin(struct machine *machine, uint64_t stvec, uint64_t satp, bool enabled)
{
	model_reset();
	must(model_enable(0));
	machine_make(machine);
	must(axvcpu_set_register(machine->vcpu, RV(STVEC), stvec));
	must(axvcpu_set_register(machine->vcpu, RV(SATP), satp));
	must(axvcpu_set_register(machine->vcpu, RV(SIE), 0x222));
	must(axvcpu_set_register(machine->vcpu, RV(SSTATUS), enabled ? RV(SSTATUS_SIE) : 0));
	seen = (struct seen){ 0 };
}

static void machine_finish(struct machine *machine)
{
	machine_end(machine);
	must(axvcpu_percpu_disable());
}

/* The guest returns from its handler: enabled again. */
static void enable(struct machine *machine)
{
	must(axvcpu_set_register(machine->vcpu, RV(SSTATUS), RV(SSTATUS_SIE)));
	must(axvcpu_set_register(machine->vcpu, RV(PC), MACHINE_BASE));
}

static void check_level(unsigned line)
{
	struct machine machine;

	machine_begin(&machine, VECTOR, 0, false);
	must(axvcpu_set_interrupt(machine.vcpu, line, true));
	for (unsigned i = 0; i < 3; i++) {
		(void)machine_run(&machine, guest_looks);
		is_u64(seen.hvip, UINT64_C(1) << (line + 1), "line %u is raised: hvip", line);
	}
	is_u64(seen.stvec, VECTOR, "line %u: the vector is the guest's", line);
	must(axvcpu_set_interrupt(machine.vcpu, line, false));
	(void)machine_run(&machine, guest_looks);
	is_u64(seen.hvip & ~RV(HVIP_VSSIP), 0, "line %u is low", line);
	machine_finish(&machine);
}

static void check_software(void)
{
	struct machine machine, other;

	machine_begin(&machine, VECTOR, 0, false);
	must(axvcpu_inject_interrupt(machine.vcpu, SOFTWARE));
	(void)machine_run(&machine, guest_looks);
	is_u64(seen.hvip, RV(HVIP_VSSIP), "a software edge is pending");
	is_u64(seen.stvec, VECTOR, "and needs no detour");
	machine_make(&other);
	(void)machine_run(&other, guest_looks);
	is_u64(seen.hvip, 0, "in its own guest alone");
	(void)machine_run(&machine, guest_clears_software);
	is_u64(seen.hvip, RV(HVIP_VSSIP), "until the guest");
	(void)machine_run(&machine, guest_looks);
	is_u64(seen.hvip, 0, "clears it");
	must(axvcpu_set_interrupt(machine.vcpu, SOFTWARE, true));
	(void)machine_run(&machine, guest_clears_software);
	(void)machine_run(&machine, guest_looks);
	is_u64(seen.hvip, RV(HVIP_VSSIP), "a software line that is raised pends again");
	machine_end(&other);
	machine_finish(&machine);
}

/* Taken once: at the vector, then never again. */
static void check_edge(unsigned line, uint64_t stvec, uint64_t satp)
{
	bool vectored = stvec & 1;
	struct machine machine;

	machine_begin(&machine, stvec, satp, true);
	must(axvcpu_inject_interrupt(machine.vcpu, line));
	(void)machine_run(&machine, guest_takes);
	is_u64(seen.pc, VECTOR + (vectored ? 4 * line : 0), "edge %u: its handler runs", line);
	is_u64(seen.cause, RV(SCAUSE_INTERRUPT) | line, "edge %u: its cause", line);
	is_u64(seen.hvip, 0, "edge %u: it is over", line);
	is_u64(seen.stvec, stvec, "edge %u: the vector is the guest's again", line);
	ok(seen.hedeleg >> 12 & 1, "edge %u: as are its fetch faults", line);
	enable(&machine);
	(void)machine_run(&machine, guest_takes);
	is_u64(seen.pc, MACHINE_BASE, "edge %u: it is not taken again", line);
	machine_finish(&machine);
}

static struct model_trap guest_page_faults(struct model *hart, struct hext_vcpu *vcpu)
{
	struct model_trap trap;

	hart->guest = guest_looks;
	return model_guest_trap(vcpu, RV(EXCEPTION_LOAD_PAGE), &trap) ?
		guest_looks(hart, vcpu) : trap;
}

/* It jumps to an address that it has not mapped. */
static struct model_trap guest_fetch_faults(struct model *hart, struct hext_vcpu *vcpu)
{
	struct model_trap trap;

	hart->guest = guest_looks;
	vcpu->registers.pc = 0x5000;
	if (model_guest_trap(vcpu, RV(EXCEPTION_FETCH_PAGE), &trap))
		return guest_looks(hart, vcpu);
	trap.stval = 0x5000;
	return trap;
}

static struct model_trap guest_moves_vector(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->csr[number_of_vstvec] = VECTOR + 0x100;
	return model_sbi_call(vcpu, 0x08000000, 0);
}

/* While an edge waits, the guest is as it would be without. */
static void check_waiting(void)
{
	struct machine machine;

	machine_begin(&machine, VECTOR, SV39, false);
	must(axvcpu_inject_interrupt(machine.vcpu, EXTERNAL));
	(void)machine_run(&machine, guest_takes);
	is_u64(seen.hvip, RV(HVIP_VSEIP), "an edge waits");
	is_u64(machine_get(&machine, RV(STVEC)), VECTOR, "stvec reads as the guest has it");
	is_u64(machine_get(&machine, RV(HVIP)), RV(HVIP_VSEIP), "hvip has it");
	is_u64(machine_get(&machine, RV(SIP)), 1u << EXTERNAL, "as has sip");
	(void)machine_run(&machine, guest_page_faults);
	is_u64(seen.pc, VECTOR, "an exception reaches the guest's vector");
	is_u64(seen.cause, RV(EXCEPTION_LOAD_PAGE), "with its cause");
	is_u64(seen.hvip, RV(HVIP_VSEIP), "and the edge still waits");
	(void)machine_run(&machine, guest_fetch_faults);
	is_u64(seen.pc, VECTOR, "a fetch fault of its own, too");
	is_u64(seen.cause, RV(EXCEPTION_FETCH_PAGE), "with its cause");
	is_u64(seen.value, 0x5000, "and its address");
	(void)machine_run(&machine, guest_moves_vector);
	is_u64(machine_get(&machine, RV(STVEC)), VECTOR + 0x100,
	       "a vector that the guest writes is its own");
	enable(&machine);
	(void)machine_run(&machine, guest_takes);
	is_u64(seen.pc, VECTOR + 0x100, "the edge is taken there");
	is_u64(seen.hvip, 0, "once");
	machine_finish(&machine);
}

static void check_set_vector(void)
{
	struct machine machine;

	machine_begin(&machine, VECTOR, 0, false);
	must(axvcpu_inject_interrupt(machine.vcpu, EXTERNAL));
	(void)machine_run(&machine, guest_looks);
	must(axvcpu_set_register(machine.vcpu, RV(STVEC), VECTOR + 0x200));
	is_u64(machine_get(&machine, RV(STVEC)), VECTOR + 0x200, "a vector that is set meanwhile");
	enable(&machine);
	(void)machine_run(&machine, guest_takes);
	is_u64(seen.pc, VECTOR + 0x200, "is where the edge is taken");
	machine_finish(&machine);
}

static void check_order(void)
{
	struct machine machine;

	machine_begin(&machine, VECTOR, 0, true);
	must(axvcpu_inject_interrupt(machine.vcpu, TIMER));
	must(axvcpu_inject_interrupt(machine.vcpu, EXTERNAL));
	(void)machine_run(&machine, guest_takes);
	is_u64(seen.cause, RV(SCAUSE_INTERRUPT) | EXTERNAL, "of two edges the external one is first");
	is_u64(seen.hvip, RV(HVIP_VSTIP), "the other one waits");
	enable(&machine);
	(void)machine_run(&machine, guest_takes);
	is_u64(seen.cause, RV(SCAUSE_INTERRUPT) | TIMER, "then it is taken");
	is_u64(seen.hvip, 0, "and none is left");
	machine_finish(&machine);
}

/* An edge that waits goes with its guest from turn to turn. */
static void check_turns(void)
{
	struct machine machine, other;

	machine_begin(&machine, VECTOR, 0, false);
	machine_make(&other);
	must(axvcpu_inject_interrupt(machine.vcpu, EXTERNAL));
	(void)machine_run(&machine, guest_takes);
	(void)machine_run(&other, guest_looks);
	is_u64(seen.hvip, 0, "another guest has no edge");
	is_u64(seen.stvec, 0, "and its own vector");
	ok(seen.hedeleg >> 12 & 1, "and its own fetch faults");
	is_u64(machine_get(&machine, RV(STVEC)), VECTOR, "the first one's vector is in memory");
	is_u64(machine_get(&machine, RV(HVIP)), RV(HVIP_VSEIP), "as is its edge");
	(void)machine_run(&machine, guest_enables_and_takes);
	is_u64(seen.pc, VECTOR, "in its turn it takes it");
	is_u64(seen.hvip, 0, "once");
	machine_end(&other);
	machine_finish(&machine);
}

/* The guest takes its interrupt; one of the host's comes before the handler's first fetch. */
static struct model_trap guest_takes_and_leaves(struct model *hart, struct hext_vcpu *vcpu)
{
	struct model_trap trap;

	hart->guest = guest_looks;
	(void)model_guest_interrupt(vcpu, &trap);
	return (struct model_trap){ .cause = RV(SCAUSE_INTERRUPT) | RV(INTERRUPT_EXTERNAL) };
}

static void check_host_between(void)
{
	const struct axvcpu_exit *exit;
	struct machine machine;

	machine_begin(&machine, VECTOR | 1, 0, true);
	must(axvcpu_inject_interrupt(machine.vcpu, EXTERNAL));
	exit = machine_run(&machine, guest_takes_and_leaves);
	is_exit(exit, AXVCPU_EXIT_EXTERNAL_INTERRUPT, "the host's interrupt meets a guest's");
	is_u64(exit->pc, VECTOR + 4 * EXTERNAL, "the exit is at the guest's handler");
	is_u64(machine_get(&machine, RV(PC)), VECTOR + 4 * EXTERNAL, "as is the guest");
	is_u64(machine_get(&machine, RV(HVIP)), 0, "and the edge is over");
	(void)machine_run(&machine, guest_looks);
	is_u64(seen.stvec, VECTOR | 1, "the vector is the guest's again");
	machine_finish(&machine);
}

/* A line stays raised when an edge of it is taken. */
static void check_both(void)
{
	struct machine machine;

	machine_begin(&machine, VECTOR, 0, true);
	must(axvcpu_set_interrupt(machine.vcpu, EXTERNAL, true));
	must(axvcpu_inject_interrupt(machine.vcpu, EXTERNAL));
	(void)machine_run(&machine, guest_takes);
	is_u64(seen.pc, VECTOR, "an edge of a raised line is taken");
	is_u64(seen.hvip, RV(HVIP_VSEIP), "and the line is still raised");
	machine_finish(&machine);
}

int main(void)
{
	check_level(SOFTWARE);
	check_level(TIMER);
	check_level(EXTERNAL);
	check_software();
	check_edge(EXTERNAL, VECTOR, 0);
	check_edge(EXTERNAL, VECTOR, SV39);
	check_edge(TIMER, VECTOR | 1, 0);
	check_edge(TIMER, VECTOR | 1, SV39);
	check_waiting();
	check_set_vector();
	check_order();
	check_turns();
	check_host_between();
	check_both();
	return done_testing();
}
