/* SPDX-License-Identifier: MIT */
/* Hart state management (SBI 2.0, chapter 9). */
#include <config.h>

#include <axvcpu/sbi.h>

#include "hsm.h"
#include "idle.h"
#include "sbi.h"
#include "suspend.h"

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

int64_t hsm_start(struct machine *machine, const struct axvcpu_exit_cpu_up *up)
{
	if (up->target_cpu >= machine->count)
		return AXVCPU_SBI_INVALID_PARAM;
	if (!is_entry(machine, up->entry_point))
		return AXVCPU_SBI_INVALID_ADDRESS;
	return start(&machine->harts[up->target_cpu], up);
}

int64_t machine_hart_status(struct machine *machine, uint64_t id)
{
	if (id >= machine->count)
		return AXVCPU_SBI_INVALID_PARAM;
	pthread_mutex_lock(&machine->lock);
	int64_t state = machine->harts[id].state;

	pthread_mutex_unlock(&machine->lock);
	return state;
}

void hsm_suspend(struct hart *hart, const struct axvcpu_exit_cpu_down *exit)
{
	struct axvcpu_exit_cpu_down down = *exit;
	int64_t error = suspend_check(hart->machine, &down);

	if (error != AXVCPU_SBI_SUCCESS) {
		hart_check(hart, sbi_return(hart->vcpu, error, 0));
		return;
	}
	set_state(hart, HART_SUSPENDED);
	if (!is_interrupted(hart->vcpu))
		wait_for_interrupt(hart);
	set_state(hart, HART_STARTED);
	hart_check(hart, suspend_resume(hart->vcpu, &down));
}
