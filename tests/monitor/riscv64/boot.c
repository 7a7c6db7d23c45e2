/* SPDX-License-Identifier: MIT */
/* From the first instructions in assembly to the program. */
#include "../cpu.h"
#include "../machine.h"
#include "boot.h"
#include "csr.h"
#include "sbi.h"

struct cpu *boot_cpus[CPUS];

static void begin(unsigned number, uint64_t hart)
{
	cpu_begin(number, hart);
	boot_cpus[hart] = &cpus[number];
}

/* Harts are numbered from 0 on this board; which one comes first, the firmware chooses. */
static void find_harts(uint64_t first)
{
	for (uint64_t hart = 0; hart < CPUS; hart++) {
		struct sbi_result result = firmware_call(AXVCPU_SBI_EXTENSION_HSM,
							 AXVCPU_SBI_HSM_HART_GET_STATUS, hart, 0, 0);

		if (hart != first && result.error == AXVCPU_SBI_SUCCESS)
			begin(cpu_count++, hart);
	}
}

struct cpu *boot_first(uint64_t hart)
{
	begin(0, hart);
	find_harts(hart);
	return &cpus[0];
}

static void start_others(void)
{
	for (unsigned i = 1; i < cpu_count; i++)
		machine_start(&cpus[i]);
}

_Noreturn void boot(void)
{
	csr_write(sie, IRQ_BIT(IRQ_SOFTWARE) | IRQ_BIT(IRQ_TIMER));
	machine_unmask_interrupts();
	if (cpu_number() != 0)
		cpu_serve();
	start_others();
	machine_end((unsigned)main());
}
