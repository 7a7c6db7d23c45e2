/* SPDX-License-Identifier: MIT */
/* The instruction that trapped, where the trap does not give it. */
#include "hart.h"
#include "hext.h"
#include "instruction.h"

/* By halves, for the second may be on a page that is not there. */
static bool fetch_halves(uint64_t pc, uint32_t *insn)
{
	uint32_t low, high = 0;

	if (!hlvx_hu(pc, &low))
		return false;
	if ((low & 3) == 3 && !hlvx_hu(pc + 2, &high))
		return false;
	*insn = high << 16 | low;
	return true;
}

/*
 * HLVX fetches in the name of hstatus.SPVP (18.3.1), which the switch has put back to
 * the host's, as it has sstatus; a fault here overwrites both (18.6.2).
 */
static bool fetch_instruction(struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome)
{
	bool fetched;

	csr_write(hstatus, syndrome->hstatus & ~HSTATUS(SPV));
	fetched = fetch_halves(vcpu->registers.pc, &syndrome->insn);
	csr_write(hstatus, vcpu->host_hstatus);
	if (!fetched)
		csr_write(sstatus, vcpu->host_sstatus);
	return fetched;
}

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

bool axvcpu_hext_fetch(struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome)
{
	if (!fetch_instruction(vcpu, syndrome))
		return false;
	syndrome->have |= AXVCPU_HEXT_HAVE_INSN;
	if (!syndrome->htinst && is_access(syndrome) && !(syndrome->stval & (PAGE_OFFSET & ~7u)))
		find_portion(vcpu, syndrome);
	return true;
}
