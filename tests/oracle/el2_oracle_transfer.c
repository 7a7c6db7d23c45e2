/* SPDX-License-Identifier: MIT */
/*
 * The exit of an access of which everything is known. Registers that are written beside are
 * the upper halves of vectors, which any write to the lower half clears, then the
 * base.
 */
#include "el2_oracle_parts.h"

static void add_register_part(struct axvcpu_exit *exit, unsigned reg)
{
	exit->parts[exit->part_count++].reg = (uint16_t)reg;
}

static void add_write(struct axvcpu_exit *exit, unsigned reg, uint64_t value)
{
	struct axvcpu_write *write = &exit->writes[exit->write_count++];

	write->reg = (uint16_t)reg;
	write->value = value;
}

/* What follows the low half of the first vector: its upper half, the second vector. */
static void add_vector_parts(const struct el2_access *access, struct axvcpu_exit *exit)
{
	bool whole = access->width == 16;

	if (whole)
		add_register_part(exit, EL2_HIGH_HALF + access->rt);
	if (access->pair)
		add_register_part(exit, EL2_LOW_HALF + access->rt2);
	if (access->pair && whole)
		add_register_part(exit, EL2_HIGH_HALF + access->rt2);
}

static void clear_upper_halves(const struct el2_access *access, struct axvcpu_exit *exit)
{
	if (access->width == 16)
		return;
	add_write(exit, EL2_HIGH_HALF + access->rt, 0);
	if (access->pair)
		add_write(exit, EL2_HIGH_HALF + access->rt2, 0);
}

/* Without registers the new base is not known, and then nothing is said of any of them. */
static void write_base(const struct el2_oracle_in *in, const struct el2_access *access,
		       struct axvcpu_exit *exit)
{
	unsigned base = access->rn == 31 ? EL2_SP : access->rn;

	if (access->writes_back && in->registers)
		add_write(exit, base, el2_register(in, base) + (uint64_t)access->offset);
	else if (access->writes_back)
		exit->write_count = 0;
}

static uint8_t bytes_at_once(const struct el2_access *access)
{
	return access->width < 8 ? (uint8_t)access->width : 8;
}

static void read_general(const struct el2_access *access, struct axvcpu_exit *exit)
{
	exit->mmio_read.reg = (uint16_t)access->rt;
	exit->mmio_read.reg_width = (uint8_t)access->reg_width;
	exit->mmio_read.signed_ext = access->signed_ext;
	if (access->pair)
		add_register_part(exit, access->rt2);
}

static void read_vector(const struct el2_access *access, struct axvcpu_exit *exit)
{
	exit->mmio_read.reg = (uint16_t)(EL2_LOW_HALF + access->rt);
	exit->mmio_read.reg_width = 8;
	add_vector_parts(access, exit);
	clear_upper_halves(access, exit);
}

static void read(const struct el2_oracle_in *in, const struct el2_access *access, uint64_t gpa,
		 struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_MMIO_READ;
	exit->known = AXVCPU_KNOWN_MMIO_READ_ALL & ~AXVCPU_KNOWN_MMIO_READ_MEMORY;
	exit->mmio_read.addr = gpa;
	exit->mmio_read.gva = in->syndrome->far;
	exit->mmio_read.width = bytes_at_once(access);
	exit->mmio_read.access = AXVCPU_ACCESS_READ;
	if (access->vector)
		read_vector(access, exit);
	else
		read_general(access, exit);
}

/* "Atomic memory operations": what is read goes to the register, what is made of it to memory. */
static void read_and_write(const struct el2_oracle_in *in, const struct el2_access *access,
			   uint64_t gpa, struct axvcpu_exit *exit)
{
	read(in, access, gpa, exit);
	exit->mmio_read.access = AXVCPU_ACCESS_WRITE;
	exit->mmio_read.operation = access->operation;
	exit->mmio_read.operand = el2_register(in, access->rs);
	if (!in->registers)
		exit->known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_OPERAND;
}

static void write_general(const struct el2_oracle_in *in, const struct el2_access *access,
			  struct axvcpu_exit *exit)
{
	exit->known = el2_known(in, exit->known, AXVCPU_KNOWN_MMIO_WRITE_DATA);
	exit->mmio_write.data = el2_low_bytes(el2_register(in, access->rt), access->width);
	if (access->pair)
		exit->parts[exit->part_count++].data =
			el2_low_bytes(el2_register(in, access->rt2), access->width);
}

static void write_vector(const struct el2_access *access, struct axvcpu_exit *exit)
{
	exit->known |= AXVCPU_KNOWN_MMIO_WRITE_REG;
	exit->mmio_write.reg = (uint16_t)(EL2_LOW_HALF + access->rt);
	add_vector_parts(access, exit);
}

static void write(const struct el2_oracle_in *in, const struct el2_access *access, uint64_t gpa,
		  struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_MMIO_WRITE;
	exit->known = AXVCPU_KNOWN_MMIO_WRITE_ADDR | AXVCPU_KNOWN_MMIO_WRITE_WIDTH |
		AXVCPU_KNOWN_MMIO_WRITE_ACCESS | AXVCPU_KNOWN_MMIO_WRITE_GVA;
	exit->mmio_write.addr = gpa;
	exit->mmio_write.gva = in->syndrome->far;
	exit->mmio_write.width = bytes_at_once(access);
	exit->mmio_write.access = AXVCPU_ACCESS_WRITE;
	if (access->vector)
		write_vector(access, exit);
	else
		write_general(in, access, exit);
}

void el2_transfer(const struct el2_oracle_in *in, const struct el2_access *access, uint64_t gpa,
		  struct axvcpu_exit *exit)
{
	exit->retire = AXVCPU_RETIRE_NEXT;
	if (access->kind == EL2_ATOMIC)
		read_and_write(in, access, gpa, exit);
	else if (access->kind == EL2_LOAD)
		read(in, access, gpa, exit);
	else
		write(in, access, gpa, exit);
	write_base(in, access, exit);
}
