/* SPDX-License-Identifier: MIT */
/* The guest's registers: in memory, or in the hart while the vCPU is loaded. */
#include <generated/hext_ops.h>

#include "hart.h"
#include "hext.h"

/* CSRs of the guest that stand in one of the hart's. Without Sstc its timer is in memory. */
static bool is_in_hart(const struct hext_vcpu *vcpu, uint32_t number)
{
	return hext_is_loaded(vcpu) &&
		(number != AXVCPU_RISCV64_VSTIMECMP_NUMBER || vcpu->has_timer);
}

static bool get_loaded(const struct hext_vcpu *vcpu, uint32_t reg, uint64_t *value)
{
	switch (reg) {
#define GET(guest, name, number)                                                                  \
	case guest:                                                                               \
		*value = is_in_hart(vcpu, number) ? csr_read(name) : vcpu->loaded.name;           \
		return true;
	AXVCPU_RISCV64_LOADED(GET)
#undef GET
	default:
		return false;
	}
}

static bool set_loaded(struct hext_vcpu *vcpu, uint32_t reg, uint64_t value)
{
	switch (reg) {
#define SET(guest, name, number)                                                                  \
	case guest:                                                                               \
		if (is_in_hart(vcpu, number))                                                     \
			csr_write(name, value);                                                   \
		else                                                                              \
			vcpu->loaded.name = value;                                                \
		return true;
	AXVCPU_RISCV64_LOADED(SET)
#undef SET
	default:
		return false;
	}
}

uint64_t axvcpu_hext_get(struct hext_vcpu *vcpu, uint32_t reg)
{
	uint64_t value = 0;

	(void)get_loaded(vcpu, reg, &value);
	if (reg == AXVCPU_RISCV64_STVEC && vcpu->has_hook)
		return axvcpu_hext_stvec(vcpu);
	return value;
}

void axvcpu_hext_set(struct hext_vcpu *vcpu, uint32_t reg, uint64_t value)
{
	(void)set_loaded(vcpu, reg, value);
}

/* What pends: injected, raised, and the timer's. */
static uint64_t sip(struct hext_vcpu *vcpu)
{
	uint64_t pending = axvcpu_hext_injected(vcpu) >> 1 | vcpu->levels;

	return axvcpu_hext_is_timer_due(vcpu) ? pending | SI_TIMER : pending;
}

/* The hart's own; 0 where M-mode does not let HS-mode read it (3.1.11). */
static uint64_t instret(void)
{
	uint64_t interrupts = csr_clear(sstatus, SSTATUS(SIE)) & SSTATUS(SIE);
	uint64_t value = csr_exists(instret) ? csr_read(instret) : 0;

	csr_set(sstatus, interrupts);
	return value;
}

static bool is_float(uint32_t reg)
{
	return reg >= AXVCPU_RISCV64_F0 && reg <= AXVCPU_RISCV64_F31;
}

static uint64_t *place_of_float(struct hext_vcpu *vcpu, uint32_t reg)
{
	if (hext_is_loaded(vcpu))
		axvcpu_hext_take_float(vcpu);
	if (is_float(reg))
		return &vcpu->floating.f[reg - AXVCPU_RISCV64_F0];
	return &vcpu->floating.fcsr;
}

static bool get_special(struct hext_vcpu *vcpu, uint32_t reg, uint64_t *value)
{
	switch (reg) {
	case AXVCPU_RISCV64_PC:
		*value = vcpu->registers.pc;
		return true;
	case AXVCPU_RISCV64_MODE:
		*value = hext_is_supervisor(vcpu) ? MODE_SUPERVISOR : MODE_USER;
		return true;
	case AXVCPU_RISCV64_SIP:
		*value = sip(vcpu);
		return true;
	case AXVCPU_RISCV64_HVIP:
		*value = axvcpu_hext_injected(vcpu);
		return true;
	case AXVCPU_RISCV64_STVEC:
		*value = axvcpu_hext_get(vcpu, reg);
		return true;
	case AXVCPU_RISCV64_TIME:
		*value = axvcpu_hext_time(vcpu);
		return true;
	case AXVCPU_RISCV64_INSTRET:
		*value = instret();
		return true;
	case AXVCPU_RISCV64_FCSR:
		*value = *place_of_float(vcpu, reg);
		return true;
	default:
		return false;
	}
}

enum axvcpu_status axvcpu_hext_get_register(void *state, uint32_t reg, uint64_t *value)
{
	struct hext_vcpu *vcpu = state;

