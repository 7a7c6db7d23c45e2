/* SPDX-License-Identifier: MIT */
/*
 * Sections named below are those of the RISC-V Instruction Set Manual:
 * "Priv" is the privileged volume, "Unpriv" the unprivileged one.
 */
#include "hext_oracle.h"

#include <string.h>

/* Priv, "Supervisor Cause (scause) Register": the Interrupt bit, XLEN = 64. */
#define SCAUSE_INTERRUPT	(UINT64_C(1) << 63)

/* Priv, "Hypervisor Status (hstatus) Register". */
#define HSTATUS_SPVP		(UINT64_C(1) << 8)

/*
 * Priv, "Transformed Instruction or Pseudoinstruction for mtinst or htinst",
 * table of special pseudoinstruction values, the rows for VSXLEN = 64.
 */
#define PSEUDO_WALK_READ	UINT64_C(0x3000)
#define PSEUDO_WALK_WRITE	UINT64_C(0x3020)

/* Priv, "Extension for Hypervisor Support", "Trap Cause Codes". */
enum {
	CAUSE_BREAKPOINT = 3,
	CAUSE_ECALL_VU = 8,
	CAUSE_ECALL_VS = 10,
	CAUSE_FETCH_GUEST_PAGE = 20,
	CAUSE_LOAD_GUEST_PAGE = 21,
	CAUSE_VIRTUAL_INSN = 22,
	CAUSE_STORE_GUEST_PAGE = 23
};

typedef const struct hext_oracle_in input;
typedef struct hext_oracle_out output;

/* Bits hi..lo of an instruction, right-justified; never all 32. */
static uint32_t bits(uint32_t insn, unsigned hi, unsigned lo)
{
	return (insn >> lo) & ((UINT32_C(1) << (hi - lo + 1)) - 1);
}

/* Unpriv, "RV32I": register x0 is hardwired with all bits equal to 0. */
static uint64_t read_x(input *in, unsigned n)
{
	return n == 0 ? 0 : in->x[n];
}

static void unknown(input *in, output *out)
{
	out->kind = ORACLE_UNKNOWN;
	out->cause = in->scause;
}

static void fault(output *out, unsigned access)
{
	out->kind = ORACLE_FAULT;
	out->access = access;
}

/* A data access that there is no closer word for: go by the cause. */
static void other(input *in, output *out)
{
	fault(out, in->scause == CAUSE_LOAD_GUEST_PAGE ?
	      ORACLE_ACCESS_READ : ORACLE_ACCESS_WRITE);
}

/*
 * An integer load into x[rd].  A load never raises the store/AMO guest-page
 * fault, so under that cause this instruction is not the one that trapped.
 */
static void load(input *in, output *out, unsigned width, bool signed_ext,
		 unsigned rd)
{
	if (in->scause != CAUSE_LOAD_GUEST_PAGE) {
		out->kind = ORACLE_RETRY;
		return;
	}
	out->kind = ORACLE_MMIO_READ;
	out->access = ORACLE_ACCESS_READ;
	out->width = width;
	out->signed_ext = signed_ext;
	out->reg = rd;
	out->reg_width = 8;
	out->operation = ORACLE_OP_LOAD;
}

/* An integer store of x[rs2]; likewise, the other way round. */
static void store(input *in, output *out, unsigned width, unsigned rs2)
{
	if (in->scause != CAUSE_STORE_GUEST_PAGE) {
		out->kind = ORACLE_RETRY;
		return;
	}
	out->kind = ORACLE_MMIO_WRITE;
	out->access = ORACLE_ACCESS_WRITE;
	out->width = width;
	out->data = read_x(in, rs2);
	if (width < 8)
		out->data &= (UINT64_C(1) << (8 * width)) - 1;
}

/*
 * Unpriv, "Zalrsc", "Zaamo" and the RV32A and RV64A rows of "RV32/64G
 * Instruction Set Listings": funct5 is inst[31:27], then come aq and rl;
 * funct3 is 2 for words and 3 for doublewords.
 */
