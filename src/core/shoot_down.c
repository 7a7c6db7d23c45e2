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

	return base == UINT64_MAX || (bit < 64 && (mask >> bit & 1));
}

/* Whoever waits for others answers them meanwhile, or two would wait for ever. */
static bool relax_and_answer(struct axvcpu *self)
{
	axvcpu_host_relax();
	return axvcpu_take_requests(self, AXVCPU_REQUEST_TLB);
}

bool axvcpu_space_fence(struct axvcpu_space *space, struct axvcpu *self, uint64_t mask,
			uint64_t base)
{
	uint32_t ticket = axvcpu_space_draw(space);
	bool flush = is_named(self, mask, base);
	struct axvcpu *vcpu;

	while (!axvcpu_space_is_turn(space, ticket))
		flush |= relax_and_answer(self);
	for (vcpu = space->vcpus; vcpu; vcpu = vcpu->space_next)
		if (vcpu != self && is_named(vcpu, mask, base))
			ask(vcpu);
	for (vcpu = space->vcpus; vcpu; vcpu = vcpu->space_next)
		while (vcpu != self && is_named(vcpu, mask, base) && !has_answered(vcpu))
			flush |= relax_and_answer(self);
	axvcpu_space_unlock(space);
	return flush;
}
