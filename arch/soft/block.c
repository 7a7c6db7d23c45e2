/* SPDX-License-Identifier: MIT */
/* Fetching: the block of decoded instructions at the pc. */
#include "execute.h"
#include "memory.h"

/* FENCE.I: everything is decoded anew; the count of generations never comes round. */
void axvcpu_soft_drop_code(struct soft_hart *hart)
{
	hart->generation++;
}

/* 16 bits, which never cross a page: C aligns instructions to 2 bytes (I 26.1). */
static uint32_t parcel(uint64_t host)
{
	return (uint32_t)soft_read((const void *)(uintptr_t)host, 2);
}

static bool is_long(uint32_t first)
{
	return (first & 3) == 3;
}

/* Behind the last instruction of a block. */
static enum soft_step end(struct soft_hart *hart, const struct soft_insn *insn)
{
	(void)hart;
	(void)insn;
	return SOFT_NEXT;
}

static enum soft_place append(struct soft_block *block, uint32_t raw, uint64_t offset)
{
	struct soft_insn *insn = &block->insn[block->count++];

	insn->offset = (uint8_t)offset;
	return axvcpu_soft_decode(insn, raw);
}

/*
 * Decode up to a jump, the page's end, or an instruction that stands alone.
 * Other vCPUs may store there meanwhile: each parcel is read once, so that what
 * was checked to end within the page does.
 */
static void fill(struct soft_block *block, uint64_t host, uint64_t room, uint32_t raw)
{
	enum soft_place place = SOFT_INSIDE;
	uint64_t at = 0;

	block->host = host;
	block->count = 0;
	while (place == SOFT_INSIDE && block->count < SOFT_BLOCK_LENGTH && at < room) {
		if (at)
			raw = parcel(host + at);
		if (is_long(raw) && at + 2 == room)
			break;
		if (is_long(raw))
			raw |= parcel(host + at + 2) << 16;
		place = append(block, raw, at);
		at += block->insn[block->count - 1].length;
	}
	if (place == SOFT_ALONE && block->count > 1)
		block->count--;
	block->insn[block->count].execute = end;
}

const struct soft_block *axvcpu_soft_part(struct soft_hart *hart, const struct soft_block *block,
					  uint32_t count)
{
	struct soft_block *part = &hart->single;

	for (part->count = 0; part->count < count; part->count++)
		part->insn[part->count] = block->insn[part->count];
	part->insn[count].execute = end;
	return part;
}

/* Whether an old block still says what is in memory: most code is as it was. */
static bool is_valid(const struct soft_block *block)
{
	const struct soft_insn *insn, *end = block->insn + block->count;

	for (insn = block->insn; insn < end; insn++) {
		uint64_t host = block->host + insn->offset;

		if (parcel(host) != (insn->raw & 0xffff))
			return false;
		if (insn->length == 4 && parcel(host + 2) != insn->raw >> 16)
			return false;
	}
	return true;
}

/* An instruction across two pages is never kept: they may part. */
static enum soft_step fetch_across(struct soft_hart *hart, uint32_t first,
				   const struct soft_block **block)
{
	uint64_t second = hart->registers.pc + 2;
	enum soft_step step = axvcpu_soft_translate(hart, second, AXVCPU_ACCESS_EXECUTE);

	if (step)
		return step;
	first |= parcel(soft_entry(hart, second)->addend + second) << 16;
	hart->single.count = 0;
	(void)append(&hart->single, first, 0);
	hart->single.insn[1].execute = end;
	*block = &hart->single;
	return SOFT_NEXT;
}

static enum soft_step make(struct soft_hart *hart, struct soft_block *slot, uint64_t host,
			   const struct soft_block **block)
{
	uint64_t room = PAGE_SIZE - (hart->registers.pc & PAGE_OFFSET);
	uint32_t first = parcel(host);

	if (room == 2 && is_long(first))
		return fetch_across(hart, first, block);
	if (slot->host != host || !is_valid(slot))
		fill(slot, host, room, first);
	slot->generation = hart->generation;
	*block = slot;
	return SOFT_NEXT;
}

enum soft_step axvcpu_soft_fetch(struct soft_hart *hart, const struct soft_block **block)
{
	uint64_t pc = hart->registers.pc, host;
	enum soft_step step = axvcpu_soft_translate(hart, pc, AXVCPU_ACCESS_EXECUTE);

	if (step)
		return step;
	host = soft_entry(hart, pc)->addend + pc;
	return make(hart, soft_slot(hart, host), host, block);
}
