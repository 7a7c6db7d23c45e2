/* SPDX-License-Identifier: MIT */
/* Entering the guest. The steady run is short; whatever is not steady is elsewhere. */
#include "vcpu.h"

/* An exit that the enum has not: a back end of the caller's may say anything. */
static void fix_reason(struct axvcpu *vcpu)
{
	uint64_t raw = vcpu->exit.reason;

	vcpu->exit.reason = AXVCPU_EXIT_UNKNOWN;
	vcpu->exit.unknown.cause = raw;
	vcpu->exit.known = AXVCPU_KNOWN_UNKNOWN_CAUSE;
}

/* Exits that owe a value, and exits out of range: the numbers from FIRST_READ on. */
static void take_unusual_reason(struct axvcpu *vcpu)
{
	if (vcpu->exit.reason < AXVCPU_EXIT_REASONS) {
		vcpu->answer = AXVCPU_ANSWER_AWAITED;
		axvcpu_request(vcpu, AXVCPU_REQUEST_INCOMPLETE);
	} else {
		fix_reason(vcpu);
	}
	vcpu->statistics.exits[vcpu->exit.reason]++;
}

/* The back end gave up: Running -> Invalid. */
static AXVCPU_RARE enum axvcpu_status give_up(struct axvcpu *vcpu)
{
	axvcpu_refuse_state("run", AXVCPU_FAILED, AXVCPU_STATE_RUNNING, "the back end failed");
	axvcpu_drop_answer(vcpu);
	axvcpu_end(vcpu, AXVCPU_EVENT_FAIL, AXVCPU_STATE_RUNNING);
	return AXVCPU_FAILED;
}

static enum axvcpu_status finish(struct axvcpu *vcpu);

/* The back end has more to say than ok: an exit of several parts; or it gave up. */
static AXVCPU_RARE enum axvcpu_status come_back(struct axvcpu *vcpu, enum axvcpu_status status)
{
	if (status != AXVCPU_PENDING)
		return give_up(vcpu);
	axvcpu_hold_parts(vcpu);
	return finish(vcpu);
}

static void end_run(struct axvcpu *vcpu)
{
	struct axvcpu_trace record = { .kind = AXVCPU_TRACE_EXIT, .exit = &vcpu->exit };

	if (axvcpu_is_traced(vcpu)) {
		axvcpu_trace(vcpu, &record);
		axvcpu_trace_step(vcpu, AXVCPU_EVENT_RUN, AXVCPU_STATE_RUNNING, AXVCPU_STATE_READY);
	}
	axvcpu_step_end(&vcpu->state, AXVCPU_EVENT_RUN, AXVCPU_STATE_READY);
}

/* An exit that is in the hand of the caller now. */
static enum axvcpu_status finish(struct axvcpu *vcpu)
{
	if (vcpu->exit.reason >= AXVCPU_EXIT_FIRST_READ)
		take_unusual_reason(vcpu);
	else
		vcpu->statistics.exits[vcpu->exit.reason]++;
	end_run(vcpu);
	return AXVCPU_OK;
}

/* The same without a trace hook. */
static __attribute__((noinline)) enum axvcpu_status finish_unusual(struct axvcpu *vcpu)
{
	take_unusual_reason(vcpu);
	axvcpu_step_end(&vcpu->state, AXVCPU_EVENT_RUN, AXVCPU_STATE_READY);
	return AXVCPU_OK;
}

/* Without a trace hook, which is a request, and so has another way. */
static inline enum axvcpu_status enter(struct axvcpu *vcpu)
{
	enum axvcpu_status status = vcpu->run(axvcpu_state_of(vcpu), &vcpu->exit);

	if (status != AXVCPU_OK)
		return come_back(vcpu, status);
	if (vcpu->exit.reason >= AXVCPU_EXIT_FIRST_READ)
		return finish_unusual(vcpu);
	vcpu->statistics.exits[vcpu->exit.reason]++;
	axvcpu_step_end(&vcpu->state, AXVCPU_EVENT_RUN, AXVCPU_STATE_READY);
	return status;
}

/* There may have been no exit yet, or the caller has moved the pc since. */
static void locate(struct axvcpu *vcpu)
{
	uint32_t pc = axvcpu_register_of_role(vcpu->arch, AXVCPU_REGISTER_PC);

	vcpu->exit.backend = (uint8_t)vcpu->backend;
	if (vcpu->ops->get_register)
		(void)vcpu->ops->get_register(axvcpu_state_of(vcpu), pc, &vcpu->exit.pc);
}

/* A kick met before the entry. What the last exit left to retire stays as it is. */
static enum axvcpu_status kicked(struct axvcpu *vcpu)
{
	axvcpu_request_done(vcpu, AXVCPU_REQUEST_KICK);
	locate(vcpu);
	vcpu->exit.reason = AXVCPU_EXIT_NOTHING;
	vcpu->exit.nothing.cause = AXVCPU_NOTHING_KICKED;
	vcpu->exit.known = AXVCPU_KNOWN_NOTHING_CAUSE;
	vcpu->exit.cause = 0;
	vcpu->statistics.exits[AXVCPU_EXIT_NOTHING]++;
	end_run(vcpu);
	return AXVCPU_OK;
}

