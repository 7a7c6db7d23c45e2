/* SPDX-License-Identifier: MIT */
/* Sleep, wake and kick: no wake is lost between the decision to sleep and the sleep. */
#include "vcpu.h"

/*
 * Blocked -> Ready; false: it was not Blocked. Without a trace hook to be called
 * in between it is done at once: no claim of a waker's is met by the owner, who
 * would take it for another owner's.
 */
static bool leave_sleep(struct axvcpu *vcpu)
{
	if (!axvcpu_is_traced(vcpu))
		return axvcpu_step_at_once(&vcpu->state, AXVCPU_EVENT_WAKE, AXVCPU_STATE_BLOCKED);
	if (!axvcpu_step_begin(&vcpu->state, AXVCPU_EVENT_WAKE, AXVCPU_STATE_BLOCKED))
		return false;
	axvcpu_end(vcpu, AXVCPU_EVENT_WAKE, AXVCPU_STATE_BLOCKED);
	return true;
}

/* And tell whoever sleeps. */
bool axvcpu_try_wake(struct axvcpu *vcpu)
{
	if (!leave_sleep(vcpu))
		return false;
	if (vcpu->notify)
		vcpu->notify(vcpu, vcpu->context);
	return true;
}

/* A waker that met the claim of a Blocked vCPU has left a request instead. */
void axvcpu_recheck(struct axvcpu *vcpu)
{
	if (axvcpu_requests_wake(vcpu, atomic_fetch_or(&vcpu->request, 0)))
		axvcpu_try_wake(vcpu);
}

/*
 * The recheck. It writes the request word, if only with what it holds, so that
 * it and a waker's write have an order: either it sees the request, or the
 * waker sees Blocked (C11 5.1.2.4: read-modify-writes of one object).
 */
static bool is_requested(struct axvcpu *vcpu)
{
#ifdef AXVCPU_MUTANT_NO_RECHECK
	(void)vcpu;
	return false;
#else
	return axvcpu_requests_wake(vcpu, atomic_fetch_or(&vcpu->request, 0));
#endif
}

/* Something came first: stay Ready; false: a waker makes it so already, and will notify. */
static bool stay(struct axvcpu *vcpu)
{
	if (!leave_sleep(vcpu))
		return false;
	axvcpu_request_done(vcpu, AXVCPU_REQUEST_KICK);
	return true;
}

/* A sleep that was answered ok ends with one notification; to pending belongs none. */
enum axvcpu_status axvcpu_block(struct axvcpu *vcpu)
{
	enum axvcpu_state from;
	enum axvcpu_status status = axvcpu_begin(vcpu, AXVCPU_EVENT_BLOCK, &from);

	if (status != AXVCPU_OK)
		return status;
	axvcpu_end(vcpu, AXVCPU_EVENT_BLOCK, from);
	if (is_requested(vcpu) && stay(vcpu))
		return axvcpu_refuse_state("block", AXVCPU_PENDING, AXVCPU_STATE_READY,
					   "a request came first");
	vcpu->statistics.blocks++;
	return AXVCPU_OK;
}

/* The second try closes the gap between the first one and the request. */
enum axvcpu_status axvcpu_wake(struct axvcpu *vcpu)
{
	if (!vcpu)
		return axvcpu_refuse("wake", AXVCPU_BAD_ARGUMENT, "vcpu is null");
	if (axvcpu_try_wake(vcpu))
		return AXVCPU_OK;
	axvcpu_request(vcpu, AXVCPU_REQUEST_KICK);
	axvcpu_try_wake(vcpu);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_kick(struct axvcpu *vcpu)
{
	if (!vcpu)
		return axvcpu_refuse("kick", AXVCPU_BAD_ARGUMENT, "vcpu is null");
	axvcpu_request(vcpu, AXVCPU_REQUEST_KICK);
	if (vcpu->ops->kick && atomic_load(&vcpu->state) == AXVCPU_STATE_RUNNING)
		vcpu->ops->kick(axvcpu_state_of(vcpu));
	return AXVCPU_OK;
}
