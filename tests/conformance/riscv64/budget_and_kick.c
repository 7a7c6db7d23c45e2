/* SPDX-License-Identifier: MIT */
/*
 * A hart that is stopped in the middle of anything goes on as if it had not
 * been: between the parts of an access, between a fault and its retry, before
 * an interrupt is delivered, while it waits, and after any number of
 * instructions.
 */
#include "encode.h"
#include "guest.h"

#define PAGE  UINT64_C(0x90000000)
#define VALUE UINT64_C(0xb1b2b3b4b5b6b7b8)

/* The longest stretch of instructions. */
#define MOST 12

static uint64_t kicked(void)
{
	control_set(CONTROL_TARGET, hart_id());
	return control_get(CONTROL_KICKED);
}

static uint64_t spent(void)
{
	control_set(CONTROL_TARGET, hart_id());
	return control_get(CONTROL_SPENT);
}

/* A way to stop the hart at its nth exit. */
struct stop {
	void (*order)(unsigned exit);
	uint64_t (*count)(void);
};

static void kick_at(unsigned exit)
{
	order_later(exit, ORDER_KICK, 0, 0, 0);
}

/* Nothing more is executed before it stops. */
static void exhaust_at(unsigned exit)
{
	order_later(exit, ORDER_BUDGET, 0, 0, 0);
}

static const struct stop kick = { kick_at, kicked }, budget = { exhaust_at, spent };

/* A back end may have no budgets: then nothing is stopped, and nothing goes wrong. */
static bool has_budgets;

static bool is_stopped_once(const struct stop *stop, uint64_t before)
{
	uint64_t stops = stop == &budget && !has_budgets ? 0 : 1;

	return stop->count() - before == stops;
}

static bool load_goes_on(const struct stop *stop)
{
	uint64_t before = stop->count();

	mailbox_fill(VALUE);
	probe_prepare();
	probe_x[11] = MAILBOX_BASE;
	stop->order(1);
	probe(load(DOUBLE, 10, 11, 0));
	return probe_only_changed(10) && probe_x[10] == VALUE && is_stopped_once(stop, before);
}

static bool store_goes_on(const struct stop *stop)
{
	uint64_t before = stop->count();

	mailbox_fill(0);
	probe_prepare();
	probe_x[11] = MAILBOX_BASE;
	probe_x[12] = VALUE;
	stop->order(1);
	probe(store(DOUBLE, 12, 11, 0));
	return probe_only_changed(0) && mailbox_word(0) == VALUE && is_stopped_once(stop, before);
}

/* At its read, or at its write: it takes place once. */
static bool atomic_goes_on(const struct stop *stop, unsigned exit)
{
	uint64_t before = stop->count();

	mailbox_fill(VALUE);
	probe_prepare();
	probe_x[11] = MAILBOX_BASE;
	probe_x[12] = 1;
	stop->order(exit);
	probe(atomic(AMOADD, DOUBLE, 0, 10, 11, 12));
	return probe_only_changed(10) && probe_x[10] == VALUE && mailbox_word(0) == VALUE + 1 &&
	       is_stopped_once(stop, before);
}

/* The fault is over by a page, and the hart is stopped before it finds that. */
static bool retry_goes_on(const struct stop *stop)
{
	uint64_t before = stop->count();

	order(ORDER_UNMAP, PAGE, 0, 0);
	order_later(1, ORDER_MAP, PAGE, 0, CONTROL_ALL);
	stop->order(1);
	probe_prepare();
	probe_x[11] = PAGE;
	probe_x[12] = VALUE;
	probe(store(DOUBLE, 12, 11, 0));
	return probe_only_changed(0) && *(volatile uint64_t *)PAGE == VALUE &&
	       is_stopped_once(stop, before);
}

/* A call that the monitor answers writes two registers (SBI 2.0, 9.3). */
static bool call_goes_on(const struct stop *stop)
{
	uint64_t before = stop->count();

	probe_prepare();
	probe_x[17] = SBI_HSM;
	probe_x[16] = HSM_STATUS;
	probe_x[10] = hart_id();
	stop->order(1);
	probe(ECALL);
	return probe_x[10] == SBI_SUCCESS && probe_x[11] == 0 && probe_x[12] != 0 &&
	       is_stopped_once(stop, before);
}

