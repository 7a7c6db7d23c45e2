/* SPDX-License-Identifier: MIT */
/* Instructions of RISC-V as numbers: the formats of volume I, 2.3, and some whole ones. */
#ifndef MONITOR_INSTRUCTIONS_H
#define MONITOR_INSTRUCTIONS_H

#include <stdint.h>

/* Major opcodes, of 32-bit instructions (volume I, 34, table 70) */
#define LOAD    0x03
#define LOAD_FP 0x07
#define OP_IMM  0x13
#define AUIPC   0x17
#define STORE   0x23
#define STORE_FP 0x27
#define AMO     0x2f
#define OP      0x33
#define LUI     0x37
#define OP_FP   0x53
#define BRANCH  0x63
#define JALR    0x67
#define JAL     0x6f
#define SYSTEM  0x73

#define R_TYPE(opcode, rd, funct3, rs1, rs2, funct7) \
	((uint32_t)(opcode) | (uint32_t)(rd) << 7 | (uint32_t)(funct3) << 12 | \
	 (uint32_t)(rs1) << 15 | (uint32_t)(rs2) << 20 | (uint32_t)(funct7) << 25)
#define I_TYPE(opcode, rd, funct3, rs1, immediate) \
	((uint32_t)(opcode) | (uint32_t)(rd) << 7 | (uint32_t)(funct3) << 12 | \
	 (uint32_t)(rs1) << 15 | (uint32_t)(immediate) << 20)
#define S_TYPE(opcode, funct3, rs1, rs2, immediate) \
	R_TYPE(opcode, (immediate) & 31, funct3, rs1, rs2, (uint32_t)(immediate) >> 5 & 127)
/* The upper 20 bits of a distance whose lower 12 are signed. */
#define U_TYPE(opcode, rd, distance) \
	((uint32_t)(opcode) | (uint32_t)(rd) << 7 | (((uint32_t)(distance) + 0x800) & 0xfffff000))

/* Distances are even: from -4096 here, from -1048576 in a jump. */
static inline uint32_t branch(uint32_t funct3, uint32_t rs1, uint32_t rs2, int32_t distance)
{
	uint32_t at = (uint32_t)distance;

	return R_TYPE(BRANCH, (at & 0x1e) | (at >> 11 & 1), funct3, rs1, rs2,
		      (at >> 12 & 1) << 6 | (at >> 5 & 63));
}

static inline uint32_t jump(uint32_t rd, int32_t distance)
{
	uint32_t at = (uint32_t)distance;

	return JAL | rd << 7 | (at >> 12 & 255) << 12 | (at >> 11 & 1) << 20 |
	       (at >> 1 & 1023) << 21 | (at >> 20 & 1) << 31;
}

/* CSR instructions, funct3 (volume I, 6.1) */
enum { CSRRW = 1, CSRRS = 2, CSRRC = 3, CSRRWI = 5, CSRRSI = 6, CSRRCI = 7 };

#define ECALL   0x00000073
#define EBREAK  0x00100073
#define SRET    0x10200073
#define MRET    0x30200073
#define DRET    0x7b200073
#define WFI     0x10500073
#define FENCE_I 0x0000100f
#define PAUSE   0x0100000f

/* funct7 of instructions of the privileged manual, opcode SYSTEM, funct3 0 (14, 18.3) */
enum {
	SFENCE_VMA = 0x09, SINVAL_VMA = 0x0b, SFENCE_INVAL = 0x0c,
	HFENCE_VVMA = 0x11, HINVAL_VVMA = 0x13, HFENCE_GVMA = 0x31, HINVAL_GVMA = 0x33,
};
/* Likewise with funct3 4: from HLV.B to HSV.D */
#define HLV_B 0x30
#define HSV_D 0x37

/* Registers by their calling convention */
enum { ZERO = 0, T0 = 5, A0 = 10, A2 = 12, A6 = 16, A7 = 17, T5 = 30, T6 = 31 };

#endif
