/* SPDX-License-Identifier: MIT */
/* What the slots of a back end may call. */
#include "vcpu.h"

void *axvcpu_backend_state(struct axvcpu *vcpu)
{
	return axvcpu_state_of(vcpu);
}

void axvcpu_plain_registers(struct axvcpu *vcpu, uint64_t *words, uint32_t first, uint32_t count)
{
	vcpu->plain = words;
	vcpu->plain_first = first;
	vcpu->plain_count = count;
	vcpu->plain_result = axvcpu_plain_register(
		vcpu, axvcpu_register_of_role(vcpu->arch, AXVCPU_REGISTER_RETURN));
}

/* The other bits of the request word are the core's. */
#define OF_BACKENDS (AXVCPU_REQUEST_KICK | AXVCPU_REQUEST_IRQ | AXVCPU_REQUEST_TLB)

uint32_t axvcpu_requests(const struct axvcpu *vcpu)
{
	return atomic_load(&vcpu->request) & OF_BACKENDS;
}

uint32_t axvcpu_take_requests(struct axvcpu *vcpu, uint32_t mask)
{
	mask &= OF_BACKENDS;
	return atomic_fetch_and(&vcpu->request, ~mask) & mask;
}

uint64_t axvcpu_interrupt_levels(const struct axvcpu *vcpu, unsigned word)
{
	return word < AXVCPU_INTERRUPT_WORDS ? atomic_load(&vcpu->levels[word]) : 0;
}

uint64_t axvcpu_take_interrupts(struct axvcpu *vcpu, unsigned word)
{
	return word < AXVCPU_INTERRUPT_WORDS ? atomic_exchange(&vcpu->edges[word], 0) : 0;
}

void axvcpu_set_deadline(struct axvcpu *vcpu, uint64_t deadline)
{
	atomic_store_explicit(&vcpu->deadline, deadline, memory_order_relaxed);
}
