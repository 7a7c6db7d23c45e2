/* SPDX-License-Identifier: MIT */
/*
 * What of a guest of toy is in the hardware, and what of its host must come back. Generated from
 * spec/arch/toy.yaml; change it there.
 */

#ifndef AXVCPU_GENERATED_TOY_HARDWARE_H
#define AXVCPU_GENERATED_TOY_HARDWARE_H

#include <stdint.h>

#include <generated/toy_constants.h>

/* Each register that has a number: _(name, number). */
#define AXVCPU_TOY_HARDWARE(_) \
	_(gear, AXVCPU_TOY_GEAR_NUMBER) \
	_(dial, AXVCPU_TOY_DIAL_NUMBER) \
	_(trap, AXVCPU_TOY_TRAP_NUMBER)

/* Registers of a guest that are in the hardware while it is loaded. */
struct axvcpu_toy_loaded {
	uint64_t gear; /* spec/arch/toy.yaml:12 */
	uint64_t dial; /* spec/arch/toy.yaml:14 */
};

/* Each of them: _(the guest's register, member and name, number). */
#define AXVCPU_TOY_LOADED(_) \
	_(AXVCPU_TOY_M4, gear, AXVCPU_TOY_GEAR_NUMBER) \
	_(AXVCPU_TOY_M6, dial, AXVCPU_TOY_DIAL_NUMBER)

/* What a function must leave as it found it, and its way back; toy_context.h has offsets. */
struct axvcpu_toy_host {
	uint64_t r1; /* spec/arch/toy.yaml:8 */
	uint64_t r2; /* spec/arch/toy.yaml:9 */
	uint64_t r3; /* spec/arch/toy.yaml:10 */
};

#endif
