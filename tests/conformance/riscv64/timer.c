/* SPDX-License-Identifier: MIT */
/* The timer, while a hart runs and while it sleeps (SBI 2.0, chapter 6; Volume II, 10.1.3). */
#include "guest.h"

#define NEVER UINT64_MAX

static volatile uint64_t taken, taken_at, number_taken, from_user, told;
static uint64_t rearm, deadline;

static struct sbi_result set_timer(uint64_t time)
{
	deadline = time;
	return sbi(SBI_TIME, 0, time, 0, 0);
}

static bool is_taken(uint64_t times)
{
	return taken >= times;
}

static void on_timer(struct frame *frame, uint64_t number)
{
	taken++;
	taken_at = csr_read(time);
	number_taken = number;
	from_user = !(frame->sstatus & SSTATUS_SPP);
	set_timer(rearm ? taken_at + ticks(5) : NEVER);
	if (rearm)
		rearm--;
}

static void enable(void)
{
	csr_write(sie, BIT(TIMER));
	csr_set(sstatus, SSTATUS_SIE);
}

static void disable(void)
{
	csr_clear(sstatus, SSTATUS_SIE);
	csr_write(sie, 0);
}

/* In the time that is to come, while nothing but jumps is executed. */
static void running(void)
{
	uint64_t due = csr_read(time) + ticks(20);

	taken = 0;
	enable();
	is(set_timer(due).error, SBI_SUCCESS, "the timer is set, for a hart that runs");
	await(&taken, 1);
	is(number_taken, TIMER, "its interrupt comes");
	check(taken_at >= due, "and not before");
	spin(20);
	is(taken, 1, "once, for it is set for never then");
	is(is_pending(TIMER), 0, "and is not pending any more");
	taken = 0;
	rearm = 2;
	set_timer(csr_read(time) + ticks(5));
	await(&taken, 3);
	spin(20);
	is(taken, 3, "set anew it comes again");
	disable();
}

static void wait_in_user(void)
{
	while (!taken)
		;
}

static void running_in_user(void)
{
	taken = 0;
	csr_write(sie, BIT(TIMER));
	set_timer(csr_read(time) + ticks(20));
	run_user(wait_in_user);
	is(taken, 1, "it comes while the user runs");
	is(from_user, 1, "whatever SIE says");
	disable();
}

static void past(void)
{
	taken = 0;
	enable();
	set_timer(0);
	soon(is_taken, 1);
	is(taken, 1, "a time that is over is due at once");
	disable();
	set_timer(csr_read(time));
	check(pending_soon(TIMER), "so is the present one");
	set_timer(NEVER);
}

static void masked(void)
{
	taken = 0;
	csr_set(sstatus, SSTATUS_SIE);
	set_timer(csr_read(time) + ticks(5));
	check(pending_soon(TIMER), "masked in sie, it is pending");
	is(taken, 0, "and not taken");
	csr_clear(sip, BIT(TIMER));
	check_pending(TIMER, "the guest does not clear it in sip");
	is(set_timer(NEVER).error, SBI_SUCCESS, "it is set for never");
	is(is_pending(TIMER), 0, "which clears it");
	set_timer(UINT64_MAX >> 1);
	spin(20);
	is(is_pending(TIMER), 0, "half of never is far away, too");
	set_timer(0);
	pending_soon(TIMER);
	csr_write(sie, BIT(TIMER));
	soon(is_taken, 1);
	is(taken, 1, "one that is pending comes when it is let in");
	disable();
}

static void sleep(void)
{
	do
		wait_for_interrupt();
	while (is_shown(TIMER) && !(csr_read(sip) & csr_read(sie)));
}

/* Long enough that the hart is asleep by then, and is blocked. */
static void idle(void)
{
	uint64_t due = csr_read(time) + ticks(300);

	taken = 0;
	csr_write(sie, BIT(TIMER));
	set_timer(due);
	sleep();
	check(csr_read(time) >= due, "a hart sleeps until the timer is due");
	check_pending(TIMER, "and finds it pending");
	is(taken, 0, "SIE is 0: it goes on without an interrupt");
	csr_set(sstatus, SSTATUS_SIE);
	soon(is_taken, 1);
	is(taken, 1, "SIE is 1: it takes it");
	disable();
	csr_write(sie, BIT(TIMER));
	set_timer(0);
	pending_soon(TIMER);
	sleep();
	check_pending(TIMER, "a timer that is due lets nobody sleep");
	set_timer(NEVER);
	disable();
}

static void tell(uint64_t hart)
{
	(void)hart;
	spin(100);
	told = 1;
	sbi(SBI_IPI, 0, 1, other_hart(MACHINE_HARTS - 1), 0);
}

/* Of a timer that is masked in sie nobody hears. */
static void idle_and_masked(void)
{
	csr_write(sie, BIT(SOFTWARE));
	start_function(other_hart(1), tell);
	set_timer(csr_read(time) + ticks(5));
	sleep();
	is(told, 1, "a hart sleeps on where its timer is masked");
	check_pending(TIMER, "which was due before");
	csr_clear(sip, BIT(SOFTWARE));
	set_timer(NEVER);
	csr_write(sie, 0);
}

/* Extension 0, which has no functions and one result. */
static void legacy(void)
{
	taken = 0;
	enable();
	is(sbi(0, 0, csr_read(time) + ticks(5), 0x5a, 0).error, SBI_SUCCESS,
	   "the legacy call sets it");
	await(&taken, 1);
	is(taken, 1, "and it comes");
	is(sbi(0, 0, NEVER, 0x5a, 0).value, 0x5a, "its second result is what was there");
	disable();
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(29);
	pending_prepare();
	on_interrupt = on_timer;
	running();
	running_in_user();
	past();
	masked();
	idle();
	idle_and_masked();
	legacy();
	is(sbi(SBI_TIME, 1, 0, 0, 0).error, SBI_NOT_SUPPORTED, "there is no function 1");
	check(deadline == NEVER, "nothing is left to come");
}
