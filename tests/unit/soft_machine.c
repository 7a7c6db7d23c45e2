/* SPDX-License-Identifier: MIT */
/* A machine of the interpreter's for the tests. */
#include "soft_machine.h"

#include <stdlib.h>
#include <string.h>

static struct axvcpu_config config(const struct axvcpu_soft_config *own)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT,
		.policy = AXVCPU_POLICY_LENIENT,
		.arch = AXVCPU_ARCH_RISCV64,
		.backend = AXVCPU_BACKEND_SOFT,
		.arch_config = own,
	};

	return config;
}

void machine_make_as(struct machine *machine, const struct axvcpu_soft_config *own)
{
	struct axvcpu_config all = config(own);

	memset(machine, 0, sizeof *machine);
	machine->ram = aligned_alloc(AXVCPU_PAGE_SIZE, RAM_SIZE);
	if (!machine->ram)
		bail_out("no memory");
	memset(machine->ram, 0, RAM_SIZE);
	must(axvcpu_space_create(&all, &machine->space));
	must(axvcpu_space_map(machine->space, RAM_BASE, machine->ram, RAM_SIZE,
			      AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
	must(axvcpu_create(&all, &machine->vcpu));
	must(axvcpu_setup(machine->vcpu, RAM_BASE, machine->space, NULL));
	must(axvcpu_bind(machine->vcpu));
}

void machine_make(struct machine *machine)
{
	machine_make_as(machine, NULL);
}

void machine_make_float(struct machine *machine)
{
	struct axvcpu_soft_config own = {.size = sizeof own, .extensions = AXVCPU_SOFT_FLOAT};

	machine_make_as(machine, &own);
}

void machine_end(struct machine *machine)
{
	must(axvcpu_unbind(machine->vcpu));
	must(axvcpu_destroy(machine->vcpu));
	must(axvcpu_space_destroy(machine->space));
	free(machine->ram);
}

void machine_put(struct machine *machine, uint64_t address, const uint32_t *program,
		 unsigned count)
{
	memcpy(machine->ram + (address - RAM_BASE), program, count * sizeof *program);
}

void machine_load(struct machine *machine, const uint32_t *program, unsigned count)
{
	must(axvcpu_unbind(machine->vcpu));
	must(axvcpu_reset(machine->vcpu));
	memset(machine->ram, 0, RAM_SIZE);
	machine_put(machine, RAM_BASE, program, count);
	must(axvcpu_setup(machine->vcpu, RAM_BASE, machine->space, NULL));
	must(axvcpu_bind(machine->vcpu));
}

const struct axvcpu_exit *machine_run(struct machine *machine)
{
	must(axvcpu_run(machine->vcpu, &machine->exit));
	return machine->exit;
}

bool machine_ended(const struct machine *machine)
{
	return machine->exit->reason == AXVCPU_EXIT_MMIO_READ &&
	       machine->exit->mmio_read.addr == 0 && machine->exit->mmio_read.width == 1;
}

uint64_t machine_get(struct machine *machine, uint32_t reg)
{
	uint64_t value = 0;

	must(axvcpu_get_register(machine->vcpu, reg, &value));
	return value;
}

void machine_set(struct machine *machine, uint32_t reg, uint64_t value)
{
	must(axvcpu_set_register(machine->vcpu, reg, value));
}

void machine_poke(struct machine *machine, uint64_t address, uint64_t value)
{
	memcpy(machine->ram + (address - RAM_BASE), &value, sizeof value);
}

uint64_t machine_peek(const struct machine *machine, uint64_t address)
{
	uint64_t value;

	memcpy(&value, machine->ram + (address - RAM_BASE), sizeof value);
	return value;
}

void is_guest_trap(struct machine *machine, uint64_t cause, uint64_t value, uint64_t pc,
		   const char *what)
{
	is_u64(machine->exit->pc, HANDLER, "%s: the guest is at its trap vector", what);
	is_u64(machine_get(machine, CSR(SCAUSE)), cause, "%s: scause", what);
	is_u64(machine_get(machine, CSR(STVAL)), value, "%s: stval", what);
	is_u64(machine_get(machine, CSR(SEPC)), pc, "%s: sepc", what);
}
