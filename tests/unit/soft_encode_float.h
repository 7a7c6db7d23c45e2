/* SPDX-License-Identifier: MIT */
/* Instructions of F and D as the manual's volume I, 34, has them, for the guests of tests. */
#ifndef SOFT_ENCODE_FLOAT_H
#define SOFT_ENCODE_FLOAT_H

#include "soft_encode.h"

enum { FT0 = 0, FS0 = 8, FA0 = 10, FA1 = 11, FA2 = 12, FA3 = 13 };
enum { FFLAGS = 0x001, FRM = 0x002, FCSR = 0x003 };
enum { RNE, RTZ, RDN, RUP, RMM, DYN = 7 };
enum { NX = 1, UF = 2, OF = 4, DZ = 8, NV = 16 };

/* format: 0 single, 1 double. */
enum { S, D };
#define OP_FP(funct5, format, rd, mode, rs1, rs2) \
	R_TYPE(0x53, mode, (funct5) << 2 | (format), rd, rs1, rs2)
#define FADD(format, rd, rs1, rs2, mode) OP_FP(0x00, format, rd, mode, rs1, rs2)
#define FSUB(format, rd, rs1, rs2, mode) OP_FP(0x01, format, rd, mode, rs1, rs2)
#define FMUL(format, rd, rs1, rs2, mode) OP_FP(0x02, format, rd, mode, rs1, rs2)
#define FDIV(format, rd, rs1, rs2, mode) OP_FP(0x03, format, rd, mode, rs1, rs2)
#define FSQRT(format, rd, rs1, mode)     OP_FP(0x0b, format, rd, mode, rs1, 0)
#define FSGNJ(format, rd, rs1, rs2)      OP_FP(0x04, format, rd, 0, rs1, rs2)
#define FSGNJN(format, rd, rs1, rs2)     OP_FP(0x04, format, rd, 1, rs1, rs2)
#define FSGNJX(format, rd, rs1, rs2)     OP_FP(0x04, format, rd, 2, rs1, rs2)
#define FMIN(format, rd, rs1, rs2)       OP_FP(0x05, format, rd, 0, rs1, rs2)
#define FMAX(format, rd, rs1, rs2)       OP_FP(0x05, format, rd, 1, rs1, rs2)
#define FLE(format, rd, rs1, rs2)        OP_FP(0x14, format, rd, 0, rs1, rs2)
#define FLT(format, rd, rs1, rs2)        OP_FP(0x14, format, rd, 1, rs1, rs2)
#define FEQ(format, rd, rs1, rs2)        OP_FP(0x14, format, rd, 2, rs1, rs2)
#define FCLASS(format, rd, rs1)          OP_FP(0x1c, format, rd, 1, rs1, 0)
#define FCVT_S_D(rd, rs1, mode)          OP_FP(0x08, S, rd, mode, rs1, 1)
#define FCVT_D_S(rd, rs1, mode)          OP_FP(0x08, D, rd, mode, rs1, 0)
/* integer: 0 w, 1 wu, 2 l, 3 lu. */
#define FCVT_TO_X(format, rd, rs1, integer, mode)   OP_FP(0x18, format, rd, mode, rs1, integer)
#define FCVT_FROM_X(format, rd, rs1, integer, mode) OP_FP(0x1a, format, rd, mode, rs1, integer)
#define FMV_TO_X(format, rd, rs1)        OP_FP(0x1c, format, rd, 0, rs1, 0)
#define FMV_FROM_X(format, rd, rs1)      OP_FP(0x1e, format, rd, 0, rs1, 0)

/* opcode: 0x43 fmadd, 0x47 fmsub, 0x4b fnmsub, 0x4f fnmadd. */
#define FUSED(opcode, format, rd, rs1, rs2, rs3, mode) \
	R_TYPE(opcode, mode, (uint32_t)(rs3) << 2 | (format), rd, rs1, rs2)

#define FLW(rd, rs1, immediate)  I_TYPE(0x07, 2, rd, rs1, immediate)
#define FLD(rd, rs1, immediate)  I_TYPE(0x07, 3, rd, rs1, immediate)
#define FSW(rs2, rs1, immediate) S_TYPE(0x27, 2, rs1, rs2, immediate)
#define FSD(rs2, rs1, immediate) S_TYPE(0x27, 3, rs1, rs2, immediate)

/* 16-bit; registers are f8 to f15 and x8 to x15 but for those by sp. Offsets are below 32. */
#define C_ACCESS(code, data, base, offset) \
	((code) | ((offset) >> 3 & 7u) << 10 | ((base) - 8u) << 7 | ((data) - 8u) << 2)
#define C_FLD(rd, rs1, offset)  C_ACCESS(0x2000u, rd, rs1, offset)
#define C_FSD(rs2, rs1, offset) C_ACCESS(0xa000u, rs2, rs1, offset)
#define C_FLDSP(rd, offset)     (0x2002u | ((offset) >> 3 & 3u) << 5 | (uint32_t)(rd) << 7)
#define C_FSDSP(rs2, offset)    (0xa002u | ((offset) >> 3 & 7u) << 10 | (uint32_t)(rs2) << 2)
#define C_NOP 0x0001u
#define TWO(first, second) ((first) | (uint32_t)(second) << 16)

/* Registers by number (spec/arch/riscv64.yaml). */
#define F(n) (32u + (n))

/* sstatus.FS (3.1.6.6): off, initial, clean, dirty. */
#define FS(n) ((uint64_t)(n) << 13)
enum { FS_OFF, FS_INITIAL, FS_CLEAN, FS_DIRTY };
#define SD_BIT (UINT64_C(1) << 63)

#endif
