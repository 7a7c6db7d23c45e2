/* SPDX-License-Identifier: MIT */
/* The ways to reach a page. */
#include "ways.h"

#include "encode.h"

static _Alignas(4096) uint64_t root[512];

void write_at(uint64_t address, uint64_t value)
{
	*(volatile uint64_t *)address = value;
}

void enter_paging(void)
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

const struct way ways[WAYS] = {
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

struct taken reach(const struct way *way)
{
	probe_prepare();
	probe_x[11] = ADDRESS;
	fence();
	trap_expect();
	way->reach();
	return trap_taken();
}

bool is_fault_of(const struct way *way, struct taken taken, uint64_t cause)
{
	uint64_t pc = way->reach == by_fetch ? ADDRESS : probe_pc();

	return taken.count == 1 && taken.cause == cause && taken.value == ADDRESS &&
	       taken.pc == pc;
}

void write_code(void)
{
	write_at(DATA + (ADDRESS - PAGE), ADD_7_AND_RETURN);
}
