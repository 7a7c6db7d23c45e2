/* SPDX-License-Identifier: MIT */
/* What becomes of an exit: what was ordered, else what a machine does by itself. */
#include <axvcpu/sbi.h>

#include <cli/faults.h>
#include <cli/sbi.h>
#include <cli/suspend.h>

#include "monitor.h"

static enum axvcpu_status on_nothing(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (exit->nothing.cause == AXVCPU_NOTHING_KICKED)
		hart->kicked++;
	if (exit->nothing.cause == AXVCPU_NOTHING_BUDGET && hart->has_budget) {
		hart->has_budget = false;
		hart->spent++;
	}
	return AXVCPU_OK;
}

static enum axvcpu_status on_external_interrupt(struct hart *hart, const struct axvcpu_exit *exit)
{
	(void)hart;
	(void)exit;
	return AXVCPU_OK;
}

static enum axvcpu_status on_hypercall(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_call(hart->machine, hart->vcpu, &exit->hypercall);
}

/* The offset in a device of an access that lies in it as a whole. */
static bool lies_in(uint64_t address, unsigned width, uint64_t base, uint64_t size,
		    uint64_t *offset)
{
	*offset = address - base;
	return address >= base && *offset < size && width <= size - *offset;
}

static enum axvcpu_status on_mmio_read(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_read *read = &exit->mmio_read;
	struct machine *machine = hart->machine;
	uint64_t offset, value;

	if (is_control(read->addr, read->width))
		value = control_read(hart, read->addr - CONTROL_BASE);
	else if (lies_in(read->addr, read->width, MAILBOX_BASE, MAILBOX_SIZE, &offset))
		value = mailbox_read(&machine->mailbox, (unsigned)offset, read->width);
	else if (read->width == 1 && lies_in(read->addr, 1, UART_BASE, UART_SIZE, &offset))
		value = uart_read(&machine->uart, (unsigned)offset);
	else
		return raise_access_fault(hart->vcpu, read->access, read->gva);
	return axvcpu_complete(hart->vcpu, value);
}

static enum axvcpu_status on_mmio_write(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_write *write = &exit->mmio_write;
	struct machine *machine = hart->machine;
	uint64_t offset;

	if (is_control(write->addr, write->width))
		return control_write(hart, write->addr - CONTROL_BASE, write->data);
	if (lies_in(write->addr, write->width, MAILBOX_BASE, MAILBOX_SIZE, &offset))
		mailbox_write(&machine->mailbox, (unsigned)offset, write->width, write->data);
	else if (write->width == 1 && lies_in(write->addr, 1, UART_BASE, UART_SIZE, &offset))
		uart_write(&machine->uart, (unsigned)offset, (uint8_t)write->data);
	else
		return raise_access_fault(hart->vcpu, write->access, write->gva);
	return AXVCPU_OK;
}

static enum axvcpu_status on_sysreg(struct hart *hart, const struct axvcpu_exit *exit)
{
	return raise_illegal(hart->vcpu, exit);
}

static enum axvcpu_status on_nested_page_fault(struct hart *hart, const struct axvcpu_exit *exit)
{
	return raise_nested_fault(hart->vcpu, exit);
}

static enum axvcpu_status on_halt(struct hart *hart, const struct axvcpu_exit *exit)
{
	(void)exit;
	hart_wait(hart);
	return AXVCPU_OK;
}

static int64_t start(struct machine *machine, const struct axvcpu_exit_cpu_up *up)
{
	struct hart *hart;

	if (up->target_cpu >= MACHINE_HARTS)
		return AXVCPU_SBI_INVALID_PARAM;
	if (!is_entry(machine, up->entry_point))
		return AXVCPU_SBI_INVALID_ADDRESS;
	hart = &machine->harts[up->target_cpu];
	if (hart->state != HART_STOPPED)
		return AXVCPU_SBI_ALREADY_AVAILABLE;
	hart->state = HART_START_PENDING;
	hart->entry = up->entry_point;
	hart->argument = up->arg;
	return AXVCPU_SBI_SUCCESS;
}

