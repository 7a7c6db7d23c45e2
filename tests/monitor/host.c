/* SPDX-License-Identifier: MIT */
/* What the library asks of its host (axvcpu/host.h), and is the same on every machine. */
#include <axvcpu/host.h>

#include "cpu.h"
#include "machine.h"

/* The monitor runs without translation: addresses are physical. */
uint64_t axvcpu_host_physical(const void *memory)
{
	return (uintptr_t)memory;
}

void *axvcpu_host_pointer(uint64_t physical)
{
	return (void *)(uintptr_t)physical;
}

void axvcpu_host_relax(void)
{
	machine_relax();
}

void axvcpu_host_send_ipi(uint32_t cpu_id)
{
	machine_interrupt(&cpus[cpu_id]);
}
