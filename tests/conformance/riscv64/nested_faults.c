/* SPDX-License-Identifier: MIT */
/*
 * Faults of the second stage: in the access itself, and in the guest's own
 * page-table walk for it, reading a table or setting A and D. Each is once
 * reported to the guest, and once over when the monitor has mapped memory.
 */
#include "encode.h"
#include "guest.h"

/* The tables that may be missing, and the page they lead to, in spare memory. */
#define MIDDLE UINT64_C(0x90000000)
#define LAST   UINT64_C(0x90001000)
#define DATA   UINT64_C(0x90002000)
/*
 * The virtual page, far from the code in whatever looks addresses up by their
 * low bits: index 8 of the root, 0 of the middle, INDEX of the last table.
 */
#define PAGE    UINT64_C(0x200055000)
#define INDEX   0x55
#define LEAF    (LAST + 8 * INDEX)
#define ADDRESS (PAGE + 0x40)

/* Page-table entries (Volume II, 10.4.1) */
enum { V = 1, R = 2, W = 4, X = 8, A = 64, D = 128 };
#define ENTRY(address, bits) ((address) >> 12 << 10 | V | (bits))
#define ALL (R | W | X | A | D)
#define SATP_SV39 (UINT64_C(8) << 60)

static _Alignas(4096) uint64_t root[512];

static void write_at(uint64_t address, uint64_t value)
{
	*(volatile uint64_t *)address = value;
}

/* Devices and RAM are where they were; the code may change tables by their own addresses. */
static void enter_paging(void)
{
	static const struct { uint64_t address, page; } spare[] = {
		{ MIDDLE, 0 }, { LAST, 1 }, { DATA, 2 },
	};
	unsigned i;

	for (i = 0; i < LENGTH(spare); i++)
		order(ORDER_MAP, spare[i].address, spare[i].page, CONTROL_ALL);
	root[0] = ENTRY(UINT64_C(0), ALL);
	root[2] = ENTRY(UINT64_C(0x80000000), ALL);
	root[8] = ENTRY(MIDDLE, 0);
	write_at(MIDDLE, ENTRY(LAST, 0));
	write_at(LEAF, ENTRY(DATA, ALL));
	csr_write(satp, SATP_SV39 | (uint64_t)root >> 12);
	__asm__ volatile("sfence.vma" : : : "memory");
}

static void fence(void)
{
	__asm__ volatile("sfence.vma\n\tfence.i" : : : "memory");
}

/* The ways to reach the page. */
static void by_load(void)
{
	probe(load(DOUBLE, 10, 11, 0));
}

static void by_store(void)
{
	probe(store(DOUBLE, 12, 11, 0));
}

static void by_atomic(void)
{
	probe(atomic(AMOSWAP, DOUBLE, 0, 10, 11, 12));
}

static void by_reserve(void)
{
	probe(atomic(LR, DOUBLE, 0, 10, 11, 0));
}

static void by_fetch(void)
{
	((void (*)(void))ADDRESS)();
}

static const struct way {
	void (*reach)(void);
	uint64_t cause;
	bool writes;
	const char *missing, *mapped, *marked_not, *marked;
} ways[] = {
	{ by_load, LOAD_ACCESS, false, "a load: whatever is missing, a load access fault",
	  "a load: whatever comes meanwhile, none", "a load: A cannot be set",
	  "a load: A is set" },
	{ by_store, STORE_ACCESS, true, "a store: whatever is missing, a store access fault",
	  "a store: whatever comes meanwhile, none", "a store: D cannot be set",
	  "a store: A and D are set" },
	{ by_atomic, STORE_ACCESS, true, "an AMO: whatever is missing, a store access fault",
	  "an AMO: whatever comes meanwhile, none", "an AMO: D cannot be set",
	  "an AMO: A and D are set" },
	{ by_reserve, LOAD_ACCESS, false, "lr: whatever is missing, a load access fault",
	  "lr: whatever comes meanwhile, none", "lr: A cannot be set", "lr: A is set" },
	{ by_fetch, FETCH_ACCESS, false, "a fetch: whatever is missing, a fetch access fault",
	  "a fetch: whatever comes meanwhile, none", "a fetch: A cannot be set",
	  "a fetch: A is set" },
};

