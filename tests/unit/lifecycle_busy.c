/* SPDX-License-Identifier: MIT */
/* A vCPU that is running or claimed answers BUSY to its owner, and nothing else happens. */
#include <string.h>

#include "expected.h"
#include "guest.h"

static const char *const policy_names[] = { "strict", "lenient" };

/* What the calls under test meet: where they are made, and the state there. */
static const char *place;
static enum axvcpu_state met;

static void check_busy(struct axvcpu *vcpu, const char *call, enum axvcpu_status status)
{
	struct axvcpu_error error;
	char text[160], begin[64] = "";

	axvcpu_last_error(&error);
	axvcpu_error_message(text, sizeof text);
	strncat(begin, call, 40);
	strcat(begin, ": busy");
	is_status(status, AXVCPU_BUSY, "%s %s", call, place);
	is_state(vcpu, met, "%s: the state stays", call);
	ok(strncmp(text, begin, strlen(begin)) == 0, "%s: the message is \"%s\"", call, text);
	is_str(error.call, call, "%s: the error holds the call", call);
}

static void check_register_calls(struct axvcpu *vcpu)
{
	struct axvcpu_statistics statistics;
	uint64_t value;

	check_busy(vcpu, "get_register", axvcpu_get_register(vcpu, 1, &value));
	check_busy(vcpu, "set_register", axvcpu_set_register(vcpu, 1, 99));
	check_busy(vcpu, "complete", axvcpu_complete(vcpu, 0));
	check_busy(vcpu, "retry", axvcpu_retry(vcpu));
	check_busy(vcpu, "inject_exception", axvcpu_inject_exception(vcpu, 1, 2));
	check_busy(vcpu, "set_budget", axvcpu_set_budget(vcpu, 5));
	check_busy(vcpu, "statistics", axvcpu_statistics(vcpu, &statistics));
	check_busy(vcpu, "set_trace", axvcpu_set_trace(vcpu, NULL, NULL));
}

/* Every call of an owner, where another owner is inside a call. */
static void check_owner_calls(void *context)
{
	struct axvcpu *vcpu = context;

	for (unsigned i = 0; i < OWNER_CALLS; i++)
		check_busy(vcpu, owner_calls[i].name, owner_calls[i].call(vcpu));
	check_register_calls(vcpu);
}

/* The calls for any CPU are welcome there. */
static void check_any_cpu_calls(struct axvcpu *vcpu)
{
	is_status(axvcpu_kick(vcpu), AXVCPU_OK, "kick %s", place);
	is_status(axvcpu_inject_interrupt(vcpu, 1), AXVCPU_OK, "inject_interrupt %s", place);
	is_status(axvcpu_set_interrupt(vcpu, 1, true), AXVCPU_OK, "set_interrupt %s", place);
	is_status(axvcpu_set_interrupt(vcpu, 1, false), AXVCPU_OK, "and lowering it %s", place);
	is_status(axvcpu_wake(vcpu), AXVCPU_OK, "wake %s", place);
	ok(axvcpu_is_pending(vcpu), "it is pending");
	is_state(vcpu, met, "the state stays");
}

static enum axvcpu_status run_slot(struct guest *guest, struct axvcpu_exit *exit)
{
	met = AXVCPU_STATE_RUNNING;
	place = "from inside run";
	is_ptr(axvcpu_current(), guest->vcpu, "it is the current vCPU");
	check_owner_calls(guest->vcpu);
	place = "from another CPU while it runs";
	on_another_cpu(check_owner_calls, guest->vcpu);
	check_any_cpu_calls(guest->vcpu);
	ok(guest->script->kicks >= 3, "kick and interrupts reach the back end while it runs");
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

static void check_running(enum axvcpu_policy policy)
{
	struct guest_script script = { .run = run_slot };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, policy);
	const struct axvcpu_exit *exit = NULL;

	diag("running, %s", policy_names[policy]);
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "run itself goes on");
	is_u64(exit->reason, AXVCPU_EXIT_HALT, "to its exit");
	is_state(vcpu, AXVCPU_STATE_READY, "and is Ready");
	is_ptr(axvcpu_current(), NULL, "nobody is current");
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "the next run");
	ok(exit->reason == AXVCPU_EXIT_NOTHING && exit->nothing.cause == AXVCPU_NOTHING_KICKED,
	   "meets the kick of before");
	guest_end(vcpu);
}

/* The state in which each slot finds its vCPU: the one that the step leaves. */
static const struct { const char *slot; enum axvcpu_state state; } slots[] = {
	{ "setup", AXVCPU_STATE_CREATED },
	{ "bind", AXVCPU_STATE_FREE },
	{ "load", AXVCPU_STATE_RUNNING },
	{ "get_register", AXVCPU_STATE_FREE },
	{ "set_register", AXVCPU_STATE_FREE },
	{ "set_budget", AXVCPU_STATE_FREE },
	{ "unbind", AXVCPU_STATE_READY },
	{ "reset", AXVCPU_STATE_FREE },
};

static unsigned visited;

static void slot_hook(struct guest *guest, const char *slot)
{
	for (unsigned i = 0; i < sizeof slots / sizeof *slots; i++) {
		if (strcmp(slot, slots[i].slot) != 0)
			continue;
		visited++;
		met = slots[i].state;
		place = slot;
		is_ptr(axvcpu_current(), guest->vcpu, "%s: it is the current vCPU", slot);
		check_owner_calls(guest->vcpu);
		on_another_cpu(check_owner_calls, guest->vcpu);
	}
}

/* A whole life, each slot of which tries every call on its own vCPU. */
static void check_claimed(enum axvcpu_policy policy)
{
	struct guest_script script = { .inside = slot_hook };
	struct axvcpu_config config = guest_config(&script, policy);
	const struct axvcpu_exit *exit;
	struct axvcpu *vcpu;
	uint64_t value;

	diag("claimed, %s", policy_names[policy]);
	visited = 0;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_get_register(vcpu, 1, &value));
	must(axvcpu_set_register(vcpu, 1, 1));
	must(axvcpu_set_budget(vcpu, 1));
	must(axvcpu_bind(vcpu));
	must(axvcpu_run(vcpu, &exit));
	must(axvcpu_unbind(vcpu));
	must(axvcpu_reset(vcpu));
	is_u64(visited, sizeof slots / sizeof *slots, "every slot was visited once");
	script.inside = NULL;
	must(axvcpu_destroy(vcpu));
}

static unsigned notified;

static void notify(struct axvcpu *vcpu, void *context)
{
	(void)vcpu;
	(void)context;
	notified++;
}

static void wake_inside(struct guest *guest, const char *slot)
{
	if (strcmp(slot, "get_register") == 0)
		axvcpu_wake(guest->vcpu);
}

/* A wake that comes while the owner looks at its sleeping vCPU is not lost. */
static void check_wake_of_claimed(void)
{
	struct guest_script script = { .inside = wake_inside };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu;
	uint64_t value;

	config.notify = notify;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(vcpu));
	must(axvcpu_block(vcpu));
	must(axvcpu_get_register(vcpu, 1, &value));
	is_state(vcpu, AXVCPU_STATE_READY, "woken inside get_register, it is Ready after it");
	is_u64(notified, 1, "and its sleeper was notified once");
	guest_end(vcpu);
}

int main(void)
{
	check_running(AXVCPU_POLICY_STRICT);
	check_running(AXVCPU_POLICY_LENIENT);
	check_claimed(AXVCPU_POLICY_STRICT);
	check_claimed(AXVCPU_POLICY_LENIENT);
	check_wake_of_claimed();
	return done_testing();
}
