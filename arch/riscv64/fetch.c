/* SPDX-License-Identifier: MIT */
/* Words of the syndrome that a trap does not give: the instruction, the guest-physical address. */
#include "hart.h"
#include "hext.h"

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

/* htval may be 0 for want of an address: without a first stage it is stval (18.2.8). */
static bool find_address(struct axvcpu_hext_syndrome *syndrome)
{
	syndrome->gpa = syndrome->stval;
	return !(csr_read(vsatp) & SATP(MODE));
}

bool axvcpu_hext_fetch(struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome)
{
	if (!syndrome->htval && find_address(syndrome))
		syndrome->have |= AXVCPU_HEXT_HAVE_GPA;
	if (!fetch_instruction(vcpu, syndrome))
		return false;
	syndrome->have |= AXVCPU_HEXT_HAVE_INSN;
	return true;
}
