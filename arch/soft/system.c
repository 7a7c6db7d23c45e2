/* SPDX-License-Identifier: MIT */
/* Calls, returns, waiting, and fences of translation (10.2; I 2.8). */
#include "execute.h"
#include "memory.h"

/* EBREAK: stval holds its address (10.1.9). */
static enum soft_step ebreak(struct soft_hart *hart, const struct soft_insn *insn)
{
	return axvcpu_soft_raise(hart, CAUSE(BREAKPOINT), soft_pc(hart, insn));
}

static enum soft_step ecall(struct soft_hart *hart, const struct soft_insn *insn)
{
	(void)insn;
	return axvcpu_soft_raise(
		hart, hart->mode == MODE_USER ? CAUSE(USER_CALL) : CAUSE(SUPERVISOR_CALL), 0);
}

/* Back to what the trap came from (10.1.1). */
static enum soft_step sret(struct soft_hart *hart, const struct soft_insn *insn)
{
	uint64_t sstatus = hart->csr.sstatus;
	uint64_t next = (sstatus & ~(SSTATUS(SIE) | SSTATUS(SPP))) | SSTATUS(SPIE);

	if (hart->mode == MODE_USER)
		return axvcpu_soft_virtual(hart, insn);
	if (sstatus & SSTATUS(SPIE))
		next |= SSTATUS(SIE);
	hart->csr.sstatus = next;
	hart->mode = sstatus & SSTATUS(SPP) ? MODE_SUPERVISOR : MODE_USER;
	hart->registers.pc = hart->csr.sepc;
	hart->attention = true;
	axvcpu_soft_view(hart);
	return SOFT_JUMP;
}

/*
 * It waits for an interrupt that is enabled in sie, whatever sstatus says
 * (3.3.3). With one pending it is over at once; else hstatus.VTW hands it to
 * the hypervisor. A user's always goes there (18.6.1).
 */
static enum soft_step wfi(struct soft_hart *hart, const struct soft_insn *insn)
{
	if (hart->mode == MODE_USER)
		return axvcpu_soft_virtual(hart, insn);
	axvcpu_soft_take_lines(hart);
	axvcpu_soft_look_at_clock(hart);
	if (axvcpu_soft_sip(hart) & hart->csr.sie)
		return SOFT_NEXT;
	return axvcpu_soft_virtual(hart, insn);
}

/* More is dropped than the operands name, which is permitted (10.2.1). */
static enum soft_step sfence_vma(struct soft_hart *hart, const struct soft_insn *insn)
{
	if (hart->mode == MODE_USER)
		return axvcpu_soft_virtual(hart, insn);
	soft_full_fence(hart);
	axvcpu_soft_flush(hart);
	return SOFT_NEXT;
}

#define ALL         UINT32_MAX
#define MASK_RS2    (0x1fu << 20)
#define MASK_RD     (0x1fu << 7)
#define MASK        (MASK_FUNCT3 | MASK_FUNCT7)
#define MASK_LOAD   (MASK | MASK_RS2)
#define MASK_NO_RD  (MASK | MASK_RD)

/* HLV and HLVX: the low bits of rs2 tell sign and execute (18.3.1). */
#define HLV(funct7, kind) \
	{MASK_LOAD, FUNCT3(4) | FUNCT7(funct7) | (kind) << 20, axvcpu_soft_virtual}

const struct soft_row axvcpu_soft_systems[] = {
	{ALL, 0x00000073, ecall},
	{ALL, 0x00100073, ebreak},
	{ALL, 0x10200073, sret},
	{ALL, 0x10500073, wfi},
	{MASK_NO_RD, FUNCT7(0x09), sfence_vma},
	{MASK_NO_RD, FUNCT7(0x11), axvcpu_soft_virtual},             /* hfence.vvma (18.3.2) */
	{MASK_NO_RD, FUNCT7(0x31), axvcpu_soft_virtual},             /* hfence.gvma */
	HLV(0x30, 0u), HLV(0x30, 1u),                                /* hlv.b, hlv.bu */
	HLV(0x32, 0u), HLV(0x32, 1u), HLV(0x32, 3u),                 /* hlv.h, hlv.hu, hlvx.hu */
	HLV(0x34, 0u), HLV(0x34, 1u), HLV(0x34, 3u),                 /* hlv.w, hlv.wu, hlvx.wu */
	HLV(0x36, 0u),                                               /* hlv.d */
	{MASK_NO_RD, FUNCT3(4) | FUNCT7(0x31), axvcpu_soft_virtual}, /* hsv.b */
	{MASK_NO_RD, FUNCT3(4) | FUNCT7(0x33), axvcpu_soft_virtual}, /* hsv.h */
	{MASK_NO_RD, FUNCT3(4) | FUNCT7(0x35), axvcpu_soft_virtual}, /* hsv.w */
	{MASK_NO_RD, FUNCT3(4) | FUNCT7(0x37), axvcpu_soft_virtual}, /* hsv.d */
	{0, 0, NULL},
};
