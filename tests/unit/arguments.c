/* SPDX-License-Identifier: MIT */
/* Null and out-of-range arguments, in each state: a status, and nothing has changed. */
#include "guest.h"
#include "snapshot.h"

#define SENTINEL 0x5e47e17e15e47e11u

static enum axvcpu_status run_null(struct axvcpu *vcpu)
{
	return axvcpu_run(vcpu, NULL);
}

static enum axvcpu_status get_null(struct axvcpu *vcpu)
{
	return axvcpu_get_register(vcpu, 1, NULL);
}

static enum axvcpu_status statistics_null(struct axvcpu *vcpu)
{
	return axvcpu_statistics(vcpu, NULL);
}

static enum axvcpu_status set_interrupt_256(struct axvcpu *vcpu)
{
	return axvcpu_set_interrupt(vcpu, AXVCPU_INTERRUPTS, true);
}

static enum axvcpu_status set_interrupt_max(struct axvcpu *vcpu)
{
	return axvcpu_set_interrupt(vcpu, UINT32_MAX, true);
}

static enum axvcpu_status inject_256(struct axvcpu *vcpu)
{
	return axvcpu_inject_interrupt(vcpu, AXVCPU_INTERRUPTS);
}

static enum axvcpu_status inject_max(struct axvcpu *vcpu)
{
	return axvcpu_inject_interrupt(vcpu, UINT32_MAX);
}

static enum axvcpu_status get_unknown(struct axvcpu *vcpu)
{
	uint64_t value = SENTINEL;
	enum axvcpu_status status = axvcpu_get_register(vcpu, 0xdeadbeef, &value);

	is_u64(value, SENTINEL, "get_register: the caller's variable is left alone");
	return status;
}

static enum axvcpu_status set_unknown(struct axvcpu *vcpu)
{
	return axvcpu_set_register(vcpu, GUEST_REGISTERS, 1);
}

static enum axvcpu_status set_unknown_role(struct axvcpu *vcpu)
{
	return axvcpu_set_register(vcpu, AXVCPU_REGISTER_RETURN1 + 1, 1);
}

static enum axvcpu_status unknown_exception(struct axvcpu *vcpu)
{
	return axvcpu_inject_exception(vcpu, UINT64_MAX, 0);
}

static enum axvcpu_status complete_nothing(struct axvcpu *vcpu)
{
	return axvcpu_complete(vcpu, 1);
}

#define BIT(state) (1u << AXVCPU_STATE_##state)
#define ANY_STATE (BIT(INVALID) | BIT(CREATED) | BIT(FREE) | BIT(READY) | BIT(BLOCKED))
#define WITH_REGISTERS (BIT(FREE) | BIT(READY) | BIT(BLOCKED))

/*
 * What each answers where the state permits the call; elsewhere bad_state
 * comes first, which, as none of them is a step, changes nothing either.
 */
static const struct refusal {
	const char *name;
	enum axvcpu_status (*call)(struct axvcpu *vcpu);
	enum axvcpu_status status;
	unsigned states;
} refusals[] = {
	{ "run, exit null", run_null, AXVCPU_BAD_ARGUMENT, ANY_STATE },
	{ "get_register, value null", get_null, AXVCPU_BAD_ARGUMENT, ANY_STATE },
	{ "statistics, null", statistics_null, AXVCPU_BAD_ARGUMENT, ANY_STATE },
	{ "set_interrupt 256", set_interrupt_256, AXVCPU_BAD_ARGUMENT, ANY_STATE },
	{ "set_interrupt 2^32 - 1", set_interrupt_max, AXVCPU_BAD_ARGUMENT, ANY_STATE },
	{ "inject_interrupt 256", inject_256, AXVCPU_BAD_ARGUMENT, ANY_STATE },
	{ "inject_interrupt 2^32 - 1", inject_max, AXVCPU_BAD_ARGUMENT, ANY_STATE },
	{ "get_register, unknown", get_unknown, AXVCPU_BAD_ARGUMENT, WITH_REGISTERS },
	{ "set_register, unknown", set_unknown, AXVCPU_BAD_ARGUMENT, WITH_REGISTERS },
	{ "set_register, no role", set_unknown_role, AXVCPU_BAD_ARGUMENT, WITH_REGISTERS },
	{ "inject_exception, unknown", unknown_exception, AXVCPU_BAD_ARGUMENT, BIT(READY) },
	{ "complete, no exit", complete_nothing, AXVCPU_NOT_PENDING, BIT(READY) },
	{ "retry, no exit", axvcpu_retry, AXVCPU_NOT_PENDING, BIT(READY) },
};