	if (reg <= AXVCPU_RISCV64_X31)
		*value = vcpu->registers.x[reg];
	else if (is_float(reg))
		*value = *place_of_float(vcpu, reg);
	else if (!get_special(vcpu, reg, value) && !get_loaded(vcpu, reg, value))
		return AXVCPU_BAD_ARGUMENT;
	return AXVCPU_OK;
}

/* No SC succeeds by an LR that came before a jump from outside. */
static enum axvcpu_status set_pc(struct hext_vcpu *vcpu, uint64_t value)
{
	if (value & 1)
		return AXVCPU_BAD_ARGUMENT;
	vcpu->registers.pc = value;
	drop_reservation();
	return AXVCPU_OK;
}

static enum axvcpu_status set_mode(struct hext_vcpu *vcpu, uint64_t value)
{
	if (value > MODE_SUPERVISOR)
		return AXVCPU_BAD_ARGUMENT;
	vcpu->sstatus &= ~SSTATUS(SPP);
	if (value == MODE_SUPERVISOR)
		vcpu->sstatus |= SSTATUS(SPP);
	return AXVCPU_OK;
}

static enum axvcpu_status set_float(struct hext_vcpu *vcpu, uint32_t reg, uint64_t value)
{
	*place_of_float(vcpu, reg) = value;
	if (hext_is_loaded(vcpu))
		axvcpu_hext_give_float(vcpu);
	return AXVCPU_OK;
}

static bool set_time(struct hext_vcpu *vcpu, uint64_t value)
{
	uint64_t delta = axvcpu_hext_get(vcpu, AXVCPU_RISCV64_HTIMEDELTA);

	return set_loaded(vcpu, AXVCPU_RISCV64_HTIMEDELTA,
			  delta + value - axvcpu_hext_time(vcpu));
}

/*
 * What the guest could not write the owner does not either, nor who made up what is
 * restored: a hart drops it (18.2.11, 18.2.18), but QEMU 7.2 makes bits of mstatus of
 * it at the next entry, and ends at such a mode.
 */
static bool is_satp(uint64_t value)
{
	uint64_t mode = value & SATP(MODE);

	return mode == SATP(MODE_BARE) || mode == SATP(MODE_SV39) || mode == SATP(MODE_SV48) ||
	       mode == SATP(MODE_SV57);
}

static uint64_t sstatus_of(uint64_t value)
{
	uint64_t bits = SSTATUS(SIE) | SSTATUS(SPIE) | SSTATUS(SPP) | SSTATUS(FS) | SSTATUS(SUM) |
			SSTATUS(MXR);

	return (value & bits) | SSTATUS(UXL_RV64);
}

static bool write_csr(struct hext_vcpu *vcpu, uint32_t reg, uint64_t value)
{
	switch (reg) {
	case AXVCPU_RISCV64_SSTATUS:
		return set_loaded(vcpu, reg, sstatus_of(value));
	case AXVCPU_RISCV64_SATP:
		return !is_satp(value) || set_loaded(vcpu, reg, value);
	case AXVCPU_RISCV64_SIP:
		axvcpu_hext_inject(vcpu, value << 1);
		return true;
	case AXVCPU_RISCV64_HVIP:
		axvcpu_hext_inject(vcpu, value);
		return true;
	case AXVCPU_RISCV64_TIME:
		return set_time(vcpu, value);
	case AXVCPU_RISCV64_INSTRET:
		return true; /* the hart's own, which counts by itself */
	default:
		return set_loaded(vcpu, reg, value);
	}
}

/* The timer may have been set, or enabled, and the vCPU be blocked before it runs again. */
static enum axvcpu_status set_csr(struct hext_vcpu *vcpu, uint32_t reg, uint64_t value)
{
	if (!write_csr(vcpu, reg, value))
		return AXVCPU_BAD_ARGUMENT;
	vcpu->attention = true;
	axvcpu_hext_announce_deadline(vcpu);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_hext_set_register(void *state, uint32_t reg, uint64_t value)
{
	struct hext_vcpu *vcpu = state;

	if (reg == AXVCPU_RISCV64_X0)
		return AXVCPU_OK;
	if (reg <= AXVCPU_RISCV64_X31) {
		vcpu->registers.x[reg] = value;
		return AXVCPU_OK;
	}
	if (is_float(reg) || reg == AXVCPU_RISCV64_FCSR)
		return set_float(vcpu, reg, value);
	if (reg == AXVCPU_RISCV64_PC)
		return set_pc(vcpu, value);
	if (reg == AXVCPU_RISCV64_MODE)
		return set_mode(vcpu, value);
	return set_csr(vcpu, reg, value);
}
