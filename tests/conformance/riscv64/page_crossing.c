/* SPDX-License-Identifier: MIT */
/*
 * Accesses across two pages: both there, either of them missing, and mapped at
 * the fault. A fault says where the part lies that is not there.
 */
#include "encode.h"
#include "guest.h"

#define FIRST  UINT64_C(0x90000000)
#define SECOND (FIRST + 0x1000)
#define START  (SECOND - 3)
#define VALUE  UINT64_C(0x8786858483828180)

/* Two spare pages that are no neighbours; byte i of what crosses is 0x80 + i. */
static void map_both(void)
{
	order(ORDER_MAP, FIRST, 5, CONTROL_ALL);
	order(ORDER_MAP, SECOND, 1, CONTROL_ALL);
}

static void unmap_both(void)
{
	order(ORDER_UNMAP, FIRST, 0, 0);
	order(ORDER_UNMAP, SECOND, 0, 0);
}

static volatile uint8_t *byte(unsigned i)
{
	return (volatile uint8_t *)(START + i);
}

static void write_bytes(uint64_t value)
{
	unsigned i;

	for (i = 0; i < 8; i++)
		*byte(i) = (uint8_t)(value >> 8 * i);
}

static bool bytes_are(uint64_t value)
{
	unsigned i;

	for (i = 0; i < 8; i++)
		if (*byte(i) != (uint8_t)(value >> 8 * i))
			return false;
	return true;
}

static void access(uint32_t instruction)
{
	probe_prepare();
	probe_x[10] = ~VALUE;
	probe_x[11] = START;
	trap_expect();
	probe(instruction);
}

static void both_there(void)
{
	map_both();
	write_bytes(VALUE);
	access(load(DOUBLE, 10, 11, 0));
	is_no_trap(trap_taken(), "a load across two pages faults not");
	is(probe_x[10], VALUE, "it reads from both");
	access(store(DOUBLE, 10, 11, 0));
	is_no_trap(trap_taken(), "nor does a store");
	check(bytes_are(~VALUE), "it writes to both");
	write_bytes(VALUE);
}

static void second_missing(void)
{
	order(ORDER_UNMAP, SECOND, 0, 0);
	access(load(DOUBLE, 10, 11, 0));
	is_trap(trap_taken(), LOAD_ACCESS, SECOND, probe_pc(), "a load faults in the second page");
	check(probe_only_changed(0), "it changes no register");
	access(store(DOUBLE, 10, 11, 0));
	is_trap(trap_taken(), STORE_ACCESS, SECOND, probe_pc(),
		"a store faults in the second page");
	order(ORDER_MAP, SECOND, 1, CONTROL_ALL);
	check(bytes_are(VALUE), "it writes nothing to the first");
	order(ORDER_UNMAP, SECOND, 0, 0);
	order_later(1, ORDER_ANSWER, VALUE, 0, 0);
	access(load(DOUBLE, 10, 11, 0));
	is(trap_taken().count, 1, "nobody can answer for the second part alone");
	is(control_get(CONTROL_ORDER), AXVCPU_NOT_PENDING, "for no read waits");
	order(ORDER_MAP, SECOND, 1, CONTROL_ALL);
}

static void first_missing(void)
{
	order(ORDER_UNMAP, FIRST, 0, 0);
	access(load(DOUBLE, 10, 11, 0));
	is_trap(trap_taken(), LOAD_ACCESS, START, probe_pc(), "a load faults in the first page");
	access(store(DOUBLE, 10, 11, 0));
	is_trap(trap_taken(), STORE_ACCESS, START, probe_pc(), "a store faults in the first page");
	order(ORDER_MAP, FIRST, 5, CONTROL_ALL);
	check(bytes_are(VALUE), "it writes nothing to the second");
}

/* Both are mapped as their faults arrive: first the lower, then the higher. */
static void mapped_at_the_fault(void)
{
	unmap_both();
	order_later(1, ORDER_MAP, FIRST, 5, CONTROL_ALL);
	order_later(2, ORDER_MAP, SECOND, 1, CONTROL_ALL);
	access(load(DOUBLE, 10, 11, 0));
	is_no_trap(trap_taken(), "a load whose pages come meanwhile faults not");
	is(probe_x[10], VALUE, "it reads from both, too");
	unmap_both();
	order_later(1, ORDER_MAP, FIRST, 5, CONTROL_ALL);
	order_later(2, ORDER_MAP, SECOND, 1, CONTROL_ALL);
	access(store(DOUBLE, 10, 11, 0));
	is_no_trap(trap_taken(), "nor does such a store");
	check(bytes_are(~VALUE), "it writes to both, too");
}

/* ret, and before it an instruction half in each page: addi a0, a0, 7. */
static void write_code(void)
{
	volatile uint16_t *code = (volatile uint16_t *)(SECOND - 2);

	code[0] = 0x0513;
	code[1] = 0x0075;
	code[2] = 0x8082;
	__asm__ volatile("fence.i" : : : "memory");
}

static uint64_t call(uint64_t address, uint64_t argument)
{
	return ((uint64_t (*)(uint64_t))address)(argument);
}

static void instruction(void)
{
	struct taken taken;

	write_code();
	is(call(SECOND - 2, 5), 12, "an instruction across two pages is executed");
	order(ORDER_UNMAP, SECOND, 0, 0);
	trap_expect();
	call(SECOND - 2, 5);
	taken = trap_taken();
	is_trap(taken, FETCH_ACCESS, SECOND, SECOND - 2, "its second half is missing");
	order_later(1, ORDER_MAP, SECOND, 1, CONTROL_ALL);
	is(call(SECOND - 2, 6), 13, "and comes at the fault");
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(20);
	both_there();
	second_missing();
	first_missing();
	mapped_at_the_fault();
	instruction();
}
