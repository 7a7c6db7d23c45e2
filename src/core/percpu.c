/* SPDX-License-Identifier: MIT */
/* The state of a physical CPU. */
#include "vcpu.h"

static bool has(const struct axvcpu_percpu *cpu, const struct axvcpu_ops *ops)
{
	for (unsigned i = 0; i < AXVCPU_PERCPU_BACKENDS; i++)
		if (cpu->backends[i] == ops)
			return true;
	return false;
}

static enum axvcpu_status add(struct axvcpu_percpu *cpu, const struct axvcpu_ops *ops)
{
	enum axvcpu_status status = AXVCPU_OK;
	unsigned slot = 0;

	if (has(cpu, ops))
		return AXVCPU_OK;
	while (slot < AXVCPU_PERCPU_BACKENDS && cpu->backends[slot])
		slot++;
	if (slot == AXVCPU_PERCPU_BACKENDS)
		return AXVCPU_BUSY;
	if (ops->enable)
		status = ops->enable(cpu);
	if (status == AXVCPU_OK)
		cpu->backends[slot] = ops;
	return status;
}

static enum axvcpu_status enable(struct axvcpu_percpu *cpu, uint32_t id,
				 const struct axvcpu_ops *ops)
{
	bool was = cpu->enabled;
	uint32_t old = cpu->id;
	enum axvcpu_status status;

	cpu->id = id;
	cpu->enabled = true;
	status = add(cpu, ops);
	if (status == AXVCPU_OK) {
		cpu->disabled = false;
	} else {
		cpu->id = old;
		cpu->enabled = was;
	}
	return status;
}

#ifndef AXVCPU_FREESTANDING
/* Numbers for threads that did not choose one: above all that were used. */
static _Atomic uint32_t axvcpu_next_cpu_id;

static void use_id(uint32_t id)
{
	uint32_t next = atomic_load(&axvcpu_next_cpu_id);

	while (next <= id && !atomic_compare_exchange_weak(&axvcpu_next_cpu_id, &next, id + 1))
		;
}

/* AXVCPU_CPU_ANY, which is no CPU's number, when none is left. */
static uint32_t draw_id(void)
{
	uint32_t next = atomic_load(&axvcpu_next_cpu_id);

	while (next != AXVCPU_CPU_ANY &&
	       !atomic_compare_exchange_weak(&axvcpu_next_cpu_id, &next, next + 1))
		;
	return next;
}

static enum axvcpu_status enable_thread(struct axvcpu_percpu *cpu, const struct axvcpu_ops *ops)
{
	uint32_t id;

	if (cpu->disabled)
		return AXVCPU_NOT_ENABLED;
	id = cpu->enabled ? cpu->id : draw_id();
	return id == AXVCPU_CPU_ANY ? AXVCPU_NOT_ENABLED : enable(cpu, id, ops);
}
#endif

enum axvcpu_status axvcpu_percpu_admit(struct axvcpu_percpu *cpu, const struct axvcpu_ops *ops)
{
	if (cpu->enabled && has(cpu, ops))
		return AXVCPU_OK;
#ifdef AXVCPU_FREESTANDING
	return AXVCPU_NOT_ENABLED;
#else
	return enable_thread(cpu, ops);
#endif
}

enum axvcpu_status axvcpu_percpu_enable(uint32_t cpu_id, const struct axvcpu_config *config)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();
	const struct axvcpu_ops *ops;
	enum axvcpu_arch arch;
	enum axvcpu_backend backend;
	enum axvcpu_status status = axvcpu_resolve("percpu_enable", config, &ops, &arch, &backend);

	if (status != AXVCPU_OK)
		return status;
	if (cpu_id == AXVCPU_CPU_ANY || (cpu->enabled && cpu->id != cpu_id))
		return axvcpu_refuse("percpu_enable", AXVCPU_BAD_ARGUMENT,
				     "cpu_id is not this CPU's number");
	status = enable(cpu, cpu_id, ops);
	if (status != AXVCPU_OK)
		return axvcpu_refuse("percpu_enable", status, "the back end was not enabled");
#ifndef AXVCPU_FREESTANDING
	use_id(cpu_id);
#endif
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_percpu_disable(void)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();

	if (cpu->bound)
		return axvcpu_refuse("percpu_disable", AXVCPU_BUSY, "a vCPU is bound here");
	for (unsigned i = 0; i < AXVCPU_PERCPU_BACKENDS; i++) {
		if (cpu->backends[i] && cpu->backends[i]->disable)
			cpu->backends[i]->disable(cpu);
		cpu->backends[i] = NULL;
	}
	cpu->enabled = false;
	cpu->disabled = true;
	return AXVCPU_OK;
}

bool axvcpu_percpu_is_enabled(void)
{
	return axvcpu_this_cpu()->enabled;
}

uint32_t axvcpu_percpu_id(void)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();

	return cpu->enabled ? cpu->id : AXVCPU_CPU_ANY;
}

struct axvcpu *axvcpu_percpu_loaded(void)
{
	struct axvcpu *loaded = axvcpu_this_cpu()->loaded;

	return loaded == AXVCPU_NOBODY ? NULL : loaded;
}

/* During run it is the loaded vCPU: derived, so that run need not write it. */
struct axvcpu *axvcpu_current(void)
{
	struct axvcpu *current = axvcpu_this_cpu()->current;
	struct axvcpu *loaded = axvcpu_percpu_loaded();

	if (current)
		return current;
	return axvcpu_state(loaded) == AXVCPU_STATE_RUNNING ? loaded : NULL;
}
