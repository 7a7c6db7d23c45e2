/* SPDX-License-Identifier: MIT */
/*
 * Boot a kernel: its image is what tests/kernel/memory makes of it. What the guest
 * prints comes as comments, and so do its exits by their number.
 */
#include <axvcpu/names.h>

#include <cli/loader.h>

#include "../tap.h"
#include "kernel.h"
#include "machine.h"
#include "print.h"

static const struct axvcpu_config config = {
	AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = AXVCPU_BACKEND_HEXT,
};
static struct machine machine = { .starting = LOCK_INIT, .bus = LOCK_INIT };

struct axvcpu_space *machine_space(struct machine *of)
{
	return of->space;
}

struct console *machine_console(struct machine *of)
{
	return &of->console;
}

uint32_t machine_harts(struct machine *of)
{
	(void)of;
	return cpu_count;
}

struct axvcpu *machine_vcpu(struct machine *of, uint32_t hart)
{
	return of->harts[hart].vcpu;
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

void kernel_end(struct machine *of, const char *failure)
{
	if (!atomic_exchange(&of->ended, 1))
		of->failure = failure;
	for (unsigned i = 0; i < cpu_count; i++) {
		axvcpu_kick(of->harts[i].vcpu);
		cpu_interrupt(i);
	}
}

bool kernel_check(struct machine *of, enum axvcpu_status status)
{
	char message[160];

	if (status == AXVCPU_OK)
		return true;
	axvcpu_error_message(message, sizeof message);
	diag("%s", message);
	kernel_end(of, "the library refuses no call of the monitor");
	return false;
}

/* On the CPU that woke it, where its own may sleep. */
static void on_wake(struct axvcpu *vcpu, void *hart)
{
	(void)vcpu;
	cpu_interrupt(((struct hart *)hart)->id);
}

/* What lies behind RAM is what the first hart begins with. */
static bool create_memory(void)
{
	uint64_t size = machine_image_size() - sizeof(struct start);
	uint8_t *ram = (uint8_t *)machine_image();
	const struct start *start = (const struct start *)(ram + size);

	machine.harts[0].entry = start->entry;
	machine.harts[0].argument = start->argument;
	machine.harts[0].state = HART_START_PENDING;
	return kernel_check(&machine, axvcpu_space_create(&config, &machine.space)) &&
	       kernel_check(&machine, axvcpu_space_map(machine.space, RAM_BASE, ram, size,
						       AXVCPU_MAP_READ | AXVCPU_MAP_WRITE |
						       AXVCPU_MAP_EXECUTE));
}

static bool create_hart(uint32_t id)
{
	struct hart *hart = &machine.harts[id];
	struct axvcpu_config own = config;

	hart->machine = &machine;
	hart->id = own.vcpu_id = id;
	hart->state = HART_STOPPED;
	own.notify = on_wake;
	own.context = hart;
	return kernel_check(&machine, axvcpu_create(&own, &hart->vcpu));
}

static void run_hart(void *hart)
{
	if (kernel_check(&machine, axvcpu_percpu_enable(cpu_number(), &config)))
		hart_main(hart);
}

static void run(void)
{
	for (unsigned i = 1; i < cpu_count; i++)
		cpu_call(i, run_hart, &machine.harts[i]);
	run_hart(&machine.harts[0]);
	for (unsigned i = 1; i < cpu_count; i++)
		cpu_wait(i);
}

/* Of all harts together. */
static void count_exits(uint64_t *exits)
{
	struct axvcpu_statistics one;

	for (unsigned i = 0; i < cpu_count; i++)
		if (kernel_check(&machine, axvcpu_statistics(machine.harts[i].vcpu, &one)))
			for (unsigned j = 0; j < AXVCPU_EXIT_REASONS; j++)
				exits[j] += one.exits[j];
	for (unsigned j = 0; j < AXVCPU_EXIT_REASONS; j++)
		if (exits[j])
			diag("%s: %lu", axvcpu_exit_name((enum axvcpu_exit_reason)j),
			     (unsigned long)exits[j]);
}

static void judge(void)
{
	uint64_t exits[AXVCPU_EXIT_REASONS] = { 0 };

	ok(!machine.failure, "the guest powers its machine off");
	if (machine.failure)
		diag("%s", machine.failure);
	ok(machine.console.is_init_up, "its init works on each of %u harts", cpu_count);
	count_exits(exits);
	ok(exits[AXVCPU_EXIT_MMIO_WRITE] > 1000, "what it prints goes through the 16550");
	is_u64(exits[AXVCPU_EXIT_CPU_UP], cpu_count - 1, "it starts the other harts");
	is_u64(exits[AXVCPU_EXIT_SYSTEM_DOWN], 1, "it powers off once");
}

int main(void)
{
	if (machine_image_size() <= sizeof(struct start))
		stop("no image of memory is loaded");
	uart_start(&machine.uart, &machine.console);
	for (unsigned i = 0; i < cpu_count; i++)
		if (!create_hart(i))
			return 1;
	if (!create_memory())
		return 1;
	run();
	judge();
	return done_testing();
}
