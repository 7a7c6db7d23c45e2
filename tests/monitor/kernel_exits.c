/* SPDX-License-Identifier: MIT */
/* What becomes of an exit: a table of handlers by its reason. */
#include <cli/faults.h>
#include <cli/sbi.h>

#include "kernel.h"

static enum axvcpu_status on_nothing(struct hart *hart, const struct axvcpu_exit *exit)
{
	(void)hart;
	(void)exit;
	return AXVCPU_OK;
}

static enum axvcpu_status on_hypercall(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_call(hart->machine, hart->vcpu, &exit->hypercall);
}

/* The registers of the 16550 are bytes. */
static bool is_uart(uint64_t address, unsigned width)
{
	return width == 1 && address >= UART_BASE && address - UART_BASE < UART_SIZE;
}

static enum axvcpu_status on_mmio_read(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_read *read = &exit->mmio_read;
	struct machine *machine = hart->machine;
	uint64_t value;

	if (!is_uart(read->addr, read->width))
		return raise_access_fault(hart->vcpu, read->access, read->gva);
	lock(&machine->bus);
	value = uart_read(&machine->uart, (unsigned)(read->addr - UART_BASE));
	unlock(&machine->bus);
	return axvcpu_complete(hart->vcpu, value);
}

static enum axvcpu_status on_mmio_write(struct hart *hart, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_write *write = &exit->mmio_write;
	struct machine *machine = hart->machine;

	if (!is_uart(write->addr, write->width))
		return raise_access_fault(hart->vcpu, write->access, write->gva);
	lock(&machine->bus);
	uart_write(&machine->uart, (unsigned)(write->addr - UART_BASE), (uint8_t)write->data);
	unlock(&machine->bus);
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

static enum axvcpu_status on_cpu_up(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_return(hart->vcpu, hart_start(hart->machine, &exit->cpu_up), 0);
}

static enum axvcpu_status on_suspend(struct hart *hart, const struct axvcpu_exit *exit)
{
	return hart_suspend(hart, &exit->cpu_down);
}

static enum axvcpu_status on_system_down(struct hart *hart, const struct axvcpu_exit *exit)
{
	static const char *const failures[] = {
		[AXVCPU_DOWN_OFF] = NULL,
		[AXVCPU_DOWN_RESET] = "the guest asks for a reset",
		[AXVCPU_DOWN_CRASH] = "the guest reports that it failed",
	};

	kernel_end(hart->machine, failures[exit->system_down.kind]);
	return AXVCPU_OK;
}

static enum axvcpu_status on_send_ipi(struct hart *hart, const struct axvcpu_exit *exit)
{
	return sbi_return(hart->vcpu, sbi_send_ipi(hart->machine, &exit->send_ipi), 0);
}

static enum axvcpu_status on_unexpected(struct hart *hart, const struct axvcpu_exit *exit)
{
	kernel_end(hart->machine, axvcpu_exit_name(exit->reason));
	return AXVCPU_OK;
}

static enum axvcpu_status on_unknown(struct hart *hart, const struct axvcpu_exit *exit)
{
	return is_virtual_instruction(exit) ? raise_illegal(hart->vcpu, exit)
					    : on_unexpected(hart, exit);
}

static enum axvcpu_status (*const handlers[AXVCPU_EXIT_REASONS])(struct hart *,
								 const struct axvcpu_exit *) = {
	[AXVCPU_EXIT_NOTHING] = on_nothing,
	[AXVCPU_EXIT_HYPERCALL] = on_hypercall,
	[AXVCPU_EXIT_MMIO_READ] = on_mmio_read,
	[AXVCPU_EXIT_MMIO_WRITE] = on_mmio_write,
	[AXVCPU_EXIT_SYSREG_READ] = on_sysreg,
	[AXVCPU_EXIT_SYSREG_WRITE] = on_sysreg,
	[AXVCPU_EXIT_EXTERNAL_INTERRUPT] = on_nothing, /* the host has serviced it */
	[AXVCPU_EXIT_NESTED_PAGE_FAULT] = on_nested_page_fault,
	[AXVCPU_EXIT_HALT] = on_halt,
	[AXVCPU_EXIT_CPU_UP] = on_cpu_up,
	[AXVCPU_EXIT_CPU_DOWN] = on_suspend,
	[AXVCPU_EXIT_SYSTEM_DOWN] = on_system_down,
	[AXVCPU_EXIT_SEND_IPI] = on_send_ipi,
	[AXVCPU_EXIT_UNKNOWN] = on_unknown,
};

bool handle_exit(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (exit->reason == AXVCPU_EXIT_CPU_DOWN && exit->cpu_down.state == AXVCPU_SLEEP_OFF)
		return false;
	return kernel_check(hart->machine, (handlers[exit->reason] ? handlers[exit->reason]
								      : on_unexpected)(hart, exit));
}
