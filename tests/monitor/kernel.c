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
