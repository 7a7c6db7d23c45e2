/* SPDX-License-Identifier: MIT */
/*
 * The guest's interrupts (18.2.3). hvip holds lines that are raised, and edges
 * until they are taken; bits of hvip are those of sip, one place higher.
 */
#include "hart.h"
#include "hext.h"

/* Of VS-mode, only this one is cleared by the guest itself (10.1.3). */
#define VSSIP AXVCPU_RISCV64_HVIP_VSSIP

void axvcpu_hext_take_lines(struct hext_vcpu *vcpu)
{
	uint64_t edges = axvcpu_take_interrupts(vcpu->vcpu, 0) & SI_ALL;

	if (edges & SI_SOFTWARE)
		csr_set(hvip, VSSIP);
	vcpu->edges |= edges & ~SI_SOFTWARE;
	vcpu->levels = axvcpu_interrupt_levels(vcpu->vcpu, 0) & SI_ALL;
	vcpu->attention = true;
}

/* Without Sstc the timer's line follows the time; an armed one is looked at before each entry. */
static uint64_t poll_timer(struct hext_vcpu *vcpu)
{
	if (vcpu->has_timer || vcpu->loaded.vstimecmp == UINT64_MAX)
		return 0;
	vcpu->attention = true;
	return axvcpu_hext_poll_timer(vcpu) ? SI_TIMER : 0;
}

/*
 * A raised software line that the guest has cleared is pending again: so it is
 * asserted at each entry. Edges that wait are looked after at each entry, too.
 */
void axvcpu_hext_assert(struct hext_vcpu *vcpu)
{
	uint64_t pending = vcpu->levels | vcpu->edges;

	vcpu->attention = vcpu->edges || (vcpu->levels & SI_SOFTWARE);
	pending |= poll_timer(vcpu);
	csr_write(hvip, (csr_read(hvip) & VSSIP) | pending << 1);
	if (vcpu->edges)
		axvcpu_hext_hook(vcpu);
	else
		axvcpu_hext_unhook(vcpu);
}

uint64_t axvcpu_hext_injected(const struct hext_vcpu *vcpu)
{
	uint64_t hvip = hext_is_loaded(vcpu) ? csr_read(hvip) : vcpu->loaded.hvip;

	return (hvip & VSSIP) | vcpu->edges << 1;
}

void axvcpu_hext_inject(struct hext_vcpu *vcpu, uint64_t hvip)
{
	vcpu->edges = hvip >> 1 & (SI_ALL & ~SI_SOFTWARE);
	if (hext_is_loaded(vcpu))
		csr_write(hvip, hvip & VSSIP);
	else
		vcpu->loaded.hvip = hvip & VSSIP;
	vcpu->attention = true;
}

uint64_t axvcpu_hext_vector(uint64_t stvec, uint64_t cause)
{
	uint64_t base = stvec & STVEC(BASE);

	if ((cause & AXVCPU_RISCV64_SCAUSE_INTERRUPT) && (stvec & STVEC(MODE_VECTORED)))
		return base + 4 * (cause & ~AXVCPU_RISCV64_SCAUSE_INTERRUPT);
	return base;
}

/* As the hart does it where HS-mode delegates (10.1.1, 18.6.2). */
void axvcpu_hext_deliver(struct hext_vcpu *vcpu, uint64_t cause, uint64_t value)
{
	uint64_t old = axvcpu_hext_get(vcpu, AXVCPU_RISCV64_SSTATUS);
	uint64_t sstatus = old & ~(SSTATUS(SPP) | SSTATUS(SPIE) | SSTATUS(SIE));

	if (hext_is_supervisor(vcpu))
		sstatus |= SSTATUS(SPP);
	if (old & SSTATUS(SIE))
		sstatus |= SSTATUS(SPIE);
	axvcpu_hext_set(vcpu, AXVCPU_RISCV64_SSTATUS, sstatus);
	axvcpu_hext_set(vcpu, AXVCPU_RISCV64_SEPC, vcpu->registers.pc);
	axvcpu_hext_set(vcpu, AXVCPU_RISCV64_SCAUSE, cause);
	axvcpu_hext_set(vcpu, AXVCPU_RISCV64_STVAL, value);
	vcpu->registers.pc = axvcpu_hext_vector(axvcpu_hext_get(vcpu, AXVCPU_RISCV64_STVEC), cause);
	vcpu->sstatus |= SSTATUS(SPP);
}
