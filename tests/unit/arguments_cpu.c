/* SPDX-License-Identifier: MIT */
/* From bind to unbind, an owner's calls from another CPU: wrong_cpu, and nothing has changed. */
#include "expected.h"
#include "guest.h"
#include "snapshot.h"

static void is_wrong_cpu(struct axvcpu *vcpu, const char *call, enum axvcpu_status status)
{
	struct axvcpu_error error;
	char text[160];

	axvcpu_last_error(&error);
	axvcpu_error_message(text, sizeof text);
	is_status(status, AXVCPU_WRONG_CPU, "%s in %s", call,
		  axvcpu_state_name(axvcpu_state(vcpu)));
	is_status(error.status, AXVCPU_WRONG_CPU, "%s: the error is this CPU's: \"%s\"", call,
		  text);
	is_str(error.call, call, "%s: it names the call", call);
}

static void check_steps(void *context)
{
	struct axvcpu *vcpu = context;

	for (unsigned i = 0; i < OWNER_CALLS; i++)
		is_wrong_cpu(vcpu, owner_calls[i].name, owner_calls[i].call(vcpu));
}

static void check_others(void *context)
{
	struct axvcpu *vcpu = context;
	struct axvcpu_statistics statistics;
	uint64_t value;

	is_wrong_cpu(vcpu, "get_register", axvcpu_get_register(vcpu, 1, &value));
	is_wrong_cpu(vcpu, "set_register", axvcpu_set_register(vcpu, 1, 1));
	is_wrong_cpu(vcpu, "complete", axvcpu_complete(vcpu, 1));
	is_wrong_cpu(vcpu, "retry", axvcpu_retry(vcpu));
	is_wrong_cpu(vcpu, "inject_exception", axvcpu_inject_exception(vcpu, 1, 1));
	is_wrong_cpu(vcpu, "set_budget", axvcpu_set_budget(vcpu, 1));
	is_wrong_cpu(vcpu, "statistics", axvcpu_statistics(vcpu, &statistics));
	is_wrong_cpu(vcpu, "set_trace", axvcpu_set_trace(vcpu, NULL, NULL));
}

static void check_bound(enum axvcpu_state state, enum axvcpu_policy policy)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(state, &script, policy);
	struct snapshot before;

	snapshot_take(&before, vcpu);
	on_another_cpu(check_steps, vcpu);
	if (state != AXVCPU_STATE_INVALID)
		on_another_cpu(check_others, vcpu);
	ok(snapshot_same_state(&before, vcpu), "nothing has changed");
	guest_end(vcpu);
}

/* The calls for any CPU. */
static void check_any_cpu(void *context)
{
	struct axvcpu *vcpu = context;

	is_state(vcpu, AXVCPU_STATE_READY, "state");
	is_status(axvcpu_kick(vcpu), AXVCPU_OK, "kick");
	is_status(axvcpu_wake(vcpu), AXVCPU_OK, "wake");
	is_status(axvcpu_set_interrupt(vcpu, 3, true), AXVCPU_OK, "set_interrupt");
	is_status(axvcpu_set_interrupt(vcpu, 3, false), AXVCPU_OK, "set_interrupt to low");
	is_status(axvcpu_inject_interrupt(vcpu, 3), AXVCPU_OK, "inject_interrupt");
	ok(axvcpu_is_pending(vcpu), "is_pending");
	ok(axvcpu_cpu(vcpu) != axvcpu_percpu_id(), "it is bound elsewhere");
	is_u64(axvcpu_vm_id(vcpu), 7, "vm_id");
}

/* A life in which every step but run's pair is made on a CPU of its own. */
static void step_setup(void *vcpu)
{
	is_status(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL), AXVCPU_OK, "setup on a CPU");
}

static void step_bound(void *vcpu)
{
	const struct axvcpu_exit *exit;

	is_status(axvcpu_bind(vcpu), AXVCPU_OK, "bind on another");
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "run there");
	is_status(axvcpu_unbind(vcpu), AXVCPU_OK, "unbind there");
}

static void step_register(void *vcpu)
{
	uint64_t value;

	is_status(axvcpu_get_register(vcpu, 1, &value), AXVCPU_OK, "Free, registers anywhere");
}

static void step_reset(void *vcpu)
{
	is_status(axvcpu_reset(vcpu), AXVCPU_OK, "reset on a CPU");
}

static void step_destroy(void *vcpu)
{
	is_status(axvcpu_destroy(vcpu), AXVCPU_OK, "destroy on a CPU");
}

static void check_unbound(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_CREATED, &script, AXVCPU_POLICY_STRICT);

	on_another_cpu(step_setup, vcpu);
	on_another_cpu(step_bound, vcpu);
	on_another_cpu(step_register, vcpu);
	on_another_cpu(step_bound, vcpu);
	on_another_cpu(step_reset, vcpu);
	on_another_cpu(step_destroy, vcpu);
}

int main(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu;

	for (int policy = AXVCPU_POLICY_STRICT; policy <= AXVCPU_POLICY_LENIENT; policy++) {
		check_bound(AXVCPU_STATE_READY, (enum axvcpu_policy)policy);
		check_bound(AXVCPU_STATE_BLOCKED, (enum axvcpu_policy)policy);
		check_bound(AXVCPU_STATE_INVALID, (enum axvcpu_policy)policy);
	}
	vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	on_another_cpu(check_any_cpu, vcpu);
	guest_end(vcpu);
	check_unbound();
	return done_testing();
}
