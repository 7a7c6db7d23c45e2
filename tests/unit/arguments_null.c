/* SPDX-License-Identifier: MIT */
/* A null vCPU, and null where create and its like want something. */
#include "guest.h"

static void is_bad(enum axvcpu_status status, const char *call)
{
	struct axvcpu_error error;

	axvcpu_last_error(&error);
	is_status(status, AXVCPU_BAD_ARGUMENT, "%s of null", call);
	ok(error.status == AXVCPU_BAD_ARGUMENT && !error.has_state, "%s: so says the error", call);
	is_str(error.call, call, "%s: and names the call", call);
}

static void check_owner_calls(void)
{
	const struct axvcpu_exit *exit;
	struct axvcpu_statistics statistics;
	uint64_t value;

	is_bad(axvcpu_setup(NULL, 0, NULL, NULL), "setup");
	is_bad(axvcpu_bind(NULL), "bind");
	is_bad(axvcpu_run(NULL, &exit), "run");
	is_bad(axvcpu_block(NULL), "block");
	is_bad(axvcpu_unbind(NULL), "unbind");
	is_bad(axvcpu_reset(NULL), "reset");
	is_bad(axvcpu_destroy(NULL), "destroy");
	is_bad(axvcpu_set_budget(NULL, 1), "set_budget");
	is_bad(axvcpu_complete(NULL, 1), "complete");
	is_bad(axvcpu_retry(NULL), "retry");
	is_bad(axvcpu_inject_exception(NULL, 1, 1), "inject_exception");
	is_bad(axvcpu_get_register(NULL, 1, &value), "get_register");
	is_bad(axvcpu_set_register(NULL, 1, 1), "set_register");
	is_bad(axvcpu_statistics(NULL, &statistics), "statistics");
	is_bad(axvcpu_set_trace(NULL, NULL, NULL), "set_trace");
}

static void check_any_cpu_calls(void)
{
	is_status(axvcpu_wake(NULL), AXVCPU_BAD_ARGUMENT, "wake of null");
	is_status(axvcpu_kick(NULL), AXVCPU_BAD_ARGUMENT, "kick of null");
	is_status(axvcpu_set_interrupt(NULL, 1, true), AXVCPU_BAD_ARGUMENT, "set_interrupt");
	is_status(axvcpu_inject_interrupt(NULL, 1), AXVCPU_BAD_ARGUMENT, "inject_interrupt");
	ok(!axvcpu_is_pending(NULL), "nothing is pending for null");
	is_u64(axvcpu_deadline(NULL), UINT64_MAX, "null has no deadline");
}

static void check_identity(void)
{
	is_u64(axvcpu_vm_id(NULL), 0, "vm_id of null");
	is_u64(axvcpu_vcpu_id(NULL), 0, "vcpu_id of null");
	ok(!axvcpu_is_bsp(NULL), "null is no boot processor");
	is_u64(axvcpu_favor_cpu(NULL), AXVCPU_CPU_ANY, "null favours no CPU");
	ok(!axvcpu_cpu_allowed(NULL, 0), "no CPU may run null");
	is_u64(axvcpu_cpu(NULL), AXVCPU_CPU_ANY, "null is bound nowhere");
	is_ptr(axvcpu_backend(NULL), NULL, "null has no back end");
	is_ptr(axvcpu_context(NULL), NULL, "null has no context");
}

static void check_create(void)
{
	struct guest_script script = { 0 };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu = (struct axvcpu *)&script;
	_Alignas(64) static char memory[64];

	is_bad(axvcpu_create(NULL, &vcpu), "create");
	is_ptr(vcpu, &script, "create: the caller's variable is left alone");
	is_bad(axvcpu_create(&config, NULL), "create");
	is_bad(axvcpu_create_at(NULL, 4096, &config, &vcpu), "create_at");
	is_bad(axvcpu_create_at(memory, sizeof memory, NULL, &vcpu), "create_at");
	is_bad(axvcpu_create_at(memory, sizeof memory, &config, NULL), "create_at");
	is_ptr(vcpu, &script, "create_at: the caller's variable is left alone");
	is_bad(axvcpu_percpu_enable(0, NULL), "percpu_enable");
	ok(!axvcpu_percpu_is_enabled(), "percpu_enable of null enables nothing");
}

static void check_spaces(void)
{
	struct axvcpu_config config = { AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64 };
	struct axvcpu_mapping mapping;
	struct axvcpu_space *space;
	_Alignas(4096) static char page[4096];

	is_bad(axvcpu_space_create(NULL, &space), "space_create");
	is_bad(axvcpu_space_create(&config, NULL), "space_create");
	is_bad(axvcpu_space_from_root(NULL, 0x4000, &space), "space_from_root");
	is_bad(axvcpu_space_from_root(&config, 0x4000, NULL), "space_from_root");
	is_bad(axvcpu_space_destroy(NULL), "space_destroy");
	is_bad(axvcpu_space_map(NULL, 0, page, 4096, AXVCPU_MAP_READ), "space_map");
	is_bad(axvcpu_space_unmap(NULL, 0, 4096), "space_unmap");
	is_bad(axvcpu_space_protect(NULL, 0, 4096, AXVCPU_MAP_READ), "space_protect");
	is_bad(axvcpu_space_flush(NULL), "space_flush");
	is_bad(axvcpu_space_lookup(NULL, 0, &mapping), "space_lookup");
	is_u64(axvcpu_space_root(NULL), 0, "root of null");
}

/* Texts are cut off where there is no room, as by snprintf. */
static void check_message(void)
{
	char text[8] = "xxxxxxx";
	size_t length;

	is_bad(axvcpu_bind(NULL), "bind");
	length = axvcpu_error_message(NULL, 0);
	ok(length > sizeof text, "the length of a message without a buffer");
	is_u64(axvcpu_error_message(text, sizeof text), length, "and with a small one");
	is_str(text, "bind: b", "what fits ends in a zero");
	is_u64(axvcpu_error_message(text, 1), length, "a buffer of one byte");
	is_str(text, "", "holds the zero");
}

int main(void)
{
	struct axvcpu_error error = { .status = AXVCPU_FAILED, .call = "x", .has_state = 1 };

	axvcpu_last_error(&error);
	ok(error.status == AXVCPU_OK && !error.call && !error.has_state && !error.detail,
	   "before the first refusal there is no error");
	check_owner_calls();
	check_any_cpu_calls();
	check_identity();
	check_create();
	check_spaces();
	check_message();
	return done_testing();
}
