/* SPDX-License-Identifier: MIT */
/* Names and values that users see, written by hand from the documents. */
#include <errno.h>
#include <string.h>

#include <axvcpu/axvcpu.h>

#include "../tap.h"

/* The seed's numbers of the states. */
static void check_states(void)
{
	static const char *const names[] = {
		"invalid", "created", "free", "ready", "running", "blocked",
	};

	for (unsigned i = 0; i < 6; i++)
		is_str(axvcpu_state_name((enum axvcpu_state)i), names[i], "state %u", i);
	is_str(axvcpu_state_name((enum axvcpu_state)6), "unknown", "there is no seventh state");
	is_str(axvcpu_state_name((enum axvcpu_state)-1), "unknown", "nor one before the first");
	is_u64(AXVCPU_STATE_INVALID, 0, "Invalid is 0");
	is_u64(AXVCPU_STATE_BLOCKED, 5, "Blocked is 5");
}

static void check_events(void)
{
	static const struct { enum axvcpu_event event; const char *name; } events[] = {
		{ AXVCPU_EVENT_SETUP, "setup" }, { AXVCPU_EVENT_BIND, "bind" },
		{ AXVCPU_EVENT_RUN, "run" }, { AXVCPU_EVENT_BLOCK, "block" },
		{ AXVCPU_EVENT_WAKE, "wake" }, { AXVCPU_EVENT_UNBIND, "unbind" },
		{ AXVCPU_EVENT_FAIL, "fail" }, { AXVCPU_EVENT_RESET, "reset" },
		{ AXVCPU_EVENT_DESTROY, "destroy" },
	};

	for (unsigned i = 0; i < sizeof events / sizeof *events; i++)
		is_str(axvcpu_event_name(events[i].event), events[i].name, "event %s",
		       events[i].name);
	is_str(axvcpu_policy_name(AXVCPU_POLICY_STRICT), "strict", "policy strict");
	is_str(axvcpu_policy_name(AXVCPU_POLICY_LENIENT), "lenient", "policy lenient");
	is_u64(AXVCPU_POLICY_STRICT, 0, "strict is the default");
}

static const struct { enum axvcpu_status status; const char *name; int number; } statuses[] = {
	{ AXVCPU_OK, "ok", 0 },
	{ AXVCPU_BAD_ARGUMENT, "bad_argument", EINVAL },
	{ AXVCPU_BAD_ADDRESS, "bad_address", EFAULT },
	{ AXVCPU_BAD_STATE, "bad_state", EPERM },
	{ AXVCPU_BUSY, "busy", EBUSY },
	{ AXVCPU_WRONG_CPU, "wrong_cpu", EXDEV },
	{ AXVCPU_NOT_ALLOWED, "not_allowed", EACCES },
	{ AXVCPU_NOT_ENABLED, "not_enabled", ENODEV },
	{ AXVCPU_INCOMPLETE, "incomplete", EINPROGRESS },
	{ AXVCPU_NOT_PENDING, "not_pending", ENOENT },
	{ AXVCPU_PENDING, "pending", EAGAIN },
	{ AXVCPU_UNSUPPORTED, "unsupported", ENOTSUP },
	{ AXVCPU_UNAVAILABLE, "unavailable", ENOSYS },
	{ AXVCPU_NO_MEMORY, "no_memory", ENOMEM },
	{ AXVCPU_FAILED, "failed", EIO },
	{ AXVCPU_MISMATCH, "mismatch", EBADMSG },
};

static void check_statuses(void)
{
	for (unsigned i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		is_u64(statuses[i].status, i, "status %s is %u", statuses[i].name, i);
		is_str(axvcpu_status_name(statuses[i].status), statuses[i].name, "its name");
		is_i64(axvcpu_status_errno(statuses[i].status), statuses[i].number, "its errno");
	}
	is_str(axvcpu_status_name((enum axvcpu_status)999), "unknown", "a status that is none");
	ok(axvcpu_status_errno((enum axvcpu_status)999) != 0, "is no success as an errno");
}

