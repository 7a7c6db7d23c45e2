/* SPDX-License-Identifier: MIT */
/*
 * What rows of the decoders of x86 back ends leave to C, as `refinements' of the arch's spec: each
 * function gets the exit as its row has filled it in. Registers may be null.
 */
#ifndef AXVCPU_X86_64_REFINE_H
#define AXVCPU_X86_64_REFINE_H

#include <stdint.h>

#include <axvcpu/exits.h>
#include <axvcpu/x86_64.h>

/*
 * Of a nested page fault, the access that the instruction makes; as axvcpu_x86_64_access.
 * mode: an enum axvcpu_x86_64_mode.
 */
void axvcpu_x86_64_refine_access(struct axvcpu_exit *exit,
	const struct axvcpu_x86_64_registers *registers, uint64_t insn, uint64_t insn_high,
	uint64_t insn_bytes, uint64_t mode);

#endif
