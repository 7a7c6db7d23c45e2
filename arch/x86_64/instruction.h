/* SPDX-License-Identifier: MIT */
/*
 * Decoding x86 instructions: what the one that faulted wants of a device, and how long any is.
 * Manual: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2.
 */
#ifndef AXVCPU_X86_64_INSTRUCTION_H
#define AXVCPU_X86_64_INSTRUCTION_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/exits.h>
#include <axvcpu/x86_64.h>

/* The longest instruction, in bytes (volume 2, 2.3.11). */
#define AXVCPU_X86_64_LONGEST 15

/* How the guest's code segment has instructions decoded: its attributes {L, D}. */
enum axvcpu_x86_64_mode {
	AXVCPU_X86_64_MODE_16 = 0,
	AXVCPU_X86_64_MODE_32 = 1,
	AXVCPU_X86_64_MODE_64 = 2, /* and above: L counts before D */
};

/* A data access that the second stage refused. */
struct axvcpu_x86_64_access {
	uint64_t insn;       /* bytes 0 to 7 of the instruction, the first one lowest */
	uint64_t insn_high;  /* bytes 8 to 14 */
	uint32_t insn_bytes; /* how many of them are there */
	uint32_t mode;       /* an enum axvcpu_x86_64_mode */
	uint64_t gpa;        /* guest-physical address of the access */
	uint64_t gva;        /* guest-virtual one, where that is known */
	bool gva_known;
	enum axvcpu_access access;
};

/*
 * Fill in the whole exit, but for its cause, pc and back end. mmio_read or mmio_write, for the
 * instructions of spec/x86_instructions.yaml; nothing, retry, where the instruction cannot make
 * such an access, so that the guest has changed it; nothing, handled, for a string instruction
 * that has no iteration left; and nested_page_fault for every other one. insn_length is 0 where
 * the bytes end inside of the instruction. Without registers, known lacks what comes from them.
 * Total: any bytes, any count, any mode, any access.
 */
void axvcpu_x86_64_access(const struct axvcpu_x86_64_access *access,
	const struct axvcpu_x86_64_registers *registers, struct axvcpu_exit *exit);

/* Bytes of an instruction given as in an access; 0 where they end inside of it. */
uint32_t axvcpu_x86_64_length(uint64_t insn, uint64_t insn_high, uint32_t insn_bytes,
	uint32_t mode);

#endif
