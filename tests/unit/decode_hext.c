/* SPDX-License-Identifier: MIT */
/* The generated decoder of hext against the oracle that was written from the manual. */
#include "../tap.h"
#include "hext_judge.h"
#include "samples.h"

/* How many disagreements a group prints before it only counts. */
#define SHOWN 5

static unsigned wrong;
static unsigned long tried;

static void try(const struct hext_oracle_in *in)
{
	tried++;
	wrong += !hext_agree(in, wrong < SHOWN);
}

static void finish(const char *what)
{
	ok(wrong == 0 && tried > 0, "%s: %lu traps, %u disagreements", what, tried, wrong);
	wrong = 0;
	tried = 0;
}

static const uint64_t accesses[] = { 21, 23 };

static void try_causes(void)
{
	for (uint64_t code = 0; code < 4096; code++) {
		struct hext_oracle_in in = hext_trap(code);

		if (code == 10) /* its meaning is in the registers: sbi_decode.c */
			in.x[17] = 0x10;
		try(&in);
		in.scause |= UINT64_C(1) << 63;
		try(&in);
	}
	finish("causes");
}

static void try_16_bit(void)
{
	for (unsigned i = 0; i < 2; i++) {
		struct hext_oracle_in in = hext_trap(accesses[i]);

		for (in.insn = 0; in.insn < 0x10000; in.insn++)
			if ((in.insn & 3) != 3)
				try(&in);
	}
	finish("every 16-bit instruction");
}

/* Every major opcode, funct3, funct5 and rs2; two values each of the other fields. */
static void try_32_bit(void)
{
	for (unsigned i = 0; i < 2; i++) {
		struct hext_oracle_in in = hext_trap(accesses[i]);

		for (uint32_t n = 0; n < 1u << 20; n++) {
			uint32_t opcode = n & 31, funct3 = n >> 5 & 7, funct5 = n >> 8 & 31;
			uint32_t rs2 = n >> 13 & 31, rd = n >> 18 & 1 ? 31 : 0;

			in.insn = 3 | opcode << 2 | rd << 7 | funct3 << 12 |
				(n >> 19 & 1 ? 0x060f8000u : 0) | rs2 << 20 | funct5 << 27;
			try(&in);
		}
	}
	finish("every 32-bit form, fetched");
}

static void try_transformed(void)
{
	for (unsigned i = 0; i < 2; i++) {
		struct hext_oracle_in in = hext_trap(accesses[i]);

		in.have_insn = false;
		for (uint32_t n = 0; n < 1u << 19; n++) {
			in.htinst = (n & 1 ? 3 : 1) | (uint64_t)(n >> 1 & 31) << 2 |
				(uint64_t)(n >> 6 & 7) << 12 | (uint64_t)(n >> 9 & 31) << 27 |
				(uint64_t)(n >> 14 & 31) << 20 | (random_word() & 0xf80) |
				(random_word() & 3 ? 0 : random_word() & 0xf8000);
			try(&in);
		}
	}
	finish("every form in htinst");
}

static void try_virtual(void)
{
	for (uint32_t n = 0; n < 1u << 19; n++) {
		struct hext_oracle_in in = hext_trap(22);

		in.hstatus = n & 1 ? 0x180 : 0x80;
		in.insn = 0x73 | (n >> 1 & 7) << 12 | (n >> 4 & 1 ? 31u : 0) << 7 |
			(n >> 5 & 1 ? 21u : 0) << 15 | (n >> 6 & 0xfff) << 20;
		in.stval = n >> 18 & 1 ? in.insn : 0;
		try(&in);
	}
	for (uint32_t n = 0; n < 1u << 16; n++) {
		struct hext_oracle_in in = hext_trap(22);

		in.hstatus = random_word();
		in.insn = n & 1 ? 0x10500073 : (uint32_t)random_word();
		in.stval = 0;
		in.have_insn = n & 2;
		try(&in);
	}
	finish("virtual instructions");
}

static void try_random(void)
{
	static const uint64_t causes[] = { 20, 21, 22, 23, 0x8000000000000005 };
	static const uint64_t forms[] = { 0, 0x3000, 0x3020, 0x2000, 0x2020, 0x2003, 0x2001, 2 };

	for (unsigned n = 0; n < 1000000; n++) {
		struct hext_oracle_in in = hext_trap(random_of(causes, 5));

		/* The manual leaves what the upper half of htinst would mean to nobody. */
		in.htinst = random_of(forms, 8) & 0xffffffff;
		in.htval = random_word() & 1 ? random_word() : 0;
		in.stval = random_word() & 3 ? random_word() : 0;
		in.hstatus = random_word();
		in.insn = (uint32_t)random_word();
		in.gpa = random_word();
		in.have_insn = random_word() & 1;
		in.have_gpa = random_word() & 1;
		if (in.scause != 10)
			try(&in);
	}
	finish("random traps");
}

int main(void)
{
	try_causes();
	try_16_bit();
	try_32_bit();
	try_transformed();
	try_virtual();
	try_random();
	return done_testing();
}
