/* SPDX-License-Identifier: MIT */
/*
 * Interrupts: levels and edges of the monitor, masks, priorities, one inside
 * another, vectors, from the user, at another hart (Volume II, 10.1.1 to 10.1.3).
 */
#include "guest.h"

#define SSTATUS_SPIE BIT(5)
#define VECTORED 1
#define MOST 16

static volatile uint64_t taken, order_taken[MOST];
static volatile uint64_t pending_inside, sstatus_inside, frame_sstatus, frame_pc;
static volatile uint64_t depth, deepest;
static volatile uint64_t levels_left, nest, arrived_by, go, ready;

static void enable(uint64_t numbers)
{
	csr_write(sie, numbers);
	csr_set(sstatus, SSTATUS_SIE);
}

static void disable(void)
{
	csr_clear(sstatus, SSTATUS_SIE);
	csr_write(sie, 0);
}

static void forget(void)
{
	taken = deepest = 0;
}

/* Another one, more urgent or not, is let in while this one is handled. */
static void take_another(uint64_t number)
{
	nest = 0;
	order(ORDER_EDGE, number, 0, 0);
	csr_set(sstatus, SSTATUS_SIE);
	csr_clear(sstatus, SSTATUS_SIE);
}

/* A line that is up asserts again what the guest clears: at once, or at the next exit. */
static void clear_software(void)
{
	csr_clear(sip, BIT(SOFTWARE));
	if (levels_left)
		mailbox_word(0);
}

static void on_any(struct frame *frame, uint64_t number)
{
	depth++;
	if (depth > deepest)
		deepest = depth;
	if (taken < MOST)
		order_taken[taken] = number;
	taken++;
	pending_inside = is_pending(number);
	sstatus_inside = csr_read(sstatus);
	frame_sstatus = frame->sstatus;
	frame_pc = frame->sepc;
	if (levels_left && --levels_left == 0)
		order(ORDER_LOWER, number, 0, 0);
	if (number == SOFTWARE)
		clear_software();
	if (nest)
		take_another(nest);
	depth--;
}

/* One edge is one interrupt. */
static void edge(uint64_t number, const char *name, const char *once)
{
	forget();
	enable(BIT(number));
	is(order(ORDER_EDGE, number, 0, 0), 0, name);
	spin(1);
	check(taken == 1 && order_taken[0] == number, once);
	is(is_pending(number), 0, "and is not pending then");
	disable();
}

/* A line that is up interrupts until it is down. */
static void level(uint64_t number, const char *name)
{
	forget();
	enable(BIT(number));
	levels_left = 3;
	order(ORDER_RAISE, number, 0, 0);
	spin(1);
	check(taken == 3 && order_taken[2] == number, name);
	is(pending_inside, is_shown(number), "it is pending while it is handled");
	is(is_pending(number), 0, "and no more when its line is down");
	disable();
}

static void trap_state(void)
{
	forget();
	enable(BIT(EXTERNAL));
	order(ORDER_EDGE, EXTERNAL, 0, 0);
	spin(1);
	is(sstatus_inside & SSTATUS_SIE, 0, "SIE is 0 in the handler");
	check(frame_sstatus & SSTATUS_SPIE, "SPIE is what SIE was");
	check(frame_sstatus & SSTATUS_SPP, "SPP is the mode that was interrupted");
	check(csr_read(sstatus) & SSTATUS_SIE, "and SIE is back after it");
	disable();
}

static void masked(void)
{
	forget();
	csr_set(sstatus, SSTATUS_SIE);
	order(ORDER_RAISE, EXTERNAL, 0, 0);
	check_pending(EXTERNAL, "a line that is masked in sie is pending");
	csr_clear(sip, BIT(EXTERNAL));
	check_pending(EXTERNAL, "and the guest does not clear it in sip");
	is(taken, 0, "it is not taken");
	order(ORDER_LOWER, EXTERNAL, 0, 0);
	is(is_pending(EXTERNAL), 0, "lowered, it is not pending");
	csr_write(sie, BIT(EXTERNAL));
	is(taken, 0, "nor taken when it is enabled");
	order(ORDER_LOWER, EXTERNAL, 0, 0);
	csr_clear(sstatus, SSTATUS_SIE);
	order(ORDER_EDGE, EXTERNAL, 0, 0);
	is(taken, 0, "an edge waits while SIE is 0");
	csr_set(sstatus, SSTATUS_SIE);
	is(taken, 1, "and comes when it is 1");
	disable();
}

