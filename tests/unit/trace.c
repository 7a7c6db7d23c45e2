/* SPDX-License-Identifier: MIT */
/* The trace hook's account of a life, replayed against the table written by hand. */
#include <stdlib.h>

#include "expected.h"
#include "guest.h"

struct trace {
	struct axvcpu *vcpu;
	enum axvcpu_state state; /* as the records so far leave it */
	unsigned steps, exits, wrong;
	unsigned by_event[EVENTS];
	const struct axvcpu_exit *exit;
};

/* Run shows Running, then Ready; every other step is the table's. */
static bool is_step(const struct axvcpu_trace *record)
{
	if (record->event == AXVCPU_EVENT_RUN)
		return (record->from == AXVCPU_STATE_READY && record->to == AXVCPU_STATE_RUNNING)
		       || (record->from == AXVCPU_STATE_RUNNING
			   && record->to == AXVCPU_STATE_READY);
	return expected_after(record->event, record->from) == (int)record->to;
}

static void hook(void *context, struct axvcpu *vcpu, const struct axvcpu_trace *record)
{
	struct trace *trace = context;

	trace->wrong += vcpu != trace->vcpu;
	if (record->kind == AXVCPU_TRACE_EXIT) {
		trace->exits++;
		trace->wrong += trace->state != AXVCPU_STATE_RUNNING;
		trace->exit = record->exit;
		return;
	}
	trace->steps++;
	trace->by_event[record->event]++;
	trace->wrong += record->from != trace->state;
	trace->wrong += record->event != AXVCPU_EVENT_DESTROY && !is_step(record);
	trace->state = record->to;
}

static void begin(struct trace *trace, struct guest_script *script, enum axvcpu_policy policy)
{
	*trace = (struct trace){ .state = AXVCPU_STATE_CREATED };
	trace->vcpu = guest_in(AXVCPU_STATE_CREATED, script, policy);
	is_status(axvcpu_set_trace(trace->vcpu, hook, trace), AXVCPU_OK, "set_trace");
}

static enum axvcpu_status fails(struct guest *guest, struct axvcpu_exit *exit)
{
	(void)guest;
	(void)exit;
	return AXVCPU_FAILED;
}

/* A whole life, with the number of steps that each call made. */
static void check_life(void)
{
	struct guest_script script = { 0 };
	struct trace trace;
	const struct axvcpu_exit *exit = NULL;

	begin(&trace, &script, AXVCPU_POLICY_STRICT);
	must(axvcpu_setup(trace.vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(trace.vcpu));
	is_u64(trace.steps, 2, "setup and bind are two steps");
	must(axvcpu_run(trace.vcpu, &exit));
	is_u64(trace.steps, 4, "run is two, out and back");
	is_u64(trace.exits, 1, "with its exit in between");
	is_ptr(trace.exit, exit, "which is the one that run returns");
	must(axvcpu_block(trace.vcpu));
	is_state(trace.vcpu, trace.state, "block is traced");
	axvcpu_wake(trace.vcpu);
	is_state(trace.vcpu, trace.state, "so is the wake");
	axvcpu_wake(trace.vcpu);
	is_u64(trace.by_event[AXVCPU_EVENT_WAKE], 1, "a wake that wakes nobody is no step");
	must(axvcpu_run(trace.vcpu, &exit));
	is_u64(trace.exits, 2, "the exit of a kick is traced too");
	script.run = fails;
	is_status(axvcpu_run(trace.vcpu, &exit), AXVCPU_FAILED, "a run that fails");
	is_u64(trace.state, AXVCPU_STATE_INVALID, "leads to Invalid in the trace");
	is_u64(trace.exits, 2, "and has no exit");
	must(axvcpu_unbind(trace.vcpu));
	must(axvcpu_reset(trace.vcpu));
	is_u64(trace.state, AXVCPU_STATE_CREATED, "reset leads back to Created");
	must(axvcpu_destroy(trace.vcpu));
	is_u64(trace.wrong, 0, "every step is one of the table, and none is missing");
}

static void check_off(void)
{
	struct guest_script script = { 0 };
	struct trace trace;

	begin(&trace, &script, AXVCPU_POLICY_STRICT);
	must(axvcpu_setup(trace.vcpu, GUEST_ENTRY, NULL, NULL));
	is_status(axvcpu_set_trace(trace.vcpu, NULL, NULL), AXVCPU_OK, "taken away");
	must(axvcpu_bind(trace.vcpu));
	is_u64(trace.steps, 1, "the hook is called no more");
	guest_end(trace.vcpu);
	is_u64(trace.steps, 1, "not to the end");
}

static void check_misuse(enum axvcpu_policy policy, unsigned steps)
{
	struct guest_script script = { 0 };
	struct trace trace;

	begin(&trace, &script, policy);
	is_status(axvcpu_bind(trace.vcpu), AXVCPU_BAD_STATE, "bind before setup");
	is_u64(trace.steps, steps, "%s: its steps", axvcpu_policy_name(policy));
	is_u64(trace.by_event[AXVCPU_EVENT_FAIL], steps, "of the event fail");
	is_state(trace.vcpu, trace.state, "and the state that they lead to");
	guest_end(trace.vcpu);
}

static void wake(void *vcpu)
{
	axvcpu_wake(vcpu);
}

/* Any call whatever, most of them out of order. */
static void random_call(struct axvcpu *vcpu, unsigned choice)
{
	if (choice == OWNER_CALLS)
		axvcpu_wake(vcpu);
	else if (choice == OWNER_CALLS + 1)
		axvcpu_inject_interrupt(vcpu, 3);
	else if (choice == OWNER_CALLS + 2 && axvcpu_state(vcpu) == AXVCPU_STATE_BLOCKED)
		on_another_cpu(wake, vcpu);
	else if (choice < OWNER_CALLS && owner_calls[choice].event != AXVCPU_EVENT_DESTROY)
		(void)!owner_calls[choice].call(vcpu);
}

/* The steps explain the state after each of many random calls. */
static void check_random(enum axvcpu_policy policy, unsigned seed)
{
	struct guest_script script = { 0 };
	unsigned apart = 0, unknown = 0;
	struct trace trace;

	srand(seed);
	begin(&trace, &script, policy);
	for (unsigned i = 0; i < 20000; i++) {
		script.run = rand() % 50 == 0 ? fails : NULL;
		random_call(trace.vcpu, (unsigned)rand() % (OWNER_CALLS + 3));
		apart += axvcpu_state(trace.vcpu) != trace.state;
	}
	for (unsigned event = 0; event < EVENTS; event++)
		unknown += event != AXVCPU_EVENT_DESTROY && !trace.by_event[event];
	is_u64(apart, 0, "%s, seed %u: the trace leads to the state", axvcpu_policy_name(policy),
	       seed);
	is_u64(trace.wrong, 0, "by steps of the table, each from where the last one led");
	is_u64(unknown, 0, "every event was among them");
	script.run = NULL;
	guest_end(trace.vcpu);
}

int main(void)
{
	check_life();
	check_off();
	check_misuse(AXVCPU_POLICY_STRICT, 1);
	check_misuse(AXVCPU_POLICY_LENIENT, 0);
	check_random(AXVCPU_POLICY_STRICT, 1);
	check_random(AXVCPU_POLICY_STRICT, 2);
	check_random(AXVCPU_POLICY_LENIENT, 3);
	return done_testing();
}
