/* SPDX-License-Identifier: MIT */
/*
 * Loads and stores of F and D (I 20.5, 21.3). One that meets a device leaves as
 * a fault of the second stage: the exits of devices have no register of these.
 */
#include "float_execute.h"
#include "memory.h"

static inline uint64_t address_of(const struct soft_hart *hart, const struct soft_insn *insn)
{
	return soft_rs1(hart, insn) + soft_immediate(insn);
}

static inline enum soft_step load(struct soft_hart *hart, const struct soft_insn *insn,
				  unsigned size, uint64_t box)
{
	uint64_t address = address_of(hart, insn), value = 0;
	const struct soft_tlb_entry *entry = soft_entry(hart, address);
	enum soft_step step = SOFT_NEXT;

	if (soft_float_off(hart))
		return soft_float_illegal(hart, insn);
	if (entry->read == soft_aligned_tag(address, size))
		value = soft_read(soft_host(entry, address), size);
	else
		step = axvcpu_soft_read(hart, address, size, &value);
	if (step == SOFT_NEXT)
		soft_set_fd(hart, insn, box | value);
	return soft_go_on(hart, insn, step);
}

/* What is stored is the register's lower part, whether or not it is boxed (I 21.2). */
static inline enum soft_step store(struct soft_hart *hart, const struct soft_insn *insn,
				   unsigned size)
{
	uint64_t address = address_of(hart, insn), value = hart->floating.f[insn->rs2];
	const struct soft_tlb_entry *entry = soft_entry(hart, address);
	enum soft_step step = SOFT_NEXT;

	if (soft_float_off(hart))
		return soft_float_illegal(hart, insn);
	if (entry->write == soft_aligned_tag(address, size))
		soft_write(soft_host(entry, address), size, value);
	else
		step = axvcpu_soft_write(hart, address, size, value);
	return soft_go_on(hart, insn, step);
}

static enum soft_step flw(struct soft_hart *hart, const struct soft_insn *insn)
{
	return load(hart, insn, 4, NAN_BOX);
}

static enum soft_step fld(struct soft_hart *hart, const struct soft_insn *insn)
{
	return load(hart, insn, 8, 0);
}

static enum soft_step fsw(struct soft_hart *hart, const struct soft_insn *insn)
{
	return store(hart, insn, 4);
}

static enum soft_step fsd(struct soft_hart *hart, const struct soft_insn *insn)
{
	return store(hart, insn, 8);
}

const struct soft_row axvcpu_soft_float_loads[] = {
	{MASK_FUNCT3, FUNCT3(2), flw},
	{MASK_FUNCT3, FUNCT3(3), fld},
	{0, 0, NULL},
};

const struct soft_row axvcpu_soft_float_stores[] = {
	{MASK_FUNCT3, FUNCT3(2), fsw},
	{MASK_FUNCT3, FUNCT3(3), fsd},
	{0, 0, NULL},
};