static void decode_amo(input *in, output *out, uint32_t insn)
{
	unsigned funct3 = bits(insn, 14, 12);
	unsigned rs2 = bits(insn, 24, 20);

	if (funct3 != 2 && funct3 != 3) {	/* Zabha, AMOCAS.Q, reserved */
		other(in, out);
		return;
	}

	switch (bits(insn, 31, 27)) {
	case 0x00: out->operation = ORACLE_OP_ADD; break;
	case 0x01: out->operation = ORACLE_OP_SWAP; break;
	case 0x04: out->operation = ORACLE_OP_XOR; break;
	case 0x08: out->operation = ORACLE_OP_OR; break;
	case 0x0c: out->operation = ORACLE_OP_AND; break;
	case 0x10: out->operation = ORACLE_OP_MIN; break;
	case 0x14: out->operation = ORACLE_OP_MAX; break;
	case 0x18: out->operation = ORACLE_OP_MINU; break;
	case 0x1c: out->operation = ORACLE_OP_MAXU; break;
	case 0x02:		/* LR, which has zeros in place of rs2 */
		if (rs2 == 0)
			fault(out, ORACLE_ACCESS_READ);
		else
			other(in, out);
		return;
	case 0x03:		/* SC */
		fault(out, ORACLE_ACCESS_WRITE);
		return;
	default:		/* AMOCAS, load-acquire, ..., reserved */
		other(in, out);
		return;
	}

	out->kind = ORACLE_MMIO_READ;
	out->access = ORACLE_ACCESS_WRITE;
	out->width = funct3 == 2 ? 4 : 8;
	out->signed_ext = true;
	out->reg = bits(insn, 11, 7);
	out->reg_width = 8;
	out->operand = read_x(in, rs2);
}

/*
 * Unpriv, "RISC-V base opcode map, inst[1:0]=11" and "RV32/64G Instruction
 * Set Listings".  funct3 of loads: LB 0, LH 1, LW 2, LD 3, LBU 4, LHU 5,
 * LWU 6; of stores: SB 0, SH 1, SW 2, SD 3; all others are reserved.
 */
static void decode_32(input *in, output *out, uint32_t insn)
{
	unsigned opcode = bits(insn, 6, 2);
	unsigned funct3 = bits(insn, 14, 12);

	if (opcode == 0x00 && funct3 != 7)		/* LOAD */
		load(in, out, 1u << (funct3 & 3), funct3 < 4,
		     bits(insn, 11, 7));
	else if (opcode == 0x08 && funct3 < 4)		/* STORE */
		store(in, out, 1u << funct3, bits(insn, 24, 20));
	else if (opcode == 0x0b)			/* AMO */
		decode_amo(in, out, insn);
	else if (opcode >= 0x04 && opcode <= 0x07)
		/* OP-IMM, AUIPC, OP-IMM-32; 7: no access is defined in it */
		out->kind = ORACLE_RETRY;
	else
		other(in, out);
}

/*
 * Unpriv, "Zcb": quadrant 0 with funct3 100.  inst[12:10] tells the
 * instructions apart, and inst[6] too for the halfword ones.
 */
static void decode_zcb(input *in, output *out, uint32_t insn)
{
	unsigned funct = bits(insn, 12, 10);
	unsigned bit6 = bits(insn, 6, 6);
	unsigned reg = 8 + bits(insn, 4, 2);

	if (funct == 0)					/* C.LBU */
		load(in, out, 1, false, reg);
	else if (funct == 1)				/* C.LHU 0, C.LH 1 */
		load(in, out, 2, bit6 == 1, reg);
	else if (funct == 2)				/* C.SB */
		store(in, out, 1, reg);
	else if (funct == 3 && bit6 == 0)		/* C.SH */
		store(in, out, 2, reg);
	else						/* reserved */
		out->kind = ORACLE_RETRY;
}

/*
 * Unpriv, "Zca opcode map": the quadrant is inst[1:0], funct3 is inst[15:13].
 * The three-bit fields rd' and rs2' are inst[4:2] and name x8..x15; the full
 * fields are rd = inst[11:7] (format CI) and rs2 = inst[6:2] (format CSS).
 */
