/* SPDX-License-Identifier: MIT */
/* Slots that refuse or fail, and entries that the hardware refuses. */
#include "guest.h"
#include "snapshot.h"

static void is_message(const char *expected_begin)
{
	char text[160];
	size_t i = 0;

	axvcpu_error_message(text, sizeof text);
	while (expected_begin[i] && text[i] == expected_begin[i])
		i++;
	ok(!expected_begin[i], "the message is \"%s\"", text);
}

/* Setup refused: it stays Created, under the strict policy too, and can be set up after. */
static void check_setup(void)
{
	struct guest_script script = { .setup = AXVCPU_BAD_ADDRESS };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_CREATED, &script, AXVCPU_POLICY_STRICT);
	struct snapshot before;

	snapshot_take(&before, vcpu);
	is_status(axvcpu_setup(vcpu, 1, NULL, NULL), AXVCPU_BAD_ADDRESS, "a bad entry");
	is_message("setup: bad_address");
	ok(snapshot_same_state(&before, vcpu), "it stays Created, nothing has changed");
	script.setup = AXVCPU_OK;
	is_status(axvcpu_setup(vcpu, 4, NULL, &before), AXVCPU_OK, "a good one after it");
	is_ptr(script.setup_config, &before, "its config arrives");
	guest_end(vcpu);
}

/* Bind refused: it stays Free and on no CPU. */
static void check_bind(void)
{
	struct guest_script script = { .bind = AXVCPU_NO_MEMORY };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_FREE, &script, AXVCPU_POLICY_STRICT);
	struct snapshot before;

	snapshot_take(&before, vcpu);
	is_status(axvcpu_bind(vcpu), AXVCPU_NO_MEMORY, "no tag for it");
	is_message("bind: no_memory");
	ok(snapshot_same_state(&before, vcpu), "it stays Free and on no CPU");
	is_status(axvcpu_percpu_disable(), AXVCPU_OK, "no CPU counts it");
	must(axvcpu_percpu_enable(axvcpu_percpu_id() == AXVCPU_CPU_ANY ? 5 : axvcpu_percpu_id(),
				  &(struct axvcpu_config){ AXVCPU_CONFIG_INIT, .ops = &guest_ops }));
	script.bind = AXVCPU_OK;
	is_status(axvcpu_bind(vcpu), AXVCPU_OK, "and can be bound after that");
	guest_end(vcpu);
}

static enum axvcpu_status run_fails(struct guest *guest, struct axvcpu_exit *exit)
{
	(void)exit;
	return (enum axvcpu_status)(uintptr_t)guest->script->context;
}

/* Whatever the slot's status, run says failed, and the vCPU is Invalid but not lost. */
static void check_run(enum axvcpu_status status, enum axvcpu_policy policy)
{
	struct guest_script script = { .run = run_fails, .context = (void *)(uintptr_t)status };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, policy);
	const struct axvcpu_exit *exit;

	is_status(axvcpu_run(vcpu, &exit), AXVCPU_FAILED, "run's slot answers %s",
		  axvcpu_status_name(status));
	is_message("run: failed");
	is_state(vcpu, AXVCPU_STATE_INVALID, "the vCPU is Invalid");
	ok(axvcpu_current() == NULL, "nobody is current");
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_BAD_STATE, "it cannot run");
	is_message("run: bad_state: the vCPU is invalid, run needs ready");
	is_status(axvcpu_reset(vcpu), AXVCPU_OK, "but be reset");
	script.run = NULL;
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(vcpu));
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "and run again");
	guest_end(vcpu);
}

/* A later run, which takes the short way, fails no differently. */
static void check_later_run(void)
{
	struct guest_script script = { .context = (void *)(uintptr_t)AXVCPU_FAILED };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	const struct axvcpu_exit *exit;

	must(axvcpu_run(vcpu, &exit));
	must(axvcpu_run(vcpu, &exit));
	script.run = run_fails;
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_FAILED, "the third run fails");
	is_state(vcpu, AXVCPU_STATE_INVALID, "the vCPU is Invalid");
	guest_end(vcpu);
}

