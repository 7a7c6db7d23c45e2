/* SPDX-License-Identifier: MIT */
/*
 * The generated decoder of svm against the oracle that was written from the manual: every exit
 * code, every format of EXITINFO1, and ten million syndromes at random. Some seconds when it is
 * optimised; otherwise, and where AXVCPU_SAMPLE is set, fewer at random.
 */
#include <string.h>

#include "../oracle/svm_oracle.h"
#include "../tap.h"
#include "samples.h"
#include "x86_judge.h"

#define MILLION 1000000

/* AMD APM volume 2, appendix C. */
enum {
	DB = 0x41, IOIO = 0x7b, MSR = 0x7c, NPF = 0x400, AVIC_INCOMPLETE_IPI = 0x401
};

#define LAST_CODE 0x500

static void oracle(const union axvcpu_syndrome *syndrome, x86_registers *registers,
		   struct x86_expected *expected)
{
	svm_oracle(&syndrome->svm, registers, expected);
}

/* An exit with this code, all else at random; no event was being delivered. */
static union axvcpu_syndrome exit_for(uint64_t code)
{
	union axvcpu_syndrome syndrome;

	memset(&syndrome, 0, sizeof(syndrome));
	x86_shuffle(&syndrome);
	syndrome.svm.exitcode = code;
	syndrome.svm.exitintinfo &= ~UINT64_C(0x80000000);
	syndrome.svm.length = 3;
	syndrome.svm.nrip_length = random_word() & 1 ? 2 : 0;
	return syndrome;
}

static void try_code(uint64_t code)
{
	union axvcpu_syndrome syndrome = exit_for(code);

	x86_try(&syndrome);
	syndrome.svm.exitinfo1 &= 3;
	x86_try(&syndrome);
}

/* A code has 64 bits; the negative ones are the same where only 32 of them were written. */
static void try_codes(void)
{
	for (uint64_t code = 0; code < 0x10000; code++) {
		try_code(code);
		try_code(code | random_word() << 32);
		try_code(-code);
		try_code((uint32_t)-code);
		try_code((uint32_t)-code | random_word() << 32);
	}
	x86_finish("exit codes");
}

/* 13.1.1.3: B0 to B3 and BS, each with each. */
static void try_debug(void)
{
	for (uint32_t n = 0; n < 1u << 16; n++) {
		union axvcpu_syndrome syndrome = exit_for(DB);

		syndrome.svm.dr6 = (syndrome.svm.dr6 & ~UINT64_C(0xffff)) | n;
		x86_try(&syndrome);
	}
	x86_finish("debug exceptions");
}

/* 15.10.2: the lower half has the form, the upper half of 32 bits the port. */
static void try_ports(void)
{
	static const uint16_t ports[] = { 0, 0x60, 0x80, 0x3f8, 0xcf8, 0x8000, 0xffff };

	for (uint32_t n = 0; n < 1u << 16; n++) {
		union axvcpu_syndrome syndrome = exit_for(IOIO);

		x86_shuffle_guest();
		syndrome.svm.exitinfo1 &= UINT64_C(0xffffffff00000000);
		syndrome.svm.exitinfo1 |= (uint64_t)ports[random_word() % 7] << 16 | n;
		x86_try(&syndrome);
	}
	x86_finish("IOIO");
}

/* 15.11: reads and writes of each number, in a register whose upper half does not count. */
static void try_msrs(void)
{
	for (uint32_t n = 0; n < 1u << 16; n++) {
		union axvcpu_syndrome syndrome = exit_for(MSR);

		x86_shuffle_guest();
		x86_guest()->r[1] = (random_word() << 32) | (n & 0x1fff) | (n & 0x6000) << 17;
		syndrome.svm.exitinfo1 = n >> 15;
		x86_try(&syndrome);
	}
	for (uint32_t n = 0; n < 64; n++) {
		union axvcpu_syndrome syndrome = exit_for(MSR);

		syndrome.svm.exitinfo1 = UINT64_C(1) << n;
		x86_try(&syndrome);
		syndrome.svm.exitinfo1 |= 1;
		x86_try(&syndrome);
	}
	x86_finish("MSRs");
}

