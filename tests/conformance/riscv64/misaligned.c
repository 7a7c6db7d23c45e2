/* SPDX-License-Identifier: MIT */
/* Misaligned accesses to memory and to a device; atomic ones bear none. */
#include "encode.h"
#include "guest.h"

#define PATTERN UINT64_C(0x8f8e8d8c8b8a8988)

static _Alignas(16) uint8_t memory[32];

static const struct row {
	const char *in_memory, *on_device;
	unsigned funct3, width;
	bool is_signed, stores;
} rows[] = {
	{ "lh, at each byte of memory",  "lh, at each byte of a device",  HALF, 2, true, false },
	{ "lw, at each byte of memory",  "lw, at each byte of a device",  WORD, 4, true, false },
	{ "ld, at each byte of memory",  "ld, at each byte of a device",  DOUBLE, 8, true, false },
	{ "lhu, at each byte of memory", "lhu, at each byte of a device", HALF_UNSIGNED, 2,
	  false, false },
	{ "lwu, at each byte of memory", "lwu, at each byte of a device", WORD_UNSIGNED, 4,
	  false, false },
	{ "sh, at each byte of memory",  "sh, at each byte of a device",  HALF, 2, false, true },
	{ "sw, at each byte of memory",  "sw, at each byte of a device",  WORD, 4, false, true },
	{ "sd, at each byte of memory",  "sd, at each byte of a device",  DOUBLE, 8, false, true },
};

/* Byte i of either is 0x80 + i at first. */
static uint8_t background(unsigned i)
{
	return (uint8_t)(0x80 + i);
}

static void fill(volatile uint8_t *bytes)
{
	unsigned i;

	for (i = 0; i < sizeof memory; i++)
		bytes[i] = background(i);
}

static uint64_t loaded(const struct row *row, unsigned at)
{
	uint64_t value = row->is_signed ? UINT64_MAX : 0;
	unsigned i;

	for (i = row->width; i-- > 0;)
		value = value << 8 | background(at + i);
	return value;
}

static bool load_gives(const struct row *row, unsigned at)
{
	return probe_only_changed(10) && probe_x[10] == loaded(row, at);
}

static bool store_wrote(const struct row *row, volatile uint8_t *bytes, unsigned at)
{
	unsigned i;

	for (i = 0; i < sizeof memory; i++) {
		bool inside = i >= at && i < at + row->width;

		if (bytes[i] != (inside ? (uint8_t)(PATTERN >> 8 * (i - at)) : background(i)))
			return false;
	}
	return probe_only_changed(0);
}

static bool works(const struct row *row, volatile uint8_t *bytes, unsigned at)
{
	fill(bytes);
	probe_prepare();
	probe_x[10] = PATTERN;
	probe_x[11] = (uint64_t)bytes + at;
	probe(row->stores ? store(row->funct3, 10, 11, 0) : load(row->funct3, 10, 11, 0));
	return row->stores ? store_wrote(row, bytes, at) : load_gives(row, at);
}

static bool at_each_byte(const struct row *row, volatile uint8_t *bytes)
{
	unsigned at;

	for (at = 1; at <= 8; at++)
		if (!works(row, bytes, at))
			return false;
	return true;
}

/* Where the access begins, also if part of it could be done (Volume I, 13.2 and 13.4). */
static void is_refused(unsigned funct5, unsigned width, uint64_t address, uint64_t cause,
		       const char *name)
{
	probe_prepare();
	probe_x[11] = address;
	trap_expect();
	probe(atomic(funct5, width, 0, 10, 11, funct5 == LR ? 0 : 12));
	is_trap(trap_taken(), cause, address, probe_pc(), name);
}

/* QEMU reports a misaligned AMO as it does a load; whatever a hart does, it does each time. */
static uint64_t cause_of_amo(uint64_t address)
{
	probe_prepare();
	probe_x[11] = address;
	trap_expect();
	probe(atomic(AMOOR, WORD, 0, 10, 11, 12));
	return trap_taken().cause == LOAD_MISALIGNED ? LOAD_MISALIGNED : STORE_MISALIGNED;
}

static void atomics(void)
{
	uint64_t device = MAILBOX_BASE + 4, here = (uint64_t)memory + 2;
	uint64_t misaligned = cause_of_amo(here);

	is_refused(AMOADD, WORD, here, misaligned, "amoadd.w to memory is misaligned");
	is_refused(AMOADD, DOUBLE, here + 2, misaligned, "amoadd.d to memory is misaligned");
	is_refused(LR, WORD, here, LOAD_MISALIGNED, "lr.w is misaligned");
	is_refused(LR, DOUBLE, here, LOAD_MISALIGNED, "lr.d is misaligned");
	is_refused(AMOSWAP, DOUBLE, device, misaligned,
		   "amoswap.d to a device is misaligned");
	is_refused(AMOSWAP, WORD, device + 1, misaligned,
		   "amoswap.w to a device is misaligned");
}

void guest_main(uint64_t hart)
{
	unsigned i;

	(void)hart;
	plan(2 * LENGTH(rows) + 6);
	for (i = 0; i < LENGTH(rows); i++) {
		check(at_each_byte(&rows[i], memory), rows[i].in_memory);
		check(at_each_byte(&rows[i], (volatile uint8_t *)MAILBOX_BASE), rows[i].on_device);
	}
	atomics();
}
