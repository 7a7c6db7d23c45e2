/* SPDX-License-Identifier: MIT */
/* Loads, stores and fences (I 2.6, 2.7, 4.3). */
#include "execute.h"
#include "memory.h"

/*
 * A misaligned access goes byte by byte (I 2.6: it need not be atomic). Both
 * its pages are translated first, so that a fault leaves nothing half done;
 * the second may have taken the first one's place in the TLB.
 */
struct pieces {
	uint8_t *first, *second;
	unsigned split;  /* bytes of the first */
};

static enum soft_step locate(struct soft_hart *hart, uint64_t address, unsigned size,
			     enum axvcpu_access access, struct pieces *pieces)
{
	uint64_t last = address + size - 1;
	enum soft_step step = axvcpu_soft_translate(hart, address, access);

	if (step)
		return step;
	pieces->first = soft_host(soft_entry(hart, address), address);
	pieces->split = size;
	if (soft_page(last) == soft_page(address))
		return SOFT_NEXT;
	pieces->split = (unsigned)(soft_page(last) - address);
	step = axvcpu_soft_translate(hart, soft_page(last), access);
	if (step) {
		hart->trap.portion = (uint8_t)pieces->split;
		return step;
	}
	pieces->second = soft_host(soft_entry(hart, last), soft_page(last));
	return SOFT_NEXT;
}

static uint8_t *byte_of(const struct pieces *pieces, unsigned i)
{
	return i < pieces->split ? pieces->first + i : pieces->second + (i - pieces->split);
}

enum soft_step axvcpu_soft_read(struct soft_hart *hart, uint64_t address, unsigned size,
				uint64_t *value)
{
	struct pieces pieces = {0};
	enum soft_step step = locate(hart, address, size, AXVCPU_ACCESS_READ, &pieces);
	uint64_t sum = 0;
	unsigned i;

	if (step)
		return step;
	if (!(address & (size - 1))) {
		*value = soft_read(pieces.first, size);
		return SOFT_NEXT;
	}
	for (i = 0; i < size; i++)
		sum |= soft_read(byte_of(&pieces, i), 1) << (8 * i);
	*value = sum;
	return SOFT_NEXT;
}

enum soft_step axvcpu_soft_write(struct soft_hart *hart, uint64_t address, unsigned size,
				 uint64_t value)
{
	struct pieces pieces = {0};
	enum soft_step step = locate(hart, address, size, AXVCPU_ACCESS_WRITE, &pieces);
	unsigned i;

	if (step)
		return step;
	if (!(address & (size - 1))) {
		soft_write(pieces.first, size, value);
		return SOFT_NEXT;
	}
	for (i = 0; i < size; i++)
		soft_write(byte_of(&pieces, i), 1, value >> (8 * i));
	return SOFT_NEXT;
}

/* What reads into rd does with what was read. */
static uint64_t extend(uint64_t value, unsigned size, bool is_signed)
{
	unsigned unused = 64 - 8 * size;
	uint64_t sign = BIT(8 * size - 1);

	value = value << unused >> unused;
	return is_signed ? (value ^ sign) - sign : value;
}

static __attribute__((noinline)) enum soft_step
load_slowly(struct soft_hart *hart, const struct soft_insn *insn, unsigned size, bool is_signed)
{
	uint64_t value = 0;
	enum soft_step step = axvcpu_soft_read(hart, soft_rs1(hart, insn) + soft_immediate(insn),
					       size, &value);

	if (step)
		return soft_stop(hart, insn, step);
	soft_set_rd(hart, insn, extend(value, size, is_signed));
	return soft_next(hart, insn);
}

static __attribute__((noinline)) enum soft_step
store_slowly(struct soft_hart *hart, const struct soft_insn *insn, unsigned size)
{
	enum soft_step step = axvcpu_soft_write(hart, soft_rs1(hart, insn) + soft_immediate(insn),
						size, soft_rs2(hart, insn));

	return soft_go_on(hart, insn, step);
}

#define LOAD(name, size, is_signed)                                                   \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		uint64_t address = soft_rs1(hart, insn) + soft_immediate(insn);       \
		const struct soft_tlb_entry *entry = soft_entry(hart, address);       \
                                                                                      \
		if (__builtin_expect(entry->read != soft_aligned_tag(address, size), 0)) \
			return load_slowly(hart, insn, size, is_signed);              \
		soft_set_rd(hart, insn, extend(soft_read(soft_host(entry, address), size), \
					       size, is_signed));                     \
		return soft_next(hart, insn);                                         \
	}

LOAD(lb, 1, true)
LOAD(lh, 2, true)
LOAD(lw, 4, true)
LOAD(ld, 8, false)
LOAD(lbu, 1, false)
LOAD(lhu, 2, false)
LOAD(lwu, 4, false)

#define STORE(name, size)                                                             \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		uint64_t address = soft_rs1(hart, insn) + soft_immediate(insn);       \
		const struct soft_tlb_entry *entry = soft_entry(hart, address);       \
                                                                                      \
		if (__builtin_expect(entry->write != soft_aligned_tag(address, size), 0)) \
			return store_slowly(hart, insn, size);                        \
		soft_write(soft_host(entry, address), size, soft_rs2(hart, insn));    \
		return soft_next(hart, insn);                                         \
	}

STORE(sb, 1)
STORE(sh, 2)
STORE(sw, 4)
STORE(sd, 8)

static enum soft_step fence(struct soft_hart *hart, const struct soft_insn *insn)
{
	(void)insn;
	soft_full_fence(hart);
	return SOFT_NEXT;
}

/* What was stored before is fetched from now on (I 5.1). */
static enum soft_step fence_i(struct soft_hart *hart, const struct soft_insn *insn)
{
	(void)insn;
	soft_full_fence(hart);
	axvcpu_soft_drop_code(hart);
	return SOFT_NEXT;
}

const struct soft_row axvcpu_soft_loads[] = {
	{MASK_FUNCT3, FUNCT3(0), lb},
	{MASK_FUNCT3, FUNCT3(1), lh},
	{MASK_FUNCT3, FUNCT3(2), lw},
	{MASK_FUNCT3, FUNCT3(3), ld},
	{MASK_FUNCT3, FUNCT3(4), lbu},
	{MASK_FUNCT3, FUNCT3(5), lhu},
	{MASK_FUNCT3, FUNCT3(6), lwu},
	{0, 0, NULL},
};

const struct soft_row axvcpu_soft_stores[] = {
	{MASK_FUNCT3, FUNCT3(0), sb},
	{MASK_FUNCT3, FUNCT3(1), sh},
	{MASK_FUNCT3, FUNCT3(2), sw},
	{MASK_FUNCT3, FUNCT3(3), sd},
	{0, 0, NULL},
};

/* Reserved fields of both are ignored (I 2.7, 5.1). */
const struct soft_row axvcpu_soft_fences[] = {
	{MASK_FUNCT3, FUNCT3(0), fence},
	{MASK_FUNCT3, FUNCT3(1), fence_i},
	{0, 0, NULL},
};
