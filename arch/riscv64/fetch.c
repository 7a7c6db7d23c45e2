/* SPDX-License-Identifier: MIT */
/* The instruction that trapped, where the trap does not give it. */
#include "hart.h"
#include "hext.h"
#include "instruction.h"

/* What an instruction adds to its base register: nothing, where it is atomic (I 2.6, 13). */
static uint64_t immediate(uint32_t insn)
{
	int32_t upper = (int32_t)insn >> 20;

	if ((insn & MASK_OPCODE) == OPCODE_AMO)
		return 0;
	if (riscv64_stores(insn))
		upper = (upper & ~0x1f) | (int32_t)(insn >> 7 & 0x1f);
	return (uint64_t)(int64_t)upper;
}

/* An access of 8 bytes at most that crosses pages has its second portion at a page's beginning. */
static void find_portion(const struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome)
{
	bool is_long = (syndrome->insn & 3) == 3;
	uint32_t insn = is_long ? syndrome->insn : axvcpu_riscv64_expand(syndrome->insn);
	uint64_t begin = vcpu->registers.x[insn >> 15 & 0x1f] + immediate(insn);
	uint64_t offset = syndrome->stval - begin;

	if (offset - 1 < 7)
		syndrome->htinst = axvcpu_riscv64_transform(syndrome->insn, (unsigned)offset);
}

static bool is_access(const struct axvcpu_hext_syndrome *syndrome)
{
	return syndrome->scause == CAUSE(LOAD_GUEST_PAGE) ||
		syndrome->scause == CAUSE(STORE_GUEST_PAGE);
}

/* hstatus is still the guest's; sstatus, which a fault overwrites (10.1.1), is the host's. */
bool axvcpu_hext_fetch(struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome)
{
	if (!hlvx(vcpu->registers.pc, &syndrome->insn)) {
		csr_write(sstatus, vcpu->host_sstatus);
		return false;
	}
	syndrome->have |= AXVCPU_HEXT_HAVE_INSN;
	if (!syndrome->htinst && is_access(syndrome) && !(syndrome->stval & (PAGE_OFFSET & ~7u)))
		find_portion(vcpu, syndrome);
	return true;
}
