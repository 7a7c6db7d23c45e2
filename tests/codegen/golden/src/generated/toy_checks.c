/* SPDX-License-Identifier: MIT */
/*
 * The offsets that assembly uses are those of the struct that C uses. Generated from
 * spec/arch/toy.yaml; change it there.
 */

#include <stddef.h>

#include <axvcpu/toy.h>
#include <generated/toy_context.h>
#include <generated/toy_hardware.h>

_Static_assert(offsetof(struct axvcpu_toy_registers, r[0]) ==
	AXVCPU_TOY_R0_OFFSET, "r[0]");
_Static_assert(offsetof(struct axvcpu_toy_registers, r[1]) ==
	AXVCPU_TOY_R1_OFFSET, "r[1]");
_Static_assert(offsetof(struct axvcpu_toy_registers, r[2]) ==
	AXVCPU_TOY_R2_OFFSET, "r[2]");
_Static_assert(offsetof(struct axvcpu_toy_registers, r[3]) ==
	AXVCPU_TOY_R3_OFFSET, "r[3]");
_Static_assert(offsetof(struct axvcpu_toy_registers, pc) ==
	AXVCPU_TOY_PC_OFFSET, "pc");
_Static_assert(sizeof(struct axvcpu_toy_registers) ==
	AXVCPU_TOY_REGISTERS_SIZE, "size");

_Static_assert(offsetof(struct axvcpu_toy_host, r1) ==
	AXVCPU_TOY_HOST_R1_OFFSET, "r1");
_Static_assert(offsetof(struct axvcpu_toy_host, r2) ==
	AXVCPU_TOY_HOST_R2_OFFSET, "r2");
_Static_assert(offsetof(struct axvcpu_toy_host, r3) ==
	AXVCPU_TOY_HOST_R3_OFFSET, "r3");
_Static_assert(sizeof(struct axvcpu_toy_host) == AXVCPU_TOY_HOST_SIZE, "size");
