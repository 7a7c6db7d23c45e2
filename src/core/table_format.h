/* SPDX-License-Identifier: MIT */
/* The shape of second-stage page tables; the tables of formats come from spec/arch. */
#ifndef AXVCPU_TABLE_FORMAT_H
#define AXVCPU_TABLE_FORMAT_H

#include <stddef.h>
#include <stdint.h>

struct axvcpu_table_format {
	const char *name;
	uint32_t value;        /* what the mode field of the root register holds */
	uint8_t levels;
	uint8_t address_bits;  /* of a guest-physical address */
	uint8_t page_bits;
	uint8_t index_bits;    /* of every level but the root's */
	uint32_t root_size;    /* bytes; also its alignment */
	uint8_t frame_high, frame_low; /* where an entry holds the frame number */
	uint64_t valid, read, write, execute; /* bits of an entry */
	uint64_t user, accessed, dirty;       /* those that the format has */
	uint64_t always;       /* bits that every leaf has */
};

extern const struct axvcpu_table_format axvcpu_riscv64_formats[];
extern const size_t axvcpu_riscv64_format_count;

#endif
