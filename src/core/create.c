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
	vcpu->cpu_id = AXVCPU_CPU_ANY;
	vcpu->deadline = UINT64_MAX;
	if (!config->cpu_set.words)
		return;
	vcpu->cpu_set_count = config->cpu_set.count;
	vcpu->cpu_set = (const uint64_t *)(void *)((char *)vcpu + cpu_set);
	memcpy((char *)vcpu + cpu_set, config->cpu_set.words,
	       config->cpu_set.count * sizeof(uint64_t));
}

/* What both ways of making a vCPU have found out before there is one. */
struct making {
	const char *call;
	const struct axvcpu_config *config;
	const struct axvcpu_ops *ops;
	enum axvcpu_arch arch;
	enum axvcpu_backend backend;
	size_t size;
	size_t cpu_set; /* offset of the affinity set */
};

static enum axvcpu_status plan(struct making *making)
{
	enum axvcpu_status status = axvcpu_resolve(making->call, making->config, &making->ops,
						   &making->arch, &making->backend);

	if (status != AXVCPU_OK)
		return status;
	making->size = whole_size(making->ops, making->config, &making->cpu_set);
	if (!making->size)
		return axvcpu_refuse(making->call, AXVCPU_NO_MEMORY, "the state is too large");
	return AXVCPU_OK;
}

static enum axvcpu_status call_create(struct axvcpu *vcpu, const struct making *making)
{
	enum axvcpu_status status;

	if (!vcpu->ops->create)
		return AXVCPU_OK;
	axvcpu_this_cpu()->current = vcpu;
	status = vcpu->ops->create(axvcpu_state_of(vcpu), vcpu, making->config);
	axvcpu_this_cpu()->current = NULL;
	if (status != AXVCPU_OK)
		axvcpu_refuse(making->call, status, "the back end refused");
	return status;
}

static enum axvcpu_status make(const struct making *making, struct axvcpu *vcpu)
{
	enum axvcpu_status status;

	memset(vcpu, 0, making->size);
	vcpu->ops = making->ops;
	vcpu->run = making->ops->run;
	vcpu->arch = making->arch;
	vcpu->backend = making->backend;
	fill(vcpu, making->config, making->cpu_set);
	status = call_create(vcpu, making);
	if (status == AXVCPU_OK)
		atomic_store(&vcpu->state, AXVCPU_STATE_CREATED);
	return status;
}

enum axvcpu_status axvcpu_create_at(void *memory, size_t size, const struct axvcpu_config *config,
				    struct axvcpu **vcpu)
{
	struct making making = { .call = "create_at", .config = config };
	enum axvcpu_status status;

	if (!memory || !vcpu)
		return axvcpu_refuse("create_at", AXVCPU_BAD_ARGUMENT, "memory or vcpu is null");
	status = plan(&making);
	if (status != AXVCPU_OK)
		return status;
	if ((uintptr_t)memory % AXVCPU_ALIGNMENT)
		return axvcpu_refuse("create_at", AXVCPU_BAD_ADDRESS, "memory is misaligned");
	if (size < making.size)
		return axvcpu_refuse("create_at", AXVCPU_NO_MEMORY,
				     "memory is smaller than axvcpu_size");
	status = make(&making, memory);
	if (status == AXVCPU_OK)
		*vcpu = memory;
	return status;
}

enum axvcpu_status axvcpu_create(const struct axvcpu_config *config, struct axvcpu **vcpu)
{
	struct making making = { .call = "create", .config = config };
	enum axvcpu_status status;
	struct axvcpu *made;

	if (!vcpu)
		return axvcpu_refuse("create", AXVCPU_BAD_ARGUMENT, "vcpu is null");
	status = plan(&making);
	if (status != AXVCPU_OK)
		return status;
	made = axvcpu_host_allocate(making.size, AXVCPU_ALIGNMENT);
	if (!made)
		return axvcpu_refuse("create", AXVCPU_NO_MEMORY, "the host has no memory");
	status = make(&making, made);
	if (status != AXVCPU_OK) {
		axvcpu_host_release(made, making.size);
		return status;
	}
	made->allocated = making.size;
	*vcpu = made;
	return AXVCPU_OK;
}
