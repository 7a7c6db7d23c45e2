/* SPDX-License-Identifier: MIT */
/* What becomes of an exit: what was ordered, else what a machine does by itself. */
#include <axvcpu/sbi.h>

#include <cli/suspend.h>

#include "monitor.h"

struct axvcpu *hart_vcpu(struct hart *hart)
{
	return hart->vcpu;
}

struct machine *hart_machine(struct hart *hart)
{
	return hart->machine;
}

struct hart *machine_hart(struct machine *machine, uint32_t id)
{
	return &machine->harts[id];
}

/* The offset in a device of an access that lies in it as a whole. */
static bool lies_in(uint64_t address, unsigned width, uint64_t base, uint64_t size,
		    uint64_t *offset)
{
	*offset = address - base;
	return address >= base && *offset < size && width <= size - *offset;
}

bool hart_read(struct hart *hart, uint64_t address, unsigned width, uint64_t *value)
{
	struct machine *machine = hart->machine;
	uint64_t offset;

	if (is_control(address, width))
		*value = control_read(hart, address - CONTROL_BASE);
	else if (lies_in(address, width, MAILBOX_BASE, MAILBOX_SIZE, &offset))
		*value = mailbox_read(&machine->mailbox, (unsigned)offset, width);
	else if (width == 1 && lies_in(address, 1, UART_BASE, UART_SIZE, &offset))
		*value = uart_read(&machine->uart, (unsigned)offset);
	else
		return false;
	return true;
}

bool hart_write(struct hart *hart, uint64_t address, unsigned width, uint64_t value)
{
	struct machine *machine = hart->machine;
	uint64_t offset;

	if (is_control(address, width))
		monitor_check(machine->monitor, control_write(hart, address - CONTROL_BASE, value));
	else if (lies_in(address, width, MAILBOX_BASE, MAILBOX_SIZE, &offset))
		mailbox_write(&machine->mailbox, (unsigned)offset, width, value);
	else if (width == 1 && lies_in(address, 1, UART_BASE, UART_SIZE, &offset))
		uart_write(&machine->uart, (unsigned)offset, (uint8_t)value);
	else
		return false;
	return true;
}

int64_t hart_start(struct hart *hart, uint64_t entry, uint64_t argument)
{
	if (hart->state != HART_STOPPED)
		return AXVCPU_SBI_ALREADY_AVAILABLE;
	hart->state = HART_START_PENDING;
	hart->entry = entry;
	hart->argument = argument;
	return AXVCPU_SBI_SUCCESS;
}

/* It resumes in its next turn after the sleep. */
enum axvcpu_status hart_suspend(struct hart *hart, const struct axvcpu_exit_cpu_down *down)
{
	hart->state = HART_SUSPENDED;
	hart->down = *down;
	if (!is_interrupted(hart->vcpu))
		hart_wait(hart);
	return AXVCPU_OK;
}

void hart_stop(struct hart *hart)
{
	hart_leave(hart);
}

void machine_down(struct machine *machine, enum axvcpu_down kind)
{
	switch (kind) {
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
}

void machine_unexpected(struct machine *machine, const struct axvcpu_exit *exit)
{
	report_comment(axvcpu_exit_name(exit->reason));
	monitor_fail(machine->monitor, "every exit is one that a guest can cause");
}

static void count_nothing(struct hart *hart, enum axvcpu_nothing cause)
{
	if (cause == AXVCPU_NOTHING_KICKED)
		hart->kicked++;
	if (cause == AXVCPU_NOTHING_BUDGET && hart->has_budget) {
		hart->has_budget = false;
		hart->spent++;
	}
}

void handle_exit(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (orders_at_exit(hart, exit))
		return;
	if (exit->reason == AXVCPU_EXIT_NOTHING)
		count_nothing(hart, exit->nothing.cause);
	monitor_check(hart->machine->monitor, answer_exit(hart, exit));
}
