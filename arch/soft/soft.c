/* SPDX-License-Identifier: MIT */
/* The slots of the back end but run: create, setup, reset, registers. */
#include <axvcpu/config.h>
#include <axvcpu/soft.h>

#include <generated/soft_ops.h>

#include "../../src/core/memory_functions.h"
#include "../../src/core/space.h"
#include "soft.h"

/* Above it, time in ticks could overflow in between. */
#define LARGEST_TIMEBASE UINT64_C(10000000000)

size_t axvcpu_soft_state_size(const struct axvcpu_config *config)
{
	(void)config;
	return sizeof(struct soft_hart);
}

/* Cached translations and code go; the memory that holds them is large and stays as it is. */
static void forget(struct soft_hart *hart)
{
	memset(&hart->registers, 0, sizeof(hart->registers));
	memset(&hart->csr, 0, sizeof(hart->csr));
	memset(&hart->floating, 0, sizeof(hart->floating));
	hart->mode = MODE_SUPERVISOR;
	hart->space = NULL;
	hart->retired = 0;
	hart->slice = 0;
	hart->budget = UINT64_MAX;
	hart->edges = 0;
	hart->levels = 0;
	hart->reserved = 0;
	hart->timer_due = false;
	hart->timecmp = UINT64_MAX;
	hart->timedelta = 0;
	hart->deadline = UINT64_MAX;
	hart->attention = true;
	axvcpu_soft_flush(hart);
	axvcpu_soft_drop_code(hart);
	axvcpu_soft_view(hart);
}

enum axvcpu_status axvcpu_soft_create(void *state, struct axvcpu *vcpu,
				      const struct axvcpu_config *config)
{
	const struct axvcpu_soft_config *own = config->arch_config;
	struct soft_hart *hart = state;

	if (own && (own->size != sizeof(*own) || own->timebase > LARGEST_TIMEBASE ||
		    (own->extensions & ~(uint64_t)AXVCPU_SOFT_FLOAT)))
		return AXVCPU_BAD_ARGUMENT;
	hart->vcpu = vcpu;
	hart->timebase = own && own->timebase ? own->timebase : AXVCPU_SOFT_TIMEBASE;
	hart->has_float = own && (own->extensions & AXVCPU_SOFT_FLOAT);
	axvcpu_plain_registers(vcpu, hart->registers.x, AXVCPU_RISCV64_X1, AXVCPU_RISCV64_X31);
	forget(hart);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_soft_setup(void *state, uint64_t entry, struct axvcpu_space *space,
				     const void *setup_config)
{
	struct soft_hart *hart = state;

	(void)setup_config;
	if (entry & 1 || entry >> space->format->address_bits)
		return AXVCPU_BAD_ADDRESS;
	forget(hart);
	hart->space = space;
	hart->registers.pc = entry;
	return AXVCPU_OK;
}

void axvcpu_soft_reset(void *state)
{
	forget(state);
}

static bool is_float(const struct soft_hart *hart, uint32_t reg)
{
	return hart->has_float && reg >= AXVCPU_RISCV64_F0 && reg <= AXVCPU_RISCV64_F31;
}

/* Bits of hvip are those of sip, one place higher (18.2.3). */
static bool get_csr(struct soft_hart *hart, uint32_t reg, uint64_t *value)
{
	if (reg == AXVCPU_RISCV64_HVIP)
		*value = hart->edges << 1;
	else if (reg == AXVCPU_RISCV64_HTIMEDELTA)
		*value = hart->timedelta;
	else
		return reg >= REGISTER_CSR && axvcpu_soft_csr_read(hart, reg - REGISTER_CSR, value);
	return true;
}

enum axvcpu_status axvcpu_soft_get_register(void *state, uint32_t reg, uint64_t *value)
{
	struct soft_hart *hart = state;

	if (reg <= AXVCPU_RISCV64_X31)
		*value = hart->registers.x[reg];
	else if (is_float(hart, reg))
		*value = hart->floating.f[reg - AXVCPU_RISCV64_F0];
	else if (reg == AXVCPU_RISCV64_PC)
		*value = hart->registers.pc;
	else if (reg == AXVCPU_RISCV64_MODE)
		*value = hart->mode;
	else if (!get_csr(hart, reg, value))
		return AXVCPU_BAD_ARGUMENT;
	return AXVCPU_OK;
}

/* A reservation does not outlive a jump from outside (I 13.2: an SC may fail). */
static enum axvcpu_status set_pc(struct soft_hart *hart, uint64_t value)
{
	if (value & 1)
		return AXVCPU_BAD_ARGUMENT;
	hart->registers.pc = value;
	hart->reserved = 0;
	return AXVCPU_OK;
}

static enum axvcpu_status set_mode(struct soft_hart *hart, uint64_t value)
{
	if (value > MODE_SUPERVISOR)
		return AXVCPU_BAD_ARGUMENT;
	hart->mode = (uint8_t)value;
	hart->attention = true;
	axvcpu_soft_view(hart);
	return AXVCPU_OK;
}

/* The caller, unlike the guest, may write every bit of sip, the counters and the time. */
static bool write_csr(struct soft_hart *hart, uint32_t reg, uint64_t value)
{
	switch (reg) {
	case AXVCPU_RISCV64_SIP:
		hart->edges = value & SI_ALL;
		return true;
	case AXVCPU_RISCV64_HVIP:
		hart->edges = value >> 1 & SI_ALL;
		return true;
	case AXVCPU_RISCV64_INSTRET:
		hart->retired = value;
		return true;
	case AXVCPU_RISCV64_TIME:
		axvcpu_soft_set_timedelta(hart, hart->timedelta + value - axvcpu_soft_time(hart));
		return true;
	case AXVCPU_RISCV64_HTIMEDELTA:
		axvcpu_soft_set_timedelta(hart, value);
		return true;
	default:
		return reg >= REGISTER_CSR &&
			axvcpu_soft_csr_write(hart, reg - REGISTER_CSR, value);
	}
}

/* The timer may have been set, or enabled, and the vCPU be blocked before it runs again. */
static enum axvcpu_status set_csr(struct soft_hart *hart, uint32_t reg, uint64_t value)
{
	if (!write_csr(hart, reg, value))
		return AXVCPU_BAD_ARGUMENT;
	hart->attention = true;
	axvcpu_set_deadline(hart->vcpu, axvcpu_soft_wake_time(hart));
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_soft_set_register(void *state, uint32_t reg, uint64_t value)
{
	struct soft_hart *hart = state;

	if (reg == AXVCPU_RISCV64_X0)
		return AXVCPU_OK;
	if (reg <= AXVCPU_RISCV64_X31) {
		hart->registers.x[reg] = value;
		return AXVCPU_OK;
	}
	if (is_float(hart, reg)) {
		hart->floating.f[reg - AXVCPU_RISCV64_F0] = value;
		return AXVCPU_OK;
	}
	if (reg == AXVCPU_RISCV64_PC)
		return set_pc(hart, value);
	if (reg == AXVCPU_RISCV64_MODE)
		return set_mode(hart, value);
	return set_csr(hart, reg, value);
}

enum axvcpu_status axvcpu_soft_inject_exception(void *state, uint64_t code, uint64_t value)
{
	if (code >= 64 || !(AXVCPU_RISCV64_EXCEPTIONS_INJECTED >> code & 1))
		return AXVCPU_BAD_ARGUMENT;
	axvcpu_soft_deliver(state, code, value);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_soft_set_budget(void *state, uint64_t instructions)
{
	struct soft_hart *hart = state;

	hart->budget = instructions;
	return AXVCPU_OK;
}