static enum axvcpu_status on_cpu_up(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_return(hart->vcpu, start(hart->machine, &exit->cpu_up), 0);
}

static enum axvcpu_status suspend(struct hart *hart, const struct axvcpu_exit_cpu_down *down)
{
	int64_t error = suspend_check(hart->machine, down);

	if (error != AXVCPU_SBI_SUCCESS)
		return sbi_return(hart->vcpu, error, 0);
	hart->state = HART_SUSPENDED;
	hart->down = *down;
	if (!is_interrupted(hart->vcpu))
		hart_wait(hart);
	return AXVCPU_OK;
}

static enum axvcpu_status on_cpu_down(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (exit->cpu_down.state == AXVCPU_SLEEP_SUSPEND)
		return suspend(hart, &exit->cpu_down);
	hart_leave(hart);
	return AXVCPU_OK;
}

static enum axvcpu_status on_system_down(struct hart *hart, const struct axvcpu_exit *exit)
{
	struct machine *machine = hart->machine;

	switch (exit->system_down.kind) {
	case AXVCPU_DOWN_RESET:
		machine_stop(machine, MACHINE_RUNNING);
		machine_boot(machine);
		break;
	case AXVCPU_DOWN_OFF:
		machine_stop(machine, MACHINE_OFF);
		break;
	case AXVCPU_DOWN_CRASH:
		machine_stop(machine, MACHINE_CRASHED);
		break;
	}
	return AXVCPU_OK;
}

static enum axvcpu_status on_send_ipi(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_return(hart->vcpu, sbi_send_ipi(hart->machine, &exit->send_ipi), 0);
}

static enum axvcpu_status on_unexpected(struct hart *hart, const struct axvcpu_exit *exit)
{
	report_comment(axvcpu_exit_name(exit->reason));
	monitor_fail(hart->machine->monitor, "every exit is one that a guest can cause");
	return AXVCPU_OK;
}

static enum axvcpu_status on_unknown(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (is_virtual_instruction(exit))
		return raise_illegal(hart->vcpu, exit);
	return on_unexpected(hart, exit);
}

static enum axvcpu_status (*const handlers[AXVCPU_EXIT_REASONS])(struct hart *,
								 const struct axvcpu_exit *) = {
	[AXVCPU_EXIT_NOTHING] = on_nothing,
	[AXVCPU_EXIT_HYPERCALL] = on_hypercall,
	[AXVCPU_EXIT_MMIO_READ] = on_mmio_read,
	[AXVCPU_EXIT_MMIO_WRITE] = on_mmio_write,
	[AXVCPU_EXIT_SYSREG_READ] = on_sysreg,
	[AXVCPU_EXIT_SYSREG_WRITE] = on_sysreg,
	[AXVCPU_EXIT_EXTERNAL_INTERRUPT] = on_external_interrupt,
	[AXVCPU_EXIT_NESTED_PAGE_FAULT] = on_nested_page_fault,
	[AXVCPU_EXIT_HALT] = on_halt,
	[AXVCPU_EXIT_CPU_UP] = on_cpu_up,
	[AXVCPU_EXIT_CPU_DOWN] = on_cpu_down,
	[AXVCPU_EXIT_SYSTEM_DOWN] = on_system_down,
	[AXVCPU_EXIT_SEND_IPI] = on_send_ipi,
	[AXVCPU_EXIT_UNKNOWN] = on_unknown,
};

void handle_exit(struct hart *hart, const struct axvcpu_exit *exit)
{
	enum axvcpu_status status = AXVCPU_OK;

	if (!orders_at_exit(hart, exit))
		status = (handlers[exit->reason] ? handlers[exit->reason]
						 : on_unexpected)(hart, exit);
	monitor_check(hart->machine->monitor, status);
}
