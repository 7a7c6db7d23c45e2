/* SPDX-License-Identifier: MIT */
/* The beginning and the end of a space, and its vCPUs. */
#include "arches.h"
#include "space.h"
#include "vcpu.h"

static enum axvcpu_status make(const char *call, const struct axvcpu_config *config,
			       struct axvcpu_space **space)
{
	const struct axvcpu_table_format *format;
	const struct axvcpu_ops *ops;
	enum axvcpu_backend backend;
	enum axvcpu_arch arch;
	enum axvcpu_status status;

	if (!space)
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "space is null");
	status = axvcpu_resolve(call, config, &ops, &arch, &backend);
	if (status != AXVCPU_OK)
		return status;
	format = axvcpu_format_of(arch, config->format);
	if (!format)
		return axvcpu_refuse(call, AXVCPU_UNSUPPORTED,
				     "the arch has no such second stage here");
	*space = axvcpu_host_allocate(sizeof(**space), AXVCPU_ALIGNMENT);
	if (!*space)
		return axvcpu_refuse(call, AXVCPU_NO_MEMORY, "the host has no memory");
	(*space)->format = format;
	(*space)->arch = arch;
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_space_create(const struct axvcpu_config *config,
				       struct axvcpu_space **space)
{
	struct axvcpu_space *made;
	enum axvcpu_status status = make("space_create", config, space ? &made : NULL);

	if (status != AXVCPU_OK)
		return status;
	made->root = axvcpu_host_allocate(made->format->root_size, made->format->root_size);
	if (!made->root) {
		axvcpu_host_release(made, sizeof(*made));
		return axvcpu_refuse("space_create", AXVCPU_NO_MEMORY, "no frames for the root");
	}
	*space = made;
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_space_from_root(const struct axvcpu_config *config, uint64_t root,
					  struct axvcpu_space **space)
{
	struct axvcpu_space *made;
	enum axvcpu_status status = make("space_from_root", config, space ? &made : NULL);
	const char *wrong = NULL;

	if (status != AXVCPU_OK)
		return status;
	if (!root)
		wrong = "root is null";
	else if (root % made->format->root_size)
		wrong = "root is misaligned";
	else if (root > axvcpu_table_frame(made->format, UINT64_MAX))
		wrong = "root is too wide";
	if (wrong) {
		axvcpu_host_release(made, sizeof(*made));
		return axvcpu_refuse("space_from_root", AXVCPU_BAD_ADDRESS, wrong);
	}
	made->root = axvcpu_host_pointer(root);
	made->foreign = true;
	*space = made;
	return AXVCPU_OK;
}

void axvcpu_space_lock(struct axvcpu_space *space)
{
	uint32_t ticket = axvcpu_space_draw(space);

	while (!axvcpu_space_is_turn(space, ticket))
		axvcpu_host_relax();
}

void axvcpu_space_unlock(struct axvcpu_space *space)
{
	atomic_fetch_add_explicit(&space->turn, 1, memory_order_release);
}

static bool is_used(struct axvcpu_space *space)
{
	bool used;

	axvcpu_space_lock(space);
	used = space->vcpus;
	axvcpu_space_unlock(space);
	return used;
}

enum axvcpu_status axvcpu_space_destroy(struct axvcpu_space *space)
{
	if (!space)
		return axvcpu_refuse("space_destroy", AXVCPU_BAD_ARGUMENT, "space is null");
	if (is_used(space))
		return axvcpu_refuse("space_destroy", AXVCPU_BUSY, "a vCPU is set up with it");
	if (!space->foreign)
		axvcpu_table_free(space);
	axvcpu_host_release(space, sizeof(*space));
	return AXVCPU_OK;
}

void axvcpu_space_attach(struct axvcpu_space *space, struct axvcpu *vcpu)
{
	axvcpu_space_lock(space);
	vcpu->space = space;
	vcpu->space_next = space->vcpus;
	space->vcpus = vcpu;
	axvcpu_space_unlock(space);
}

void axvcpu_space_detach(struct axvcpu_space *space, struct axvcpu *vcpu)
{
	struct axvcpu **link = &space->vcpus;

	axvcpu_space_lock(space);
	while (*link != vcpu)
		link = &(*link)->space_next;
	*link = vcpu->space_next;
	vcpu->space = NULL;
	axvcpu_space_unlock(space);
}
