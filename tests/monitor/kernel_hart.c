/* SPDX-License-Identifier: MIT */
/* A hart: started and stopped by the guest, it runs its vCPU in between. */
#include <axvcpu/sbi.h>

#include <cli/suspend.h>

#include "../conformance/answers.h"

#include "kernel.h"
#include "machine.h"

struct axvcpu *hart_vcpu(struct hart *hart)
{
	return hart->vcpu;
}

struct machine *hart_machine(struct hart *hart)
{
	return hart->machine;
}

static bool check(struct hart *hart, enum axvcpu_status status)
{
	return kernel_check(hart->machine, status);
}

static bool is_stopped(struct hart *hart)
{
	return hart->state == HART_STOPPED;
}

static bool is_blocked(struct hart *hart)
{
	return axvcpu_state(hart->vcpu) == AXVCPU_STATE_BLOCKED &&
	       axvcpu_now() < axvcpu_deadline(hart->vcpu);
}

/* Whoever changes the answer interrupts this CPU, which is masked from the look to the wait. */
static void sleep_while(struct hart *hart, bool (*is_asleep)(struct hart *))
{
	machine_mask_interrupts();
	while (is_asleep(hart) && !hart->machine->ended) {
		machine_wait();
		machine_unmask_interrupts();
		machine_mask_interrupts();
	}
	machine_unmask_interrupts();
}

void hart_wait(struct hart *hart)
{
	enum axvcpu_status status = axvcpu_block(hart->vcpu);

	if (status == AXVCPU_PENDING || !check(hart, status))
		return;
	cpu_set_timer(axvcpu_deadline(hart->vcpu));
	sleep_while(hart, is_blocked);
	cpu_set_timer(UINT64_MAX);
	if (axvcpu_state(hart->vcpu) == AXVCPU_STATE_BLOCKED)
		axvcpu_wake(hart->vcpu);
}

/* A hart finds its number and an argument (SBI 2.0, 9.1). */
static bool enter(struct hart *hart)
{
	hart->state = HART_STARTED;
	return check(hart, axvcpu_setup(hart->vcpu, hart->entry, hart->machine->space, NULL)) &&
	       check(hart, axvcpu_bind(hart->vcpu)) &&
	       check(hart, axvcpu_set_register(hart->vcpu, AXVCPU_REGISTER_ARG0, hart->id)) &&
	       check(hart, axvcpu_set_register(hart->vcpu, AXVCPU_REGISTER_ARG1, hart->argument));
}

/* False: the hart stops, or the machine ends. */
static bool step(struct hart *hart)
{
	const struct axvcpu_exit *exit;

	return check(hart, axvcpu_run(hart->vcpu, &exit)) && check(hart, answer_exit(hart, exit)) &&
	       hart->state != HART_STOP_PENDING && !hart->machine->ended;
}

static void leave(struct hart *hart)
{
	if (axvcpu_state(hart->vcpu) == AXVCPU_STATE_READY)
		check(hart, axvcpu_unbind(hart->vcpu));
	check(hart, axvcpu_reset(hart->vcpu));
	hart->state = HART_STOPPED;
}

void hart_main(void *argument)
{
	struct hart *hart = argument;

	for (;;) {
		sleep_while(hart, is_stopped);
		if (hart->machine->ended)
			return;
		if (enter(hart))
			while (step(hart))
				continue;
		leave(hart);
	}
}

int64_t machine_hart_status(struct machine *machine, uint64_t id)
{
	return id < cpu_count ? (int64_t)machine->harts[id].state : AXVCPU_SBI_INVALID_PARAM;
}

/* Table 19: a hart that is anything but stopped is already available. */
int64_t hart_start(struct hart *hart, uint64_t entry, uint64_t argument)
{
	int64_t error = AXVCPU_SBI_ALREADY_AVAILABLE;

	lock(&hart->machine->starting);
	if (hart->state == HART_STOPPED) {
		hart->entry = entry;
		hart->argument = argument;
		hart->state = HART_START_PENDING;
		error = AXVCPU_SBI_SUCCESS;
	}
	unlock(&hart->machine->starting);
	cpu_interrupt(hart->id);
	return error;
}

/* The loop of its CPU takes it out of the guest. */
void hart_stop(struct hart *hart)
{
	hart->state = HART_STOP_PENDING;
}

enum axvcpu_status hart_suspend(struct hart *hart, const struct axvcpu_exit_cpu_down *down)
{
	hart->state = HART_SUSPENDED;
	if (!is_interrupted(hart->vcpu))
		hart_wait(hart);
	hart->state = HART_STARTED;
	return suspend_resume(hart->vcpu, down);
}
