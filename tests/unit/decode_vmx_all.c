/* SPDX-License-Identifier: MIT */
/*
 * The generated decoder of vmx against the oracle that was written from the manual: every exit
 * reason, every qualification by its format, and ten million syndromes at random. Some seconds
 * when it is optimised; otherwise, and where AXVCPU_SAMPLE is set, fewer at random.
 */
#include <string.h>

#include "../oracle/vmx_oracle.h"
#include "../tap.h"
#include "samples.h"
#include "x86_judge.h"

#define MILLION 1000000

/* Intel SDM volume 3, appendix C, table C-1. */
enum {
	EXCEPTION = 0, INTERRUPT = 1, IO = 30, WRMSR = 32, APIC_ACCESS = 44, EPT_VIOLATION = 48,
	APIC_WRITE = 56
};

#define LAST_REASON 100

static void oracle(const union axvcpu_syndrome *syndrome, x86_registers *registers,
		   struct x86_expected *expected)
{
	vmx_oracle(&syndrome->vmx, registers, expected);
}

/* An exit for this reason, all else at random; no event was being delivered. */
static union axvcpu_syndrome exit_for(uint32_t reason)
{
	union axvcpu_syndrome syndrome;

	memset(&syndrome, 0, sizeof(syndrome));
	x86_shuffle(&syndrome);
	syndrome.vmx.exit_reason = reason;
	syndrome.vmx.insn_length = 3;
	syndrome.vmx.vectoring_info &= 0x7fffffff;
	return syndrome;
}

/* Bits 30:16 say more of an exit, and never change what it is (25.9.1). */
static void try_reasons(void)
{
	for (uint32_t reason = 0; reason < 0x10000; reason++) {
		union axvcpu_syndrome syndrome = exit_for(reason);

		x86_try(&syndrome);
		syndrome.vmx.exit_reason |= (uint32_t)random_word() & 0x7fff0000;
		x86_try(&syndrome);
	}
	x86_finish("exit reasons");
}

static void try_failures(void)
{
	for (uint32_t reason = 0; reason < 0x10000; reason++) {
		union axvcpu_syndrome syndrome = exit_for(reason | 0x80000000);

		x86_try(&syndrome);
	}
	x86_finish("entry failures");
}

/* 28.2.2, table 25-16: vector, type, error code valid, NMI unblocking, valid. */
static void try_interruptions(void)
{
	for (uint32_t n = 0; n < 1u << 13; n++) {
		union axvcpu_syndrome syndrome = exit_for(n >> 12 & 1 ? INTERRUPT : EXCEPTION);

		syndrome.vmx.interruption_info = (n & 0xfff) | ((uint32_t)random_word() & 0x7ffff000);
		x86_try(&syndrome);
		syndrome.vmx.interruption_info |= 0x80000000;
		x86_try(&syndrome);
	}
	x86_finish("interruption information");
}

/* Table 28-1: B0 to B3 and BS, each with each; hardware exception 1. */
static void try_debug(void)
{
	for (uint32_t n = 0; n < 1u << 15; n++) {
		union axvcpu_syndrome syndrome = exit_for(EXCEPTION);

		syndrome.vmx.interruption_info = 0x80000301;
		syndrome.vmx.qualification = n;
		x86_try(&syndrome);
		syndrome.vmx.interruption_info = 0x80000501;
		x86_try(&syndrome);
	}
	x86_finish("debug exceptions");
}

/* The exit qualification has one format of seven bits, insn_info a size of three. */
static void try_ports(void)
{
	static const uint16_t ports[] = { 0, 0x60, 0x80, 0x3f8, 0xcf8, 0x8000, 0xffff };

	for (uint32_t n = 0; n < 1u << 13; n++) {
		union axvcpu_syndrome syndrome = exit_for(IO);

		x86_shuffle_guest();
		syndrome.vmx.qualification &= UINT64_C(0xffffffff0000ff80);
		syndrome.vmx.qualification |= n & 0x7f;
		syndrome.vmx.qualification |= (uint64_t)ports[random_word() % 7] << 16;
		syndrome.vmx.insn_info &= ~UINT32_C(0x380);
		syndrome.vmx.insn_info |= n & 0x380;
		x86_try(&syndrome);
	}
	x86_finish("I/O instructions");
}

static void try_ept(void)
{
	for (uint32_t n = 0; n < 1u << 14; n++) {
		union axvcpu_syndrome syndrome = exit_for(EPT_VIOLATION);

		syndrome.vmx.qualification &= ~UINT64_C(0x1fff);
		syndrome.vmx.qualification |= n & 0x1fff;
		syndrome.vmx.vectoring_info |= (n >> 13) << 31;
		x86_try(&syndrome);
	}
	x86_finish("EPT violations");
}

