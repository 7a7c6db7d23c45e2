/* SPDX-License-Identifier: MIT */
/* The physical CPUs: the first runs the program, the others what it calls there. */
#include "cpu.h"

#include <stddef.h>

#include "machine.h"

struct cpu cpus[CPUS];
unsigned cpu_count = 1;

static _Alignas(16) uint8_t stacks[CPUS][STACK_SIZE];

unsigned cpu_number(void)
{
	return (unsigned)(machine_cpu() - cpus);
}

void cpu_begin(unsigned number, uint64_t hart)
{
	struct cpu *cpu = &cpus[number];

	*cpu = (struct cpu){
		.stack = stacks[number] + STACK_SIZE, .hart = hart, .percpu = AXVCPU_PERCPU_INIT,
		.own_deadline = UINT64_MAX, .library_deadline = UINT64_MAX,
	};
}

void cpu_call(unsigned number, void (*work)(void *argument), void *argument)
{
	struct cpu *cpu = &cpus[number];

	cpu_wait(number);
	cpu->argument = argument;
	atomic_store(&cpu->work, work);
	/* No VECTOR_CALL: it may come when the work is seen already, and runs a guest. */
	machine_interrupt(cpu);
}

void cpu_wait(unsigned number)
{
	while (atomic_load(&cpus[number].work))
		machine_relax();
}

void cpu_interrupt(unsigned number)
{
	atomic_store(&cpus[number].called, 1);
	machine_interrupt(&cpus[number]);
}

/* Interrupts are masked while it looks, so that what comes then ends the wait. */
_Noreturn void cpu_serve(void)
{
	struct cpu *cpu = machine_cpu();
	void (*work)(void *argument);

	for (;;) {
		machine_mask_interrupts();
		work = atomic_load(&cpu->work);
		if (!work)
			machine_wait();
		machine_unmask_interrupts();
		if (!work)
			continue;
		work(cpu->argument);
		atomic_store(&cpu->work, NULL);
	}
}
