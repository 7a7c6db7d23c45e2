/* SPDX-License-Identifier: MIT */
/*
 * Remote fences (SBI 2.0, chapter 8): when the call returns, the harts that it
 * names execute the new code, and use the new translations.
 */
#include "guest.h"

/* An entry of Sv39 (Volume II, 10.4.1). */
#define VALID BIT(0)
#define READ BIT(1)
#define WRITE BIT(2)
#define EXECUTE BIT(3)
#define ACCESSED BIT(6)
#define DIRTY BIT(7)
#define SATP_SV39 (UINT64_C(8) << 60)
#define ASID_SHIFT 44

/* A page of its own, far from what a cache by low bits may put in its place. */
#define WINDOW UINT64_C(0x400aa000)
#define LEAF (WINDOW >> 12 & 511)

static _Alignas(4096) uint64_t root[512], middle[512], leaves[512];
static _Alignas(4096) uint64_t frames[2][512];

/* What the other harts are to do, and what each has found. */
enum { CALL = 1, LOAD, STORE, END };
static volatile uint64_t command, round_number;
static volatile uint64_t done[MACHINE_HARTS], value[MACHINE_HARTS], cause[MACHINE_HARTS];
static uint64_t asid;

static _Alignas(4096) uint32_t code[2];

#define LI_A0(n) (0x00000513 | (uint32_t)(n) << 20)
#define RET 0x00008067

static uint64_t call_code(void)
{
	uint64_t (*function)(void) = (uint64_t (*)(void))(uint64_t)code;

	return function();
}

static uint64_t entry(const void *memory, uint64_t flags)
{
	return (uint64_t)memory >> 12 << 10 | VALID | flags;
}

static void map(unsigned frame, uint64_t flags)
{
	leaves[LEAF] = entry(frames[frame], flags | ACCESSED | DIRTY);
	__asm__ volatile("fence rw, rw" : : : "memory");
}

static void make_tables(void)
{
	uint64_t gigabyte;

	for (gigabyte = 0; gigabyte < 4; gigabyte++)
		root[gigabyte] = entry((const void *)(gigabyte << 30),
				       READ | WRITE | EXECUTE | ACCESSED | DIRTY);
	root[WINDOW >> 30] = entry(middle, 0);
	middle[0] = entry(leaves, 0);
	frames[0][0] = 100;
	frames[1][0] = 200;
	map(0, READ | WRITE);
}

static void do_command(uint64_t hart)
{
	trap_expect();
	if (command == CALL)
		value[hart] = call_code();
	else if (command == LOAD)
		value[hart] = *(volatile uint64_t *)WINDOW;
	else if (command == STORE)
		((volatile uint64_t *)WINDOW)[1 + hart] = 1;
	cause[hart] = trap_taken().cause;
}

static void set_satp(uint64_t value)
{
	csr_write(satp, value);
	__asm__ volatile("sfence.vma" : : : "memory");
}

static void turn_paging_on(void)
{
	set_satp(SATP_SV39 | asid << ASID_SHIFT | (uint64_t)root >> 12);
}

static void follow(uint64_t hart)
{
	uint64_t last = 0;

	turn_paging_on();
	do {
		await(&round_number, ++last);
		do_command(hart);
		done[hart] = last;
	} while (command != END);
	set_satp(0);
	done[hart] = 0;
}

/* All others do it, and have done it when this returns. */
static void tell(uint64_t what)
{
	unsigned n;

	command = what;
	round_number++;
	for (n = 1; n < MACHINE_HARTS; n++)
		await(&done[other_hart(n)], what == END ? 0 : round_number);
}

/* What all others have left in a word of their own. */
static void each_is(const volatile uint64_t *words, uint64_t expected, const char *name)
{
	uint64_t wrong = 0;
	unsigned n;

	for (n = 1; n < MACHINE_HARTS; n++)
		wrong += words[other_hart(n)] != expected;
	is(wrong, 0, name);
}