static bool fetch_goes_on(const struct stop *stop)
{
	uint64_t before = stop->count(), result;

	*(volatile uint64_t *)PAGE = ADD_7_AND_RETURN;
	__asm__ volatile("fence.i" : : : "memory");
	order(ORDER_UNMAP, PAGE, 0, 0);
	order_later(1, ORDER_MAP, PAGE, 0, CONTROL_ALL);
	stop->order(1);
	result = ((uint64_t (*)(uint64_t))PAGE)(5);
	return result == 12 && is_stopped_once(stop, before);
}

static bool exception_goes_on(const struct stop *stop)
{
	uint64_t before = stop->count();
	struct taken taken;

	order_later(1, ORDER_INJECT, LOAD_PAGE, VALUE, 0);
	stop->order(1);
	probe_prepare();
	probe_x[11] = MAILBOX_BASE;
	trap_expect();
	probe(load(WORD, 10, 11, 0));
	taken = trap_taken();
	return taken.count == 1 && taken.cause == LOAD_PAGE && taken.value == VALUE &&
	       taken.pc == probe_pc() && probe_only_changed(0) && is_stopped_once(stop, before);
}

static unsigned interrupts;
static uint64_t interrupted_at;

static void count(struct frame *frame, uint64_t number)
{
	(void)number;
	interrupts++;
	interrupted_at = frame->sepc;
}

/* The interrupt comes with the exit of a store, and so behind it, and once. */
static bool interrupt_goes_on(const struct stop *stop)
{
	uint64_t before = stop->count();

	interrupts = 0;
	probe_prepare();
	probe_x[11] = MAILBOX_BASE;
	order_later(1, ORDER_EDGE, EXTERNAL, 0, 0);
	stop->order(1);
	probe(store(WORD, 12, 11, 0));
	return probe_only_changed(0) && interrupts == 1 && interrupted_at == probe_pc() + 4 &&
	       is_stopped_once(stop, before);
}

static bool wait_goes_on(void)
{
	uint64_t before = spent();

	interrupts = 0;
	probe_prepare();
	order_later(CONTROL_BLOCKED, ORDER_EDGE, EXTERNAL, 0, 0);
	exhaust_at(1);
	probe(WFI);
	return probe_only_changed(0) && interrupts == 1 && is_stopped_once(&budget, before);
}

/* The kick is what the hart has waited for: it is not blocked, and not stopped again. */
static bool wait_is_over(void)
{
	uint64_t before = kicked();

	interrupts = 0;
	probe_prepare();
	kick_at(1);
	probe(WFI);
	return probe_only_changed(0) && kicked() == before;
}

/* The kick finds the hart asleep; it goes on to sleep until the interrupt. */
static bool kicked_asleep(void)
{
	uint64_t before = kicked();

	interrupts = 0;
	order_later(CONTROL_BLOCKED, ORDER_KICK, 0, 0, 0);
	order_later(CONTROL_BLOCKED, ORDER_EDGE, EXTERNAL, 0, 0);
	wait_for_interrupt();
	return interrupts == 1 && kicked() - before == 1;
}

static void try(const struct stop *stop, const char *const *names)
{
	check(load_goes_on(stop), names[0]);
	check(store_goes_on(stop), names[1]);
	check(atomic_goes_on(stop, 1), names[2]);
	check(atomic_goes_on(stop, 2), names[3]);
	check(retry_goes_on(stop), names[4]);
	check(call_goes_on(stop), names[5]);
	check(fetch_goes_on(stop), names[6]);
	check(exception_goes_on(stop), names[7]);
	check(interrupt_goes_on(stop), names[8]);
}

static const char *const kicks[] = {
	"a kick between a read and its answer", "a kick before a store retires",
	"a kick at the read of an AMO", "a kick at the write of an AMO",
	"a kick between a fault and its retry", "a kick before a call returns",
	"a kick between the fault of a fetch and its retry", "a kick before an exception is taken",
	"a kick before an interrupt is taken",
};

static const char *const budgets[] = {
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

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(2 * LENGTH(kicks) + 4);
	order(ORDER_MAP, PAGE, 0, CONTROL_ALL);
	has_budgets = order(ORDER_BUDGET, 0, 0, 0) != AXVCPU_UNSUPPORTED;
	on_interrupt = count;
	csr_write(sie, BIT(EXTERNAL));
	csr_set(sstatus, SSTATUS_SIE);
	try(&kick, kicks);
	try(&budget, budgets);
	check(wait_goes_on(), "in a wait");
	check(wait_is_over(), "a kick before the hart is blocked ends its wait");
	check(kicked_asleep(), "a kick while the hart sleeps does not wake it");
	check(after_any_number(), "after any number of instructions");
}