static void try_apic_accesses(void)
{
	for (uint32_t n = 0; n < 1u << 16; n++) {
		union axvcpu_syndrome syndrome = exit_for(APIC_ACCESS);

		syndrome.vmx.qualification &= ~UINT64_C(0xffff);
		syndrome.vmx.qualification |= n;
		x86_try(&syndrome);
	}
	x86_finish("APIC accesses");
}

static void try_apic_writes(void)
{
	for (uint32_t offset = 0; offset < 1u << 12; offset++) {
		union axvcpu_syndrome syndrome = exit_for(APIC_WRITE);

		syndrome.vmx.qualification &= ~UINT64_C(0xfff);
		syndrome.vmx.qualification |= offset;
		x86_try(&syndrome);
	}
	x86_finish("APIC writes");
}

/* 11.6.1: vector, delivery mode, destination mode, shorthand; in the page and in the MSR. */
static void try_commands(void)
{
	for (uint32_t n = 0; n < 1u << 14; n++) {
		union axvcpu_syndrome page = exit_for(APIC_WRITE), msr = exit_for(WRMSR);
		uint64_t command = (random_word() & ~UINT64_C(0xc0fff)) | (n & 0xfff) |
			(uint64_t)(n >> 12) << 18;

		page.vmx.qualification = 0x300;
		page.vmx.icr = command;
		x86_try(&page);
		x86_guest()->r[0] = (random_word() << 32) | (uint32_t)command;
		x86_guest()->r[1] = 0x830;
		x86_guest()->r[2] = (random_word() << 32) | command >> 32;
		x86_try(&msr);
	}
	x86_finish("interrupt commands");
}

/* Each number, in a register whose upper half does not count. */
static void try_msrs(void)
{
	for (uint32_t n = 0; n < 1u << 15; n++) {
		union axvcpu_syndrome read = exit_for(31), write = exit_for(WRMSR);

		x86_shuffle_guest();
		x86_guest()->r[1] = (random_word() << 32) | (n & 0x1fff) | (n & 0x6000) << 17;
		x86_try(&read);
		x86_try(&write);
	}
	x86_finish("MSRs");
}

/* 28.2.5: a length is at most 15; what the processor never writes says nothing. */
static void try_lengths(void)
{
	for (uint32_t reason = 0; reason < LAST_REASON; reason++)
		for (uint32_t length = 0; length < 300; length++) {
			union axvcpu_syndrome syndrome = exit_for(reason);

			syndrome.vmx.insn_length = length;
			x86_try(&syndrome);
			syndrome.vmx.insn_length = length << 16 | 3;
			x86_try(&syndrome);
		}
	x86_finish("instruction lengths");
}

static void try_moves(void)
{
	for (uint32_t n = 0; n < 1u << 18; n++) {
		union axvcpu_syndrome syndrome = exit_for(n & 1 ? EPT_VIOLATION : APIC_ACCESS);

		x86_shuffle_guest();
		syndrome.vmx.qualification = n & 1 ? 0x180 | (n & 2) | (n >> 1 & 2 ? 1 : 0) :
			(n & 2) << 11 | 0xb0;
		syndrome.vmx.insn = x86_any_move();
		syndrome.vmx.insn_high = random_word() & 0xff;
		syndrome.vmx.insn_bytes = n >> 2 & 3 ? 15 : n >> 4 & 15;
		x86_try(&syndrome);
	}
	x86_finish("moves");
}

static void try_random(void)
{
	static const uint64_t reasons[] = {
		0, 1, 2, 7, 10, 12, 18, 30, 30, 30, 31, 32, 37, 40, 44, 44, 45, 48, 48, 49, 52, 56,
	};
	unsigned long rounds = is_sampled() ? MILLION / 50 : 10 * MILLION;

	for (unsigned long n = 0; n < rounds; n++) {
		union axvcpu_syndrome syndrome =
			exit_for((uint32_t)random_of(reasons, sizeof reasons / sizeof *reasons));

		if ((n & 15) == 0)
			x86_shuffle_guest();
		syndrome.vmx.insn_length = (uint32_t)random_word() & 31;
		x86_try_once(&syndrome);
	}
	x86_finish("random exits");
}

int main(void)
{
	x86_begin("vmx", oracle);
	try_reasons();
	try_failures();
	try_interruptions();
	try_debug();
	try_ports();
	try_ept();
	try_apic_accesses();
	try_apic_writes();
	try_commands();
	try_msrs();
	try_lengths();
	try_moves();
	try_random();
	return done_testing();
}
