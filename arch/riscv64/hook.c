/* SPDX-License-Identifier: MIT */
/*
 * An edge of the timer's or the external interrupt is taken once, but hardware does
 * not tell when the guest takes one. While an edge waits, the guest's vector is an
 * address that no mode can fetch from, and HS-mode keeps instruction page faults:
 * each trap of the guest, done by the hart, comes out as a fetch fault there. It
 * is then sent on to the guest's own vector, and vscause says whether the edge is over.
 */
#include "hart.h"
#include "hext.h"

/* In no mode the sign-extension of its lower bits (10.4.1), nor a guest-physical address (18.5.1). */
#define HOOK BIT(62)

/* A guest that has written its vector meanwhile has its own until here. */
void axvcpu_hext_hook(struct hext_vcpu *vcpu)
{
	uint64_t stvec = csr_swap(vstvec, HOOK);

	if (!vcpu->has_hook || stvec != HOOK)
		vcpu->stvec = stvec;
	vcpu->has_hook = true;
	csr_clear(hedeleg, BIT(CAUSE(FETCH_PAGE)));
}

void axvcpu_hext_unhook(struct hext_vcpu *vcpu)
{
	if (!vcpu->has_hook)
		return;
	if (csr_read(vstvec) == HOOK)
		csr_write(vstvec, vcpu->stvec);
	vcpu->has_hook = false;
	csr_write(hedeleg, vcpu->exceptions);
}

uint64_t axvcpu_hext_stvec(const struct hext_vcpu *vcpu)
{
	uint64_t stvec = csr_read(vstvec);

	return vcpu->has_hook && stvec == HOOK ? vcpu->stvec : stvec;
}

/* By its pc alone: an interrupt of the host may come before the fetch does. */
bool axvcpu_hext_redirect(struct hext_vcpu *vcpu)
{
	uint64_t cause;

	if (!vcpu->has_hook || vcpu->registers.pc != HOOK)
		return false;
	cause = csr_read(vscause);
	vcpu->registers.pc = axvcpu_hext_vector(axvcpu_hext_stvec(vcpu), cause);
	if (cause & AXVCPU_RISCV64_SCAUSE_INTERRUPT)
		vcpu->edges &= ~BIT(cause & 63);
	return true;
}
