/* SPDX-License-Identifier: MIT */
/* Setup, and its inverse: reset and destroy. */
#include "memory_functions.h"
#include "space.h"
#include "vcpu.h"

static enum axvcpu_status check_space(const struct axvcpu *vcpu, const struct axvcpu_space *space)
{
	if (!space && vcpu->arch != AXVCPU_ARCH_CUSTOM)
		return axvcpu_refuse_state("setup", AXVCPU_BAD_ARGUMENT, AXVCPU_STATE_CREATED,
					   "space is null");
	if (space && space->arch != vcpu->arch)
		return axvcpu_refuse_state("setup", AXVCPU_BAD_ARGUMENT, AXVCPU_STATE_CREATED,
					   "space is of another arch");
	return AXVCPU_OK;
}

static enum axvcpu_status call_setup(struct axvcpu *vcpu, uint64_t entry,
				     struct axvcpu_space *space, const void *setup_config)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();
	enum axvcpu_status status;

	if (!vcpu->ops->setup)
		return AXVCPU_OK;
	cpu->current = vcpu;
	status = vcpu->ops->setup(axvcpu_state_of(vcpu), entry, space, setup_config);
	cpu->current = NULL;
	if (status != AXVCPU_OK)
		axvcpu_refuse_state("setup", status, AXVCPU_STATE_CREATED,
				    "the back end refused entry or space");
	return status;
}

enum axvcpu_status axvcpu_setup(struct axvcpu *vcpu, uint64_t entry, struct axvcpu_space *space,
				const void *setup_config)
{
	enum axvcpu_state from;
	enum axvcpu_status status = axvcpu_begin(vcpu, AXVCPU_EVENT_SETUP, &from);

	if (status != AXVCPU_OK)
		return status;
	status = check_space(vcpu, space);
	if (status == AXVCPU_OK)
		status = call_setup(vcpu, entry, space, setup_config);
	if (status != AXVCPU_OK) {
		axvcpu_cancel(vcpu, AXVCPU_EVENT_SETUP, from);
		return status;
	}
	if (space)
		axvcpu_space_attach(space, vcpu);
	axvcpu_end(vcpu, AXVCPU_EVENT_SETUP, from);
	return AXVCPU_OK;
}

static void leave_space(struct axvcpu *vcpu)
{
	if (vcpu->space)
		axvcpu_space_detach(vcpu->space, vcpu);
}

static void forget_pending(struct axvcpu *vcpu)
{
	atomic_fetch_and(&vcpu->request, AXVCPU_REQUEST_TRACED);
	for (unsigned word = 0; word < AXVCPU_INTERRUPT_WORDS; word++) {
		atomic_store(&vcpu->levels[word], 0);
		atomic_store(&vcpu->edges[word], 0);
	}
	axvcpu_set_deadline(vcpu, UINT64_MAX);
	vcpu->answer = AXVCPU_ANSWER_NONE;
	memset(&vcpu->exit, 0, sizeof(vcpu->exit));
}

enum axvcpu_status axvcpu_reset(struct axvcpu *vcpu)
{
	enum axvcpu_state from;
	enum axvcpu_status status = axvcpu_begin(vcpu, AXVCPU_EVENT_RESET, &from);

	if (status != AXVCPU_OK)
		return status;
	axvcpu_detach(vcpu);
	leave_space(vcpu);
	axvcpu_this_cpu()->current = vcpu;
	if (vcpu->ops->reset)
		vcpu->ops->reset(axvcpu_state_of(vcpu));
	axvcpu_this_cpu()->current = NULL;
	forget_pending(vcpu);
	axvcpu_end(vcpu, AXVCPU_EVENT_RESET, from);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_destroy(struct axvcpu *vcpu)
{
	enum axvcpu_state from;
	enum axvcpu_status status = axvcpu_begin(vcpu, AXVCPU_EVENT_DESTROY, &from);

	if (status != AXVCPU_OK)
		return status;
	axvcpu_detach(vcpu);
	leave_space(vcpu);
	axvcpu_this_cpu()->current = vcpu;
	if (vcpu->ops->destroy)
		vcpu->ops->destroy(axvcpu_state_of(vcpu));
	axvcpu_this_cpu()->current = NULL;
	axvcpu_end(vcpu, AXVCPU_EVENT_DESTROY, from);
	if (vcpu->allocated)
		axvcpu_host_release(vcpu, vcpu->allocated);
	return AXVCPU_OK;
}