/* A load that fails: nothing is loaded, and the one before is out. */
static void check_load(void)
{
	struct guest_script script = { 0 }, other = { 0 };
	struct axvcpu *before = guest_in(AXVCPU_STATE_READY, &other, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	const struct axvcpu_exit *exit;

	must(axvcpu_run(before, &exit));
	script.load = AXVCPU_FAILED;
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_FAILED, "load fails");
	is_state(vcpu, AXVCPU_STATE_INVALID, "the vCPU is Invalid");
	is_ptr(axvcpu_percpu_loaded(), NULL, "nothing is loaded");
	is_u64(guest_of(before)->evicts, 1, "the one before was evicted");
	is_u64(guest_of(vcpu)->evicts, 0, "this one, never loaded, was not");
	is_status(axvcpu_run(before, &exit), AXVCPU_OK, "the one before runs again");
	is_u64(guest_of(before)->loads, 2, "after it was loaded again");
	guest_end(before);
	guest_end(vcpu);
}

static enum axvcpu_status no_entry(struct guest *guest, struct axvcpu_exit *exit)
{
	guest_exit(guest, exit, AXVCPU_EXIT_FAIL_ENTRY);
	exit->fail_entry.reason = 0x80000021;
	return AXVCPU_OK;
}

/* An entry that the hardware refuses is an exit, not a failure: the vCPU stays usable. */
static void check_fail_entry(void)
{
	struct guest_script script = { .run = no_entry };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	const struct axvcpu_exit *exit = NULL;

	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "a refused entry");
	is_u64(exit->reason, AXVCPU_EXIT_FAIL_ENTRY, "is the exit fail_entry");
	is_u64(exit->fail_entry.reason, 0x80000021, "with the hardware's word for it");
	is_state(vcpu, AXVCPU_STATE_READY, "and the vCPU is Ready");
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "it can be tried again");
	guest_end(vcpu);
}

/* Statuses of the slots for registers reach the caller and change no state. */
static void check_registers(void)
{
	struct guest_script script = { .get = AXVCPU_UNSUPPORTED, .set = AXVCPU_BAD_ARGUMENT,
				       .inject = AXVCPU_UNSUPPORTED, .budget = AXVCPU_UNSUPPORTED };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	uint64_t value = 5;

	is_status(axvcpu_get_register(vcpu, 1, &value), AXVCPU_UNSUPPORTED, "get_register");
	is_message("get_register: unsupported");
	is_u64(value, 5, "the caller's variable is left alone");
	is_status(axvcpu_set_register(vcpu, 1, 1), AXVCPU_BAD_ARGUMENT, "set_register");
	is_message("set_register: bad_argument");
	is_status(axvcpu_inject_exception(vcpu, 1, 1), AXVCPU_UNSUPPORTED, "inject_exception");
	is_message("inject_exception: unsupported");
	is_status(axvcpu_set_budget(vcpu, 1), AXVCPU_UNSUPPORTED, "set_budget");
	is_message("set_budget: unsupported");
	is_state(vcpu, AXVCPU_STATE_READY, "it is Ready");
	guest_end(vcpu);
}

/* A call that succeeds leaves the last refusal alone. */
static void check_error_stays(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_LENIENT);
	const struct axvcpu_exit *exit;

	is_status(axvcpu_bind(vcpu), AXVCPU_BAD_STATE, "a refusal");
	must(axvcpu_run(vcpu, &exit));
	guest_end(vcpu);
	is_message("bind: bad_state: the vCPU is ready, bind needs free");
}

int main(void)
{
	check_setup();
	check_bind();
	for (int policy = AXVCPU_POLICY_STRICT; policy <= AXVCPU_POLICY_LENIENT; policy++) {
		check_run(AXVCPU_FAILED, (enum axvcpu_policy)policy);
		check_run(AXVCPU_BAD_STATE, (enum axvcpu_policy)policy);
		check_run(AXVCPU_INCOMPLETE, (enum axvcpu_policy)policy);
		check_run((enum axvcpu_status)12345, (enum axvcpu_policy)policy);
	}
	check_later_run();
	check_load();
	check_fail_entry();
	check_registers();
	check_error_stays();
	return done_testing();
}
