/* SPDX-License-Identifier: MIT */
/* Instructions by their fields (Volume I, 2.2, 26 and 34), for probe. */
#ifndef GUEST_ENCODE_H
#define GUEST_ENCODE_H

#include <stdint.h>

/* funct3 of loads, and without the unsigned ones of stores */
enum {
	BYTE = 0, HALF = 1, WORD = 2, DOUBLE = 3,
	BYTE_UNSIGNED = 4, HALF_UNSIGNED = 5, WORD_UNSIGNED = 6,
};

static inline uint32_t load(unsigned funct3, unsigned rd, unsigned rs1, uint32_t offset)
{
	return 0x03 | rd << 7 | funct3 << 12 | rs1 << 15 | offset << 20;
}

static inline uint32_t store(unsigned funct3, unsigned rs2, unsigned rs1, uint32_t offset)
{
	return 0x23 | (offset & 0x1f) << 7 | funct3 << 12 | rs1 << 15 | rs2 << 20 |
	       (offset >> 5 & 0x7f) << 25;
}

/* funct5 of atomic operations */
enum {
	AMOADD = 0x00, AMOSWAP = 0x01, LR = 0x02, SC = 0x03, AMOXOR = 0x04, AMOOR = 0x08,
	AMOAND = 0x0c, AMOMIN = 0x10, AMOMAX = 0x14, AMOMINU = 0x18, AMOMAXU = 0x1c,
};

/* Width is WORD or DOUBLE; order has aq in bit 1 and rl in bit 0. */
static inline uint32_t atomic(unsigned funct5, unsigned width, unsigned order, unsigned rd,
			      unsigned rs1, unsigned rs2)
{
	return 0x2f | rd << 7 | width << 12 | rs1 << 15 | rs2 << 20 | order << 25 | funct5 << 27;
}

/* funct3 of CSR instructions; bit 2: the source is an immediate */
enum { CSRRW = 1, CSRRS = 2, CSRRC = 3, CSRRWI = 5, CSRRSI = 6, CSRRCI = 7 };

static inline uint32_t csr_instruction(unsigned funct3, unsigned rd, unsigned csr, unsigned rs1)
{
	return 0x73 | rd << 7 | funct3 << 12 | rs1 << 15 | csr << 20;
}

/* Compressed accesses: registers x8 to x15, offset a multiple of the width. */
static inline uint32_t c_word(unsigned funct3, unsigned reg, unsigned base, unsigned offset)
{
	return funct3 << 13 | (offset >> 3 & 7) << 10 | (base - 8) << 7 | (offset >> 2 & 1) << 6 |
	       (offset >> 6 & 1) << 5 | (reg - 8) << 2;
}

static inline uint32_t c_double(unsigned funct3, unsigned reg, unsigned base, unsigned offset)
{
	return funct3 << 13 | (offset >> 3 & 7) << 10 | (base - 8) << 7 | (offset >> 6 & 3) << 5 |
	       (reg - 8) << 2;
}

static inline uint32_t c_lw(unsigned rd, unsigned base, unsigned offset)
{
	return c_word(2, rd, base, offset);
}

static inline uint32_t c_ld(unsigned rd, unsigned base, unsigned offset)
{
	return c_double(3, rd, base, offset);
}

static inline uint32_t c_sw(unsigned rs2, unsigned base, unsigned offset)
{
	return c_word(6, rs2, base, offset);
}

static inline uint32_t c_sd(unsigned rs2, unsigned base, unsigned offset)
{
	return c_double(7, rs2, base, offset);
}

static inline uint32_t c_lwsp(unsigned rd, unsigned offset)
{
	return 2 | rd << 7 | (offset >> 2 & 7) << 4 | (offset >> 5 & 1) << 12 |
	       (offset >> 6 & 3) << 2 | 2 << 13;
}

static inline uint32_t c_ldsp(unsigned rd, unsigned offset)
{
	return 2 | rd << 7 | (offset >> 3 & 3) << 5 | (offset >> 5 & 1) << 12 |
	       (offset >> 6 & 7) << 2 | 3 << 13;
}

static inline uint32_t c_swsp(unsigned rs2, unsigned offset)
{
	return 2 | rs2 << 2 | (offset >> 2 & 15) << 9 | (offset >> 6 & 3) << 7 | 6u << 13;
}

static inline uint32_t c_sdsp(unsigned rs2, unsigned offset)
{
	return 2 | rs2 << 2 | (offset >> 3 & 7) << 10 | (offset >> 6 & 7) << 7 | 7u << 13;
}

#define WFI    UINT32_C(0x10500073)
#define ECALL  UINT32_C(0x00000073)

/* addi a0, a0, 7; ret */
#define ADD_7_AND_RETURN UINT64_C(0x0000808200750513)

#endif
