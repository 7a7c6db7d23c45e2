/* SPDX-License-Identifier: MIT */
/* CSRs of a guest, and the instructions that access them (I 6; 5.2, 18.6.1). */
#include <generated/riscv64_hardware.h>

#include "execute.h"

/* CSRs of the hypervisor and of its view of the guest are of a level of their own (5.1). */
#define LEVEL_HYPERVISOR 2

#define NUMBER(name, number) number,
static const uint16_t known_csrs[] = {AXVCPU_RISCV64_HARDWARE(NUMBER)};

/* The fields of a CSR's number (5.1). */
static unsigned level_of(uint32_t csr)
{
	return csr >> 8 & 3;
}

static bool is_read_only(uint32_t csr)
{
	return csr >> 10 == 3;
}

static bool is_counter(uint32_t csr)
{
	return csr >= CSR_NUMBER(CYCLE) && csr <= CSR_NUMBER(HPMCOUNTER31);
}

static bool is_hypervisor_csr(uint32_t csr)
{
	size_t i;

	for (i = 0; i < sizeof(known_csrs) / sizeof(known_csrs[0]); i++)
		if (known_csrs[i] == csr && level_of(csr) == LEVEL_HYPERVISOR)
			return true;
	return false;
}

/* SD says that a state is dirty, and FS is the only one (3.1.6.6). */
static uint64_t read_sstatus(const struct soft_hart *hart)
{
	uint64_t value = hart->csr.sstatus | SSTATUS(UXL_RV64);

	return (value & SSTATUS(FS)) == SSTATUS(FS_DIRTY) ? value | SSTATUS(SD) : value;
}

/* The clock is looked at, so that who has seen the time come sees STIP, too. */
static uint64_t read_sip(struct soft_hart *hart)
{
	axvcpu_soft_look_at_clock(hart);
	return axvcpu_soft_sip(hart);
}

bool axvcpu_soft_csr_read(struct soft_hart *hart, uint32_t csr, uint64_t *value)
{
	const struct soft_csrs *csrs = &hart->csr;

	switch (csr) {
	case CSR_NUMBER(SSTATUS):    *value = read_sstatus(hart); return true;
	case CSR_NUMBER(SIE):        *value = csrs->sie; return true;
	case CSR_NUMBER(STVEC):      *value = csrs->stvec; return true;
	case CSR_NUMBER(SCOUNTEREN): *value = csrs->scounteren; return true;
	case CSR_NUMBER(SENVCFG):    *value = csrs->senvcfg; return true;
	case CSR_NUMBER(SSCRATCH):   *value = csrs->sscratch; return true;
	case CSR_NUMBER(SEPC):       *value = csrs->sepc; return true;
	case CSR_NUMBER(SCAUSE):     *value = csrs->scause; return true;
	case CSR_NUMBER(STVAL):      *value = csrs->stval; return true;
	case CSR_NUMBER(SIP):        *value = read_sip(hart); return true;
	case CSR_NUMBER(STIMECMP):   *value = hart->timecmp; return true;
	case CSR_NUMBER(SATP):       *value = csrs->satp; return true;
	case CSR_NUMBER(TIME):       *value = axvcpu_soft_time(hart); return true;
	case CSR_NUMBER(CYCLE):
	case CSR_NUMBER(INSTRET):    *value = hart->retired; return true;
	default:                     return axvcpu_soft_float_csr_read(hart, csr, value);
	}
}

static void write_sstatus(struct soft_hart *hart, uint64_t value)
{
	uint64_t changed = hart->csr.sstatus ^ value;
	uint64_t writable = SSTATUS(SIE) | SSTATUS(SPIE) | SSTATUS(SPP) | SSTATUS(SUM) |
			    SSTATUS(MXR) | (hart->has_float ? SSTATUS(FS) : 0);

	hart->csr.sstatus = value & writable;
	if (changed & SSTATUS(MXR))
		axvcpu_soft_flush(hart);
	axvcpu_soft_view(hart);
}

static void write_sip(struct soft_hart *hart, uint64_t value)
{
	hart->edges = (hart->edges & ~SI_SOFTWARE) | (value & SI_SOFTWARE);
}

/*
 * An unsupported mode leaves all of satp as it was (10.1.11). The TLB holds
 * translations of the address space at hand alone, whatever its identifier.
 */
static void write_satp(struct soft_hart *hart, uint64_t value)
{
	if (!axvcpu_soft_satp_legal(value))
		return;
	hart->csr.satp = value;
	axvcpu_soft_flush(hart);
}

/* Modes above vectored are reserved: the upper bit of the mode stays 0 (10.1.2). */
static uint64_t legal_stvec(uint64_t value)
{
	return value & (STVEC(BASE) | STVEC(MODE_VECTORED));
}

