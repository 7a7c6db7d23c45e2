/* SPDX-License-Identifier: MIT */
/* Assigning a vCPU to a physical CPU, and taking it off. */
#include "vcpu.h"

static enum axvcpu_status check_cpu(const struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	enum axvcpu_status status = axvcpu_percpu_admit(cpu, vcpu->ops);

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

static void assign(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	if (vcpu->last_cpu_id != cpu->id) {
		vcpu->statistics.migrations += vcpu->last_cpu_id != AXVCPU_CPU_ANY;
		vcpu->last_cpu_id = cpu->id;
	}
	cpu->bound++;
	atomic_store_explicit(&vcpu->cpu_id, cpu->id, memory_order_relaxed);
	atomic_store_explicit(&vcpu->cpu, cpu, memory_order_relaxed);
}

enum axvcpu_status axvcpu_bind(struct axvcpu *vcpu)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();
	enum axvcpu_state from;
	enum axvcpu_status status = axvcpu_begin(vcpu, AXVCPU_EVENT_BIND, &from);

	if (status != AXVCPU_OK)
		return status;
	status = check_cpu(vcpu, cpu);
	if (status == AXVCPU_OK)
		status = call_bind(vcpu, cpu);
	if (status != AXVCPU_OK) {
		axvcpu_cancel(vcpu, AXVCPU_EVENT_BIND, from);
		return status;
	}
	assign(vcpu, cpu);
	axvcpu_end(vcpu, AXVCPU_EVENT_BIND, from);
	return AXVCPU_OK;
}

static void evict(struct axvcpu *vcpu, struct axvcpu_percpu *cpu)
{
	if (cpu->loaded != vcpu)
		return;
	cpu->loaded = AXVCPU_NOBODY;
	if (vcpu->ops->evict)
		vcpu->ops->evict(axvcpu_state_of(vcpu));
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
	cpu->bound--;
	atomic_store_explicit(&vcpu->cpu_id, AXVCPU_CPU_ANY, memory_order_relaxed);
	atomic_store_explicit(&vcpu->cpu, NULL, memory_order_relaxed);
}

enum axvcpu_status axvcpu_unbind(struct axvcpu *vcpu)
{
	enum axvcpu_state from;
	enum axvcpu_status status = axvcpu_begin(vcpu, AXVCPU_EVENT_UNBIND, &from);

	if (status != AXVCPU_OK)
		return status;
	axvcpu_detach(vcpu);
	axvcpu_end(vcpu, AXVCPU_EVENT_UNBIND, from);
	return AXVCPU_OK;
}
