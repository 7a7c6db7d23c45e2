/* SPDX-License-Identifier: MIT */
#ifndef HEXT_ORACLE_H
#define HEXT_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What a trap out of a guest (VS-mode or VU-mode, RV64 with the H extension,
 * VSXLEN = 64) into HS-mode means, according to the RISC-V manuals.
 *
 * The caller fills in the trap CSRs and the guest's integer registers.  Two
 * things the CSRs may leave out can be supplied on a second call: the
 * instruction word at sepc (insn) and the guest-physical address that the
 * virtual address in stval translates to (gpa).
 */
struct hext_oracle_in {
	uint64_t scause;
	uint64_t stval;
	uint64_t htval;
	uint64_t htinst;
	uint64_t hstatus;
	uint32_t insn;
	bool have_insn;
	uint64_t gpa;
	bool have_gpa;
	uint64_t x[32];		/* x[0] is never looked at: it reads as zero */
};

enum hext_oracle_kind {
	ORACLE_NEED_INSN,
	ORACLE_NEED_GPA,
	ORACLE_MMIO_READ,
	ORACLE_MMIO_WRITE,
	ORACLE_FAULT,		/* nested page fault */
	ORACLE_SYSREG_READ,
	ORACLE_SYSREG_WRITE,
	ORACLE_HALT,
	ORACLE_DEBUG_BREAKPOINT,
	ORACLE_EXTERNAL_INTERRUPT,
	ORACLE_FIRMWARE,	/* environment call from VS-mode */
	ORACLE_UNKNOWN,
	ORACLE_RETRY
};

/* Values of access. */
enum {
	ORACLE_ACCESS_READ = 1,
	ORACLE_ACCESS_WRITE = 2,
	ORACLE_ACCESS_EXECUTE = 4
};

/* Values of operation. */
enum {
	ORACLE_OP_LOAD = 0,
	ORACLE_OP_SWAP = 1,
	ORACLE_OP_ADD = 2,
	ORACLE_OP_XOR = 3,
	ORACLE_OP_AND = 4,
	ORACLE_OP_OR = 5,
	ORACLE_OP_CLEAR = 6,	/* and-not */
	ORACLE_OP_MIN = 7,
	ORACLE_OP_MAX = 8,
	ORACLE_OP_MINU = 9,
	ORACLE_OP_MAXU = 10
};

/*
 * Fields that carry a meaning, by kind; every other field is zero, except
 * that gva is stval for each guest-page fault, whatever its kind, and addr
 * is already filled in for NEED_INSN of a guest-page fault.
 *
 * NEED_INSN, NEED_GPA	none
 * MMIO_READ		addr gva access width reg reg_width signed_ext
 *			operation operand insn_length
 * MMIO_WRITE		addr gva access width data insn_length
 * FAULT		addr gva access walk insn_length
 * RETRY		addr gva insn_length
 * SYSREG_READ		csr reg reg_width width operation operand insn_length
 * SYSREG_WRITE		csr value insn_length
 * HALT, FIRMWARE	insn_length
 * DEBUG_BREAKPOINT	addr
 * EXTERNAL_INTERRUPT	vector
 * UNKNOWN		cause insn_length
 *
 * signed_ext of an access as wide as the register (LD, C.LD, C.LDSP, AMO*.D)
 * has no effect on the result; it is reported as true.  The widths of
 * SYSREG_READ are always 8, XLEN of the guest in bytes.
 */
struct hext_oracle_out {
	enum hext_oracle_kind kind;
	uint64_t addr;
	uint64_t gva;
	unsigned access;	/* 1 read, 2 write, 4 execute */
	bool walk;		/* implicit access of VS-stage translation */
	unsigned width;		/* bytes */
	unsigned reg;		/* 0..31, 0 is x0: the result is dropped */
	unsigned reg_width;	/* bytes */
	bool signed_ext;
	uint64_t data;
	unsigned operation;
	uint64_t operand;
	uint32_t csr;
	uint64_t value;
	uint64_t vector;
	uint64_t cause;
	unsigned insn_length;	/* bytes, 0 unknown */
};

/* Always returns 0; the answer is in out. */
int hext_oracle(const struct hext_oracle_in *in, struct hext_oracle_out *out);

#endif
