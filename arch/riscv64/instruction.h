/* SPDX-License-Identifier: MIT */
/* Instructions of riscv64 as words: their fields, and other forms of them. */
#ifndef AXVCPU_ARCH_RISCV64_INSTRUCTION_H
#define AXVCPU_ARCH_RISCV64_INSTRUCTION_H

#include <stdbool.h>
#include <stdint.h>

/* Fields of a raw instruction (I 2.2, 34) for the masks of lists. */
#define FUNCT3(n)   ((uint32_t)(n) << 12)
#define FUNCT5(n)   ((uint32_t)(n) << 27)
#define FUNCT6(n)   ((uint32_t)(n) << 26)
#define FUNCT7(n)   ((uint32_t)(n) << 25)
#define MASK_FUNCT3 FUNCT3(7)
#define MASK_FUNCT5 FUNCT5(0x1f)
#define MASK_FUNCT6 FUNCT6(0x3f)
#define MASK_FUNCT7 FUNCT7(0x7f)

/* Major opcodes (I 34, table 70) */
enum {
	OPCODE_LOAD = 0x03,
	OPCODE_LOAD_FP = 0x07,
	OPCODE_MISC_MEM = 0x0f,
	OPCODE_OP_IMM = 0x13,
	OPCODE_AUIPC = 0x17,
	OPCODE_OP_IMM_32 = 0x1b,
	OPCODE_STORE = 0x23,
	OPCODE_STORE_FP = 0x27,
	OPCODE_AMO = 0x2f,
	OPCODE_OP = 0x33,
	OPCODE_LUI = 0x37,
	OPCODE_OP_32 = 0x3b,
	OPCODE_MADD = 0x43,
	OPCODE_MSUB = 0x47,
	OPCODE_NMSUB = 0x4b,
	OPCODE_NMADD = 0x4f,
	OPCODE_OP_FP = 0x53,
	OPCODE_BRANCH = 0x63,
	OPCODE_JALR = 0x67,
	OPCODE_JAL = 0x6f,
	OPCODE_SYSTEM = 0x73,
};
#define MASK_OPCODE 0x7fu

/* compressed.c: the 32-bit equivalent of a 16-bit one; 0 if there is none. */
uint32_t axvcpu_riscv64_expand(uint32_t raw);

/* Whether one of 32 bits stores: it has a source, and no destination. */
static inline bool riscv64_stores(uint32_t insn)
{
	return (insn & MASK_OPCODE) == OPCODE_STORE || (insn & MASK_OPCODE) == OPCODE_STORE_FP;
}

/*
 * transform.c: the htinst of a load or store, of 16 or 32 bits, that faults some bytes
 * behind the address where its access begins (18.6.3).
 */
uint64_t axvcpu_riscv64_transform(uint32_t raw, unsigned offset);

#endif
