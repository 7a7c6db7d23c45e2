/* SPDX-License-Identifier: MIT */
/*
 * Waiting for an interrupt: with one pending it is over at once, and no exit;
 * else the hart is blocked until one comes, whether it is taken or not.
 */
#include "encode.h"
#include "guest.h"

static unsigned interrupts, last;

/* An external interrupt that was injected is over once it is taken; the others are cleared. */
static void count(struct frame *frame, uint64_t number)
{
	(void)frame;
	interrupts++;
	last = number;
	csr_clear(sip, BIT(SOFTWARE));
}

struct counts {
	uint64_t halts, blocks;
};

static struct counts counts(void)
{
	uint64_t halts = exits_of(AXVCPU_EXIT_HALT);

	return (struct counts){ halts, control_get(CONTROL_BLOCKS) };
}

static bool grew_by(struct counts before, uint64_t halts, uint64_t blocks)
{
	struct counts after = counts();

	return after.halts - before.halts == halts && after.blocks - before.blocks == blocks;
}

/* Interrupts are off: what wakes stays pending. */
static void woken_without_trap(void)
{
	struct counts before = counts();

	csr_write(sie, BIT(EXTERNAL) | BIT(SOFTWARE));
	order_later(CONTROL_BLOCKED, ORDER_EDGE, SOFTWARE, 0, 0);
	wait_for_interrupt();
	check(grew_by(before, 1, 1), "the hart is blocked until an interrupt comes");
	is(interrupts, 0, "which is not taken while interrupts are off");
	check(csr_read(sip) & BIT(SOFTWARE), "it is pending");
	before = counts();
	wait_for_interrupt();
	wait_for_interrupt();
	check(grew_by(before, 0, 0), "to wait again is over at once");
	csr_set(sstatus, SSTATUS_SIE);
	is(interrupts, 1, "it is taken once interrupts are on");
	is(last, SOFTWARE, "by its number");
}

static void woken_with_trap(void)
{
	struct counts before = counts();

	order_later(CONTROL_BLOCKED, ORDER_EDGE, EXTERNAL, 0, 0);
	wait_for_interrupt();
	check(grew_by(before, 1, 1), "with interrupts on the hart is blocked, too");
	check(interrupts == 2 && last == EXTERNAL, "and takes the interrupt");
}

/* What comes between the exit and the block. */
static void pending_at_the_block(void)
{
	struct counts before = counts();

	order_later(CONTROL_BLOCK, ORDER_EDGE, EXTERNAL, 0, 0);
	wait_for_interrupt();
	check(grew_by(before, 1, 0), "an interrupt that comes before the block prevents it");
	check(interrupts == 3 && last == EXTERNAL, "and is taken");
	before = counts();
	order_later(1, ORDER_EDGE, SOFTWARE, 0, 0);
	wait_for_interrupt();
	check(grew_by(before, 1, 0), "so does one that comes with the exit");
	check(interrupts == 4 && last == SOFTWARE, "and is taken, too");
}

/* The line goes down only when the handler has looked. */
static void lower(struct frame *frame, uint64_t number)
{
	count(frame, number);
	order(ORDER_LOWER, EXTERNAL, 0, 0);
}

static void by_level(void)
{
	struct counts before = counts();

	on_interrupt = lower;
	order_later(CONTROL_BLOCKED, ORDER_RAISE, EXTERNAL, 0, 0);
	wait_for_interrupt();
	check(grew_by(before, 1, 1), "a line that goes up ends the wait");
	check(interrupts == 5 && last == EXTERNAL, "its interrupt is taken once");
	on_interrupt = count;
}

/* The hart waits where a probe shows its registers. */
static void nothing_changes(void)
{
	probe_prepare();
	order_later(CONTROL_BLOCKED, ORDER_EDGE, EXTERNAL, 0, 0);
	csr_clear(sstatus, SSTATUS_SIE);
	probe(WFI);
	check(probe_only_changed(0), "a wait changes no register");
	csr_set(sstatus, SSTATUS_SIE);
	is(interrupts, 6, "what ended it comes afterwards");
}

static void user_wait(void)
{
	__asm__ volatile(".globl user_waits\nuser_waits:\twfi");
}

/* Not even the hypervisor may let it (Volume II, 18.6.1). */
static void of_user(void)
{
	extern const uint8_t user_waits[];
	struct counts before = counts();
	struct taken taken;

	csr_write(sie, 0);
	trap_expect();
	run_user(user_wait);
	taken = trap_taken();
	is_trap(taken, ILLEGAL_INSTRUCTION, WFI, (uint64_t)user_waits,
		"the user's wait is illegal");
	check(taken.was_user && grew_by(before, 0, 0), "it does not block");
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(18);
	on_interrupt = count;
	woken_without_trap();
	woken_with_trap();
	pending_at_the_block();
	by_level();
	nothing_changes();
	of_user();
}
