/* SPDX-License-Identifier: MIT */
/* Instructions as the manual's volume I, 34, has them, for the guests of tests. */
#ifndef SOFT_ENCODE_H
#define SOFT_ENCODE_H

#include <stdint.h>

enum { ZERO = 0, RA = 1, SP = 2, T0 = 5, T1 = 6, S0 = 8, S1 = 9, A0 = 10, A1 = 11, A2 = 12,
       A3 = 13, A4 = 14, A6 = 16, A7 = 17, S2 = 18, S3 = 19, S4 = 20, T3 = 28 };

#define R_TYPE(opcode, funct3, funct7, rd, rs1, rs2)                            \
	((uint32_t)(funct7) << 25 | (uint32_t)(rs2) << 20 | (uint32_t)(rs1) << 15 | \
	 (uint32_t)(funct3) << 12 | (uint32_t)(rd) << 7 | (opcode))
#define I_TYPE(opcode, funct3, rd, rs1, immediate)                              \
	(((uint32_t)(immediate) & 0xfff) << 20 | (uint32_t)(rs1) << 15 |        \
	 (uint32_t)(funct3) << 12 | (uint32_t)(rd) << 7 | (opcode))
#define S_TYPE(opcode, funct3, rs1, rs2, immediate)                             \
	(((uint32_t)(immediate) >> 5 & 0x7f) << 25 | (uint32_t)(rs2) << 20 |    \
	 (uint32_t)(rs1) << 15 | (uint32_t)(funct3) << 12 |                     \
	 ((uint32_t)(immediate) & 0x1f) << 7 | (opcode))
#define B_TYPE(funct3, rs1, rs2, offset)                                        \
	(((uint32_t)(offset) >> 12 & 1) << 31 | ((uint32_t)(offset) >> 5 & 0x3f) << 25 | \
	 (uint32_t)(rs2) << 20 | (uint32_t)(rs1) << 15 | (uint32_t)(funct3) << 12 | \
	 ((uint32_t)(offset) >> 1 & 0xf) << 8 | ((uint32_t)(offset) >> 11 & 1) << 7 | 0x63)

#define LUI(rd, immediate)        ((uint32_t)(immediate) << 12 | (uint32_t)(rd) << 7 | 0x37)
#define AUIPC(rd, immediate)      ((uint32_t)(immediate) << 12 | (uint32_t)(rd) << 7 | 0x17)
#define ADDI(rd, rs1, immediate)  I_TYPE(0x13, 0, rd, rs1, immediate)
#define LI(rd, immediate)         ADDI(rd, ZERO, immediate)
#define NOP                       ADDI(ZERO, ZERO, 0)
#define ADD(rd, rs1, rs2)         R_TYPE(0x33, 0, 0, rd, rs1, rs2)
#define XOR(rd, rs1, rs2)         R_TYPE(0x33, 4, 0, rd, rs1, rs2)
#define AND(rd, rs1, rs2)         R_TYPE(0x33, 7, 0, rd, rs1, rs2)
#define JAL(rd, offset)                                                         \
	(((uint32_t)(offset) >> 20 & 1) << 31 | ((uint32_t)(offset) >> 1 & 0x3ff) << 21 | \
	 ((uint32_t)(offset) >> 11 & 1) << 20 | ((uint32_t)(offset) >> 12 & 0xff) << 12 | \
	 (uint32_t)(rd) << 7 | 0x6f)
#define JALR(rd, rs1, immediate)  I_TYPE(0x67, 0, rd, rs1, immediate)
#define LOOP_FOR_EVER             JAL(ZERO, 0)
#define BEQ(rs1, rs2, offset)     B_TYPE(0, rs1, rs2, offset)
#define BNE(rs1, rs2, offset)     B_TYPE(1, rs1, rs2, offset)
#define BLTU(rs1, rs2, offset)    B_TYPE(6, rs1, rs2, offset)

#define LOAD(funct3, rd, rs1, immediate)   I_TYPE(0x03, funct3, rd, rs1, immediate)
#define STORE(funct3, rs2, rs1, immediate) S_TYPE(0x23, funct3, rs1, rs2, immediate)
#define LW(rd, rs1, immediate)    LOAD(2, rd, rs1, immediate)
#define LD(rd, rs1, immediate)    LOAD(3, rd, rs1, immediate)
/* Offset 0; both registers are of x8 to x15. */
#define C_LD(rd, rs1) (0x6000u | ((uint32_t)(rs1) - 8) << 7 | ((uint32_t)(rd) - 8) << 2)
#define SW(rs2, rs1, immediate)   STORE(2, rs2, rs1, immediate)
#define SD(rs2, rs1, immediate)   STORE(3, rs2, rs1, immediate)

#define AMO(funct5, funct3, rd, rs1, rs2) R_TYPE(0x2f, funct3, (funct5) << 2, rd, rs1, rs2)
#define LR(funct3, rd, rs1)       AMO(0x02, funct3, rd, rs1, ZERO)
#define SC(funct3, rd, rs1, rs2)  AMO(0x03, funct3, rd, rs1, rs2)

#define FENCE   0x0ff0000fu
#define FENCE_I 0x0000100fu
#define ECALL   0x00000073u
#define EBREAK  0x00100073u
#define SRET    0x10200073u
#define WFI     0x10500073u
#define SFENCE_VMA(rs1, rs2) R_TYPE(0x73, 0, 0x09, ZERO, rs1, rs2)
#define HFENCE_GVMA          R_TYPE(0x73, 0, 0x31, ZERO, ZERO, ZERO)
#define HLV_W(rd, rs1)       R_TYPE(0x73, 4, 0x34, rd, rs1, 0)

#define CSRRW(rd, csr, rs1)       I_TYPE(0x73, 1, rd, rs1, csr)
#define CSRRS(rd, csr, rs1)       I_TYPE(0x73, 2, rd, rs1, csr)
#define CSRRC(rd, csr, rs1)       I_TYPE(0x73, 3, rd, rs1, csr)
#define CSRRWI(rd, csr, immediate) I_TYPE(0x73, 5, rd, immediate, csr)
#define CSRRSI(rd, csr, immediate) I_TYPE(0x73, 6, rd, immediate, csr)
#define CSRRCI(rd, csr, immediate) I_TYPE(0x73, 7, rd, immediate, csr)
#define CSRR(rd, csr)             CSRRS(rd, csr, ZERO)
#define CSRW(csr, rs1)            CSRRW(ZERO, csr, rs1)

enum { SSTATUS = 0x100, SIE = 0x104, STVEC = 0x105, SCOUNTEREN = 0x106, SENVCFG = 0x10a,
       SSCRATCH = 0x140, SEPC = 0x141, SCAUSE = 0x142, STVAL = 0x143, SIP = 0x144,
       STIMECMP = 0x14d, SATP = 0x180, CYCLE = 0xc00, TIME = 0xc01, INSTRET = 0xc02 };

/* Ends a test's program: a byte is read where no memory is, at address 0. */
#define END LOAD(0, ZERO, ZERO, 0)

#endif
