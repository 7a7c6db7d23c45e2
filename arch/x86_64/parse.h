/* SPDX-License-Identifier: MIT */
/* An x86 instruction taken apart. Sections are of volume 2 of Intel's manual. */
#ifndef AXVCPU_X86_64_PARSE_H
#define AXVCPU_X86_64_PARSE_H

#include <arch/x86_64/form.h>
#include <arch/x86_64/instruction.h>

struct axvcpu_x86_64_instruction {
	uint64_t low;      /* the bytes that are there */
	uint64_t high;
	uint8_t count;     /* of them */
	uint8_t length;    /* of those that were taken */
	bool cut;          /* more were wanted */
	bool long_mode;    /* 64-bit mode */
	bool wide_default; /* operands and addresses are not of 16 bits by default */
	bool operand_size; /* prefix 66 */
	bool address_size; /* prefix 67 */
	bool lock;
	bool extended;     /* VEX, EVEX or XOP */
	uint8_t repeat;    /* the last one of F2 and F3, or 0 */
	uint8_t segment;   /* the last override that counts, or 0 */
	uint8_t rex;       /* or 0 */
	uint8_t map;       /* an enum axvcpu_x86_64_map */
	uint8_t opcode;
	uint8_t cell;      /* what follows the opcode */
	uint8_t modrm;
	uint64_t immediate; /* sign-extended */
};

/* Take an instruction apart. Where it is cut, what comes behind that is 0. */
struct axvcpu_x86_64_instruction axvcpu_x86_64_parse(uint64_t insn, uint64_t insn_high,
	uint32_t insn_bytes, uint32_t mode);

/* The instruction's next byte; 0 where there is none. */
uint8_t axvcpu_x86_64_next(struct axvcpu_x86_64_instruction *instruction);

/* Prefixes, escapes and opcode: up to the ModRM. */
void axvcpu_x86_64_parse_opcode(struct axvcpu_x86_64_instruction *instruction);

/* Bytes of an operand, by the letter of its width. */
uint8_t axvcpu_x86_64_width(const struct axvcpu_x86_64_instruction *instruction, uint8_t width);

/* Bytes of an address. */
static inline uint8_t axvcpu_x86_64_address_width(const struct axvcpu_x86_64_instruction *i)
{
	if (i->long_mode)
		return i->address_size ? 4 : 8;
	return i->wide_default != i->address_size ? 4 : 2;
}

static inline uint8_t axvcpu_x86_64_follows(const struct axvcpu_x86_64_instruction *i)
{
	return i->cell >> 4;
}

/* REX.W: operands of 64 bits (2.2.1.2). */
static inline bool axvcpu_x86_64_rex_w(const struct axvcpu_x86_64_instruction *i)
{
	return i->rex & 8;
}

/* ModRM.mod, .reg with REX.R, .rm (2.1.5). */
static inline bool axvcpu_x86_64_register_form(const struct axvcpu_x86_64_instruction *i)
{
	return i->modrm >> 6 == 3;
}

static inline uint8_t axvcpu_x86_64_digit(const struct axvcpu_x86_64_instruction *i)
{
	return i->modrm >> 3 & 7;
}

static inline uint8_t axvcpu_x86_64_reg(const struct axvcpu_x86_64_instruction *i)
{
	return (uint8_t)((i->rex & 4) << 1) | axvcpu_x86_64_digit(i);
}

#endif
