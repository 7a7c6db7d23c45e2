/* SPDX-License-Identifier: MIT */
/* Each owner's call, wake and failure in each state at rest, under both policies. */
#include "expected.h"
#include "guest.h"
#include "snapshot.h"

static const char *const policy_names[] = { "strict", "lenient" };

static void check_error(const struct owner_call *owner, enum axvcpu_state met)
{
	struct axvcpu_error error;
	char text[160];

	axvcpu_last_error(&error);
	axvcpu_error_message(text, sizeof text);
	is_status(error.status, AXVCPU_BAD_STATE, "%s: the error holds the status", owner->name);
	is_str(error.call, owner->name, "%s: the error holds the call", owner->name);
	ok(error.has_state && error.met == met, "%s: the error holds the state it met, %s",
	   owner->name, axvcpu_state_name(met));
	ok(expected_refusal(text, owner, met), "%s: the message is \"%s\"", owner->name, text);
}

/* The way back: an Invalid vCPU can be taken off its CPU, reset, and used again. */
static void check_recovery(struct axvcpu *vcpu, const char *name)
{
	const struct axvcpu_exit *exit;

	if (axvcpu_cpu(vcpu) != AXVCPU_CPU_ANY)
		is_status(axvcpu_unbind(vcpu), AXVCPU_OK, "%s: then it can be unbound", name);
	is_status(axvcpu_reset(vcpu), AXVCPU_OK, "%s: then it can be reset", name);
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(vcpu));
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "%s: then it runs again", name);
}

static void check_refused(const struct owner_call *owner, enum axvcpu_state state,
			  enum axvcpu_policy policy, struct axvcpu *vcpu)
{
	struct snapshot before;
	bool strict = policy == AXVCPU_POLICY_STRICT;

	snapshot_take(&before, vcpu);
	is_status(owner->call(vcpu), AXVCPU_BAD_STATE, "%s in %s, %s", owner->name,
		  axvcpu_state_name(state), policy_names[policy]);
	check_error(owner, state);
	is_state(vcpu, strict ? AXVCPU_STATE_INVALID : state, "%s: the state after it",
		 owner->name);
	ok(snapshot_same(&before, vcpu), "%s: nothing else has changed", owner->name);
	if (strict)
		check_recovery(vcpu, owner->name);
	guest_end(vcpu);
}

static void check_call(const struct owner_call *owner, enum axvcpu_state state,
		       enum axvcpu_policy policy)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(state, &script, policy);
	int after = expected_after(owner->event, state);

	if (after == REFUSED) {
		check_refused(owner, state, policy, vcpu);
		return;
	}
	is_status(owner->call(vcpu), AXVCPU_OK, "%s in %s, %s", owner->name,
		  axvcpu_state_name(state), policy_names[policy]);
	if (after == GONE)
		return;
	is_state(vcpu, (enum axvcpu_state)after, "%s: the state after it", owner->name);
	guest_end(vcpu);
}

/* Wake is never refused; where nobody sleeps it leaves a kick. */
static void check_wake(enum axvcpu_state state, enum axvcpu_policy policy)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(state, &script, policy);

	is_status(axvcpu_wake(vcpu), AXVCPU_OK, "wake in %s, %s", axvcpu_state_name(state),
		  policy_names[policy]);
	is_state(vcpu, (enum axvcpu_state)expected_after(AXVCPU_EVENT_WAKE, state),
		 "wake: the state after it");
	is_u64(axvcpu_is_pending(vcpu), state != AXVCPU_STATE_BLOCKED,
	       "wake: whether it left a kick");
	guest_end(vcpu);
}

/* Invalid without a CPU: where unbind found it on its CPU before, it now has none to leave. */
static void check_unbound_invalid(enum axvcpu_policy policy)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_INVALID, &script, policy);

	is_u64(axvcpu_cpu(vcpu), axvcpu_percpu_id(), "Invalid, it is still bound here");
	is_status(axvcpu_unbind(vcpu), AXVCPU_OK, "Invalid, it can be unbound");
	is_state(vcpu, AXVCPU_STATE_INVALID, "and stays Invalid");
	is_u64(axvcpu_cpu(vcpu), AXVCPU_CPU_ANY, "and is on no CPU");
	is_status(axvcpu_unbind(vcpu), AXVCPU_OK, "unbind again is no harm");
	is_status(axvcpu_reset(vcpu), AXVCPU_OK, "reset leads to Created");
	is_state(vcpu, AXVCPU_STATE_CREATED, "it is Created");
	guest_end(vcpu);
}

/* Reset and destroy take an Invalid vCPU off its CPU, which can then be disabled. */
static void check_bound_invalid(enum axvcpu_policy policy)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_INVALID, &script, policy);

	is_status(axvcpu_reset(vcpu), AXVCPU_OK, "reset of a bound Invalid vCPU");
	is_u64(axvcpu_cpu(vcpu), AXVCPU_CPU_ANY, "takes it off its CPU");
	is_status(axvcpu_percpu_disable(), AXVCPU_OK, "which nothing holds any more");
	must(axvcpu_destroy(vcpu));
	must(axvcpu_percpu_enable(axvcpu_percpu_id() == AXVCPU_CPU_ANY ? 0 : axvcpu_percpu_id(),
				  &(struct axvcpu_config){ AXVCPU_CONFIG_INIT, .ops = &guest_ops }));
	vcpu = guest_in(AXVCPU_STATE_INVALID, &script, policy);
	is_status(axvcpu_destroy(vcpu), AXVCPU_OK, "destroy of a bound Invalid vCPU");
	is_ptr(axvcpu_percpu_loaded(), NULL, "leaves nothing of it in the CPU");
}

/* Pending work of before a reset is dropped. */
static void check_reset_drops(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_FREE, &script, AXVCPU_POLICY_STRICT);
	uint64_t value = 1;

	axvcpu_kick(vcpu);
	axvcpu_inject_interrupt(vcpu, 9);
	axvcpu_set_interrupt(vcpu, 200, true);
	must(axvcpu_set_register(vcpu, 5, 77));
	must(axvcpu_reset(vcpu));
	ok(!axvcpu_is_pending(vcpu), "reset drops a kick and interrupts");
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_get_register(vcpu, 5, &value));
	is_u64(value, 0, "reset clears registers");
	is_u64(axvcpu_vm_id(vcpu), 7, "reset keeps the machine's number");
	is_u64(axvcpu_vcpu_id(vcpu), 3, "reset keeps the vCPU's number");
	guest_end(vcpu);
}

static void check_policy(enum axvcpu_policy policy)
{
	for (unsigned state = 0; state < STATES; state++) {
		if (state == AXVCPU_STATE_RUNNING)
			continue;
		for (unsigned i = 0; i < OWNER_CALLS; i++)
			check_call(&owner_calls[i], (enum axvcpu_state)state, policy);
		check_wake((enum axvcpu_state)state, policy);
	}
	check_unbound_invalid(policy);
	check_bound_invalid(policy);
}

int main(void)
{
	check_policy(AXVCPU_POLICY_STRICT);
	check_policy(AXVCPU_POLICY_LENIENT);
	check_reset_drops();
	is_str(axvcpu_state_name(axvcpu_state(NULL)), "invalid", "no vCPU is Invalid");
	return done_testing();
}
