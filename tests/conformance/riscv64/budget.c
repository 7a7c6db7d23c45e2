/* SPDX-License-Identifier: MIT */
/*
 * A hart whose budget ends in the middle of anything goes on as if it had not:
 * between the parts of an access, between a fault and its retry, before an
 * interrupt is delivered, while it waits, and after any number of instructions.
 * A back end that has no budgets says so.
 */
#include "encode.h"
#include "stop.h"

/* The longest stretch of instructions. */
#define MOST 12

static uint64_t spent(void)
{
	control_set(CONTROL_TARGET, hart_id());
	return control_get(CONTROL_SPENT);
}

/* Nothing more is executed before it stops. */
static void exhaust_at(unsigned exit)
{
	order_later(exit, ORDER_BUDGET, 0, 0, 0);
}

static const struct stop budget = { exhaust_at, spent };

static bool wait_goes_on(void)
{
	uint64_t before = spent();

	stop_interrupts = 0;
	probe_prepare();
	order_later(CONTROL_BLOCKED, ORDER_EDGE, EXTERNAL, 0, 0);
	exhaust_at(1);
	probe(WFI);
	return probe_only_changed(0) && stop_interrupts == 1 && is_stopped_once(&budget, before);
}

static const char *const budgets[STOPS] = {
	"a budget that ends between a read and its answer", "before a store retires",
	"at the read of an AMO", "at the write of an AMO", "between a fault and its retry",
	"before a call returns", "between the fault of a fetch and its retry",
	"before an exception is taken", "before an interrupt is taken",
};

/* The sum of 1 to 4, in 14 instructions. */
static uint64_t work(void)
{
	uint64_t sum;

	__asm__ volatile("li %0, 0\n\tli t0, 4\n"
			 "1:\tadd %0, %0, t0\n\taddi t0, t0, -1\n\tbnez t0, 1b"
			 : "=&r"(sum) : : "t0");
	return sum;
}

/* Each instruction of a stretch is the last one of some budget. */
static bool after_any_number(void)
{
	uint64_t before, instructions;

	for (instructions = 0; instructions <= MOST; instructions++) {
		before = spent();
		order(ORDER_BUDGET, instructions, 0, 0);
		if (work() != 10 || !is_stopped_once(&budget, before))
			return false;
	}
	return true;
}

static void with_budgets(void)
{
	plan(STOPS + 2);
	stop_prepare();
	stop_everywhere(&budget, budgets);
	check(wait_goes_on(), "in a wait");
	check(after_any_number(), "after any number of instructions");
}

static void without_budgets(void)
{
	plan(2);
	is(order(ORDER_BUDGET, MOST, 0, 0), AXVCPU_UNSUPPORTED, "there are no budgets");
	check(work() == 10 && spent() == 0, "and none is spent");
}

void guest_main(uint64_t hart)
{
	(void)hart;
	if (order(ORDER_BUDGET, 0, 0, 0) == AXVCPU_UNSUPPORTED)
		without_budgets();
	else
		with_budgets();
}
