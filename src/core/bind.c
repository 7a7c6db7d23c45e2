/* SPDX-License-Identifier: MIT */
/* Assigning a vCPU to a physical CPU, and taking it off. */
#include "vcpu.h"

static enum axvcpu_status check_cpu(const struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	enum axvcpu_status status = AXVCPU_OK;

	if (cpu->backends[0] != vcpu->ops)
		status = axvcpu_percpu_admit(cpu, vcpu->ops);
	if (status != AXVCPU_OK)
		return axvcpu_refuse_state("bind", status, AXVCPU_STATE_FREE,
					   "this CPU is not enabled for its back end");
	if (vcpu->cpu_set && !axvcpu_cpu_allowed(vcpu, cpu->id))
		return axvcpu_refuse_state("bind", AXVCPU_NOT_ALLOWED, AXVCPU_STATE_FREE,
					   "its affinity excludes this CPU");
	return AXVCPU_OK;
}

static enum axvcpu_status call_bind(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	enum axvcpu_status status;

	if (!vcpu->ops->bind)
		return AXVCPU_OK;
	cpu->current = vcpu;
	status = vcpu->ops->bind(axvcpu_state_of(vcpu));
	cpu->current = NULL;
	if (status != AXVCPU_OK)
		axvcpu_refuse_state("bind", status, AXVCPU_STATE_FREE, "the back end refused");
	return status;
}

static inline void assign(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	uint32_t last = atomic_load_explicit(&vcpu->cpu_id, memory_order_relaxed);

	if (last != cpu->id) {
		vcpu->statistics.migrations += last != AXVCPU_CPU_ANY;
		atomic_store_explicit(&vcpu->cpu_id, cpu->id, memory_order_relaxed);
	}
	cpu->bound++;
	atomic_store_explicit(&vcpu->cpu, cpu, memory_order_relaxed);
}

/* Claimed: the CPU is looked at, and the back end told. */
static AXVCPU_RARE enum axvcpu_status bind_claimed(struct axvcpu *vcpu)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();
	enum axvcpu_status status = check_cpu(vcpu, cpu);

	if (status == AXVCPU_OK)
		status = call_bind(vcpu, cpu);
	if (status != AXVCPU_OK) {
		axvcpu_cancel(vcpu, AXVCPU_EVENT_BIND, AXVCPU_STATE_FREE);
		return status;
	}
	assign(vcpu, cpu);
	return axvcpu_end(vcpu, AXVCPU_EVENT_BIND, AXVCPU_STATE_FREE);
}

static AXVCPU_RARE enum axvcpu_status bind_other(struct axvcpu *vcpu)
{
	enum axvcpu_state from;
	enum axvcpu_status status = axvcpu_begin(vcpu, AXVCPU_EVENT_BIND, &from);

	return status == AXVCPU_OK ? bind_claimed(vcpu) : status;
}

enum axvcpu_status axvcpu_bind(struct axvcpu *vcpu)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();

	if (!vcpu || !axvcpu_step_begin(&vcpu->state, AXVCPU_EVENT_BIND, AXVCPU_STATE_FREE))
		return bind_other(vcpu);
	if (cpu->backends[0] != vcpu->ops || vcpu->ops->bind || vcpu->cpu_set)
		return bind_claimed(vcpu);
	assign(vcpu, cpu);
	return axvcpu_end(vcpu, AXVCPU_EVENT_BIND, AXVCPU_STATE_FREE);
}

static void evict(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	if (cpu->loaded != vcpu)
		return;
	cpu->loaded = AXVCPU_NOBODY;
	if (vcpu->ops->evict)
		vcpu->ops->evict(axvcpu_state_of(vcpu));
}

static inline void leave(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	cpu->bound--;
	atomic_store_explicit(&vcpu->cpu, NULL, memory_order_relaxed);
}

/* The vCPU is claimed and bound here, or nowhere. */
void axvcpu_detach(struct axvcpu *vcpu)
{
	struct axvcpu_percpu *cpu = atomic_load_explicit(&vcpu->cpu, memory_order_relaxed);

	if (!cpu)
		return;
	cpu->current = vcpu;
	evict(vcpu, cpu);
	if (vcpu->ops->unbind)
		vcpu->ops->unbind(axvcpu_state_of(vcpu));
	cpu->current = NULL;
	leave(vcpu, cpu);
}

static AXVCPU_RARE enum axvcpu_status unbind_claimed(struct axvcpu *vcpu, enum axvcpu_state from)
{
	axvcpu_detach(vcpu);
	return axvcpu_end(vcpu, AXVCPU_EVENT_UNBIND, from);
}

static AXVCPU_RARE enum axvcpu_status unbind_other(struct axvcpu *vcpu)
{
	enum axvcpu_state from;
	enum axvcpu_status status = axvcpu_begin(vcpu, AXVCPU_EVENT_UNBIND, &from);

	return status == AXVCPU_OK ? unbind_claimed(vcpu, from) : status;
}

/* Loaded here, hence bound here, as in run. */
enum axvcpu_status axvcpu_unbind(struct axvcpu *vcpu)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();

	if (cpu->loaded != vcpu ||
	    !axvcpu_step_begin(&vcpu->state, AXVCPU_EVENT_UNBIND, AXVCPU_STATE_READY))
		return unbind_other(vcpu);
	if (vcpu->ops->evict || vcpu->ops->unbind)
		return unbind_claimed(vcpu, AXVCPU_STATE_READY);
	cpu->loaded = AXVCPU_NOBODY;
	leave(vcpu, cpu);
	return axvcpu_end(vcpu, AXVCPU_EVENT_UNBIND, AXVCPU_STATE_READY);
}
