/* SPDX-License-Identifier: MIT */
/* What becomes of an exit: a table of answers by its reason. */
#include <axvcpu/sbi.h>

#include <cli/faults.h>
#include <cli/sbi.h>
#include <cli/suspend.h>

#include "answers.h"

/* The host has had its turn. */
static enum axvcpu_status on_nothing(struct hart *hart, const struct axvcpu_exit *exit)
{
	(void)hart;
	(void)exit;
	return AXVCPU_OK;
}

static enum axvcpu_status on_hypercall(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_call(hart_machine(hart), hart_vcpu(hart), &exit->hypercall);
}

static enum axvcpu_status on_mmio_read(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_read *read = &exit->mmio_read;
	uint64_t value;

	if (!hart_read(hart, read->addr, read->width, &value))
		return raise_access_fault(hart_vcpu(hart), read->access, read->gva);
	return axvcpu_complete(hart_vcpu(hart), value);
}

static enum axvcpu_status on_mmio_write(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_write *write = &exit->mmio_write;

	if (!hart_write(hart, write->addr, write->width, write->data))
		return raise_access_fault(hart_vcpu(hart), write->access, write->gva);
	return AXVCPU_OK;
}

static enum axvcpu_status on_sysreg(struct hart *hart, const struct axvcpu_exit *exit)
{
	return raise_illegal(hart_vcpu(hart), exit);
}

static enum axvcpu_status on_nested_page_fault(struct hart *hart, const struct axvcpu_exit *exit)
{
	return raise_nested_fault(hart_vcpu(hart), exit);
}

static enum axvcpu_status on_halt(struct hart *hart, const struct axvcpu_exit *exit)
{
	(void)exit;
	hart_wait(hart);
	return AXVCPU_OK;
}

static int64_t start(struct machine *machine, const struct axvcpu_exit_cpu_up *up)
{
	if (up->target_cpu >= machine_harts(machine))
		return AXVCPU_SBI_INVALID_PARAM;
	if (!is_entry(machine, up->entry_point))
		return AXVCPU_SBI_INVALID_ADDRESS;
	return hart_start(machine_hart(machine, (uint32_t)up->target_cpu), up->entry_point, up->arg);
}

static enum axvcpu_status on_cpu_up(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_return(hart_vcpu(hart), start(hart_machine(hart), &exit->cpu_up), 0);
}

static enum axvcpu_status on_cpu_down(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_cpu_down *down = &exit->cpu_down;
	int64_t error;

	if (down->state == AXVCPU_SLEEP_OFF) {
		hart_stop(hart);
		return AXVCPU_OK;
	}
	error = suspend_check(hart_machine(hart), down);
	return error == AXVCPU_SBI_SUCCESS ? hart_suspend(hart, down)
					   : sbi_return(hart_vcpu(hart), error, 0);
}

static enum axvcpu_status on_system_down(struct hart *hart, const struct axvcpu_exit *exit)
{
	machine_down(hart_machine(hart), exit->system_down.kind);
	return AXVCPU_OK;
}

static enum axvcpu_status on_send_ipi(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_return(hart_vcpu(hart), sbi_send_ipi(hart_machine(hart), &exit->send_ipi), 0);
}

static enum axvcpu_status on_unexpected(struct hart *hart, const struct axvcpu_exit *exit)
{
	machine_unexpected(hart_machine(hart), exit);
	return AXVCPU_OK;
}

/* An instruction that guests on hardware have, and this one has not. */
static enum axvcpu_status on_unknown(struct hart *hart, const struct axvcpu_exit *exit)
{
	return is_virtual_instruction(exit) ? raise_illegal(hart_vcpu(hart), exit)
					    : on_unexpected(hart, exit);
}

static enum axvcpu_status (*const answers[AXVCPU_EXIT_REASONS])(struct hart *,
								const struct axvcpu_exit *) = {
	[AXVCPU_EXIT_NOTHING] = on_nothing,
	[AXVCPU_EXIT_HYPERCALL] = on_hypercall,
	[AXVCPU_EXIT_MMIO_READ] = on_mmio_read,
	[AXVCPU_EXIT_MMIO_WRITE] = on_mmio_write,
	[AXVCPU_EXIT_SYSREG_READ] = on_sysreg,
	[AXVCPU_EXIT_SYSREG_WRITE] = on_sysreg,
	[AXVCPU_EXIT_EXTERNAL_INTERRUPT] = on_nothing,
	[AXVCPU_EXIT_NESTED_PAGE_FAULT] = on_nested_page_fault,
	[AXVCPU_EXIT_HALT] = on_halt,
	[AXVCPU_EXIT_CPU_UP] = on_cpu_up,
	[AXVCPU_EXIT_CPU_DOWN] = on_cpu_down,
	[AXVCPU_EXIT_SYSTEM_DOWN] = on_system_down,
	[AXVCPU_EXIT_SEND_IPI] = on_send_ipi,
	[AXVCPU_EXIT_UNKNOWN] = on_unknown,
};

enum axvcpu_status answer_exit(struct hart *hart, const struct axvcpu_exit *exit)
{
	return (answers[exit->reason] ? answers[exit->reason] : on_unexpected)(hart, exit);
}
