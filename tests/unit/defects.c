/* SPDX-License-Identifier: MIT */
/* Defects that the crate of the same name had, one check each: this library has none of them. */
#include "guest.h"

/* The wrong-state error said "Invalid", whatever the state had been. */
static void real_state_is_named(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_CREATED, &script, AXVCPU_POLICY_STRICT);
	char text[160];

	is_status(axvcpu_bind(vcpu), AXVCPU_BAD_STATE, "bind before setup");
	axvcpu_error_message(text, sizeof text);
	is_str(text, "bind: bad_state: the vCPU is created, bind needs free",
	       "1. the message names the state that bind met");
	guest_end(vcpu);
}

/* One misuse, or one error of run, killed the vCPU for good; it could not even unbind. */
static void misuse_is_recoverable(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_INVALID, &script, AXVCPU_POLICY_STRICT);
	const struct axvcpu_exit *exit;

	is_status(axvcpu_unbind(vcpu), AXVCPU_OK, "2. an Invalid vCPU can be unbound");
	is_status(axvcpu_reset(vcpu), AXVCPU_OK, "2. and reset");
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(vcpu));
	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "2. and runs again");
	guest_end(vcpu);
}

static enum axvcpu_status ask_inside(struct guest *guest, struct axvcpu_exit *exit)
{
	is_state(guest->vcpu, AXVCPU_STATE_RUNNING, "3. inside run, the state can be asked for");
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

/* Asking for the state from inside run panicked. */
static void state_inside_run(void)
{
	struct guest_script script = { .run = ask_inside };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	const struct axvcpu_exit *exit;

	must(axvcpu_run(vcpu, &exit));
	guest_end(vcpu);
}

static enum axvcpu_status fails(struct guest *guest, struct axvcpu_exit *exit)
{
	(void)guest;
	(void)exit;
	return AXVCPU_FAILED;
}

/* A run that ended badly left Running and a stale current vCPU behind. */
static void failing_run_leaves_nothing(void)
{
	struct guest_script script = { .run = fails };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_LENIENT);
	const struct axvcpu_exit *exit;

	is_status(axvcpu_run(vcpu, &exit), AXVCPU_FAILED, "4. a run that fails");
	is_state(vcpu, AXVCPU_STATE_INVALID, "4. leaves no Running");
	is_ptr(axvcpu_current(), NULL, "4. and no current vCPU");
	guest_end(vcpu);
	is_ptr(axvcpu_percpu_loaded(), NULL, "4. and, taken off, nothing in the CPU");
}

static unsigned enabled, disabled;

static enum axvcpu_status refuse_enable(struct axvcpu_percpu *cpu)
{
	(void)cpu;
	enabled++;
	return AXVCPU_UNAVAILABLE;
}

static void count_disable(struct axvcpu_percpu *cpu)
{
	(void)cpu;
	disabled++;
}

/* Dropping an uninitialised per-CPU state panicked; a failed start left half of one. */
static void percpu_is_whole(void *context)
{
	struct guest_script script = { 0 };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu_ops ops = guest_ops;

	(void)context;
	is_status(axvcpu_percpu_disable(), AXVCPU_OK, "5. disable without enable");
	ops.enable = refuse_enable;
	ops.disable = count_disable;
	config.ops = &ops;
	is_status(axvcpu_percpu_enable(40, &config), AXVCPU_UNAVAILABLE, "5. enable fails");
	is_u64(enabled, 1, "5. it was tried once");
	ok(!axvcpu_percpu_is_enabled(), "5. and leaves the CPU not enabled");
	is_u64(axvcpu_percpu_id(), AXVCPU_CPU_ANY, "5. without a number");
	is_status(axvcpu_percpu_disable(), AXVCPU_OK, "5. disable after that");
	is_u64(disabled, 0, "5. does not disable what never was enabled");
	is_status(axvcpu_percpu_enable(41, &(struct axvcpu_config){
		AXVCPU_CONFIG_INIT, .ops = &guest_ops }), AXVCPU_OK, "5. another can be enabled");
}

/* set_entry was accepted in any state. */
static void registers_need_a_state(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_CREATED, &script, AXVCPU_POLICY_STRICT);

	is_status(axvcpu_set_register(vcpu, AXVCPU_REGISTER_PC, 0x4000), AXVCPU_BAD_STATE,
		  "6. no pc before setup");
	is_state(vcpu, AXVCPU_STATE_CREATED, "6. which does no harm");
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	is_u64(*guest_pc(guest_of(vcpu)), GUEST_ENTRY, "6. the entry is setup's");
	is_status(axvcpu_setup(vcpu, 0x8000, NULL, NULL), AXVCPU_BAD_STATE, "6. a second setup");
	is_u64(*guest_pc(guest_of(vcpu)), GUEST_ENTRY, "6. does not move it");
	guest_end(vcpu);
}

static enum axvcpu_status odd_exit(struct guest *guest, struct axvcpu_exit *exit)
{
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	exit->reason = (enum axvcpu_exit_reason)(uintptr_t)guest->script->context;
	return AXVCPU_OK;
}

/* What the guest did could end the host: an exit of no known kind is an exit all the same. */
static void unknown_exit_is_an_exit(uintptr_t reason)
{
	struct guest_script script = { .run = odd_exit, .context = (void *)reason };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	const struct axvcpu_exit *exit = NULL;

	is_status(axvcpu_run(vcpu, &exit), AXVCPU_OK, "7. an exit of kind %#lx",
		  (unsigned long)reason);
	ok(exit && exit->reason < AXVCPU_EXIT_REASONS, "7. has a reason in range");
	is_state(vcpu, AXVCPU_STATE_READY, "7. and the vCPU is usable");
	guest_end(vcpu);
}

/* Common code wrote register 0 where it meant the first argument. */
static void arguments_have_names(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	uint32_t reg = 0;

	must(axvcpu_set_register(vcpu, AXVCPU_REGISTER_ARG0, 0x1234));
	is_u64(guest_of(vcpu)->registers[0], 0, "9. an argument is not register 0");
	must(axvcpu_register_find(AXVCPU_ARCH_RISCV64, "arg0", &reg));
	is_u64(reg, 10, "9. on riscv64 it is x10");
	is_u64(axvcpu_register_of_role(AXVCPU_ARCH_RISCV64, AXVCPU_REGISTER_ARG0), 10,
	       "9. by its role too");
	guest_end(vcpu);
}

int main(void)
{
	real_state_is_named();
	misuse_is_recoverable();
	state_inside_run();
	failing_run_leaves_nothing();
	on_another_cpu(percpu_is_whole, NULL);
	registers_need_a_state();
	unknown_exit_is_an_exit(20);
	unknown_exit_is_an_exit(32);
	unknown_exit_is_an_exit(0x7fffffff);
	unknown_exit_is_an_exit(0xffffffff);
	arguments_have_names();
	return done_testing();
}