/* Where the design leaves open whether the state comes first, either is right. */
static bool expected(const struct refusal *refusal, enum axvcpu_state state,
		     enum axvcpu_status status)
{
	if (refusal->states & (1u << state))
		return status == refusal->status;
	return status == AXVCPU_BAD_STATE || status == refusal->status;
}

static void check(const struct refusal *refusal, enum axvcpu_state state,
		  enum axvcpu_policy policy)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(state, &script, policy);
	enum axvcpu_status status;
	struct snapshot before;

	snapshot_take(&before, vcpu);
	status = refusal->call(vcpu);
	ok(expected(refusal, state, status), "%s in %s, %s: %s", refusal->name,
	   axvcpu_state_name(state), axvcpu_policy_name(policy), axvcpu_status_name(status));
	ok(snapshot_same_state(&before, vcpu), "%s: nothing has changed", refusal->name);
	guest_end(vcpu);
}

/* Registers exist from setup on and not in Invalid; asking then is no step and does no harm. */
static void check_registers_without(enum axvcpu_state state)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(state, &script, AXVCPU_POLICY_STRICT);
	const char *name = axvcpu_state_name(state);
	uint64_t value = SENTINEL;
	struct snapshot before;

	snapshot_take(&before, vcpu);
	is_status(axvcpu_get_register(vcpu, 1, &value), AXVCPU_BAD_STATE, "get in %s", name);
	is_u64(value, SENTINEL, "the caller's variable is left alone");
	is_status(axvcpu_set_register(vcpu, 1, 2), AXVCPU_BAD_STATE, "set in %s", name);
	is_status(axvcpu_set_register(vcpu, AXVCPU_REGISTER_PC, 2), AXVCPU_BAD_STATE,
		  "set pc in %s", name);
	is_status(axvcpu_complete(vcpu, 1), AXVCPU_BAD_STATE, "complete in %s", name);
	is_status(axvcpu_retry(vcpu), AXVCPU_BAD_STATE, "retry in %s", name);
	is_status(axvcpu_inject_exception(vcpu, 1, 1), AXVCPU_BAD_STATE, "inject_exception in %s",
		  name);
	is_status(axvcpu_set_budget(vcpu, 1), AXVCPU_BAD_STATE, "set_budget in %s", name);
	ok(snapshot_same_state(&before, vcpu), "nothing has changed");
	guest_end(vcpu);
}

/* The same calls where they are welcome. */
static void check_registers_in(enum axvcpu_state state)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(state, &script, AXVCPU_POLICY_STRICT);
	const char *name = axvcpu_state_name(state);
	uint64_t value = 0;

	is_status(axvcpu_set_register(vcpu, 7, SENTINEL), AXVCPU_OK, "set in %s", name);
	is_status(axvcpu_get_register(vcpu, 7, &value), AXVCPU_OK, "get in %s", name);
	is_u64(value, SENTINEL, "gives what was set");
	is_status(axvcpu_set_budget(vcpu, 9), AXVCPU_OK, "set_budget in %s", name);
	is_u64(guest_of(vcpu)->budget, 9, "reaches the back end");
	is_state(vcpu, state, "the state stays");
	guest_end(vcpu);
}

/* Refused, run does not touch the caller's pointer. */
static void check_run_leaves_pointer(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_FREE, &script, AXVCPU_POLICY_LENIENT);
	const struct axvcpu_exit *exit = (const void *)&script;

	is_status(axvcpu_run(vcpu, &exit), AXVCPU_BAD_STATE, "run in free");
	is_ptr(exit, &script, "leaves the caller's pointer alone");
	guest_end(vcpu);
}

int main(void)
{
	for (unsigned i = 0; i < sizeof refusals / sizeof *refusals; i++)
		for (int state = 0; state <= AXVCPU_STATE_BLOCKED; state++) {
			if (state == AXVCPU_STATE_RUNNING)
				continue;
			check(&refusals[i], (enum axvcpu_state)state, AXVCPU_POLICY_STRICT);
			check(&refusals[i], (enum axvcpu_state)state, AXVCPU_POLICY_LENIENT);
		}
	check_registers_without(AXVCPU_STATE_CREATED);
	check_registers_without(AXVCPU_STATE_INVALID);
	check_registers_in(AXVCPU_STATE_FREE);
	check_registers_in(AXVCPU_STATE_READY);
	check_registers_in(AXVCPU_STATE_BLOCKED);
	check_run_leaves_pointer();
	return done_testing();
}
