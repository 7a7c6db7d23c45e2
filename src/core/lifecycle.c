/* SPDX-License-Identifier: MIT */
/* The steps of the life cycle: who may take them, and what a refused one does. */
#include <axvcpu/names.h>

#include "vcpu.h"

void axvcpu_trace_step(struct axvcpu *vcpu, enum axvcpu_event event, enum axvcpu_state from,
		       enum axvcpu_state to)
{
	struct axvcpu_trace record = {
		.kind = AXVCPU_TRACE_STEP, .event = event, .from = from, .to = to,
	};

	axvcpu_trace(vcpu, &record);
}

void axvcpu_trace(struct axvcpu *vcpu, const struct axvcpu_trace *record)
{
	axvcpu_trace_hook *hook = atomic_load_explicit(&vcpu->trace, memory_order_acquire);

	if (hook)
		hook(atomic_load_explicit(&vcpu->trace_context, memory_order_relaxed), vcpu, record);
}

/*
 * The CPU is compared again once the state is ours: before, the vCPU may have
 * been unbound and bound elsewhere between the two looks.
 */
static bool take(struct axvcpu *vcpu, enum axvcpu_event event, enum axvcpu_state from)
{
	if (!axvcpu_step_begin(&vcpu->state, event, from))
		return false;
	if (!axvcpu_is_elsewhere(vcpu, from))
		return true;
	axvcpu_cancel(vcpu, event, from);
	return false;
}

/* A step out of order: the policy says whether it costs the vCPU its state. */
static bool misuse(struct axvcpu *vcpu, enum axvcpu_state met)
{
	enum axvcpu_state to;

	if (!axvcpu_state_refused_to(vcpu->policy, &to))
		return true;
	if (!take(vcpu, AXVCPU_EVENT_FAIL, met))
		return false;
	axvcpu_end(vcpu, AXVCPU_EVENT_FAIL, met);
	return true;
}

/* Busy first, then the CPU: neither may cost another owner's vCPU its state. */
enum axvcpu_status axvcpu_begin(struct axvcpu *vcpu, enum axvcpu_event event,
				enum axvcpu_state *from)
{
	const char *call = axvcpu_event_name(event);

	if (!vcpu)
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "vcpu is null");
	for (;;) {
		uint32_t word = atomic_load(&vcpu->state);
		enum axvcpu_state met = word & ~AXVCPU_STATE_CLAIMED;

		if (met >= AXVCPU_STATE_GONE)
			return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "vcpu is destroyed");
		if (word != met || met == AXVCPU_STATE_RUNNING)
			return axvcpu_refuse_state(call, AXVCPU_BUSY, met, NULL);
		if (axvcpu_is_elsewhere(vcpu, met))
			return axvcpu_refuse_state(call, AXVCPU_WRONG_CPU, met, NULL);
		*from = met;
		if (axvcpu_step_permitted(event, met)) {
			if (take(vcpu, event, met))
				return AXVCPU_OK;
		} else if (misuse(vcpu, met)) {
			return axvcpu_refuse_state(call, AXVCPU_BAD_STATE, met, NULL);
		}
	}
}

/* The trace comes before the store: afterwards the vCPU may be another owner's, or gone. */
AXVCPU_RARE enum axvcpu_status axvcpu_end_traced(struct axvcpu *vcpu, enum axvcpu_event event,
						 enum axvcpu_state from)
{
	enum axvcpu_state to = axvcpu_steps[event][from].after;

	if (to != AXVCPU_STATE_GONE && from != to)
		axvcpu_trace_step(vcpu, event, from, to);
	axvcpu_step_end(&vcpu->state, event, from);
	return AXVCPU_OK;
}

void axvcpu_cancel(struct axvcpu *vcpu, enum axvcpu_event event, enum axvcpu_state from)
{
	axvcpu_step_cancel(&vcpu->state, event, from);
	if (from == AXVCPU_STATE_BLOCKED)
		axvcpu_recheck(vcpu);
}

enum axvcpu_state axvcpu_state(const struct axvcpu *vcpu)
{
	enum axvcpu_state state = AXVCPU_STATE_INVALID;

	if (vcpu)
		state = atomic_load(&vcpu->state) & ~AXVCPU_STATE_CLAIMED;
	return state < AXVCPU_STATE_GONE ? state : AXVCPU_STATE_INVALID;
}
