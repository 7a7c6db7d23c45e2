/* SPDX-License-Identifier: MIT */
/* What rows of the decoders of x86 back ends leave to C. */
#include <arch/x86_64/decoding.h>
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

static void move(struct axvcpu_exit *exit, const struct axvcpu_x86_64_registers *registers,
	uint16_t reg, uint64_t by, uint8_t width)
{
	exit->writes[exit->write_count++] = (struct axvcpu_write){
		.reg = reg, .value = axvcpu_x86_64_stepped(registers->r[reg], by, width) };
}

void axvcpu_x86_64_refine_string_io(struct axvcpu_exit *exit,
	const struct axvcpu_x86_64_registers *registers, uint64_t address_size, uint64_t repeats)
{
	bool reads = exit->reason == AXVCPU_EXIT_IO_READ;
	uint8_t width = (uint8_t)(2u << (address_size & 3));
	uint64_t by = reads ? exit->io_read.width : exit->io_write.width;

	if (!registers)
		return;
	if (repeats && !axvcpu_x86_64_low_bytes(registers->r[AXVCPU_X86_64_RCX], width)) {
		axvcpu_x86_64_nothing(exit, AXVCPU_NOTHING_HANDLED, AXVCPU_RETIRE_NEXT);
		return;
	}
	if (registers->rflags & AXVCPU_X86_64_FLAG_DIRECTION)
		by = 0 - by;
	move(exit, registers, reads ? AXVCPU_X86_64_RDI : AXVCPU_X86_64_RSI, by, width);
	if (repeats)
		move(exit, registers, AXVCPU_X86_64_RCX, UINT64_MAX, width);
}
