/* SPDX-License-Identifier: MIT */
/* Each store to a device: width, every source, and nothing else changed. */
#include "encode.h"
#include "guest.h"

#define BACKGROUND UINT64_C(0x5a5a5a5a5a5a5a5a)

static const struct row {
	const char *source, *place;
	unsigned funct3, width;
} rows[] = {
	{ "sb has every source", "sb writes its byte wherever it is",      BYTE,   1 },
	{ "sh has every source", "sh writes its halfword wherever it is",  HALF,   2 },
	{ "sw has every source", "sw writes its word wherever it is",      WORD,   4 },
	{ "sd has every source", "sd writes its doubleword wherever it is", DOUBLE, 8 },
};

/* The doubleword after the bytes from its byte at on were replaced by those of value. */
static uint64_t written(uint64_t value, unsigned at, unsigned width)
{
	uint64_t mask = (width == 8 ? UINT64_MAX : BIT(8 * width) - 1) << 8 * at;

	return (BACKGROUND & ~mask) | (value << 8 * at & mask);
}

/* To the fourth doubleword, byte at. */
static bool store_writes(const struct row *row, unsigned rs2, unsigned rs1, unsigned at,
			 uint32_t offset)
{
	uint64_t value;

	probe_prepare();
	probe_x[rs1] = MAILBOX_BASE + 24 + at - (uint64_t)((int64_t)((uint64_t)offset << 52) >> 52);
	value = rs2 ? probe_x[rs2] : 0;
	mailbox_fill(BACKGROUND);
	probe(store(row->funct3, rs2, rs1, offset));
	return probe_only_changed(0) && mailbox_word(3) == written(value, at, row->width) &&
	       mailbox_only_changed(3, BACKGROUND);
}

static bool every_source(const struct row *row)
{
	unsigned rs2;

	for (rs2 = 0; rs2 < 32; rs2++)
		if (!store_writes(row, rs2, rs2 == 31 ? 1 : rs2 + 1, 0, 0))
			return false;
	return store_writes(row, 9, 9, 0, 0);
}

/* Offsets from the smallest to the largest. */
static bool every_place(const struct row *row)
{
	static const uint32_t offsets[] = { 0, 1, 0x7ff, 0x800, 0xfff };
	unsigned at;

	for (at = 0; at < 8; at += row->width)
		if (!store_writes(row, 20, 21, at, offsets[at % LENGTH(offsets)]))
			return false;
	return store_writes(row, 20, 21, 0, 0x800) && store_writes(row, 20, 21, 0, 0x7ff);
}

void guest_main(uint64_t hart)
{
	unsigned i;

	(void)hart;
	plan(2 * LENGTH(rows));
	for (i = 0; i < LENGTH(rows); i++) {
		check(every_source(&rows[i]), rows[i].source);
		check(every_place(&rows[i]), rows[i].place);
	}
}