static struct taken reach(const struct way *way)
{
	probe_prepare();
	probe_x[11] = ADDRESS;
	fence();
	trap_expect();
	way->reach();
	return trap_taken();
}

static bool is_fault(const struct way *way, struct taken taken)
{
	uint64_t pc = way->reach == by_fetch ? ADDRESS : probe_pc();

	return taken.count == 1 && taken.cause == way->cause && taken.value == ADDRESS &&
	       taken.pc == pc;
}

/* One of the three is not there; then it comes back at the fault. */
static bool is_fault_without(const struct way *way, uint64_t address)
{
	struct taken taken;

	order(ORDER_UNMAP, address, 0, 0);
	taken = reach(way);
	order(ORDER_MAP, address, (address - MIDDLE) / 4096, CONTROL_ALL);
	return is_fault(way, taken);
}

static bool is_over_with(const struct way *way, uint64_t address)
{
	order(ORDER_UNMAP, address, 0, 0);
	order_later(1, ORDER_MAP, address, (address - MIDDLE) / 4096, CONTROL_ALL);
	return reach(way).count == 0;
}

static void check_missing(const struct way *way)
{
	check(is_fault_without(way, MIDDLE) && is_fault_without(way, LAST) &&
	      is_fault_without(way, DATA), way->missing);
	check(is_over_with(way, MIDDLE) && is_over_with(way, LAST) && is_over_with(way, DATA),
	      way->mapped);
}

/* The last table may be read alone, and its entry is to be changed. */
static void check_marks(const struct way *way)
{
	uint64_t bits = way->writes ? R | W | X | A : R | W | X;
	uint64_t marked = way->writes ? bits | D : bits | A;

	write_at(LEAF, ENTRY(DATA, bits));
	order(ORDER_PROTECT, LAST, CONTROL_READ, 0);
	check(is_fault(way, reach(way)) && *(volatile uint64_t *)LEAF == ENTRY(DATA, bits),
	      way->marked_not);
	order_later(1, ORDER_PROTECT, LAST, CONTROL_READ | CONTROL_WRITE, 0);
	check(reach(way).count == 0 && *(volatile uint64_t *)LEAF == ENTRY(DATA, marked),
	      way->marked);
	write_at(LEAF, ENTRY(DATA, ALL));
}

/* It is read, and executed. */
static void write_code(void)
{
	write_at(DATA + (ADDRESS - PAGE), ADD_7_AND_RETURN);
}

/* An access needs its permission of both stages. */
static void check_permissions(void)
{
	order(ORDER_PROTECT, DATA, CONTROL_READ, 0);
	check(reach(&ways[0]).count == 0, "a page that may be read is");
	check(is_fault(&ways[1], reach(&ways[1])), "and is not written");
	check(is_fault(&ways[2], reach(&ways[2])), "nor by an AMO");
	check(is_fault(&ways[4], reach(&ways[4])), "nor executed");
	order(ORDER_PROTECT, DATA, CONTROL_READ | CONTROL_EXECUTE, 0);
	check(reach(&ways[4]).count == 0, "a page that may be executed is");
	order(ORDER_PROTECT, DATA, CONTROL_ALL, 0);
}

void guest_main(uint64_t hart)
{
	unsigned i;

	(void)hart;
	plan(4 * LENGTH(ways) + 5);
	enter_paging();
	for (i = 0; i < LENGTH(ways); i++) {
		write_code();
		check_missing(&ways[i]);
		write_code();
		check_marks(&ways[i]);
	}
	write_code();
	check_permissions();
}
