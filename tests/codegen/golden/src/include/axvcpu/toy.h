/* SPDX-License-Identifier: MIT */
/**
 * @file toy.h A processor with four registers. Generated from spec/arch/toy.yaml; change it
 * there.
 */

#ifndef AXVCPU_TOY_H
#define AXVCPU_TOY_H

#include <stdint.h>

/** Registers of toy, by number. */
enum axvcpu_toy_register {
	/** First. */
	AXVCPU_TOY_R0 = 0, /* spec/arch/toy.yaml:7 */
	/** Second. */
	AXVCPU_TOY_R1 = 1, /* spec/arch/toy.yaml:8 */
	/** Third. */
	AXVCPU_TOY_R2 = 2, /* spec/arch/toy.yaml:9 */
	/** Stack. */
	AXVCPU_TOY_R3 = 3, /* spec/arch/toy.yaml:10 */
	/** Where it is. */
	AXVCPU_TOY_PC = 8, /* spec/arch/toy.yaml:11 */
	/** Fifth. */
	AXVCPU_TOY_M4 = 16, /* spec/arch/toy.yaml:12 */
	/** Sixth. */
	AXVCPU_TOY_M5 = 17, /* spec/arch/toy.yaml:13 */
	/** Seventh. */
	AXVCPU_TOY_M6 = 18, /* spec/arch/toy.yaml:14 */
	/** Eighth. */
	AXVCPU_TOY_M7 = 19, /* spec/arch/toy.yaml:15 */
	/** Ninth. */
	AXVCPU_TOY_M8 = 20, /* spec/arch/toy.yaml:16 */
};

/** Interrupts of a guest of toy. */
enum axvcpu_toy_interrupt {
	/** It rings. */
	AXVCPU_TOY_INTERRUPT_BELL = 2, /* spec/arch/toy.yaml:28 */
};

/** Exceptions of a guest of toy, by the manual's number. */
enum axvcpu_toy_exception {
	/** It is stuck. */
	AXVCPU_TOY_EXCEPTION_JAM = 1, /* spec/arch/toy.yaml:54 */
	/** It burns. */
	AXVCPU_TOY_EXCEPTION_FIRE = 40, /* spec/arch/toy.yaml:55 */
	/** It asks. */
	AXVCPU_TOY_EXCEPTION_CALL = 3, /* spec/arch/toy.yaml:56 */
};

/** Formats of toy's second-stage tables. */
enum axvcpu_toy_format {
	/** One level. */
	AXVCPU_TOY_FORMAT_FLAT = 1, /* spec/arch/toy.yaml:31 */
	/** Two levels. */
	AXVCPU_TOY_FORMAT_STEEP = 2, /* spec/arch/toy.yaml:32 */
};

/** The registers that every entry and exit moves. */
struct axvcpu_toy_registers { /* spec/arch/toy.yaml:1 */
	/** r0 to r3. */
	uint64_t r[4];
	/** The register pc. */
	uint64_t pc;
};

#endif
