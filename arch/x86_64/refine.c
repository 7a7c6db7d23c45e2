/* SPDX-License-Identifier: MIT */
/* What rows of the decoders of x86 back ends leave to C. */
#include <arch/x86_64/instruction.h>
#include <arch/x86_64/refine.h>

void axvcpu_x86_64_refine_access(struct axvcpu_exit *exit,
	const struct axvcpu_x86_64_registers *registers, uint64_t insn, uint64_t insn_high,
	uint64_t insn_bytes, uint64_t mode)
{
	axvcpu_x86_64_access(&(struct axvcpu_x86_64_access){
		.insn = insn, .insn_high = insn_high, .insn_bytes = (uint32_t)insn_bytes,
		.mode = (uint32_t)mode,
		.gpa = exit->nested_page_fault.addr, .gva = exit->nested_page_fault.gva,
		.gva_known = exit->known & AXVCPU_KNOWN_NESTED_PAGE_FAULT_GVA,
		.access = exit->nested_page_fault.access }, registers, exit);
}
