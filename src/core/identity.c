/* SPDX-License-Identifier: MIT */
/* What create fixed. */
#include "vcpu.h"

uint32_t axvcpu_vm_id(const struct axvcpu *vcpu)
{
	return vcpu ? vcpu->vm_id : 0;
}

uint32_t axvcpu_vcpu_id(const struct axvcpu *vcpu)
{
	return vcpu ? vcpu->vcpu_id : 0;
}

bool axvcpu_is_bsp(const struct axvcpu *vcpu)
{
	return vcpu && vcpu->vcpu_id == 0;
}

uint32_t axvcpu_favor_cpu(const struct axvcpu *vcpu)
{
	return vcpu ? vcpu->favor_cpu : AXVCPU_CPU_ANY;
}

bool axvcpu_cpu_allowed(const struct axvcpu *vcpu, uint32_t cpu)
{
	if (!vcpu || cpu == AXVCPU_CPU_ANY)
		return false;
	if (!vcpu->cpu_set)
		return true;
	return cpu / 64 < vcpu->cpu_set_count && (vcpu->cpu_set[cpu / 64] >> cpu % 64 & 1);
}

uint32_t axvcpu_cpu(const struct axvcpu *vcpu)
{
	if (!vcpu || !atomic_load_explicit(&vcpu->cpu, memory_order_relaxed))
		return AXVCPU_CPU_ANY;
	return atomic_load_explicit(&vcpu->cpu_id, memory_order_relaxed);
}

const char *axvcpu_backend(const struct axvcpu *vcpu)
{
	return vcpu ? vcpu->ops->name : NULL;
}

void *axvcpu_context(const struct axvcpu *vcpu)
{
	return vcpu ? vcpu->context : NULL;
}
