/* SPDX-License-Identifier: MIT */
/* Calls of the owner that are no steps of the life cycle. */
#include "vcpu.h"

/* What the call may not be made on; null: it may. */
static const char *refusal(const struct axvcpu *vcpu, uint32_t word, unsigned states,
			   enum axvcpu_status *status)
{
	if (word & AXVCPU_STATE_CLAIMED || word == AXVCPU_STATE_RUNNING)
		*status = AXVCPU_BUSY;
	else if (axvcpu_is_elsewhere(vcpu, word))
		*status = AXVCPU_WRONG_CPU;
	else if (!(AXVCPU_IN(word) & states))
		*status = AXVCPU_BAD_STATE;
	else
		return NULL;
	return *status == AXVCPU_BAD_STATE ? "which this call does not serve" : "";
}

static void unclaim(struct axvcpu *vcpu, enum axvcpu_state met)
{
	atomic_store_explicit(&vcpu->state, met, memory_order_release);
	if (met == AXVCPU_STATE_BLOCKED)
		axvcpu_recheck(vcpu);
}

/* As for a step, the CPU is compared again once the state is ours. */
static bool claim(struct axvcpu *vcpu, uint32_t word)
{
	uint32_t met = word;

	if (!atomic_compare_exchange_weak(&vcpu->state, &met, word | AXVCPU_STATE_CLAIMED))
		return false;
	if (!axvcpu_is_elsewhere(vcpu, met))
		return true;
	unclaim(vcpu, met);
	return false;
}

enum axvcpu_status axvcpu_hold(struct axvcpu *vcpu, const char *call, unsigned states,
			       enum axvcpu_state *met)
{
	enum axvcpu_status status;
	const char *detail;
	uint32_t word;

	if (!vcpu)
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "vcpu is null");
	do {
		word = atomic_load_explicit(&vcpu->state, memory_order_acquire);
		*met = word & ~AXVCPU_STATE_CLAIMED;
		detail = refusal(vcpu, word, states, &status);
		if (detail)
			return axvcpu_refuse_state(call, status, *met, *detail ? detail : NULL);
	} while (!claim(vcpu, word));
	axvcpu_this_cpu()->current = vcpu;
	return AXVCPU_OK;
}

void axvcpu_release(struct axvcpu *vcpu, enum axvcpu_state met)
{
	axvcpu_this_cpu()->current = NULL;
	unclaim(vcpu, met);
}