/* What the guest may not write keeps its value (WARL, 5.3). */
bool axvcpu_soft_csr_write(struct soft_hart *hart, uint32_t csr, uint64_t value)
{
	struct soft_csrs *csrs = &hart->csr;

	hart->attention = true;
	switch (csr) {
	case CSR_NUMBER(SSTATUS):    write_sstatus(hart, value); return true;
	case CSR_NUMBER(SIE):        csrs->sie = value & SI_ALL; return true;
	case CSR_NUMBER(STVEC):      csrs->stvec = legal_stvec(value); return true;
	case CSR_NUMBER(SCOUNTEREN): csrs->scounteren = value & HCOUNTEREN; return true;
	case CSR_NUMBER(SENVCFG):    csrs->senvcfg = value & AXVCPU_RISCV64_SENVCFG_FIOM; return true;
	case CSR_NUMBER(SSCRATCH):   csrs->sscratch = value; return true;
	case CSR_NUMBER(SEPC):       csrs->sepc = value & ~UINT64_C(1); return true;
	case CSR_NUMBER(SCAUSE):     csrs->scause = value; return true;
	case CSR_NUMBER(STVAL):      csrs->stval = value; return true;
	case CSR_NUMBER(SIP):        write_sip(hart, value); return true;
	case CSR_NUMBER(STIMECMP):   axvcpu_soft_set_timer(hart, value); return true;
	case CSR_NUMBER(SATP):       write_satp(hart, value); return true;
	default:                     return axvcpu_soft_float_csr_write(hart, csr, value);
	}
}

/*
 * Counters that hcounteren, or for the user scounteren, withholds are the
 * hypervisor's (18.6.1); so are its own CSRs, and the supervisor's for the
 * user, where HS-mode could make the same access.
 */
static enum soft_step check_counter(struct soft_hart *hart, const struct soft_insn *insn,
				    uint32_t csr)
{
	uint64_t enabled = HCOUNTEREN;

	if (hart->mode == MODE_USER)
		enabled &= hart->csr.scounteren;
	return enabled >> (csr - CSR_NUMBER(CYCLE)) & 1 ? SOFT_NEXT : axvcpu_soft_virtual(hart, insn);
}

static enum soft_step check(struct soft_hart *hart, const struct soft_insn *insn, uint32_t csr,
			    bool writes)
{
	uint64_t value;

	if (writes && is_read_only(csr))
		return axvcpu_soft_illegal(hart, insn);
	if (is_counter(csr))
		return check_counter(hart, insn, csr);
	if (is_hypervisor_csr(csr))
		return axvcpu_soft_virtual(hart, insn);
	if (level_of(csr) > MODE_SUPERVISOR || !axvcpu_soft_csr_read(hart, csr, &value))
		return axvcpu_soft_illegal(hart, insn);
	if (level_of(csr) > hart->mode)
		return axvcpu_soft_virtual(hart, insn);
	if (axvcpu_soft_float_csr_off(hart, csr))
		return axvcpu_soft_illegal(hart, insn);
	return SOFT_NEXT;
}

static uint64_t new_value(unsigned kind, uint64_t old, uint64_t operand)
{
	switch (kind & 3) {
	case 1:
		return operand;
	case 2:
		return old | operand;
	default:
		return old & ~operand;
	}
}

/*
 * Setting and clearing bits of x0 or an immediate of 0 writes nothing (I 6.1).
 * In sip only the software bit is read for writing: a line that is raised just
 * then does not become an edge.
 */
static enum soft_step access_csr(struct soft_hart *hart, const struct soft_insn *insn)
{
	uint32_t csr = (uint32_t)insn->immediate & 0xfff;
	unsigned kind = insn->raw >> 12 & 7;
	uint64_t operand = kind & 4 ? insn->rs1 : soft_rs1(hart, insn), old = 0;
	bool writes = (kind & 3) == 1 || insn->rs1;
	enum soft_step step = check(hart, insn, csr, writes);

	if (step)
		return step;
	(void)axvcpu_soft_csr_read(hart, csr, &old);
	if (writes) {
		(void)axvcpu_soft_csr_write(hart, csr,
					    new_value(kind, csr == CSR_NUMBER(SIP) ? hart->edges : old,
						      operand));
		axvcpu_soft_float_csr_written(hart, csr);
	}
	soft_set_rd(hart, insn, old);
	return SOFT_NEXT;
}

const struct soft_row axvcpu_soft_csr_accesses[] = {
	{MASK_FUNCT3, FUNCT3(1), access_csr},
	{MASK_FUNCT3, FUNCT3(2), access_csr},
	{MASK_FUNCT3, FUNCT3(3), access_csr},
	{MASK_FUNCT3, FUNCT3(5), access_csr},
	{MASK_FUNCT3, FUNCT3(6), access_csr},
	{MASK_FUNCT3, FUNCT3(7), access_csr},
	{0, 0, NULL},
};