static void decode_16(input *in, output *out, uint32_t insn)
{
	unsigned quadrant = bits(insn, 1, 0);
	unsigned funct3 = bits(insn, 15, 13);
	unsigned small = 8 + bits(insn, 4, 2);
	unsigned rd = bits(insn, 11, 7);
	unsigned rs2 = bits(insn, 6, 2);

	if (quadrant == 1)				/* no memory access */
		out->kind = ORACLE_RETRY;
	else if (quadrant == 0 && funct3 == 2)		/* C.LW */
		load(in, out, 4, true, small);
	else if (quadrant == 0 && funct3 == 3)		/* C.LD */
		load(in, out, 8, true, small);
	else if (quadrant == 0 && funct3 == 4)
		decode_zcb(in, out, insn);
	else if (quadrant == 0 && funct3 == 6)		/* C.SW */
		store(in, out, 4, small);
	else if (quadrant == 0 && funct3 == 7)		/* C.SD */
		store(in, out, 8, small);
	else if (quadrant == 2 && funct3 == 2)		/* C.LWSP */
		load(in, out, 4, true, rd);
	else if (quadrant == 2 && funct3 == 3)		/* C.LDSP */
		load(in, out, 8, true, rd);
	else if (quadrant == 2 && funct3 == 6)		/* C.SWSP */
		store(in, out, 4, rs2);
	else if (quadrant == 2 && funct3 == 7)		/* C.SDSP */
		store(in, out, 8, rs2);
	else
		other(in, out);
}

/*
 * Bit 0 of htinst marks an instruction in its 32-bit form, and bit 1
 * clear that it was compressed; only its rs1 and offset fields differ
 * from the original.  Bits 63:32 must be zeros for that to hold, and
 * a value that is not recognised may be treated the same as zero.
 *
 * In rs1's place is the "Addr. Offset": "the positive difference
 * between the faulting virtual address (written to mtval or stval) and
 * the original virtual address", which "can be nonzero only for a
 * misaligned memory access".  Then stval and htval (Priv, "Hypervisor
 * Trap Value (htval) Register": "corresponds to the faulting portion
 * of the access") are of a portion that the instruction's width and
 * register do not describe: an access, and no more is known of it.
 */
static void data_access(input *in, output *out)
{
	if ((in->htinst & 1) != 0 && in->htinst >> 32 == 0) {
		out->insn_length = (in->htinst & 2) != 0 ? 4 : 2;
		if (bits((uint32_t)in->htinst, 19, 15) == 0)
			decode_32(in, out, (uint32_t)in->htinst | 2);
		else
			other(in, out);
	} else if (!in->have_insn) {
		out->kind = ORACLE_NEED_INSN;
	} else if ((in->insn & 3) == 3) {
		/* Unpriv, "Base Instruction-Length Encoding". */
		out->insn_length = 4;
		decode_32(in, out, in->insn);
	} else {
		out->insn_length = 2;
		decode_16(in, out, in->insn);
	}
}

/*
 * Priv, "Guest-Page Faults", "Hypervisor Trap Value (htval) Register" and
 * "Transformed Instruction or Pseudoinstruction for mtinst or htinst".
 */
static void guest_page_fault(input *in, output *out)
{
	out->gva = in->stval;

	/* A page-table access of VS-stage: the address ends in two zeros. */
	if (in->htinst == PSEUDO_WALK_READ || in->htinst == PSEUDO_WALK_WRITE) {
		out->addr = in->htval << 2;
		out->walk = true;
		fault(out, in->htinst == PSEUDO_WALK_READ ?
		      ORACLE_ACCESS_READ : ORACLE_ACCESS_WRITE);
		return;
	}

	/* Otherwise htval is 0, or lacks two bits, the same as in stval. */
	if (in->htval != 0) {
		out->addr = (in->htval << 2) | (in->stval & 3);
	} else if (in->have_gpa) {
		out->addr = in->gpa;
	} else {
		out->kind = ORACLE_NEED_GPA;
		return;
	}

	if (in->scause == CAUSE_FETCH_GUEST_PAGE)
		fault(out, ORACLE_ACCESS_EXECUTE);
	else
		data_access(in, out);
}

static void sysreg_read(output *out, uint32_t insn, unsigned operation,
			uint64_t operand)
{
	out->kind = ORACLE_SYSREG_READ;
	out->csr = bits(insn, 31, 20);
	out->reg = bits(insn, 11, 7);
	out->width = 8;
	out->reg_width = 8;
	out->operation = operation;
	out->operand = operand;
}