/* 15.25.6: the error code of a page fault, and bits 32 to 37. */
static void try_nested_faults(void)
{
	for (uint32_t n = 0; n < 1u << 14; n++) {
		union axvcpu_syndrome syndrome = exit_for(NPF);

		syndrome.svm.exitinfo1 &= ~UINT64_C(0x3f000000ff);
		syndrome.svm.exitinfo1 |= (n & 0xff) | (uint64_t)(n >> 8) << 32;
		x86_try(&syndrome);
		syndrome.svm.exitintinfo |= UINT64_C(0x80000000);
		x86_try(&syndrome);
	}
	x86_finish("nested page faults");
}

/* 16.5: vector, delivery mode, destination mode, shorthand. */
static void try_commands(void)
{
	for (uint32_t n = 0; n < 1u << 14; n++) {
		union axvcpu_syndrome ipi = exit_for(AVIC_INCOMPLETE_IPI), msr = exit_for(MSR);
		uint64_t command = (random_word() & ~UINT64_C(0xc0fff)) | (n & 0xfff) |
			(uint64_t)(n >> 12) << 18;

		ipi.svm.exitinfo1 = command;
		x86_try(&ipi);
		msr.svm.exitinfo1 = 1;
		x86_guest()->r[0] = (random_word() << 32) | (uint32_t)command;
		x86_guest()->r[1] = 0x830;
		x86_guest()->r[2] = (random_word() << 32) | command >> 32;
		x86_try(&msr);
	}
	x86_finish("interrupt commands");
}

/* A length is at most 15, whoever says so; the processor's own counts first. */
static void try_lengths(void)
{
	for (uint32_t code = 0; code < LAST_CODE; code++)
		for (uint32_t length = 0; length < 40; length++) {
			union axvcpu_syndrome syndrome = exit_for(code);

			syndrome.svm.exitinfo1 &= 1;
			syndrome.svm.length = length;
			x86_try(&syndrome);
			syndrome.svm.nrip_length = 40 - length;
			x86_try(&syndrome);
			syndrome.svm.nrip_length = length << 16 | 3;
			x86_try(&syndrome);
		}
	x86_finish("instruction lengths");
}

static void try_moves(void)
{
	for (uint32_t n = 0; n < 1u << 18; n++) {
		union axvcpu_syndrome syndrome = exit_for(NPF);

		x86_shuffle_guest();
		syndrome.svm.exitinfo1 = UINT64_C(0x100000004) | (n & 3);
		syndrome.svm.insn = x86_any_move();
		syndrome.svm.insn_high = random_word() & 0xff;
		syndrome.svm.insn_bytes = n >> 2 & 3 ? 15 : n >> 4 & 15;
		x86_try(&syndrome);
	}
	x86_finish("moves");
}

static void try_random(void)
{
	static const uint64_t codes[] = {
		0x41, 0x43, 0x60, 0x61, 0x64, 0x72, 0x77, 0x78, 0x7b, 0x7b, 0x7b, 0x7c, 0x7f,
		0x81, 0x8b, 0x400, 0x400, 0x401, UINT64_MAX,
	};
	unsigned long rounds = is_sampled() ? MILLION / 50 : 10 * MILLION;

	for (unsigned long n = 0; n < rounds; n++) {
		union axvcpu_syndrome syndrome =
			exit_for(random_of(codes, sizeof codes / sizeof *codes));

		if ((n & 15) == 0)
			x86_shuffle_guest();
		if (syndrome.svm.exitcode == MSR)
			syndrome.svm.exitinfo1 &= 3;
		syndrome.svm.length = (uint32_t)random_word() & 31;
		x86_try_once(&syndrome);
	}
	x86_finish("random exits");
}

int main(void)
{
	x86_begin("svm", oracle);
	try_codes();
	try_debug();
	try_ports();
	try_msrs();
	try_nested_faults();
	try_commands();
	try_lengths();
	try_moves();
	try_random();
	return done_testing();
}
