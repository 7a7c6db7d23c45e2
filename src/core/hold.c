/* SPDX-License-Identifier: MIT */
/* Calls of the owner that are no steps of the life cycle. */
#include "vcpu.h"

enum axvcpu_status axvcpu_hold(struct axvcpu *vcpu, const char *call, unsigned states,
			       enum axvcpu_state *met)
{
	struct axvcpu_percpu *cpu;
	uint32_t word;

	if (!vcpu)
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "vcpu is null");
	word = atomic_load_explicit(&vcpu->state, memory_order_acquire);
	*met = word & ~AXVCPU_STATE_CLAIMED;
	if (word != *met || word == AXVCPU_STATE_RUNNING)
		return axvcpu_refuse_state(call, AXVCPU_BUSY, *met, NULL);
	cpu = atomic_load_explicit(&vcpu->cpu, memory_order_relaxed);
	if (cpu && cpu != axvcpu_this_cpu())
		return axvcpu_refuse_state(call, AXVCPU_WRONG_CPU, *met, NULL);
	if (!(AXVCPU_IN(*met) & states))
		return axvcpu_refuse_state(call, AXVCPU_BAD_STATE, *met, "which this call does not serve");
	if (!cpu && !atomic_compare_exchange_strong(&vcpu->state, &word, word | AXVCPU_STATE_CLAIMED))
		return axvcpu_refuse_state(call, AXVCPU_BUSY, *met, NULL);
	return AXVCPU_OK;
}

void axvcpu_release(struct axvcpu *vcpu, enum axvcpu_state met)
{
	if (!atomic_load_explicit(&vcpu->cpu, memory_order_relaxed))
		atomic_store_explicit(&vcpu->state, met, memory_order_release);
}
