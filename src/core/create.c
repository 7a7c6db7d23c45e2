/* SPDX-License-Identifier: MIT */
/* The beginning and the end of a vCPU. */
#include "memory_functions.h"
#include "space.h"
#include "vcpu.h"

/* The vCPU, the back end's state, the affinity set; 0: too large to be true. */
static size_t whole_size(const struct axvcpu_ops *ops, const struct axvcpu_config *config,
			 size_t *cpu_set)
{
	size_t state = ops->state_size ? ops->state_size(config) : 0;

	if (state > SIZE_MAX / 2)
		return 0;
	*cpu_set = AXVCPU_STATE_OFFSET + (state + 7) / 8 * 8;
	return *cpu_set + config->cpu_set.count * sizeof(uint64_t);
}

size_t axvcpu_size(const struct axvcpu_config *config)
{
	const struct axvcpu_ops *ops;
	enum axvcpu_arch arch;
	enum axvcpu_backend backend;
	size_t cpu_set;

	if (axvcpu_resolve("size", config, &ops, &arch, &backend) != AXVCPU_OK)
		return 0;
	return whole_size(ops, config, &cpu_set);
}

static void fill(struct axvcpu *vcpu, const struct axvcpu_config *config, size_t cpu_set)
{
	vcpu->vm_id = config->vm_id;
	vcpu->vcpu_id = config->vcpu_id;
	vcpu->favor_cpu = config->favor_cpu;
	vcpu->policy = config->policy;
	vcpu->notify = config->notify;
	vcpu->context = config->context;
	vcpu->last_cpu_id = AXVCPU_CPU_ANY;
	vcpu->cpu_id = AXVCPU_CPU_ANY;
	vcpu->deadline = UINT64_MAX;
	if (!config->cpu_set.words)
		return;
	vcpu->cpu_set_count = config->cpu_set.count;
	vcpu->cpu_set = (const uint64_t *)(void *)((char *)vcpu + cpu_set);
	memcpy((char *)vcpu + cpu_set, config->cpu_set.words,
	       config->cpu_set.count * sizeof(uint64_t));
}

static enum axvcpu_status call_create(struct axvcpu *vcpu, const struct axvcpu_config *config)
{
	enum axvcpu_status status;

	if (!vcpu->ops->create)
		return AXVCPU_OK;
	axvcpu_this_cpu()->current = vcpu;
	status = vcpu->ops->create(axvcpu_state_of(vcpu), vcpu, config);
	axvcpu_this_cpu()->current = NULL;
	if (status != AXVCPU_OK)
		axvcpu_refuse("create", status, "the back end refused");
	return status;
}

enum axvcpu_status axvcpu_create_at(void *memory, size_t size, const struct axvcpu_config *config,
				    struct axvcpu **vcpu)
{
	struct axvcpu *made = memory;
	const struct axvcpu_ops *ops;
	enum axvcpu_arch arch;
	enum axvcpu_backend backend;
	size_t cpu_set = 0, whole;
	enum axvcpu_status status;

	if (!memory || !vcpu)
		return axvcpu_refuse("create", AXVCPU_BAD_ARGUMENT, "memory or vcpu is null");
	status = axvcpu_resolve("create", config, &ops, &arch, &backend);
	if (status != AXVCPU_OK)
		return status;
	if ((uintptr_t)memory % AXVCPU_ALIGNMENT)
		return axvcpu_refuse("create", AXVCPU_BAD_ADDRESS, "memory is misaligned");
	whole = whole_size(ops, config, &cpu_set);
	if (!whole || size < whole)
		return axvcpu_refuse("create", AXVCPU_NO_MEMORY, "memory is smaller than axvcpu_size");
	memset(memory, 0, whole);
	made->ops = ops;
	made->run = ops->run;
	made->arch = arch;
	made->backend = backend;
	fill(made, config, cpu_set);
	status = call_create(made, config);
	if (status != AXVCPU_OK)
		return status;
	atomic_store(&made->state, AXVCPU_STATE_CREATED);
	*vcpu = made;
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_create(const struct axvcpu_config *config, struct axvcpu **vcpu)
{
	const struct axvcpu_ops *ops;
	enum axvcpu_arch arch;
	enum axvcpu_backend backend;
	size_t cpu_set, size;
	enum axvcpu_status status = axvcpu_resolve("create", config, &ops, &arch, &backend);
	void *memory;

	if (status != AXVCPU_OK)
		return status;
	size = whole_size(ops, config, &cpu_set);
	memory = size ? axvcpu_host_allocate(size, AXVCPU_ALIGNMENT) : NULL;
	if (!memory)
		return axvcpu_refuse("create", AXVCPU_NO_MEMORY, "the host has no memory");
	status = axvcpu_create_at(memory, size, config, vcpu);
	if (status == AXVCPU_OK)
		(*vcpu)->allocated = size;
	else
		axvcpu_host_release(memory, size);
	return status;
}