static struct sbi_result fence(uint64_t function, uint64_t mask, uint64_t base, uint64_t size)
{
	register uint64_t r0 __asm__("a0") = mask;
	register uint64_t r1 __asm__("a1") = base;
	register uint64_t r2 __asm__("a2") = WINDOW;
	register uint64_t r3 __asm__("a3") = size;
	register uint64_t r4 __asm__("a4") = asid;
	register uint64_t r6 __asm__("a6") = function;
	register uint64_t r7 __asm__("a7") = SBI_RFENCE;

	__asm__ volatile("ecall" : "+r"(r0), "+r"(r1)
			 : "r"(r2), "r"(r3), "r"(r4), "r"(r6), "r"(r7) : "memory");
	return (struct sbi_result){ r0, r1 };
}

static uint64_t others(void)
{
	return (BIT(MACHINE_HARTS) - 1) & ~BIT(hart_id());
}

static void write_code(uint64_t number)
{
	code[0] = LI_A0(number);
	code[1] = RET;
	__asm__ volatile("fence rw, rw" : : : "memory");
}

static void instructions(void)
{
	tell(CALL);
	each_is(value, 1, "the others execute the code");
	is(call_code(), 1, "and so does the caller");
	write_code(2);
	is(fence(0, others(), 0, 0).error, SBI_SUCCESS, "fence.i on a mask");
	tell(CALL);
	each_is(value, 2, "they execute the new code");
	write_code(3);
	is(fence(0, 0, UINT64_MAX, 0).error, SBI_SUCCESS, "fence.i on all");
	tell(CALL);
	each_is(value, 3, "they execute the code after that");
	is(call_code(), 3, "and the caller, which all includes");
}

static void translations(uint64_t function, const char *name)
{
	map(0, READ | WRITE);
	fence(function, 0, UINT64_MAX, UINT64_MAX);
	tell(LOAD);
	each_is(value, 100, "the others read a page");
	map(1, READ | WRITE);
	is(fence(function, others(), 0, 4096).error, SBI_SUCCESS, name);
	tell(LOAD);
	each_is(value, 200, "they read the page that is there now");
	map(1, READ);
	is(fence(function, 0, UINT64_MAX, 4096).error, SBI_SUCCESS, "on all, for a page");
	tell(STORE);
	each_is(cause, STORE_PAGE, "they do not write what is protected now");
	leaves[LEAF] = 0;
	is(fence(function, others(), 0, UINT64_MAX).error, SBI_SUCCESS, "for all addresses");
	tell(LOAD);
	each_is(cause, LOAD_PAGE, "nor read what is not there any more");
}

static void of_itself(uint64_t hart)
{
	uint64_t before, after;

	map(0, READ | WRITE);
	turn_paging_on();
	before = *(volatile uint64_t *)WINDOW;
	map(1, READ | WRITE);
	fence(1, BIT(hart), 0, 4096);
	after = *(volatile uint64_t *)WINDOW;
	set_satp(0);
	check(before == 100 && after == 200,
	      "after a fence of itself the caller reads what is there");
}

static void run_with(void (*body)(void))
{
	unsigned n;

	round_number = 0;
	for (n = 1; n < MACHINE_HARTS; n++)
		start_function(other_hart(n), follow);
	body();
	tell(END);
	for (n = 1; n < MACHINE_HARTS; n++)
		settled_status(other_hart(n), HSM_STOPPED);
}

static void without_asid(void)
{
	instructions();
	translations(1, "sfence.vma on a mask");
}

static void with_asid(void)
{
	translations(2, "sfence.vma with an ASID on a mask");
}

void guest_main(uint64_t hart)
{
	plan(26);
	make_tables();
	write_code(1);
	run_with(without_asid);
	asid = 1;
	run_with(with_asid);
	of_itself(hart);
	is(fence(0, BIT(hart), 0, 0).error, SBI_SUCCESS, "on the caller itself");
	is(fence(1, 0, hart, 0).error, SBI_SUCCESS, "on nobody");
	is(fence(1, others(), 0, 0).error, SBI_SUCCESS, "on harts that are stopped");
	is(fence(7, 1, 0, 0).error, SBI_NOT_SUPPORTED, "there is no function 7");
}
