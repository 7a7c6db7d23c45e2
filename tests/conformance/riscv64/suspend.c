/* SPDX-License-Identifier: MIT */
/* Sleeping: what wakes a hart that is blocked, and what does not let it sleep (SBI 2.0, 9.4). */
#include "guest.h"

/* Only 32 bits of it count. */
#define SUSPEND_RETENTIVE BIT(32)
#define SUSPEND_NON_RETENTIVE 0x80000000

static volatile uint64_t resumed_with;

static uint64_t blocks(void)
{
	control_set(CONTROL_TARGET, hart_id());
	return control_get(CONTROL_BLOCKS);
}

static uint64_t suspend(void)
{
	return sbi(SBI_HSM, HSM_SUSPEND, SUSPEND_RETENTIVE, 0, 0).error;
}

/* An external edge is gone when it is taken, and not before. */
static void take(struct frame *frame, uint64_t number)
{
	(void)frame;
	if (number != EXTERNAL)
		bail_out("an interrupt of another number");
}

static void clear(void)
{
	order(ORDER_LOWER, EXTERNAL, 0, 0);
	csr_write(sie, BIT(EXTERNAL));
	csr_set(sstatus, SSTATUS_SIE);
	csr_clear(sstatus, SSTATUS_SIE);
	csr_write(sie, 0);
	csr_clear(sip, BIT(SOFTWARE));
	sbi(SBI_TIME, 0, UINT64_MAX, 0, 0);
}

/* An interrupt that is there already: the call returns at once. */
static void not_asleep(void)
{
	uint64_t before = blocks();

	csr_write(sie, BIT(SOFTWARE));
	csr_set(sip, BIT(SOFTWARE));
	is(suspend(), SBI_SUCCESS, "with an interrupt pending a suspension ends");
	is(blocks(), before, "and the hart is not blocked");
	clear();
	csr_write(sie, BIT(EXTERNAL));
	order_later(CONTROL_BLOCK, ORDER_RAISE, EXTERNAL, 0, 0);
	is(suspend(), SBI_SUCCESS, "with a line that goes up in between it ends, too");
	is(blocks(), before, "and the hart is not blocked");
	check_pending(EXTERNAL, "the line is pending");
	clear();
}

static void woken_by(uint64_t kind, uint64_t number, const char *name)
{
	uint64_t before = blocks();

	csr_write(sie, BIT(number));
	order_later(CONTROL_BLOCKED, kind, number, 0, 0);
	is(suspend(), SBI_SUCCESS, name);
	is(blocks(), before + 1, "it was blocked once");
	check_pending(number, "the interrupt is pending");
	clear();
}

/* The timer of a hart that is blocked, by WFI and by the call. */
static void woken_by_timer(void)
{
	uint64_t due = csr_read(time) + ticks(300), before = blocks();

	csr_write(sie, BIT(TIMER));
	sbi(SBI_TIME, 0, due, 0, 0);
	is(suspend(), SBI_SUCCESS, "the timer ends a suspension");
	check(csr_read(time) >= due, "when it is due");
	is(blocks(), before + 1, "the hart was blocked");
	clear();
	due = csr_read(time) + ticks(300);
	csr_write(sie, BIT(TIMER));
	sbi(SBI_TIME, 0, due, 0, 0);
	wait_for_interrupt();
	check(csr_read(time) >= due, "the timer ends wfi when it is due");
	check_pending(TIMER, "and is pending");
	is(blocks(), before + 2, "the hart was blocked");
	clear();
}

static volatile uint64_t told;

static void tell(uint64_t hart)
{
	(void)hart;
	spin(100);
	told = 1;
	sbi(SBI_IPI, 0, 1, other_hart(MACHINE_HARTS - 1), 0);
}

/* Nobody wakes for a timer that is masked. */
static void not_woken_by_timer(void)
{
	uint64_t before = blocks();

	csr_write(sie, BIT(SOFTWARE));
	start_function(other_hart(1), tell);
	sbi(SBI_TIME, 0, csr_read(time) + ticks(50), 0, 0);
	wait_for_interrupt();
	is(told, 1, "a timer that is masked in sie does not end wfi");
	is(blocks(), before + 1, "the hart was blocked once");
	check_pending(TIMER, "though it was due and is pending");
	clear();
}

/* A hart that resumes leaves by its function like one that was started. */
static void resumed(uint64_t hart)
{
	resumed_with = 1 + hart;
}

static void lose_state(uint64_t hart)
{
	(void)hart;
	csr_write(sie, BIT(EXTERNAL));
	order_later(CONTROL_BLOCKED, ORDER_EDGE, EXTERNAL, 0, 0);
	sbi(SBI_HSM, HSM_SUSPEND, SUSPEND_NON_RETENTIVE, (uint64_t)start_hart, (uint64_t)resumed);
	bail_out("a hart that lost its state came back");
}

/* It has nothing in sie, so nobody but the order wakes it. */
static volatile uint64_t error_of_sleeper = UINT64_MAX;

static void sleep_until_told(uint64_t hart)
{
	(void)hart;
	csr_write(sie, BIT(SOFTWARE));
	error_of_sleeper = suspend();
	csr_write(sie, 0);
	csr_clear(sip, BIT(SOFTWARE));
}

static void others(void)
{
	uint64_t hart = other_hart(1);

	start_function(hart, lose_state);
	await(&resumed_with, 1 + hart);
	is(settled_status(hart, HSM_STOPPED), HSM_STOPPED,
	   "a hart without its state resumes where it said");
	start_function(hart, sleep_until_told);
	is(settled_status(hart, HSM_SUSPENDED), HSM_SUSPENDED, "a hart is suspended");
	is(start_function(hart, resumed), SBI_ALREADY_AVAILABLE, "it is not started");
	is(sbi(SBI_RFENCE, 1, BIT(hart), 0, 0).error, SBI_SUCCESS, "a remote fence names it");
	is(settled_status(hart, HSM_SUSPENDED), HSM_SUSPENDED, "and does not wake it");
	is(sbi(SBI_IPI, 0, BIT(hart), 0, 0).error, SBI_SUCCESS, "an interrupt is sent to it");
	await(&error_of_sleeper, 0);
	is(settled_status(hart, HSM_STOPPED), HSM_STOPPED, "which wakes it");
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(30);
	pending_prepare();
	on_interrupt = take;
	not_asleep();
	woken_by(ORDER_EDGE, EXTERNAL, "an external edge ends a suspension");
	woken_by(ORDER_RAISE, EXTERNAL, "a line ends a suspension");
	woken_by(ORDER_EDGE, SOFTWARE, "an interrupt of software ends a suspension");
	woken_by_timer();
	not_woken_by_timer();
	others();
}
