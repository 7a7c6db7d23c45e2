/* SPDX-License-Identifier: MIT */
/*
 * Exceptions that the monitor injects at an exit: the instruction is cancelled,
 * whatever it was, and the guest takes the exception at its pc. Each code that a
 * supervisor can see is one; others are refused.
 */
#include "encode.h"
#include "guest.h"

#define PAGE  UINT64_C(0x90000000)
#define VALUE UINT64_C(0xa5a4a3a2a1a09f9e)

enum {
	HSTATUS = 0x600,  /* a CSR of the hypervisor */
	DOUBLE_TRAP = 16,
	LARGEST = 64,
};

/* scause of exceptions (Volume II, table 22): those that are a supervisor's. */
static const uint8_t codes[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 15, 18, 19 };

static bool is_code(unsigned code)
{
	unsigned i;

	for (i = 0; i < LENGTH(codes); i++)
		if (codes[i] == code)
			return true;
	return false;
}

/* Fetch faults make the handler go back by ra, which the probe would lose. */
static void at(uint32_t instruction, unsigned exit, uint64_t code, uint64_t address)
{
	probe_prepare();
	probe_x[1] = (uint64_t)probe_end;
	probe_x[11] = address;
	order_later(exit, ORDER_INJECT, code, VALUE + code, 0);
	trap_expect();
	probe(instruction);
}

static bool is_taken(uint64_t code)
{
	struct taken taken = trap_taken();

	return taken.count == 1 && taken.cause == code && taken.value == VALUE + code &&
	       taken.pc == probe_pc() && probe_only_changed(0);
}

static bool every_code(void)
{
	unsigned i;

	for (i = 0; i < LENGTH(codes); i++) {
		at(load(WORD, 10, 11, 0), 1, codes[i], MAILBOX_BASE);
		if (!is_taken(codes[i]) || control_get(CONTROL_ORDER) != AXVCPU_OK)
			return false;
	}
	return true;
}

/* The read is answered as if nothing had been ordered. */
static bool no_other_code(void)
{
	unsigned code;

	*(volatile uint32_t *)MAILBOX_BASE = 0x12345678;
	for (code = 0; code <= LARGEST; code++) {
		if (is_code(code) || code == DOUBLE_TRAP)
			continue;
		at(load(WORD, 10, 11, 0), 1, code, MAILBOX_BASE);
		if (trap_taken().count || probe_x[10] != 0x12345678 ||
		    control_get(CONTROL_ORDER) != AXVCPU_BAD_ARGUMENT)
			return false;
	}
	return true;
}

static void at_accesses(void)
{
	at(load(BYTE, 0, 11, 0), 1, LOAD_ACCESS, MAILBOX_BASE);
	check(is_taken(LOAD_ACCESS), "at a read for no register");
	mailbox_fill(VALUE);
	at(store(DOUBLE, 12, 11, 0), 1, STORE_ACCESS, MAILBOX_BASE);
	check(is_taken(STORE_ACCESS) && mailbox_word(0) == VALUE,
	      "at a write, which does not take place");
	at(atomic(AMOADD, DOUBLE, 0, 10, 11, 12), 1, STORE_PAGE, MAILBOX_BASE);
	check(is_taken(STORE_PAGE) && mailbox_word(0) == VALUE, "at the read of an AMO");
	at(atomic(AMOADD, DOUBLE, 0, 10, 11, 12), 2, STORE_PAGE, MAILBOX_BASE);
	check(is_taken(STORE_PAGE) && mailbox_word(0) == VALUE,
	      "at the write of an AMO: no register changes");
	at(c_lw(10, 11, 0), 1, LOAD_PAGE, MAILBOX_BASE);
	check(is_taken(LOAD_PAGE), "at a 16-bit read");
	at(c_sd(12, 11, 0), 1, STORE_PAGE, MAILBOX_BASE);
	check(is_taken(STORE_PAGE) && mailbox_word(0) == VALUE, "at a 16-bit write");
}

static void at_faults(void)
{
	at(load(WORD, 10, 11, 0), 1, LOAD_PAGE, PAGE);
	check(is_taken(LOAD_PAGE), "at a load from nowhere");
	at(atomic(LR, WORD, 0, 10, 11, 0), 1, LOAD_PAGE, PAGE);
	check(is_taken(LOAD_PAGE), "at a load-reserved from nowhere");
}

/* Numbers of SBI calls lie in a7 and a6. */
static bool at_call(void)
{
	probe_prepare();
	probe_x[17] = SBI_HSM;
	probe_x[16] = HSM_STATUS;
	order_later(1, ORDER_INJECT, ILLEGAL_INSTRUCTION, VALUE + ILLEGAL_INSTRUCTION, 0);
	trap_expect();
	probe(ECALL);
	return is_taken(ILLEGAL_INSTRUCTION);
}

static void at_others(void)
{
	check(at_call(), "at an SBI call, whose results are not written");
	at(csr_instruction(CSRRS, 10, HSTATUS, 0), 1, ILLEGAL_INSTRUCTION, 0);
	check(is_taken(ILLEGAL_INSTRUCTION), "at the read of a CSR");
	at(csr_instruction(CSRRW, 0, HSTATUS, 12), 1, BREAKPOINT, 0);
	check(is_taken(BREAKPOINT), "at the write of a CSR");
	at(WFI, 1, BREAKPOINT, 0);
	check(is_taken(BREAKPOINT), "at a wait for interrupts");
}

/* Instead of the store that orders it. */
static void at_once(void)
{
	uint64_t here;

	control_set(CONTROL_ARGUMENT0, STORE_ACCESS);
	control_set(CONTROL_ARGUMENT1, VALUE);
	control_set(CONTROL_WHEN, 0);
	control_set(CONTROL_TARGET, hart_id());
	trap_expect();
	__asm__ volatile("la %0, 1f\n1:\tsd %1, (%2)"
			 : "=&r"(here)
			 : "r"((uint64_t)ORDER_INJECT),
			   "r"((uint64_t)(CONTROL_BASE + CONTROL_ORDER))
			 : "memory");
	is_trap(trap_taken(), STORE_ACCESS, VALUE, here, "at the order itself");
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(15);
	check(every_code(), "every exception of a supervisor can be injected at a read");
	check(no_other_code(), "no other one can, and the read goes on");
	at_accesses();
	at_faults();
	at_others();
	at_once();
}