/* The seed's exits, those of the crate, and those of the design. */
static const struct { enum axvcpu_exit_reason reason; const char *name; } exits[] = {
	{ AXVCPU_EXIT_HYPERCALL, "hypercall" },
	{ AXVCPU_EXIT_MMIO_READ, "mmio_read" },
	{ AXVCPU_EXIT_MMIO_WRITE, "mmio_write" },
	{ AXVCPU_EXIT_SYSREG_READ, "sysreg_read" },
	{ AXVCPU_EXIT_SYSREG_WRITE, "sysreg_write" },
	{ AXVCPU_EXIT_IO_READ, "io_read" },
	{ AXVCPU_EXIT_IO_WRITE, "io_write" },
	{ AXVCPU_EXIT_EXTERNAL_INTERRUPT, "external_interrupt" },
	{ AXVCPU_EXIT_NESTED_PAGE_FAULT, "nested_page_fault" },
	{ AXVCPU_EXIT_HALT, "halt" },
	{ AXVCPU_EXIT_CPU_UP, "cpu_up" },
	{ AXVCPU_EXIT_CPU_DOWN, "cpu_down" },
	{ AXVCPU_EXIT_SYSTEM_DOWN, "system_down" },
	{ AXVCPU_EXIT_NOTHING, "nothing" },
	{ AXVCPU_EXIT_FAIL_ENTRY, "fail_entry" },
	{ AXVCPU_EXIT_SEND_IPI, "send_ipi" },
	{ AXVCPU_EXIT_UNKNOWN, "unknown" },
	{ AXVCPU_EXIT_DEBUG, "debug" },
	{ AXVCPU_EXIT_CPUID, "cpuid" },
	{ AXVCPU_EXIT_INTERRUPT_DONE, "interrupt_done" },
};

static bool is_of_host(enum axvcpu_exit_reason reason)
{
	return reason == AXVCPU_EXIT_NOTHING || reason == AXVCPU_EXIT_EXTERNAL_INTERRUPT;
}

static void check_exits(void)
{
	for (unsigned i = 0; i < sizeof exits / sizeof *exits; i++) {
		const char *doc = axvcpu_exit_doc(exits[i].reason);

		is_str(axvcpu_exit_name(exits[i].reason), exits[i].name, "exit %s", exits[i].name);
		ok(exits[i].reason < AXVCPU_EXIT_REASONS, "it can be counted");
		ok(doc && strlen(doc) > 10, "it is described");
		ok(axvcpu_exit_is_synchronous(exits[i].reason) != is_of_host(exits[i].reason),
		   "whose doing it is");
	}
	is_str(axvcpu_exit_name((enum axvcpu_exit_reason)999), "unknown", "an exit that is none");
}

/* Fields of the payloads, by name and in order. */
static void check_fields(enum axvcpu_exit_reason reason, const char *expected)
{
	char names[256] = "";
	size_t count = 99;
	const struct axvcpu_field *fields = axvcpu_exit_fields(reason, &count);

	for (size_t i = 0; i < count; i++) {
		strncat(names, i ? " " : "", sizeof names - strlen(names) - 1);
		strncat(names, fields[i].name, sizeof names - strlen(names) - 1);
	}
	is_str(names, expected, "fields of %s", axvcpu_exit_name(reason));
}

static void check_payloads(void)
{
	check_fields(AXVCPU_EXIT_HYPERCALL, "nr args");
	check_fields(AXVCPU_EXIT_MMIO_READ,
		     "addr width reg reg_width signed_ext operation operand access gva "
		     "result flags carry memory");
	check_fields(AXVCPU_EXIT_MMIO_WRITE, "addr width data access gva reg memory");
	check_fields(AXVCPU_EXIT_SYSREG_WRITE, "addr value");
	check_fields(AXVCPU_EXIT_IO_WRITE, "port width data memory");
	check_fields(AXVCPU_EXIT_EXTERNAL_INTERRUPT, "vector");
	check_fields(AXVCPU_EXIT_CPU_UP, "target_cpu entry_point arg");
	check_fields(AXVCPU_EXIT_FAIL_ENTRY, "reason");
	check_fields(AXVCPU_EXIT_SEND_IPI,
		     "target_cpu target_cpu_aux send_to_all send_to_self vector");
	check_fields(AXVCPU_EXIT_HALT, "");
}

static void check_back_ends(void)
{
	enum axvcpu_backend backend = AXVCPU_BACKEND_DEFAULT;

	ok(axvcpu_backend_from_name("soft", &backend) && backend == AXVCPU_BACKEND_SOFT, "soft");
	ok(axvcpu_backend_from_name("hext", &backend) && backend == AXVCPU_BACKEND_HEXT, "hext");
	ok(!axvcpu_backend_from_name("sof", &backend), "no back end has half a name");
	ok(!axvcpu_backend_from_name("softer", &backend), "or one and a half");
	ok(!axvcpu_backend_from_name("", &backend), "or none");
	is_str(axvcpu_backend_name(AXVCPU_BACKEND_SOFT), "soft", "its name");
	is_str(axvcpu_arch_name(AXVCPU_ARCH_RISCV64), "riscv64", "the arch's name");
}

int main(void)
{
	check_states();
	check_events();
	check_statuses();
	check_exits();
	check_payloads();
	check_back_ends();
	return done_testing();
}
