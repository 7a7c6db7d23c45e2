/* SPDX-License-Identifier: MIT */
/* The guest's interrupts as the rest of the machine sees them: lines and edges. */
#include "arches.h"
#include "vcpu.h"

/* The request comes after the interrupt's bit and before the look at the state. */
static void announce(struct axvcpu *vcpu, bool wakes)
{
	axvcpu_request(vcpu, AXVCPU_REQUEST_IRQ);
	if (wakes && axvcpu_try_wake(vcpu))
		return;
	if (vcpu->ops->kick && atomic_load(&vcpu->state) == AXVCPU_STATE_RUNNING)
		vcpu->ops->kick(axvcpu_state_of(vcpu));
}

static enum axvcpu_status check(const char *call, const struct axvcpu *vcpu, uint32_t id)
{
	if (!vcpu)
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "vcpu is null");
	if (id >= AXVCPU_INTERRUPTS || !axvcpu_interrupt_exists(vcpu->arch, id))
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "the arch has no such interrupt");
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_set_interrupt(struct axvcpu *vcpu, uint32_t id, bool level)
{
	enum axvcpu_status status = check("set_interrupt", vcpu, id);
	uint64_t bit = UINT64_C(1) << id % 64;

	if (status != AXVCPU_OK)
		return status;
	if (level)
		atomic_fetch_or(&vcpu->levels[id / 64], bit);
	else
		atomic_fetch_and(&vcpu->levels[id / 64], ~bit);
	announce(vcpu, level);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_inject_interrupt(struct axvcpu *vcpu, uint32_t id)
{
	enum axvcpu_status status = check("inject_interrupt", vcpu, id);

	if (status != AXVCPU_OK)
		return status;
	atomic_fetch_or(&vcpu->edges[id / 64], UINT64_C(1) << id % 64);
	announce(vcpu, true);
	return AXVCPU_OK;
}

/* The request IRQ is also how a back end hears of a line that was lowered. */
bool axvcpu_requests_wake(const struct axvcpu *vcpu, uint32_t requests)
{
	if (requests & AXVCPU_REQUEST_KICK)
		return true;
	if (!(requests & AXVCPU_REQUEST_IRQ))
		return false;
	for (unsigned word = 0; word < AXVCPU_INTERRUPT_WORDS; word++)
		if (atomic_load(&vcpu->levels[word]) | atomic_load(&vcpu->edges[word]))
			return true;
	return false;
}

bool axvcpu_is_pending(const struct axvcpu *vcpu)
{
	return vcpu && axvcpu_requests_wake(vcpu, atomic_load(&vcpu->request));
}

uint64_t axvcpu_deadline(const struct axvcpu *vcpu)
{
	return vcpu ? atomic_load_explicit(&vcpu->deadline, memory_order_relaxed) : UINT64_MAX;
}

uint64_t axvcpu_now(void)
{
	return axvcpu_host_now();
}
