/* SPDX-License-Identifier: MIT */
/* On a hart without the hypervisor extension: hext is refused, and nothing else suffers. */
#include <stddef.h>

#include <axvcpu/axvcpu.h>

#include "../tap.h"
#include "cpu.h"

static void try_enable(void)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = AXVCPU_BACKEND_HEXT,
	};

	is_u64(axvcpu_percpu_enable(cpu_number(), &config), AXVCPU_UNAVAILABLE, "hext is unavailable");
	ok(!axvcpu_percpu_is_enabled(), "the CPU is not enabled");
	is_u64(axvcpu_percpu_enable(cpu_number(), &config), AXVCPU_UNAVAILABLE, "nor by asking again");
	config.backend = AXVCPU_BACKEND_SOFT;
	is_u64(axvcpu_percpu_enable(cpu_number(), &config), AXVCPU_OK, "soft needs no such extension");
	is_u64(axvcpu_percpu_disable(), AXVCPU_OK, "and is disabled");
}

static void nothing(void *argument)
{
	(void)argument;
}

int main(void)
{
	try_enable();
	cpu_call(1, nothing, NULL);
	cpu_wait(1);
	pass("the monitor's own traps still arrive");
	return done_testing();
}
