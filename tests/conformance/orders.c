/* SPDX-License-Identifier: MIT */
/* Orders of guests: kept until they are due, then carried out. */
#include "monitor.h"

/* What an order did to the exit at which it was due. */
enum effect {
	EFFECT_NONE,
	EFFECT_ANSWERED,
	EFFECT_RETRY,
};

static enum axvcpu_status map(struct machine *machine, const uint64_t *arguments)
{
	uint64_t page = arguments[1] % MACHINE_SPARE_PAGES;

	return axvcpu_space_map(machine->space, arguments[0],
				machine->spare + page * AXVCPU_PAGE_SIZE, AXVCPU_PAGE_SIZE,
				(unsigned)arguments[2]);
}

/* Complete a read; keep what a write gives. */
static enum axvcpu_status answer(struct hart *hart, const struct axvcpu_exit *exit, uint64_t value)
{
	switch (exit ? exit->reason : AXVCPU_EXIT_NOTHING) {
	case AXVCPU_EXIT_MMIO_READ:
	case AXVCPU_EXIT_SYSREG_READ:
		return axvcpu_complete(hart->vcpu, value);
	case AXVCPU_EXIT_MMIO_WRITE:
		hart->written = exit->mmio_write.data;
		return AXVCPU_OK;
	case AXVCPU_EXIT_SYSREG_WRITE:
		hart->written = exit->sysreg_write.value;
		return AXVCPU_OK;
	default:
		return AXVCPU_NOT_PENDING;
	}
}

static enum axvcpu_status set_budget(struct hart *hart, uint64_t instructions)
{
	enum axvcpu_status status = axvcpu_set_budget(hart->vcpu, instructions);

	hart->has_budget = status == AXVCPU_OK;
	return status;
}

static enum axvcpu_status carry_out(struct hart *hart, const struct order *order,
				    const struct axvcpu_exit *exit)
{
	const uint64_t *arguments = order->arguments;
	struct machine *machine = hart->machine;

	switch (order->kind) {
	case ORDER_MAP:
		return map(machine, arguments);
	case ORDER_UNMAP:
		return axvcpu_space_unmap(machine->space, arguments[0], AXVCPU_PAGE_SIZE);
	case ORDER_PROTECT:
		return axvcpu_space_protect(machine->space, arguments[0], AXVCPU_PAGE_SIZE,
					    (unsigned)arguments[1]);
	case ORDER_ANSWER:
		return answer(hart, exit, arguments[0]);
	case ORDER_INJECT:
		return axvcpu_inject_exception(hart->vcpu, arguments[0], arguments[1]);
	case ORDER_RAISE:
	case ORDER_LOWER:
		return axvcpu_set_interrupt(hart->vcpu, (uint32_t)arguments[0],
					    order->kind == ORDER_RAISE);
	case ORDER_EDGE:
		return axvcpu_inject_interrupt(hart->vcpu, (uint32_t)arguments[0]);
	case ORDER_KICK:
		return axvcpu_kick(hart->vcpu);
	case ORDER_BUDGET:
		return set_budget(hart, arguments[0]);
	default:
		return AXVCPU_BAD_ARGUMENT;
	}
}

static enum effect effect_of(const struct order *order)
{
	switch (order->kind) {
	case ORDER_MAP:
	case ORDER_UNMAP:
	case ORDER_PROTECT:
		return EFFECT_RETRY;
	case ORDER_ANSWER:
	case ORDER_INJECT:
		return EFFECT_ANSWERED;
	default:
		return EFFECT_NONE;
	}
}

/* The guest sees what the library said. */
static bool do_order(struct hart *hart, const struct order *order, const struct axvcpu_exit *exit)
{
	enum axvcpu_status status = carry_out(hart, order, exit);

	order->from->registers[CONTROL_ORDER / 8] = status;
	return status == AXVCPU_OK;
}

static struct order take(struct hart *hart, unsigned i)
{
	struct order order = hart->orders[i];

	hart->kept--;
	for (; i < hart->kept; i++)
		hart->orders[i] = hart->orders[i + 1];
	return order;
}

enum axvcpu_status order_give(struct hart *target, const struct order *order)
{
	if (!order->when)
		do_order(target, order, NULL);
	else if (target->kept < ORDERS_KEPT)
		target->orders[target->kept++] = *order;
	else
		monitor_fail(target->machine->monitor, "no guest orders more than is kept");
	return AXVCPU_OK;
}

void orders_when(struct hart *hart, uint64_t when)
{
	unsigned i = 0;

	while (i < hart->kept) {
		if (hart->orders[i].when == when) {
			struct order order = take(hart, i);

			do_order(hart, &order, NULL);
		} else {
			i++;
		}
	}
}

static bool is_of_control(const struct axvcpu_exit *exit)
{
	if (exit->reason == AXVCPU_EXIT_MMIO_READ)
		return is_control(exit->mmio_read.addr, exit->mmio_read.width);
	return exit->reason == AXVCPU_EXIT_MMIO_WRITE &&
	       is_control(exit->mmio_write.addr, exit->mmio_write.width);
}

static bool is_due(struct order *order)
{
	return order->when < CONTROL_BLOCK && --order->when == 0;
}

/* A fault is executed again in any case; an access that is to be answered is not. */
static void retry(struct hart *hart, const struct axvcpu_exit *exit)
{
	if (exit->reason != AXVCPU_EXIT_NESTED_PAGE_FAULT)
		monitor_check(hart->machine->monitor, axvcpu_retry(hart->vcpu));
}

bool orders_at_exit(struct hart *hart, const struct axvcpu_exit *exit)
{
	enum effect effect = EFFECT_NONE;
	unsigned i = 0;

	if (!axvcpu_exit_is_synchronous(exit->reason) || is_of_control(exit))
		return false;
	while (i < hart->kept) {
		if (is_due(&hart->orders[i])) {
			struct order order = take(hart, i);

			if (do_order(hart, &order, exit) && effect < effect_of(&order))
				effect = effect_of(&order);
		} else {
			i++;
		}
	}
	if (effect == EFFECT_RETRY)
		retry(hart, exit);
	return effect != EFFECT_NONE;
}