/* SSIP is the guest's own to set (10.1.3). */
static void of_itself(void)
{
	forget();
	enable(BIT(SOFTWARE) | BIT(EXTERNAL));
	csr_set(sip, BIT(SOFTWARE));
	check(taken == 1 && order_taken[0] == SOFTWARE, "the guest interrupts itself in sip");
	csr_set(sip, BIT(EXTERNAL));
	spin(1);
	is(taken, 1, "but not with what is not its own");
	disable();
}

static void order_edges(uint64_t first, uint64_t second, uint64_t third)
{
	order(ORDER_EDGE, first, 0, 0);
	order(ORDER_EDGE, second, 0, 0);
	order(ORDER_EDGE, third, 0, 0);
}

static bool are_in_order(uint64_t first, uint64_t second, uint64_t third)
{
	return order_taken[0] == first && order_taken[1] == second && order_taken[2] == third;
}

static void priorities(void)
{
	forget();
	csr_write(sie, BIT(SOFTWARE) | BIT(TIMER) | BIT(EXTERNAL));
	order_edges(TIMER, SOFTWARE, EXTERNAL);
	csr_set(sstatus, SSTATUS_SIE);
	spin(1);
	is(taken, 3, "three that are pending come one after the other");
	check(are_in_order(EXTERNAL, SOFTWARE, TIMER) || are_in_order(SOFTWARE, TIMER, EXTERNAL),
	      "the external one, that of software, the timer; or, in QEMU, by their numbers");
	is(deepest, 1, "none inside another");
	disable();
	forget();
	csr_write(sie, BIT(SOFTWARE) | BIT(TIMER));
	order_edges(EXTERNAL, TIMER, SOFTWARE);
	csr_set(sstatus, SSTATUS_SIE);
	spin(1);
	check(taken == 2 && order_taken[0] == SOFTWARE && order_taken[1] == TIMER,
	      "one that is masked lets the others go first");
	csr_set(sie, BIT(EXTERNAL));
	spin(1);
	check(taken == 3 && order_taken[2] == EXTERNAL, "and comes when it is let in");
	disable();
}

static void nested(void)
{
	forget();
	enable(BIT(SOFTWARE) | BIT(TIMER) | BIT(EXTERNAL));
	nest = EXTERNAL;
	order(ORDER_EDGE, TIMER, 0, 0);
	spin(1);
	check(taken == 2 && order_taken[0] == TIMER && order_taken[1] == EXTERNAL,
	      "a handler that sets SIE is interrupted");
	is(deepest, 2, "inside");
	forget();
	nest = TIMER;
	order(ORDER_EDGE, EXTERNAL, 0, 0);
	spin(1);
	check(taken == 2 && order_taken[1] == TIMER && deepest == 2, "by a less urgent one, too");
	disable();
}

/* Entries of a vector table note which one they are, and go on to the common one. */
void vectors(void);
__asm__(
	"	.text\n"
	"	.balign	256\n"
	"vectors:\n"
	"	.option	push\n"
	"	.option	norvc\n"
	"	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11\n"
	"	j	arrive_\\n\n"
	"	.endr\n"
	"	.option	pop\n"
	"	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11\n"
	"arrive_\\n:\n"
	"	addi	sp, sp, -16\n"
	"	sd	t0, 0(sp)\n"
	"	sd	t1, 8(sp)\n"
	"	la	t0, arrived_by\n"
	"	li	t1, \\n\n"
	"	sd	t1, (t0)\n"
	"	ld	t0, 0(sp)\n"
	"	ld	t1, 8(sp)\n"
	"	addi	sp, sp, 16\n"
	"	j	vector\n"
	"	.endr\n");

static void vectored_one(uint64_t number, const char *name)
{
	forget();
	arrived_by = 99;
	enable(BIT(number));
	order(ORDER_EDGE, number, 0, 0);
	spin(1);
	check(taken == 1 && arrived_by == number, name);
	disable();
}

