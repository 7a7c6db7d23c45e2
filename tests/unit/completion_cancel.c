/* SPDX-License-Identifier: MIT */
/* The other ends of an exit: retry, an exception, a new pc, a reset, a kick in between. */
#include "access.h"

static void check_retry(enum axvcpu_exit_reason reason)
{
	struct access_guest access;
	const char *name = axvcpu_exit_name(reason);

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access.next.reason = reason;
	access_run(&access);
	is_status(axvcpu_retry(access.vcpu), AXVCPU_OK, "%s: retry", name);
	is_status(axvcpu_complete(access.vcpu, 1), AXVCPU_NOT_PENDING, "%s: takes no answer now",
		  name);
	access_run(&access);
	is_u64(access.guest->retired, 0, "%s: nothing was stepped over", name);
	is_u64(*guest_pc(access.guest), GUEST_ENTRY, "%s: it is executed again", name);
	access_end(&access);
}

static void check_exception(enum axvcpu_exit_reason reason)
{
	struct access_guest access;
	const char *name = axvcpu_exit_name(reason);

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access.next.reason = reason;
	access_run(&access);
	is_status(axvcpu_inject_exception(access.vcpu, 5, 0x10000000), AXVCPU_OK,
		  "%s: an exception", name);
	ok(access.guest->exceptions == 1 && access.guest->exception == 5
	   && access.guest->exception_value == 0x10000000, "%s: reaches the back end", name);
	is_status(axvcpu_complete(access.vcpu, 1), AXVCPU_NOT_PENDING, "%s: and cancels", name);
	access_run(&access);
	is_u64(access.guest->retired, 0, "%s: the instruction does not retire", name);
	access_end(&access);
}

/* An exception that the back end refuses cancels nothing. */
static void check_refused_exception(uint64_t code, enum axvcpu_status answer,
				    enum axvcpu_status expected)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access_run(&access);
	access.script.inject = answer;
	is_status(axvcpu_inject_exception(access.vcpu, code, 0), expected, "a refused exception");
	is_state(access.vcpu, AXVCPU_STATE_READY, "changes no state");
	is_status(axvcpu_run(access.vcpu, &exit), AXVCPU_INCOMPLETE, "and answers nothing");
	is_status(axvcpu_complete(access.vcpu, 3), AXVCPU_OK, "the read can still be answered");
	access_end(&access);
}

static void check_new_pc(enum axvcpu_exit_reason reason)
{
	struct access_guest access;
	const char *name = axvcpu_exit_name(reason);

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access.next.reason = reason;
	access_run(&access);
	is_status(axvcpu_set_register(access.vcpu, AXVCPU_REGISTER_PC, 0x2000), AXVCPU_OK,
		  "%s: a new pc", name);
	access_run(&access);
	is_u64(access.guest->retired, 0, "%s: drops what was left to do", name);
	is_u64(*guest_pc(access.guest), 0x2000, "%s: and is where it goes on", name);
	access_end(&access);
}

static void check_reset(void)
{
	struct access_guest access;

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access_run(&access);
	must(axvcpu_unbind(access.vcpu));
	must(axvcpu_reset(access.vcpu));
	must(axvcpu_setup(access.vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(access.vcpu));
	is_status(axvcpu_complete(access.vcpu, 1), AXVCPU_NOT_PENDING, "reset drops the read");
	access_run(&access);
	is_u64(access.guest->retired, 0, "and its retiring");
	access_end(&access);
}

/* A kick between an exit and its retiring neither loses nor doubles the step. */
static void check_kick_between(enum axvcpu_exit_reason reason)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;
	const char *name = axvcpu_exit_name(reason);

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access.next.reason = reason;
	access_run(&access);
	if (reason == AXVCPU_EXIT_MMIO_READ)
		must(axvcpu_complete(access.vcpu, 1));
	axvcpu_kick(access.vcpu);
	exit = access_run(&access);
	ok(exit->reason == AXVCPU_EXIT_NOTHING && exit->nothing.cause == AXVCPU_NOTHING_KICKED,
	   "%s: the next run meets the kick", name);
	is_u64(access_run(&access)->reason, reason, "%s: the run after it does not", name);
	is_u64(access.guest->retired, 1, "%s: the instruction retired once", name);
	access_end(&access);
}

/* An unanswered read does not eat the kick. */
static void check_kick_unanswered(void)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access_run(&access);
	axvcpu_kick(access.vcpu);
	is_status(axvcpu_run(access.vcpu, &exit), AXVCPU_INCOMPLETE, "unanswered and kicked");
	ok(axvcpu_is_pending(access.vcpu), "the kick waits");
	must(axvcpu_complete(access.vcpu, 1));
	is_u64(access_run(&access)->reason, AXVCPU_EXIT_NOTHING, "until the read is answered");
	access_run(&access);
	is_u64(access.guest->retired, 1, "and the read retired once");
	must(axvcpu_complete(access.vcpu, 1));
	access_end(&access);
}

/* A destination that the back end refuses leaves the read unanswered. */
static void check_refused_register(void)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access_run(&access);
	access.script.set = AXVCPU_BAD_ARGUMENT;
	ok(axvcpu_complete(access.vcpu, 1) != AXVCPU_OK, "no register takes the value");
	access.script.set = AXVCPU_OK;
	is_status(axvcpu_run(access.vcpu, &exit), AXVCPU_INCOMPLETE, "the read is unanswered");
	is_status(axvcpu_complete(access.vcpu, 1), AXVCPU_OK, "and can be answered again");
	access_end(&access);
}

/* An answered read does not make the write after it look answered, too. */
static void check_write_after_read(void)
{
	struct access_guest access;

	access_begin(&access);
	access_read(&access, 4, true, 8);
	access_run(&access);
	must(axvcpu_complete(access.vcpu, 1));
	access_other(&access, AXVCPU_EXIT_MMIO_WRITE);
	access_run(&access);
	is_status(axvcpu_retry(access.vcpu), AXVCPU_OK, "a write after an answered read: retry");
	access_run(&access);
	is_u64(access.guest->retired, 1, "only the read has retired");
	access_end(&access);
}

int main(void)
{
	static const enum axvcpu_exit_reason reasons[] = {
		AXVCPU_EXIT_MMIO_READ, AXVCPU_EXIT_MMIO_WRITE, AXVCPU_EXIT_SYSREG_READ,
		AXVCPU_EXIT_SYSREG_WRITE, AXVCPU_EXIT_IO_READ, AXVCPU_EXIT_IO_WRITE,
		AXVCPU_EXIT_HYPERCALL,
	};

	for (unsigned i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		check_retry(reasons[i]);
		check_exception(reasons[i]);
		check_new_pc(reasons[i]);
	}
	check_refused_exception(64, AXVCPU_OK, AXVCPU_BAD_ARGUMENT);
	check_refused_exception(1, AXVCPU_UNSUPPORTED, AXVCPU_UNSUPPORTED);
	check_reset();
	check_kick_between(AXVCPU_EXIT_MMIO_READ);
	check_kick_between(AXVCPU_EXIT_MMIO_WRITE);
	check_kick_between(AXVCPU_EXIT_HYPERCALL);
	check_kick_unanswered();
	check_write_after_read();
	check_refused_register();
	return done_testing();
}
