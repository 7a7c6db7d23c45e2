/* SPDX-License-Identifier: MIT */
/*
 * Faults of the second stage: in the access itself, and in the guest's own
 * page-table walk for it, reading a table. Each is once reported to the guest,
 * and once over when the monitor has mapped memory.
 */
#include "ways.h"

/* One of the three is not there; then it comes back at the fault. */
static bool is_fault_without(const struct way *way, uint64_t address, uint64_t cause)
{
	struct taken taken;

	order(ORDER_UNMAP, address, 0, 0);
	taken = reach(way);
	order(ORDER_MAP, address, (address - MIDDLE) / 4096, CONTROL_ALL);
	return is_fault_of(way, taken, cause);
}

static bool is_over_with(const struct way *way, uint64_t address)
{
	order(ORDER_UNMAP, address, 0, 0);
	order_later(1, ORDER_MAP, address, (address - MIDDLE) / 4096, CONTROL_ALL);
	return reach(way).count == 0;
}

/* QEMU reports the walk for a store as that for a load; whatever a hart does, it does each time. */
static uint64_t cause_of_walk;

static void find_cause_of_walk(void)
{
	is_fault_without(&ways[BY_STORE], MIDDLE, 0);
	cause_of_walk = trap_taken().cause == LOAD_ACCESS ? LOAD_ACCESS : STORE_ACCESS;
}

static void check_missing(const struct way *way)
{
	uint64_t walk = way->writes ? cause_of_walk : way->cause;

	check(is_fault_without(way, MIDDLE, walk) && is_fault_without(way, LAST, walk) &&
	      is_fault_without(way, DATA, way->cause), way->missing);
	check(is_over_with(way, MIDDLE) && is_over_with(way, LAST) && is_over_with(way, DATA),
	      way->mapped);
}

static bool is_refused(const struct way *way, struct taken taken)
{
	return is_fault_of(way, taken, way->cause);
}

/* An access needs its permission of both stages. */
static void check_permissions(void)
{
	order(ORDER_PROTECT, DATA, CONTROL_READ, 0);
	check(reach(&ways[BY_LOAD]).count == 0, "a page that may be read is");
	check(is_refused(&ways[BY_STORE], reach(&ways[BY_STORE])), "and is not written");
	check(is_refused(&ways[BY_AMO], reach(&ways[BY_AMO])), "nor by an AMO");
	check(is_refused(&ways[BY_FETCH], reach(&ways[BY_FETCH])), "nor executed");
	order(ORDER_PROTECT, DATA, CONTROL_READ | CONTROL_EXECUTE, 0);
	check(reach(&ways[BY_FETCH]).count == 0, "a page that may be executed is");
	order(ORDER_PROTECT, DATA, CONTROL_ALL, 0);
}

void guest_main(uint64_t hart)
{
	unsigned i;

	(void)hart;
	plan(2 * WAYS + 5);
	enter_paging();
	find_cause_of_walk();
	for (i = 0; i < WAYS; i++) {
		write_code();
		check_missing(&ways[i]);
	}
	write_code();
	check_permissions();
}