/*
 * Unpriv, "Zicsr", "CSR Instructions": in funct3, 1 is CSRRW, 2 CSRRS,
 * 3 CSRRC, and 5, 6, 7 the same with an immediate in the place of rs1.
 */
static void decode_system(input *in, output *out, uint32_t insn)
{
	unsigned funct3 = bits(insn, 14, 12);
	unsigned rs1 = bits(insn, 19, 15);
	uint64_t source = (funct3 & 4) != 0 ? rs1 : read_x(in, rs1);

	/*
	 * SPVP is the privilege at the trap, 0 for VU-mode.  Priv, "CSR
	 * Address Mapping Conventions": csr[9:8] is the lowest privilege
	 * that may access the register, 0 for user.
	 */
	if ((in->hstatus & HSTATUS_SPVP) == 0) {
		if (funct3 == 2 && rs1 == 0 && bits(insn, 29, 28) == 0)
			sysreg_read(out, insn, ORACLE_OP_LOAD, 0);
		else
			unknown(in, out);
		return;
	}

	if (insn == 0x10500073) {			/* WFI */
		out->kind = ORACLE_HALT;
	} else if ((funct3 & 3) == 0) {			/* SRET, HLV, ... */
		unknown(in, out);
	} else if ((funct3 & 3) == 1) {
		if (bits(insn, 11, 7) != 0) {
			sysreg_read(out, insn, ORACLE_OP_SWAP, source);
		} else {				/* does not read */
			out->kind = ORACLE_SYSREG_WRITE;
			out->csr = bits(insn, 31, 20);
			out->value = source;
		}
	} else if (rs1 == 0) {				/* does not write */
		sysreg_read(out, insn, ORACLE_OP_LOAD, 0);
	} else if ((funct3 & 3) == 2) {
		sysreg_read(out, insn, ORACLE_OP_OR, source);
	} else {
		sysreg_read(out, insn, ORACLE_OP_CLEAR, source);
	}
}

/*
 * Priv, "Trap Cause Codes", on the virtual-instruction exception: stval is
 * written as for an illegal instruction, with zero or the instruction.
 */
static void virtual_instruction(input *in, output *out)
{
	uint32_t insn = in->stval != 0 ? (uint32_t)in->stval : in->insn;

	if (in->stval == 0 && !in->have_insn) {
		out->kind = ORACLE_NEED_INSN;
		return;
	}
	out->insn_length = 4;
	if (bits(insn, 6, 0) == 0x73)
		decode_system(in, out, insn);
	else
		unknown(in, out);
}

/* Priv, "Trap Cause Codes"; 13 is the counter overflow of "Sscofpmf". */
static void interrupt(input *in, output *out)
{
	uint64_t code = in->scause & ~SCAUSE_INTERRUPT;

	if (code == 1 || code == 5 || code == 9 || code == 12 || code == 13) {
		out->kind = ORACLE_EXTERNAL_INTERRUPT;
		out->vector = code;
	} else {
		unknown(in, out);
	}
}

int hext_oracle(const struct hext_oracle_in *in, struct hext_oracle_out *out)
{
	memset(out, 0, sizeof(*out));

	if ((in->scause & SCAUSE_INTERRUPT) != 0) {
		interrupt(in, out);
	} else if (in->scause == CAUSE_BREAKPOINT) {
		out->kind = ORACLE_DEBUG_BREAKPOINT;
		out->addr = in->stval;
	} else if (in->scause == CAUSE_ECALL_VS) {
		out->kind = ORACLE_FIRMWARE;
		out->insn_length = 4;			/* ECALL */
	} else if (in->scause == CAUSE_FETCH_GUEST_PAGE ||
		   in->scause == CAUSE_LOAD_GUEST_PAGE ||
		   in->scause == CAUSE_STORE_GUEST_PAGE) {
		guest_page_fault(in, out);
	} else if (in->scause == CAUSE_VIRTUAL_INSN) {
		virtual_instruction(in, out);
	} else {
		unknown(in, out);
		if (in->scause == CAUSE_ECALL_VU)
			out->insn_length = 4;		/* ECALL */
	}
	return 0;
}
