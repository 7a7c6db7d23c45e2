/* SPDX-License-Identifier: MIT */
/* Each load from a device: width, sign, every destination, and nothing else changed. */
#include "encode.h"
#include "guest.h"

static const struct row {
	const char *extended, *operand;
	unsigned funct3, width;
	bool is_signed;
} rows[] = {
	{ "lb extends the sign",    "lb has every destination",  BYTE, 1, true },
	{ "lh extends the sign",    "lh has every destination",  HALF, 2, true },
	{ "lw extends the sign",    "lw has every destination",  WORD, 4, true },
	{ "ld fills the register",  "ld has every destination",  DOUBLE, 8, true },
	{ "lbu extends with zeros", "lbu has every destination", BYTE_UNSIGNED, 1, false },
	{ "lhu extends with zeros", "lhu has every destination", HALF_UNSIGNED, 2, false },
	{ "lwu extends with zeros", "lwu has every destination", WORD_UNSIGNED, 4, false },
};

/* What the register holds after the load of a value, by hand: no shift of a signed type. */
static uint64_t extended(const struct row *row, uint64_t value)
{
	uint64_t mask = row->width == 8 ? UINT64_MAX : BIT(8 * row->width) - 1;
	bool negative = row->is_signed && value >> (8 * row->width - 1) & 1;

	return (value & mask) | (negative ? ~mask : 0);
}

static bool load_gives(const struct row *row, unsigned rd, unsigned rs1, uint64_t value)
{
	probe_prepare();
	probe_x[rs1] = MAILBOX_BASE;
	order_later(1, ORDER_ANSWER, value, 0, 0);
	probe(load(row->funct3, rd, rs1, 8));
	return probe_only_changed(rd) && (rd == 0 || probe_x[rd] == extended(row, value));
}

/* Two values, whose sign at each width and whose bytes above it differ. */
static bool both_signs(const struct row *row)
{
	return load_gives(row, 10, 11, UINT64_C(0x8182838485868788)) &&
	       load_gives(row, 10, 11, UINT64_C(0x7172737475767778)) &&
	       load_gives(row, 10, 11, UINT64_MAX << (8 * row->width - 1)) &&
	       load_gives(row, 10, 11, 0);
}

/* The base is another register, then the destination itself. */
static bool every_destination(const struct row *row)
{
	unsigned rd;

	for (rd = 0; rd < 32; rd++)
		if (!load_gives(row, rd, rd == 31 ? 1 : rd + 1, UINT64_C(0x9192939495969798) + rd))
			return false;
	return load_gives(row, 7, 7, UINT64_C(0xa1a2a3a4a5a6a7a8));
}

void guest_main(uint64_t hart)
{
	unsigned i;

	(void)hart;
	plan(2 * LENGTH(rows));
	for (i = 0; i < LENGTH(rows); i++) {
		check(both_signs(&rows[i]), rows[i].extended);
		check(every_destination(&rows[i]), rows[i].operand);
	}
}
