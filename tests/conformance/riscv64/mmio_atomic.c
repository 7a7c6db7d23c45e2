/* SPDX-License-Identifier: MIT */
/*
 * Atomic operations on a device: a read and a write, between which nothing is
 * to be seen; load-reserved and store-conditional find no memory there.
 */
#include "encode.h"
#include "guest.h"

#define PAGE UINT64_C(0x90000000)

/*
 * What memory holds after the operation on old and operand, worked out by hand
 * (Volume I, 13.4). Words: the upper halves do not count.
 */
#define OLD      UINT64_C(0x8000000180000001)
#define OPERAND  UINT64_C(0x7000000370000003)

static const struct row {
	const char *word, *doubled;
	unsigned funct5;
	uint64_t new_word, new_double;
} rows[] = {
	{ "amoswap.w", "amoswap.d", AMOSWAP, 0x70000003, UINT64_C(0x7000000370000003) },
	{ "amoadd.w",  "amoadd.d",  AMOADD,  0xf0000004, UINT64_C(0xf0000004f0000004) },
	{ "amoxor.w",  "amoxor.d",  AMOXOR,  0xf0000002, UINT64_C(0xf0000002f0000002) },
	{ "amoand.w",  "amoand.d",  AMOAND,  0x00000001, UINT64_C(0x0000000100000001) },
	{ "amoor.w",   "amoor.d",   AMOOR,   0xf0000003, UINT64_C(0xf0000003f0000003) },
	{ "amomin.w",  "amomin.d",  AMOMIN,  0x80000001, UINT64_C(0x8000000180000001) },
	{ "amomax.w",  "amomax.d",  AMOMAX,  0x70000003, UINT64_C(0x7000000370000003) },
	{ "amominu.w", "amominu.d", AMOMINU, 0x70000003, UINT64_C(0x7000000370000003) },
	{ "amomaxu.w", "amomaxu.d", AMOMAXU, 0x80000001, UINT64_C(0x8000000180000001) },
};

static bool atomic_gives(const struct row *row, unsigned width, unsigned order, unsigned rd,
			 unsigned rs2)
{
	bool is_word = width == WORD;
	uint64_t old = is_word ? UINT64_MAX << 32 | (OLD & 0xffffffff) : OLD;
	uint64_t new = is_word ? (OLD & ~UINT64_C(0xffffffff)) | row->new_word : row->new_double;

	probe_prepare();
	probe_x[31] = MAILBOX_BASE + 16;
	probe_x[rs2] = OPERAND;
	mailbox_fill(OLD);
	probe(atomic(row->funct5, width, order, rd, 31, rs2));
	return probe_only_changed(rd) && (rd == 0 || probe_x[rd] == old) &&
	       mailbox_word(2) == new &&
	       mailbox_only_changed(2, OLD);
}

/* Other registers, the operand's own, the base's, none; relaxed, acquire, release, both. */
static bool works(const struct row *row, unsigned width)
{
	return atomic_gives(row, width, 0, 10, 11) && atomic_gives(row, width, 1, 12, 12) &&
	       atomic_gives(row, width, 2, 31, 30) && atomic_gives(row, width, 3, 0, 1);
}

static bool is_read_and_write(unsigned width)
{
	uint64_t reads, writes;

	probe_prepare();
	probe_x[11] = MAILBOX_BASE;
	reads = exits_of(AXVCPU_EXIT_MMIO_READ);
	writes = exits_of(AXVCPU_EXIT_MMIO_WRITE);
	probe(atomic(AMOADD, width, 0, 10, 11, 12));
	/* Between the counts lie the control device's own: two reads and four stores. */
	return exits_of(AXVCPU_EXIT_MMIO_READ) - reads == 3 &&
	       exits_of(AXVCPU_EXIT_MMIO_WRITE) - writes == 5;
}

static struct taken faults(uint32_t instruction, uint64_t address)
{
	probe_prepare();
	probe_x[11] = address;
	trap_expect();
	probe(instruction);
	return trap_taken();
}

/* The page goes between the two, so that the reservation is not what is missing. */
static struct taken store_conditional(uint64_t *failed)
{
	uint64_t result;

	order(ORDER_MAP, PAGE, 0, CONTROL_READ | CONTROL_WRITE);
	control_set(CONTROL_ARGUMENT0, PAGE);
	trap_expect();
	__asm__ volatile("lr.d t0, (%1)\n\t"
			 "sd %2, (%3)\n\t"
			 ".globl conditional\n"
			 "conditional:\n\t"
			 "sc.d %0, t0, (%1)"
			 : "=&r"(result)
			 : "r"((uint64_t)PAGE), "r"((uint64_t)ORDER_UNMAP),
			   "r"((uint64_t)(CONTROL_BASE + CONTROL_ORDER)) : "t0", "memory");
	*failed = result;
	return trap_taken();
}

/* Where the exit has cost the hart its reservation, it fails without an access (Volume I, 13.2). */
static void without_memory(void)
{
	extern const uint8_t conditional[];
	const char *name = "sc.d where there is no memory any more faults, or fails";
	uint64_t failed;
	struct taken taken = store_conditional(&failed);

	if (taken.count)
		is_trap(taken, STORE_ACCESS, PAGE, (uint64_t)conditional, name);
	else
		check(failed != 0, name);
}

void guest_main(uint64_t hart)
{
	unsigned i;

	(void)hart;
	plan(2 * LENGTH(rows) + 5);
	for (i = 0; i < LENGTH(rows); i++) {
		check(works(&rows[i], WORD), rows[i].word);
		check(works(&rows[i], DOUBLE), rows[i].doubled);
	}
	check(is_read_and_write(WORD), "a word is read once and written once");
	check(is_read_and_write(DOUBLE), "so is a doubleword");
	is_trap(faults(atomic(LR, WORD, 0, 10, 11, 0), MAILBOX_BASE), LOAD_ACCESS, MAILBOX_BASE,
		probe_pc(), "lr.w on a device is a load access fault");
	is_trap(faults(atomic(LR, DOUBLE, 0, 10, 11, 0), MAILBOX_BASE + 8), LOAD_ACCESS,
		MAILBOX_BASE + 8, probe_pc(), "so is lr.d");
	without_memory();
}
