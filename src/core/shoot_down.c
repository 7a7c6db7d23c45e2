/* SPDX-License-Identifier: MIT */
/*
 * No CPU uses a translation that is gone. Each vCPU is requested, and kicked if
 * it runs; it is waited for until it has taken the request or left the guest. A
 * vCPU that does not run meets the request before it next executes an instruction.
 */
#include "space.h"
#include "vcpu.h"

static void ask(struct axvcpu *vcpu)
{
	axvcpu_request(vcpu, AXVCPU_REQUEST_TLB);
	if (vcpu->ops->kick && atomic_load(&vcpu->state) == AXVCPU_STATE_RUNNING)
		vcpu->ops->kick(axvcpu_state_of(vcpu));
}

static bool has_answered(struct axvcpu *vcpu)
{
	return atomic_load(&vcpu->state) != AXVCPU_STATE_RUNNING ||
		!(atomic_load(&vcpu->request) & AXVCPU_REQUEST_TLB);
}

void axvcpu_space_shoot_down(struct axvcpu_space *space)
{
	const struct axvcpu *self = axvcpu_current();

	for (struct axvcpu *vcpu = space->vcpus; vcpu; vcpu = vcpu->space_next)
		ask(vcpu);
	for (struct axvcpu *vcpu = space->vcpus; vcpu; vcpu = vcpu->space_next)
		while (vcpu != self && !has_answered(vcpu))
			axvcpu_host_relax();
}

static bool is_named(const struct axvcpu *vcpu, uint64_t mask, uint64_t base)
{
	uint64_t bit = vcpu->vcpu_id - base;

	if (base == UINT64_MAX)
		return true;
	return vcpu->vcpu_id >= base && bit < 64 && (mask >> bit & 1);
}

/* Whether there is a vCPU for the base and for each bit. */
static bool are_there(const struct axvcpu_space *space, uint64_t mask, uint64_t base)
{
	bool is_base_there = base == UINT64_MAX;

	for (const struct axvcpu *vcpu = space->vcpus; vcpu; vcpu = vcpu->space_next) {
		is_base_there |= vcpu->vcpu_id == base;
		if (is_named(vcpu, mask, base))
			mask &= ~(UINT64_C(1) << (vcpu->vcpu_id - base) % 64);
	}
	return is_base_there && (!mask || base == UINT64_MAX);
}

/* Whoever waits for others answers them meanwhile, or two would wait for ever. */
static bool relax_and_answer(struct axvcpu *self)
{
	axvcpu_host_relax();
	return axvcpu_take_requests(self, AXVCPU_REQUEST_TLB);
}

/* The lock is held. Whether self was asked to drop its own meanwhile. */
static bool fence_others(struct axvcpu_space *space, struct axvcpu *self, uint64_t mask,
			 uint64_t base)
{
	bool asked = false;
	struct axvcpu *vcpu;

	for (vcpu = space->vcpus; vcpu; vcpu = vcpu->space_next)
		if (vcpu != self && is_named(vcpu, mask, base))
			ask(vcpu);
	for (vcpu = space->vcpus; vcpu; vcpu = vcpu->space_next)
		while (vcpu != self && is_named(vcpu, mask, base) && !has_answered(vcpu))
			asked |= relax_and_answer(self);
	return asked;
}

bool axvcpu_space_fence(struct axvcpu_space *space, struct axvcpu *self, uint64_t mask,
			uint64_t base, bool *drop)
{
	uint32_t ticket = axvcpu_space_draw(space);
	bool known;

	*drop = is_named(self, mask, base);
	while (!axvcpu_space_is_turn(space, ticket))
		*drop |= relax_and_answer(self);
	known = are_there(space, mask, base);
	if (known)
		*drop |= fence_others(space, self, mask, base);
	axvcpu_space_unlock(space);
	return known;
}