static void evict_other(struct axvcpu_percpu *cpu)
{
	struct axvcpu *other = cpu->loaded;

	if (other == AXVCPU_NOBODY)
		return;
	cpu->loaded = AXVCPU_NOBODY;
	if (!other->ops->evict)
		return;
	cpu->current = other;
	other->ops->evict(axvcpu_state_of(other));
}

static enum axvcpu_status call_load(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	enum axvcpu_status status;

	cpu->current = vcpu;
	status = vcpu->ops->load(axvcpu_state_of(vcpu));
	cpu->current = NULL;
	return status == AXVCPU_OK ? status : give_up(vcpu);
}

/* There is a vCPU to evict, or a back end to tell. */
static AXVCPU_RARE enum axvcpu_status load_other(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	evict_other(cpu);
	return vcpu->ops->load ? call_load(vcpu, cpu) : AXVCPU_OK;
}

static inline enum axvcpu_status load(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	if ((cpu->loaded != AXVCPU_NOBODY || vcpu->ops->load) && load_other(vcpu, cpu) != AXVCPU_OK)
		return AXVCPU_FAILED;
	cpu->loaded = vcpu;
	vcpu->statistics.loads++;
	return AXVCPU_OK;
}

static enum axvcpu_status incomplete(struct axvcpu *vcpu)
{
	axvcpu_step_cancel(&vcpu->state, AXVCPU_EVENT_RUN, AXVCPU_STATE_READY);
	return axvcpu_refuse_state("run", AXVCPU_INCOMPLETE, AXVCPU_STATE_READY,
				   "a read waits for axvcpu_complete");
}

/* Running, with the rare things still to look at. */
static enum axvcpu_status enter_requested(struct axvcpu *vcpu)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();
	enum axvcpu_status status;

	if (vcpu->answer == AXVCPU_ANSWER_AWAITED)
		return incomplete(vcpu);
	axvcpu_trace_step(vcpu, AXVCPU_EVENT_RUN, AXVCPU_STATE_READY, AXVCPU_STATE_RUNNING);
	if (axvcpu_present_part(vcpu))
		return finish(vcpu);
	if (atomic_load(&vcpu->request) & AXVCPU_REQUEST_KICK)
		return kicked(vcpu);
	if (cpu->loaded != vcpu && load(vcpu, cpu) != AXVCPU_OK)
		return AXVCPU_FAILED;
	status = vcpu->run(axvcpu_state_of(vcpu), &vcpu->exit);
	return status == AXVCPU_OK ? finish(vcpu) : come_back(vcpu, status);
}

static AXVCPU_RARE enum axvcpu_status
run_requested(struct axvcpu *vcpu, const struct axvcpu_exit **exit)
{
	enum axvcpu_status status = enter_requested(vcpu);

	if (status == AXVCPU_OK)
		*exit = &vcpu->exit;
	return status;
}

/* The refusals; and a vCPU that became Ready meanwhile. */
static AXVCPU_RARE enum axvcpu_status
run_other(struct axvcpu *vcpu, const struct axvcpu_exit **exit)
{
	enum axvcpu_state from;
	enum axvcpu_status status;

	if (!exit)
		return axvcpu_refuse("run", AXVCPU_BAD_ARGUMENT, "exit is null");
	status = axvcpu_begin(vcpu, AXVCPU_EVENT_RUN, &from);
	return status == AXVCPU_OK ? run_requested(vcpu, exit) : status;
}

/* The first run after bind, or after another vCPU's. */
static __attribute__((noinline)) enum axvcpu_status
run_unloaded(struct axvcpu *vcpu, const struct axvcpu_exit **exit)
{
	if (!exit || !axvcpu_begin_ready(vcpu, AXVCPU_EVENT_RUN))
		return run_other(vcpu, exit);
	if (atomic_load(&vcpu->request))
		return run_requested(vcpu, exit);
	if (load(vcpu, axvcpu_this_cpu()) != AXVCPU_OK)
		return AXVCPU_FAILED;
	*exit = &vcpu->exit;
	return enter(vcpu);
}

/*
 * Steady: loaded here, hence bound here; nothing requested. What is loaded is
 * never null, so the one comparison also finds a null argument.
 */
enum axvcpu_status axvcpu_run(struct axvcpu *vcpu, const struct axvcpu_exit **exit)
{
	if (axvcpu_this_cpu()->loaded != vcpu)
		return run_unloaded(vcpu, exit);
	if (!exit || !axvcpu_step_begin(&vcpu->state, AXVCPU_EVENT_RUN, AXVCPU_STATE_READY))
		return run_other(vcpu, exit);
	if (atomic_load(&vcpu->request))
		return run_requested(vcpu, exit);
	*exit = &vcpu->exit;
	return enter(vcpu);
}
