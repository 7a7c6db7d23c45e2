/* SPDX-License-Identifier: MIT */
/* A machine: memory and harts, made, started and stopped; what its firmware asks of it. */
#include <axvcpu/sbi.h>

#include "monitor.h"

/* Aligned as large pages are, so that the second stage has some. */
static _Alignas(0x200000) uint8_t ram[MACHINES][MACHINE_RAM_SIZE];
static _Alignas(AXVCPU_PAGE_SIZE) uint8_t spare[MACHINES][MACHINE_SPARE_PAGES * AXVCPU_PAGE_SIZE];

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
	return MACHINE_HARTS;
}

struct axvcpu *machine_vcpu(struct machine *machine, uint32_t hart)
{
	return machine->harts[hart].vcpu;
}

int64_t machine_hart_status(struct machine *machine, uint64_t hart)
{
	if (hart >= MACHINE_HARTS)
		return AXVCPU_SBI_INVALID_PARAM;
	return (int64_t)machine->harts[hart].state;
}

static void end_line(struct console *console)
{
	report_line(console->report, console->line, console->length);
	console->length = 0;
}

void console_write(struct console *console, const uint8_t *bytes, size_t count)
{
	for (; count > 0; count--, bytes++) {
		if (*bytes == '\n' || console->length == sizeof console->line)
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

static bool create_hart(struct machine *machine, struct axvcpu_config config, uint32_t id)
{
	struct hart *hart = &machine->harts[id];

	*hart = (struct hart){ .machine = machine, .id = id, .state = HART_STOPPED };
	config.vcpu_id = id;
	return monitor_check(machine->monitor, axvcpu_create(&config, &hart->vcpu));
}

static void clear(uint8_t *memory, size_t size)
{
	while (size-- > 0)
		*memory++ = 0;
}

static bool create_memory(struct machine *machine, const struct axvcpu_config *config)
{
	const unsigned all = AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE;

	machine->ram = ram[machine->id];
	machine->spare = spare[machine->id];
	clear(machine->ram, MACHINE_RAM_SIZE);
	clear(machine->spare, sizeof spare[0]);
	return monitor_check(machine->monitor, axvcpu_space_create(config, &machine->space)) &&
	       monitor_check(machine->monitor,
			     axvcpu_space_map(machine->space, RAM_BASE, machine->ram,
					      MACHINE_RAM_SIZE, all));
}

bool machine_create(struct machine *machine, const struct axvcpu_config *config)
{
	bool created = create_memory(machine, config);

	machine->console.report = machine->monitor->report;
	uart_start(&machine->uart, &machine->console);
	for (uint32_t i = 0; created && i < MACHINE_HARTS; i++)
		created = create_hart(machine, *config, i);
	return created;
}

void machine_destroy(struct machine *machine)
{
	machine_stop(machine, machine->state);
	for (uint32_t i = 0; i < MACHINE_HARTS; i++)
		if (machine->harts[i].vcpu)
			monitor_check(machine->monitor, axvcpu_destroy(machine->harts[i].vcpu));
	if (machine->space)
		monitor_check(machine->monitor, axvcpu_space_destroy(machine->space));
}

static void load(struct machine *machine)
{
	const struct monitor *monitor = machine->monitor;
	uint8_t *place = machine->ram + (MACHINE_ENTRY - RAM_BASE);

	for (size_t i = 0; i < monitor->size; i++)
		place[i] = monitor->image[i];
}

/* Memory is loaded once: a machine that is reset finds what it left. */
void machine_boot(struct machine *machine)
{
	struct hart *hart = &machine->harts[0];

	if (machine->state == MACHINE_UNUSED)
		load(machine);
	machine->state = MACHINE_RUNNING;
	hart->state = HART_START_PENDING;
	hart->entry = MACHINE_ENTRY;
	hart->argument = 0;
}

void machine_stop(struct machine *machine, unsigned state)
{
	for (uint32_t i = 0; i < MACHINE_HARTS; i++)
		if (machine->harts[i].vcpu)
			hart_leave(&machine->harts[i]);
	machine->state = state;
}
