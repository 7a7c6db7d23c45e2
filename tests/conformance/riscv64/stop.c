/* SPDX-License-Identifier: MIT */
/* The places where a hart is stopped. */
#include "stop.h"

#include "encode.h"

#define PAGE  UINT64_C(0x90000000)
#define VALUE UINT64_C(0xb1b2b3b4b5b6b7b8)

bool is_stopped_once(const struct stop *stop, uint64_t before)
{
	return stop->count() - before == 1;
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

unsigned stop_interrupts;
static uint64_t interrupted_at;

static void count(struct frame *frame, uint64_t number)
{
	(void)number;
	stop_interrupts++;
	interrupted_at = frame->sepc;
}

/* The interrupt comes with the exit of a store, and so behind it, and once. */
static bool interrupt_goes_on(const struct stop *stop)
{
	uint64_t before = stop->count();

	stop_interrupts = 0;
	probe_prepare();
	probe_x[11] = MAILBOX_BASE;
	order_later(1, ORDER_EDGE, EXTERNAL, 0, 0);
	stop->order(1);
	probe(store(WORD, 12, 11, 0));
	return probe_only_changed(0) && stop_interrupts == 1 && interrupted_at == probe_pc() + 4 &&
	       is_stopped_once(stop, before);
}

void stop_prepare(void)
{
	order(ORDER_MAP, PAGE, 0, CONTROL_ALL);
	on_interrupt = count;
	csr_write(sie, BIT(EXTERNAL));
	csr_set(sstatus, SSTATUS_SIE);
}

void stop_everywhere(const struct stop *stop, const char *const *names)
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
