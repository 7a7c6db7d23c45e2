/* SPDX-License-Identifier: MIT */
/* A form of an x86 instruction; the tables that spec/x86_instructions.yaml becomes. */
#ifndef AXVCPU_X86_64_FORM_H
#define AXVCPU_X86_64_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/exits.h>
#include <generated/x86_instructions.h>

/* An opcode is searched for together with its map, as map << 8 | opcode. */
struct axvcpu_x86_64_form {
	uint16_t first;      /* opcodes, from */
	uint16_t last;       /* to */
	uint8_t digits;      /* bit n: ModRM.reg may be n */
	uint8_t prefixes;    /* bits of the mandatory ones: none, 66, F3, F2 */
	uint8_t modes;       /* bit 0: outside of 64-bit mode, bit 1: in it */
	uint8_t does;        /* an enum axvcpu_x86_64_does, and so on */
	uint8_t memory;      /* width */
	uint8_t destination; /* width */
	uint8_t operand;
	uint8_t operation;   /* of the exit */
	uint8_t flags;       /* of the exit */
	uint8_t steps;
	bool sign_extended;
	bool carry;
	bool zeroes_upper;
	bool lock;
};

/* What follows each opcode of the maps that differ by opcode, and of each map that does not: */
/* an enum axvcpu_x86_64_follows << 4 | an enum axvcpu_x86_64_immediate. */
extern const uint8_t axvcpu_x86_64_cells[2][256];
extern const uint8_t axvcpu_x86_64_cell_of_map[8];

extern const struct axvcpu_x86_64_form axvcpu_x86_64_forms[];
extern const uint32_t axvcpu_x86_64_form_count;

#endif
