/* SPDX-License-Identifier: MIT */
/* Hart state management (SBI 2.0, chapter 9). */
#include <config.h>

#include <axvcpu/sbi.h>

#include "guest_memory.h"
#include "hsm.h"
#include "idle.h"
#include "sbi.h"

bool hsm_await_start(struct hart *hart)
{
	struct machine *machine = hart->machine;

	pthread_mutex_lock(&machine->lock);
	while (hart->state != HART_START_PENDING && !machine->ending)
		pthread_cond_wait(&hart->changed, &machine->lock);
	if (!machine->ending)
		hart->state = HART_STARTED;
	pthread_mutex_unlock(&machine->lock);
	return !machine->ending;
}

static void set_state(struct hart *hart, enum hart_state state)
{
	pthread_mutex_lock(&hart->machine->lock);
	hart->state = state;
	pthread_mutex_unlock(&hart->machine->lock);
}

void hsm_stopped(struct hart *hart)
{
	set_state(hart, HART_STOPPED);
}

/* Table 19: a hart that is anything but stopped is already available. */
static int64_t start(struct hart *hart, const struct axvcpu_exit_cpu_up *up)
{
	struct machine *machine = hart->machine;
	int64_t error = AXVCPU_SBI_ALREADY_AVAILABLE;

	pthread_mutex_lock(&machine->lock);
	if (hart->state == HART_STOPPED) {
		hart->state = HART_START_PENDING;
		hart->entry = up->entry_point;
		hart->argument = up->arg;
		pthread_cond_signal(&hart->changed);
		error = AXVCPU_SBI_SUCCESS;
	}
	pthread_mutex_unlock(&machine->lock);
	return error;
}

static bool is_entry(struct machine *machine, uint64_t address)
{
	return address % 2 == 0 && guest_memory_has(machine->space, address, 2);
}

int64_t hsm_start(struct machine *machine, const struct axvcpu_exit_cpu_up *up)
{
	if (up->target_cpu >= machine->count)
		return AXVCPU_SBI_INVALID_PARAM;
	if (!is_entry(machine, up->entry_point))
		return AXVCPU_SBI_INVALID_ADDRESS;
	return start(&machine->harts[up->target_cpu], up);
}

int64_t hsm_status(struct machine *machine, uint64_t id)
{
	if (id >= machine->count)
		return AXVCPU_SBI_INVALID_PARAM;
	pthread_mutex_lock(&machine->lock);
	int64_t state = machine->harts[id].state;

	pthread_mutex_unlock(&machine->lock);
	return state;
}

/* Registers of a hart that resumes without its state (table 21). */
static void resume_at(struct hart *hart, uint64_t entry, uint64_t argument)
{
	const struct { uint32_t reg; uint64_t value; } registers[] = {
		{ AXVCPU_RISCV64_SATP, 0 },
		{ AXVCPU_RISCV64_SIE, 0 },
		{ AXVCPU_RISCV64_SSTATUS, 0 },
		{ AXVCPU_RISCV64_MODE, 1 },
		{ AXVCPU_REGISTER_ARG0, hart->id },
		{ AXVCPU_REGISTER_ARG1, argument },
		{ AXVCPU_REGISTER_PC, entry },
	};

	for (size_t i = 0; i < sizeof registers / sizeof *registers; i++)
		if (!hart_check(hart, axvcpu_set_register(hart->vcpu, registers[i].reg,
							  registers[i].value)))
			return;
}

/* Suspend types (table 20). The platform has the two default ones and none of its own. */
#define SUSPEND_RETENTIVE UINT32_C(0)
#define SUSPEND_NON_RETENTIVE UINT32_C(0x80000000)
#define SUSPEND_PLATFORM UINT32_C(0x70000000) /* a type of a platform's own has one of these bits */

/* What is wrong with a request to suspend; success: nothing. */
static int64_t check_suspend(struct machine *machine, uint32_t type, uint64_t entry)
{
	if (type & SUSPEND_PLATFORM)
		return AXVCPU_SBI_NOT_SUPPORTED;
	if (type != SUSPEND_RETENTIVE && type != SUSPEND_NON_RETENTIVE)
		return AXVCPU_SBI_INVALID_PARAM;
	if (type == SUSPEND_NON_RETENTIVE && !is_entry(machine, entry))
		return AXVCPU_SBI_INVALID_ADDRESS;
	return AXVCPU_SBI_SUCCESS;
}

/*
 * Whether an interrupt is pending and enabled, as in sip and sie. One that the
 * vCPU has taken in already, and not delivered, is no request that block meets.
 */
static bool is_interrupted(struct hart *hart)
{
	uint64_t sip = 0, sie = 0;

	return hart_check(hart, axvcpu_get_register(hart->vcpu, AXVCPU_RISCV64_SIP, &sip)) &&
	       hart_check(hart, axvcpu_get_register(hart->vcpu, AXVCPU_RISCV64_SIE, &sie)) &&
	       sip & sie;
}

void hsm_suspend(struct hart *hart, const struct axvcpu_exit_cpu_down *down)
{
	uint32_t type = (uint32_t)down->power_state;
	int64_t error = check_suspend(hart->machine, type, down->entry_point);
	uint64_t entry = down->entry_point, argument = down->arg;

	if (error == AXVCPU_SBI_SUCCESS) {
		set_state(hart, HART_SUSPENDED);
		if (!is_interrupted(hart))
			wait_for_interrupt(hart);
		set_state(hart, HART_STARTED);
	}
	if (error == AXVCPU_SBI_SUCCESS && type == SUSPEND_NON_RETENTIVE)
		resume_at(hart, entry, argument);
	else
		sbi_return(hart, error, 0);
}
