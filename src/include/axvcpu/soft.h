/* SPDX-License-Identifier: MIT */
/** @file soft.h The interpreter's own configuration. */
#ifndef AXVCPU_SOFT_H
#define AXVCPU_SOFT_H

#include <stddef.h>
#include <stdint.h>

/** Frequency of the guest's time CSR in Hz where the configuration names none. */
#define AXVCPU_SOFT_TIMEBASE 10000000u

/** Bits of axvcpu_soft_config.extensions. */
enum {
	/**
	 * F and D: floating point of single and double precision, with f0 to
	 * f31, fcsr and sstatus.FS. Without it nothing of that is there: FS
	 * reads 0, every instruction and CSR of F and D is an illegal
	 * instruction, and f0 to f31 and fcsr answer AXVCPU_BAD_ARGUMENT.
	 *
	 * A load or store of f0 to f31 where no memory is leaves as the exit
	 * nested_page_fault, with the instruction in syndrome.hext.insn: no
	 * exit of a device has a register for it. The next run executes it
	 * again, as after mapping memory there.
	 */
	AXVCPU_SOFT_FLOAT = 1 << 0,
};

/** config.arch_config of the back end soft; null: all zero. */
struct axvcpu_soft_config {
	/** Size of this structure as the caller was compiled. */
	size_t size;
	/** Frequency of the guest's time CSR in Hz; 0: AXVCPU_SOFT_TIMEBASE. */
	uint64_t timebase;
	/** What the vCPU has beside RV64IMAC; any other bit is refused. */
	uint64_t extensions;
};

#endif
