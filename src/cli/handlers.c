/* SPDX-License-Identifier: MIT */
/* What becomes of an exit: a table of handlers by its reason. */
#include <config.h>

#include "crash.h"
#include "faults.h"
#include "handlers.h"
#include "hsm.h"
#include "idle.h"
#include "sbi.h"

/* Bits of stvec that are not of the address (Volume II, 10.1.2). */
#define STVEC_MODE UINT64_C(3)

/* hstatus: the trap is the supervisor's (Volume II, 18.2.1). */
#define HSTATUS_SPVP (UINT64_C(1) << 8)

/* Counts the exits of the hart: the platform gives the guest this much of a counter. */
#define HPMCOUNTER3 0xc03

static bool crash(struct hart *hart, const struct axvcpu_exit *exit, const char *why)
{
	crash_report(hart, exit, why);
	machine_end(hart->machine, OUTCOME_CRASH, NULL);
	return false;
}

static bool on_unexpected(struct hart *hart, const struct axvcpu_exit *exit)
{
	return crash(hart, exit, "unexpected exit");
}

static bool on_nothing(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (exit->nothing.cause == AXVCPU_NOTHING_BUDGET)
		machine_end(hart->machine, OUTCOME_EXHAUSTED,
			    "stopped: the limit of instructions is reached");
	return true;
}

static bool on_hypercall(struct hart *hart, const struct axvcpu_exit *exit)
{
	return hart_check(hart, sbi_call(hart->machine, hart->vcpu, &exit->hypercall));
}

static bool on_mmio_read(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_read *read = &exit->mmio_read;
	uint64_t value;

	if (!bus_read(&hart->machine->bus, read->addr, read->width, &value))
		return hart_check(hart, raise_access_fault(hart->vcpu, read->access, read->gva));
	return hart_check(hart, axvcpu_complete(hart->vcpu, value));
}

static bool on_mmio_write(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_write *write = &exit->mmio_write;

	if (!bus_write(&hart->machine->bus, write->addr, write->width, write->data))
		return hart_check(hart, raise_access_fault(hart->vcpu, write->access, write->gva));
	return true;
}

/* scounteren has no bit for it, so the guest's user may not read it (Volume II, 18.2.6). */
static bool is_of_supervisor(const struct axvcpu_exit *exit)
{
	return exit->syndrome.hext.hstatus & HSTATUS_SPVP;
}

static bool on_sysreg_read(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_sysreg_read *read = &exit->sysreg_read;

	if (read->addr != HPMCOUNTER3 || read->operation != AXVCPU_OPERATION_LOAD ||
	    !is_of_supervisor(exit))
		return hart_check(hart, raise_illegal(hart->vcpu, exit));
	return hart_check(hart, axvcpu_complete(hart->vcpu, hart->record.total));
}

static bool on_sysreg_write(struct hart *hart, const struct axvcpu_exit *exit)
{
	return hart_check(hart, raise_illegal(hart->vcpu, exit));
}

/* A fetch from the trap vector: the exception for it would fetch there again, for ever. */
static bool is_lost(struct hart *hart, const struct axvcpu_exit *exit)
{
	uint64_t vector;

	return exit->nested_page_fault.access == AXVCPU_ACCESS_EXECUTE &&
	       hart_check(hart, axvcpu_get_register(hart->vcpu, AXVCPU_RISCV64_STVEC, &vector)) &&
	       exit->pc == (vector & ~STVEC_MODE);
}

static bool on_nested_page_fault(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (is_lost(hart, exit))
		return crash(hart, exit, "the guest's trap vector (stvec) is not in memory; "
			     "scause, sepc and stval tell what it could not handle");
	return hart_check(hart, raise_nested_fault(hart->vcpu, exit));
}

static bool on_halt(struct hart *hart, const struct axvcpu_exit *exit)
{
	(void)exit;
	wait_for_interrupt(hart);
	return true;
}

static bool on_cpu_up(struct hart *hart, const struct axvcpu_exit *exit)
{
	int64_t error = hsm_start(hart->machine, &exit->cpu_up);

	return hart_check(hart, sbi_return(hart->vcpu, error, 0));
}

static bool on_cpu_down(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (exit->cpu_down.state == AXVCPU_SLEEP_OFF)
		return false;
	hsm_suspend(hart, &exit->cpu_down);
	return true;
}

static bool on_system_down(struct hart *hart, const struct axvcpu_exit *exit)
{
	static const struct { enum outcome outcome; const char *why; } ends[] = {
		[AXVCPU_DOWN_OFF] = { OUTCOME_OFF, NULL },
		[AXVCPU_DOWN_RESET] = { OUTCOME_RESET, "the guest asks for a reset" },
		[AXVCPU_DOWN_CRASH] = { OUTCOME_CRASH, "the guest reports that it failed" },
	};
	enum axvcpu_down kind = exit->system_down.kind;

	machine_end(hart->machine, ends[kind].outcome, ends[kind].why);
	return false;
}

static bool on_send_ipi(struct hart *hart, const struct axvcpu_exit *exit)
{
	int64_t error = sbi_send_ipi(hart->machine, &exit->send_ipi);

	return hart_check(hart, sbi_return(hart->vcpu, error, 0));
}

/* The host has serviced it. */
static bool on_external_interrupt(struct hart *hart, const struct axvcpu_exit *exit)
{
	(void)hart;
	(void)exit;
	return true;
}

/* An instruction that guests on hardware have, and this one has not. */
static bool on_unknown(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (is_virtual_instruction(exit))
		return hart_check(hart, raise_illegal(hart->vcpu, exit));
	return on_unexpected(hart, exit);
}

static bool (*const handlers[AXVCPU_EXIT_REASONS])(struct hart *, const struct axvcpu_exit *) = {
	[AXVCPU_EXIT_NOTHING] = on_nothing,
	[AXVCPU_EXIT_HYPERCALL] = on_hypercall,
	[AXVCPU_EXIT_MMIO_READ] = on_mmio_read,
	[AXVCPU_EXIT_MMIO_WRITE] = on_mmio_write,
	[AXVCPU_EXIT_SYSREG_READ] = on_sysreg_read,
	[AXVCPU_EXIT_SYSREG_WRITE] = on_sysreg_write,
	[AXVCPU_EXIT_EXTERNAL_INTERRUPT] = on_external_interrupt,
	[AXVCPU_EXIT_NESTED_PAGE_FAULT] = on_nested_page_fault,
	[AXVCPU_EXIT_HALT] = on_halt,
	[AXVCPU_EXIT_CPU_UP] = on_cpu_up,
	[AXVCPU_EXIT_CPU_DOWN] = on_cpu_down,
	[AXVCPU_EXIT_SYSTEM_DOWN] = on_system_down,
	[AXVCPU_EXIT_SEND_IPI] = on_send_ipi,
	[AXVCPU_EXIT_UNKNOWN] = on_unknown,
};

bool handle_exit(struct hart *hart, const struct axvcpu_exit *exit)
{
	return (handlers[exit->reason] ? handlers[exit->reason] : on_unexpected)(hart, exit);
}
