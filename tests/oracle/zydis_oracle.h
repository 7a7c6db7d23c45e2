/* SPDX-License-Identifier: MIT */
/*
 * What an x86 instruction wants of a device, as Zydis, a disassembler, reads it. It knows nothing
 * of spec/x86_instructions.yaml: what an instruction does is told by its mnemonic and operands.
 */
#ifndef ZYDIS_ORACLE_H
#define ZYDIS_ORACLE_H

#include <stdint.h>

#include <axvcpu/exits.h>
#include <axvcpu/x86_64.h>

#include <arch/x86_64/instruction.h>

enum zydis_verdict {
	ZYDIS_INVALID,   /* no instruction, or more of them than bytes */
	ZYDIS_NO_MEMORY, /* it accesses none */
	ZYDIS_OTHER,     /* it does, and is not of the classes that are completed for a device */
	ZYDIS_CHANGED,   /* it is, but makes no such access */
	ZYDIS_COMPLETED, /* it is, and makes it */
};

struct zydis_answer {
	enum zydis_verdict verdict;
	unsigned length;           /* of the instruction, in bytes */
	const char *mnemonic;
	struct axvcpu_exit exit; /* with any verdict but the first two */
};

/* Modes as in an access; bytes beyond count are not looked at. Registers may be null. */
struct zydis_answer zydis_oracle(const struct axvcpu_x86_64_access *access,
	const struct axvcpu_x86_64_registers *registers);

#endif
