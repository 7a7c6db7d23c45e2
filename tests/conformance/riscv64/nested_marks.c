/* SPDX-License-Identifier: MIT */
/*
 * Faults of the second stage in setting A and D of the guest's own tables. Each is
 * once reported to the guest, and once over when the monitor has mapped memory.
 *
 * QEMU, before its version 8, sets them whether the second stage permits it or not:
 * where the first one is so set, all are.
 */
#include "ways.h"

static uint64_t before_mark(const struct way *way)
{
	return way->writes ? R | W | X | A : R | W | X;
}

static uint64_t after_mark(const struct way *way)
{
	return before_mark(way) | (way->writes ? D : A);
}

static bool leaf_has(uint64_t bits)
{
	return *(volatile uint64_t *)LEAF == ENTRY(DATA, bits);
}

/* The last table may be read alone, and its entry is to be changed. */
static struct taken reach_protected(const struct way *way)
{
	write_at(LEAF, ENTRY(DATA, before_mark(way)));
	order(ORDER_PROTECT, LAST, CONTROL_READ, 0);
	return reach(way);
}

static bool is_marked_anyway(const struct way *way)
{
	bool marked = reach_protected(way).count == 0 && leaf_has(after_mark(way));

	order(ORDER_PROTECT, LAST, CONTROL_READ | CONTROL_WRITE, 0);
	return marked;
}

static void check_marks(const struct way *way)
{
	struct taken taken = reach_protected(way);

	check(is_fault_of(way, taken, way->cause) && leaf_has(before_mark(way)), way->marked_not);
	order_later(1, ORDER_PROTECT, LAST, CONTROL_READ | CONTROL_WRITE, 0);
	check(reach(way).count == 0 && leaf_has(after_mark(way)), way->marked);
}

void guest_main(uint64_t hart)
{
	bool anyway;
	unsigned i;

	(void)hart;
	enter_paging();
	write_code();
	anyway = is_marked_anyway(&ways[BY_LOAD]);
	plan(anyway ? WAYS : 2 * WAYS);
	for (i = 0; i < WAYS; i++) {
		write_code();
		if (anyway)
			check(is_marked_anyway(&ways[i]), ways[i].marked);
		else
			check_marks(&ways[i]);
		write_at(LEAF, ENTRY(DATA, ALL));
	}
}
