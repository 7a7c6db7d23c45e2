/* SPDX-License-Identifier: MIT */
/*
 * The generated decoder of el2 against the oracle: every exception class, all of the syndrome
 * of aborts, every system register, with all else at random. Some seconds when it is
 * optimised; otherwise, and where AXVCPU_SAMPLE is set, one in some hundreds.
 */
#include "../tap.h"
#include "el2_judge.h"
#include "samples.h"

/* A prime: the sample meets all values of each field. */
#define STRIDE 1021

/* Exception classes (ESR_EL2, EC). */
enum {
	WFX = 0x01, HVC = 0x16, SMC = 0x17, SYSTEM = 0x18, INSTRUCTION_ABORT = 0x20,
	DATA_ABORT = 0x24,
};

static uint32_t stride(void)
{
	return is_sampled() ? STRIDE : 1;
}

/* Bits 63 to 32 are further parts of the syndrome, or reserved: they change nothing. */
static uint64_t esr(unsigned class, unsigned length, uint32_t iss)
{
	return random_word() << 32 | (uint64_t)class << 26 | length << 25 | iss;
}

static void try_iss(unsigned class, uint32_t iss)
{
	struct axvcpu_el2_syndrome syndrome = el2_exception(esr(class, random_word() & 1, iss));

	if ((random_word() & 7) == 0)
		syndrome.spsr = random_word();	/* AArch32, maybe */
	if ((random_word() & 7) == 0)
		syndrome.have &= (uint32_t)random_word();
	el2_try(&syndrome);
}

/* The first is without a bit but for calls: to the firmware, they have a test of their own. */
static uint32_t iss_of(unsigned class, unsigned number)
{
	bool is_call = class == HVC || class == SMC;

	return number == 0 ? is_call : ((uint32_t)random_word() & 0x1ffffff) | is_call;
}

static void try_class(unsigned class)
{
	for (unsigned i = 0; i < 2000; i++) {
		uint32_t iss = iss_of(class, i);

		for (unsigned length = 0; length < 2; length++) {
			struct axvcpu_el2_syndrome syndrome =
				el2_exception(esr(class, length, iss));

			syndrome.spsr = random_word();
			el2_try_all(&syndrome);
		}
		el2_shuffle_guest();
	}
}

static void try_classes(void)
{
	for (unsigned class = 0; class < 64; class++)
		try_class(class);
	el2_finish("every exception class");
}

static void try_vectors(void)
{
	for (unsigned i = 0; i < 10000; i++) {
		struct axvcpu_el2_syndrome syndrome = el2_exception(random_word());

		syndrome.vector = i < 5000 ? i % 16 : (uint32_t)random_word();
		el2_try_all(&syndrome);
	}
	el2_finish("vectors, with any syndrome");
}

static void try_every(const char *what, unsigned class, unsigned bits)
{
	for (uint32_t iss = 0; iss < UINT32_C(1) << bits; iss += stride()) {
		if ((iss & 0xff) == 0)
			el2_shuffle_guest();
		try_iss(class, iss);
	}
	el2_finish(what);
}

/* ICC_SGI1R_EL1, ICC_ASGI1R_EL1 and ICC_SGI0R_EL1, which a sample would not meet often. */
static void try_sgis(void)
{
	for (uint32_t i = 0; i < 6000; i++) {
		uint32_t op2 = 5 + i % 3, rt = i % 32;
		struct axvcpu_el2_syndrome syndrome;

		el2_shuffle_guest();
		syndrome = el2_exception(esr(SYSTEM, 1,
			3u << 20 | op2 << 17 | 12 << 10 | rt << 5 | 11 << 1));
		el2_try_all(&syndrome);
	}
	el2_finish("software generated interrupts");
}

int main(void)
{
	el2_shuffle_guest();
	try_classes();
	try_vectors();
	try_sgis();
	try_every("the syndrome of WFI and its like", WFX, 8);
	try_every("every system register, to and from each register", SYSTEM, 22);
	try_every("the syndrome of an instruction abort", INSTRUCTION_ABORT, 13);
	try_every("the syndrome of a data abort", DATA_ABORT, 25);
	return done_testing();
}
