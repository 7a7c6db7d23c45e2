/* SPDX-License-Identifier: MIT */
/* The control device, as a guest uses it. */
#include "guest.h"

static volatile uint64_t *reg(uint64_t offset)
{
	return (volatile uint64_t *)(CONTROL_BASE + offset);
}

void control_set(uint64_t offset, uint64_t value)
{
	*reg(offset) = value;
}

uint64_t control_get(uint64_t offset)
{
	return *reg(offset);
}

uint64_t exits_of(enum axvcpu_exit_reason reason)
{
	control_set(CONTROL_TARGET, hart_id());
	control_set(CONTROL_ARGUMENT0, reason);
	return control_get(CONTROL_EXITS);
}

void order_to(uint64_t hart, uint64_t when, uint64_t kind, uint64_t a0, uint64_t a1, uint64_t a2)
{
	control_set(CONTROL_ARGUMENT0, a0);
	control_set(CONTROL_ARGUMENT1, a1);
	control_set(CONTROL_ARGUMENT2, a2);
	control_set(CONTROL_WHEN, when);
	control_set(CONTROL_TARGET, hart);
	control_set(CONTROL_ORDER, kind);
}

void order_later(uint64_t when, uint64_t kind, uint64_t a0, uint64_t a1, uint64_t a2)
{
	order_to(hart_id(), when, kind, a0, a1, a2);
}

uint64_t order(uint64_t kind, uint64_t a0, uint64_t a1, uint64_t a2)
{
	order_later(0, kind, a0, a1, a2);
	return control_get(CONTROL_ORDER);
}
