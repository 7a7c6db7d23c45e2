/* SPDX-License-Identifier: MIT */
/* What htinst says of an access that faults in a later portion (18.6.3). */
#include "instruction.h"
#include "riscv.h"

/* A 16-bit instruction is expanded first, and marked. */
uint64_t axvcpu_riscv64_transform(uint32_t raw, unsigned offset)
{
	bool is_long = (raw & 3) == 3;
	uint32_t insn = is_long ? raw : axvcpu_riscv64_expand(raw);
	uint64_t kept = riscv64_stores(insn) ? HTINST(STORE) : HTINST(LOAD);

	return (insn & kept & ~(is_long ? 0 : HTINST(LONG))) |
	       (uint64_t)offset << HTINST(OFFSET_SHIFT);
}
