/* SPDX-License-Identifier: MIT */
/*
 * Memory that comes and goes: an instruction that faulted is executed again
 * after the page is mapped, or may be written; afterwards no old translation
 * is used.
 */
#include "encode.h"
#include "guest.h"

/* Far from the code in whatever looks addresses up by their low bits. */
#define PAGE  UINT64_C(0x90055000)
#define VALUE UINT64_C(0xc1c2c3c4c5c6c7c8)

static struct taken access(uint32_t instruction)
{
	probe_prepare();
	probe_x[11] = PAGE;
	probe_x[12] = VALUE;
	trap_expect();
	probe(instruction);
	return trap_taken();
}

static struct taken do_load(void)
{
	return access(load(DOUBLE, 10, 11, 0));
}

static struct taken do_store(void)
{
	return access(store(DOUBLE, 12, 11, 0));
}

static struct taken add(void)
{
	return access(atomic(AMOADD, DOUBLE, 0, 10, 11, 12));
}

/* Nothing is there until the fault. */
static void mapped_at_the_fault(void)
{
	order_later(1, ORDER_MAP, PAGE, 0, CONTROL_ALL);
	is_no_trap(do_store(), "a store is executed again once its page is mapped");
	is_no_trap(do_load(), "its page stays");
	is(probe_x[10], VALUE, "the store took place");
	order(ORDER_UNMAP, PAGE, 0, 0);
	is_trap(do_load(), LOAD_ACCESS, PAGE, probe_pc(), "once unmapped, it is gone for loads");
	is_trap(do_store(), STORE_ACCESS, PAGE, probe_pc(), "and for stores");
	order_later(1, ORDER_MAP, PAGE, 0, CONTROL_ALL);
	is_no_trap(add(), "an AMO is executed again once its page is mapped");
	check(probe_x[10] == VALUE && probe_only_changed(10), "it reads what was there");
	do_load();
	is(probe_x[10], 2 * VALUE, "and adds once");
}

/* Another page comes where one was. */
static void replaced(void)
{
	order(ORDER_UNMAP, PAGE, 0, 0);
	order(ORDER_MAP, PAGE, 1, CONTROL_ALL);
	do_load();
	is(probe_x[10], 0, "after another page is mapped there, that one is read");
	do_store();
	order(ORDER_UNMAP, PAGE, 0, 0);
	order(ORDER_MAP, PAGE, 0, CONTROL_ALL);
	do_load();
	is(probe_x[10], 2 * VALUE, "and written");
}

static void read_only(void)
{
	order(ORDER_PROTECT, PAGE, CONTROL_READ, 0);
	is_no_trap(do_load(), "what may only be read is read");
	is_trap(do_store(), STORE_ACCESS, PAGE, probe_pc(), "a store to it faults");
	is_trap(add(), STORE_ACCESS, PAGE, probe_pc(), "so does an AMO");
	do_load();
	is(probe_x[10], 2 * VALUE, "neither changes it");
	order_later(1, ORDER_PROTECT, PAGE, CONTROL_ALL, 0);
	is_no_trap(do_store(), "a store is executed again once it may write");
	do_load();
	is(probe_x[10], VALUE, "it took place");
}

/* The monitor answers for the page, and then maps it: writes there pass it by. */
static void answered(void)
{
	order(ORDER_UNMAP, PAGE, 0, 0);
	order_later(1, ORDER_ANSWER, ~VALUE, 0, 0);
	do_load();
	is(probe_x[10], ~VALUE, "a page that is not there can be answered for");
	order_later(1, ORDER_ANSWER, 0, 0, 0);
	is_no_trap(do_store(), "so can a store to it");
	is(control_get(CONTROL_WRITTEN), VALUE, "which hands its value over");
	order(ORDER_MAP, PAGE, 0, CONTROL_ALL);
	do_load();
	is(probe_x[10], VALUE, "what is mapped then holds what it did");
}

static uint64_t call(uint64_t argument)
{
	uint64_t result;

	trap_expect();
	result = ((uint64_t (*)(uint64_t))PAGE)(argument);
	return trap_taken().count ? UINT64_MAX : result;
}

static void executed(void)
{
	*(volatile uint64_t *)PAGE = ADD_7_AND_RETURN;
	__asm__ volatile("fence.i" : : : "memory");
	is(call(5), 12, "code in the page is executed");
	order(ORDER_PROTECT, PAGE, CONTROL_READ | CONTROL_WRITE, 0);
	is(call(5), UINT64_MAX, "not once it may not");
	order_later(1, ORDER_PROTECT, PAGE, CONTROL_READ | CONTROL_EXECUTE, 0);
	is(call(6), 13, "and again once it may");
	order(ORDER_UNMAP, PAGE, 0, 0);
	is(call(5), UINT64_MAX, "not while it is not mapped");
	order_later(1, ORDER_MAP, PAGE, 0, CONTROL_ALL);
	is(call(7), 14, "and again once it is mapped");
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(25);
	mapped_at_the_fault();
	replaced();
	read_only();
	answered();
	executed();
}
