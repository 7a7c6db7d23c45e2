/* SPDX-License-Identifier: MIT */
/* The slots of the back end lvz; spec/backend/lvz.yaml lists them. */
#include <string.h>

#include <generated/registers.h>

#include "lvz.h"

struct state {
	const struct lvz_cpu *cpu;
	struct axvcpu_loongarch64_registers registers;
};

size_t axvcpu_lvz_state_size(const struct axvcpu_config *config)
{
	(void)config;
	return sizeof(struct state);
}

enum axvcpu_status axvcpu_lvz_create(void *memory, struct axvcpu *vcpu,
				     const struct axvcpu_config *config)
{
	struct state *state = memory;

	(void)vcpu;
	if (!config->arch_config)
		return AXVCPU_BAD_ARGUMENT;
	state->cpu = config->arch_config;
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_lvz_setup(void *memory, uint64_t entry, struct axvcpu_space *space,
				    const void *setup_config)
{
	struct state *state = memory;

	(void)space;
	(void)setup_config;
	if (entry % 4)
		return AXVCPU_BAD_ADDRESS;
	state->registers.pc = entry;
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_lvz_run(void *memory, struct axvcpu_exit *exit)
{
	struct state *state = memory;
	struct axvcpu_lvz_syndrome syndrome;

	if (exit->retire == AXVCPU_RETIRE_NEXT)
		state->registers.pc += exit->insn_length;
	state->cpu->enter(&state->registers, &syndrome);
	exit->pc = state->registers.pc;
	memcpy(&exit->syndrome, &syndrome, sizeof syndrome);
	axvcpu_lvz_decode(&syndrome, &state->registers, exit);
	return AXVCPU_OK;
}

/* Where a register is kept; null: it is not among those that are saved. */
static uint64_t *place(struct state *state, uint32_t reg)
{
	uint32_t number = axvcpu_loongarch64_register_of_role(reg);

	if (number < 32)
		return &state->registers.r[number];
	return number == AXVCPU_LOONGARCH64_PC ? &state->registers.pc : NULL;
}

enum axvcpu_status axvcpu_lvz_get_register(void *memory, uint32_t reg, uint64_t *value)
{
	const uint64_t *kept = place(memory, reg);

	if (!kept)
		return AXVCPU_BAD_ARGUMENT;
	*value = *kept;
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_lvz_set_register(void *memory, uint32_t reg, uint64_t value)
{
	uint64_t *kept = place(memory, reg);

	if (!kept)
		return AXVCPU_BAD_ARGUMENT;
	if (reg != AXVCPU_LOONGARCH64_R0)
		*kept = value;
	return AXVCPU_OK;
}
