/* SPDX-License-Identifier: MIT */
/* The control device. */
#include "monitor.h"

bool is_control(uint64_t address, unsigned width)
{
	return width == 8 && address % 8 == 0 && address >= CONTROL_BASE &&
	       address - CONTROL_BASE < CONTROL_REGISTERS * 8;
}

static uint64_t reg(const struct hart *hart, uint64_t offset)
{
	return hart->registers[offset / 8];
}

static struct hart *target_of(struct hart *hart)
{
	uint64_t target = reg(hart, CONTROL_TARGET);

	return &hart->machine->harts[target < MACHINE_HARTS ? target : hart->id];
}

static struct machine *other_machine(struct hart *hart)
{
	return &hart->machine->monitor->machines[MACHINES - 1 - hart->machine->id];
}

/* Counts that the library keeps. */
static uint64_t count(struct hart *hart, uint64_t offset)
{
	struct axvcpu_statistics statistics;

	if (!monitor_check(hart->machine->monitor, axvcpu_statistics(hart->vcpu, &statistics)))
		return 0;
	if (offset == CONTROL_BLOCKS)
		return statistics.blocks;
	return statistics.exits[reg(hart, CONTROL_ARGUMENT0) % AXVCPU_EXIT_REASONS];
}

uint64_t control_read(struct hart *hart, uint64_t offset)
{
	switch (offset) {
	case CONTROL_MACHINE:
		return hart->machine->id;
	case CONTROL_OTHER:
		return other_machine(hart)->state;
	case CONTROL_KICKED:
		return target_of(hart)->kicked;
	case CONTROL_SPENT:
		return target_of(hart)->spent;
	case CONTROL_EXITS:
	case CONTROL_BLOCKS:
		return count(target_of(hart), offset);
	case CONTROL_WRITTEN:
		return hart->written;
	default:
		return reg(hart, offset);
	}
}

enum axvcpu_status control_write(struct hart *hart, uint64_t offset, uint64_t value)
{
	struct order order = {
		.kind = value, .when = reg(hart, CONTROL_WHEN), .from = hart,
		.arguments = { reg(hart, CONTROL_ARGUMENT0), reg(hart, CONTROL_ARGUMENT1),
			       reg(hart, CONTROL_ARGUMENT2) },
	};

	if (offset != CONTROL_ORDER)
		hart->registers[offset / 8] = value;
	else if (value == ORDER_START && other_machine(hart)->state == MACHINE_UNUSED)
		machine_boot(other_machine(hart));
	else
		return order_give(target_of(hart), &order);
	return AXVCPU_OK;
}
