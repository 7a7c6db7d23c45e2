/* SPDX-License-Identifier: MIT */
/* The machine, but for its harts: console, devices, and how it ends. */
#include "../conformance/answers.h"
#include "../tap.h"
#include "kernel.h"
#include "print.h"

struct axvcpu_space *machine_space(struct machine *machine)
{
	return machine->space;
}

struct console *machine_console(struct machine *machine)
{
	return &machine->console;
}

uint32_t machine_harts(struct machine *machine)
{
	(void)machine;
	return cpu_count;
}

struct hart *machine_hart(struct machine *machine, uint32_t id)
{
	return &machine->harts[id];
}

struct axvcpu *machine_vcpu(struct machine *machine, uint32_t hart)
{
	return machine->harts[hart].vcpu;
}

/* What its init says when all is well (tests/kernel/init.s). */
static bool is_init_up(const char *line)
{
	static const char expected[] = "init: processors: ";
	size_t i = 0;

	while (expected[i] && line[i] == expected[i])
		i++;
	return !expected[i] && (unsigned)(line[i] - '0') == cpu_count && !line[i + 1];
}

static void end_line(struct console *console)
{
	console->line[console->length] = '\0';
	print("# %s\n", console->line);
	console->is_init_up |= is_init_up(console->line);
	console->length = 0;
}

void console_write(struct console *console, const uint8_t *bytes, size_t count)
{
	for (; count > 0; count--, bytes++) {
		if (*bytes == '\n' || console->length == sizeof console->line - 1)
			end_line(console);
		if (*bytes >= ' ' && *bytes <= '~')
			console->line[console->length++] = (char)*bytes;
	}
}

/* Nobody types. */
bool console_ready(struct console *console)
{
	(void)console;
	return false;
}

int console_read(struct console *console)
{
	(void)console;
	return -1;
}

/* The registers of the 16550 are bytes. */
static bool is_uart(uint64_t address, unsigned width)
{
	return width == 1 && address >= UART_BASE && address - UART_BASE < UART_SIZE;
}

bool hart_read(struct hart *hart, uint64_t address, unsigned width, uint64_t *value)
{
	struct machine *machine = hart->machine;

	if (!is_uart(address, width))
		return false;
	lock(&machine->bus);
	*value = uart_read(&machine->uart, (unsigned)(address - UART_BASE));
	unlock(&machine->bus);
	return true;
}

bool hart_write(struct hart *hart, uint64_t address, unsigned width, uint64_t value)
{
	struct machine *machine = hart->machine;

	if (!is_uart(address, width))
		return false;
	lock(&machine->bus);
	uart_write(&machine->uart, (unsigned)(address - UART_BASE), (uint8_t)value);
	unlock(&machine->bus);
	return true;
}

void kernel_end(struct machine *machine, const char *failure)
{
	if (!atomic_exchange(&machine->ended, 1))
		machine->failure = failure;
	for (unsigned i = 0; i < cpu_count; i++) {
		axvcpu_kick(machine->harts[i].vcpu);
		cpu_interrupt(i);
	}
}

void machine_down(struct machine *machine, enum axvcpu_down kind)
{
	static const char *const failures[] = {
		[AXVCPU_DOWN_OFF] = NULL,
		[AXVCPU_DOWN_RESET] = "the guest asks for a reset",
		[AXVCPU_DOWN_CRASH] = "the guest reports that it failed",
	};

	kernel_end(machine, failures[kind]);
}

void machine_unexpected(struct machine *machine, const struct axvcpu_exit *exit)
{
	kernel_end(machine, axvcpu_exit_name(exit->reason));
}

bool kernel_check(struct machine *machine, enum axvcpu_status status)
{
	char message[160];

	if (status == AXVCPU_OK)
		return true;
	axvcpu_error_message(message, sizeof message);
	diag("%s", message);
	kernel_end(machine, "the library refuses no call of the monitor");
	return false;
}
