/* SPDX-License-Identifier: MIT */
/* 16-bit accesses to a device: every register that they name, and their length. */
#include "encode.h"
#include "guest.h"

#define VALUE UINT64_C(0x8182838485868788)

enum { SP = 2 };

static uint64_t sign_of_word(uint64_t value)
{
	return (value & 0xffffffff) | (value & 0x80000000 ? UINT64_MAX << 32 : 0);
}

static bool load_gives(uint32_t instruction, unsigned rd, unsigned base, uint64_t value)
{
	uint64_t expected = instruction >> 13 == 2 ? sign_of_word(value) : value;

	probe_prepare();
	probe_x[base] = MAILBOX_BASE;
	order_later(1, ORDER_ANSWER, value, 0, 0);
	probe(instruction);
	return probe_only_changed(rd) && probe_x[rd] == expected;
}

static bool store_writes(uint32_t instruction, unsigned rs2, unsigned base, unsigned offset)
{
	uint64_t mask = instruction >> 13 == 6 ? 0xffffffff : UINT64_MAX, written;

	probe_prepare();
	probe_x[base] = MAILBOX_BASE;
	mailbox_fill(0);
	probe(instruction);
	written = (rs2 ? probe_x[rs2] : 0) & mask;
	return probe_only_changed(0) && mailbox_word(offset / 8) == written &&
	       mailbox_only_changed(offset / 8, 0);
}

/* Each register as the one accessed and as the base, which may be the same for a load. */
static bool every_load(uint32_t (*encode)(unsigned, unsigned, unsigned))
{
	unsigned rd;

	for (rd = 8; rd < 16; rd++) {
		unsigned base = 8 + (rd + 3) % 8;

		if (!load_gives(encode(rd, base, 8), rd, base, VALUE + rd) ||
		    !load_gives(encode(rd, rd, 16), rd, rd, ~VALUE - rd))
			return false;
	}
	return true;
}

static bool every_store(uint32_t (*encode)(unsigned, unsigned, unsigned))
{
	unsigned rs2;

	for (rs2 = 8; rs2 < 16; rs2++)
		if (!store_writes(encode(rs2, 8 + (rs2 + 5) % 8, 16), rs2, 8 + (rs2 + 5) % 8, 16) ||
		    !store_writes(encode(rs2, rs2, 48), rs2, rs2, 48))
			return false;
	return true;
}

/* Destination 0 is reserved for these two (Volume I, 26.3.1). */
static bool every_load_of_stack(uint32_t (*encode)(unsigned, unsigned))
{
	unsigned rd;

	for (rd = 1; rd < 32; rd++)
		if (!load_gives(encode(rd, 24), rd, SP, VALUE - rd))
			return false;
	return true;
}

static bool every_store_to_stack(uint32_t (*encode)(unsigned, unsigned))
{
	unsigned rs2;

	for (rs2 = 0; rs2 < 32; rs2++)
		if (!store_writes(encode(rs2, 40), rs2, SP, 40))
			return false;
	return true;
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(8);
	check(every_load(c_lw), "c.lw has every register");
	check(every_load(c_ld), "c.ld has every register");
	check(every_store(c_sw), "c.sw has every register");
	check(every_store(c_sd), "c.sd has every register");
	check(every_load_of_stack(c_lwsp), "c.lwsp has every destination");
	check(every_load_of_stack(c_ldsp), "c.ldsp has every destination");
	check(every_store_to_stack(c_swsp), "c.swsp has every source");
	check(every_store_to_stack(c_sdsp), "c.sdsp has every source");
}
