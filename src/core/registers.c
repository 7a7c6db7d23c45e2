/* SPDX-License-Identifier: MIT */
/* Registers, by role or by the arch's number. */
#include "vcpu.h"

#define WITH_REGISTERS (AXVCPU_IN(AXVCPU_STATE_FREE) | AXVCPU_IN_BOUND)

enum axvcpu_status axvcpu_get_register(struct axvcpu *vcpu, uint32_t reg, uint64_t *value)
{
	enum axvcpu_state met;
	enum axvcpu_status status;

	if (!value)
		return axvcpu_refuse("get_register", AXVCPU_BAD_ARGUMENT, "value is null");
	status = axvcpu_hold(vcpu, "get_register", WITH_REGISTERS, &met);
	if (status != AXVCPU_OK)
		return status;
	if (vcpu->ops->get_register)
		status = vcpu->ops->get_register(axvcpu_state_of(vcpu),
						 axvcpu_register_of_role(vcpu->arch, reg), value);
	else
		status = AXVCPU_UNSUPPORTED;
	axvcpu_release(vcpu, met);
	if (status != AXVCPU_OK)
		axvcpu_refuse_state("get_register", status, met, "no such register to read");
	return status;
}

static bool is_pc(const struct axvcpu *vcpu, uint32_t reg)
{
	return reg == axvcpu_register_of_role(vcpu->arch, AXVCPU_REGISTER_PC);
}

static AXVCPU_RARE enum axvcpu_status
set_register(struct axvcpu *vcpu, uint32_t reg, uint64_t value)
{
	enum axvcpu_state met;
	enum axvcpu_status status = axvcpu_hold(vcpu, "set_register", WITH_REGISTERS, &met);

	if (status != AXVCPU_OK)
		return status;
	reg = axvcpu_register_of_role(vcpu->arch, reg);
	status = AXVCPU_UNSUPPORTED;
	if (vcpu->ops->set_register)
		status = vcpu->ops->set_register(axvcpu_state_of(vcpu), reg, value);
	if (status == AXVCPU_OK && is_pc(vcpu, reg))
		axvcpu_drop_exit(vcpu);
	axvcpu_release(vcpu, met);
	if (status != AXVCPU_OK)
		axvcpu_refuse_state("set_register", status, met, "no such register to write");
	return status;
}

static bool set_plain(struct axvcpu *vcpu, uint32_t reg, uint64_t value)
{
	uint64_t *plain = reg == AXVCPU_REGISTER_RETURN ? vcpu->plain_result :
		axvcpu_plain_register(vcpu, reg);

	if (plain)
		*plain = value;
	return plain;
}

/* Mostly the result of a call. */
enum axvcpu_status axvcpu_set_register(struct axvcpu *vcpu, uint32_t reg, uint64_t value)
{
	bool done;

	if (!axvcpu_hold_loaded(vcpu))
		return set_register(vcpu, reg, value);
	done = set_plain(vcpu, reg, value);
	axvcpu_release_loaded(vcpu);
	return done ? AXVCPU_OK : set_register(vcpu, reg, value);
}

enum axvcpu_status axvcpu_set_budget(struct axvcpu *vcpu, uint64_t instructions)
{
	enum axvcpu_state met;
	enum axvcpu_status status = axvcpu_hold(vcpu, "set_budget", WITH_REGISTERS, &met);

	if (status != AXVCPU_OK)
		return status;
	status = AXVCPU_UNSUPPORTED;
	if (vcpu->ops->set_budget)
		status = vcpu->ops->set_budget(axvcpu_state_of(vcpu), instructions);
	axvcpu_release(vcpu, met);
	if (status != AXVCPU_OK)
		axvcpu_refuse_state("set_budget", status, met, "the back end counts no instructions");
	return status;
}