static void vectored(void)
{
	csr_write(stvec, (uint64_t)vectors | VECTORED);
	vectored_one(SOFTWARE, "the vector of software interrupts");
	vectored_one(TIMER, "the vector of the timer");
	vectored_one(EXTERNAL, "the vector of external interrupts");
	arrived_by = 99;
	trap_expect();
	__asm__ volatile("ebreak" : : : "memory");
	check(trap_taken().count == 1 && arrived_by == 0, "exceptions go to the first entry");
	csr_write(stvec, (uint64_t)vector);
}

static void in_user(void)
{
	control_set(CONTROL_ARGUMENT0, EXTERNAL);
	control_set(CONTROL_WHEN, 0);
	control_set(CONTROL_ORDER, ORDER_EDGE);
	while (!taken)
		;
}

static void from_user(void)
{
	forget();
	csr_write(sie, BIT(EXTERNAL));
	csr_clear(sstatus, SSTATUS_SPIE);
	control_set(CONTROL_TARGET, hart_id());
	run_user(in_user);
	is(taken, 1, "the user is interrupted, whatever SIE is");
	is(frame_sstatus & (SSTATUS_SPP | SSTATUS_SPIE), 0, "SPP and SPIE tell so");
	disable();
}

/* At the exit for which it was ordered, and at none before. */
static void after_exits(void)
{
	uint64_t before;

	forget();
	enable(BIT(EXTERNAL));
	order_later(3, ORDER_EDGE, EXTERNAL, 0, 0);
	mailbox_word(0);
	mailbox_word(1);
	before = taken;
	mailbox_word(2);
	check(before == 0 && taken == 1, "one that was ordered for the third exit comes there");
	disable();
}

static void wait_for_one(uint64_t hart)
{
	(void)hart;
	enable(BIT(EXTERNAL));
	ready = 1;
	while (!go)
		;
	disable();
	ready = 0;
}

static void at_another(void)
{
	uint64_t hart = other_hart(1);

	forget();
	start_function(hart, wait_for_one);
	await(&ready, 1);
	enable(BIT(EXTERNAL));
	order_to(hart, 0, ORDER_EDGE, EXTERNAL, 0, 0);
	await(&taken, 1);
	spin(10);
	is(taken, 1, "one for another hart comes once");
	check(frame_pc >= (uint64_t)wait_for_one && frame_pc < (uint64_t)at_another,
	      "and interrupts that one");
	go = 1;
	await(&ready, 0);
	disable();
}

/* A hart that sleeps wakes for what it enabled in sie, and for nothing else. */
static void asleep(uint64_t kind, uint64_t number, const char *name)
{
	forget();
	csr_write(sie, BIT(number));
	order_later(CONTROL_BLOCKED, kind, number, 0, 0);
	do
		wait_for_interrupt();
	while (is_shown(number) && !is_pending(number));
	is(taken, 0, "a hart goes on behind wfi, for SIE is 0");
	levels_left = kind == ORDER_RAISE;
	csr_set(sstatus, SSTATUS_SIE);
	spin(1);
	check(taken == 1 && order_taken[0] == number, name);
	disable();
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(56);
	pending_prepare();
	on_interrupt = on_any;
	edge(SOFTWARE, "an edge of software", "it is taken once, for the guest clears it");
	edge(TIMER, "an edge of the timer", "it is taken once");
	edge(EXTERNAL, "an external edge", "it is taken once");
	level(EXTERNAL, "a line that is up is taken until the handler lowers it");
	level(TIMER, "so is the line of the timer");
	level(SOFTWARE, "and that of software, which the guest does not clear in sip");
	trap_state();
	masked();
	of_itself();
	priorities();
	nested();
	vectored();
	from_user();
	after_exits();
	at_another();
	asleep(ORDER_EDGE, SOFTWARE, "an edge of software wakes it");
	asleep(ORDER_EDGE, EXTERNAL, "an external edge wakes it");
	asleep(ORDER_RAISE, TIMER, "a line wakes it");
	is(order(ORDER_EDGE, 7, 0, 0) != 0, 1, "there is no interrupt 7");
	is(order(ORDER_RAISE, 300, 0, 0) != 0, 1, "nor one of 300");
}
