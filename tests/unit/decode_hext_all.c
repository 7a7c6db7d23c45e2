/* SPDX-License-Identifier: MIT */
/*
 * Every 32-bit encoding of the major opcodes that access memory, fetched after a load
 * and after a store fault, against the oracle. Half a minute when it is optimised;
 * otherwise, and where AXVCPU_SAMPLE is set, one encoding in some thousands.
 */
#include "../tap.h"
#include "hext_judge.h"
#include "samples.h"

#define SHOWN 5
/* A prime: the sample meets all values of each field. */
#define STRIDE 4099

static uint32_t stride(void)
{
	return is_sampled() ? STRIDE : 1;
}

/* Volume I, 34, table 70: bits 6 to 2 of the instruction. */
static const struct { const char *name; uint32_t opcode; } majors[] = {
	{ "LOAD", 0x00 }, { "LOAD-FP", 0x01 }, { "MISC-MEM", 0x03 },
	{ "STORE", 0x08 }, { "STORE-FP", 0x09 }, { "AMO", 0x0b },
};

static void try_all(uint64_t scause, unsigned major)
{
	struct hext_oracle_in in = hext_trap(scause);
	unsigned wrong = 0;
	uint32_t step = stride();

	for (uint32_t rest = 0; rest < UINT32_C(1) << 25; rest += step) {
		in.insn = rest << 7 | majors[major].opcode << 2 | 3;
		wrong += !hext_agree(&in, wrong < SHOWN);
	}
	is_u64(wrong, 0, "%s after a %s fault: one in %u", majors[major].name,
	       scause == 21 ? "load" : "store", (unsigned)step);
}

int main(void)
{
	for (unsigned major = 0; major < sizeof majors / sizeof *majors; major++) {
		try_all(21, major);
		try_all(23, major);
	}
	return done_testing();
}
