/* SPDX-License-Identifier: MIT */
/* The turns of a hart: it starts, runs a slice, sleeps, wakes, stops. */
#include "host.h"
#include "monitor.h"

#include <cli/suspend.h>

/* Instructions of a turn, so that a hart that spins lets the others go on. */
#define SLICE 2000

static bool check(struct hart *hart, enum axvcpu_status status)
{
	return monitor_check(hart->machine->monitor, status);
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

void hart_leave(struct hart *hart)
{
	enum axvcpu_state state = axvcpu_state(hart->vcpu);

	if (state == AXVCPU_STATE_BLOCKED && axvcpu_wake(hart->vcpu) == AXVCPU_OK)
		state = AXVCPU_STATE_READY;
	if (state == AXVCPU_STATE_READY)
		check(hart, axvcpu_unbind(hart->vcpu));
	if (state != AXVCPU_STATE_CREATED)
		check(hart, axvcpu_reset(hart->vcpu));
	hart->state = HART_STOPPED;
	hart->kept = 0;
	hart->has_budget = false;
}

void hart_wait(struct hart *hart)
{
	enum axvcpu_status status;

	orders_when(hart, CONTROL_BLOCK);
	status = axvcpu_block(hart->vcpu);
	if (status == AXVCPU_PENDING || !check(hart, status))
		return;
	orders_when(hart, CONTROL_BLOCKED);
}

/* Whether it sleeps on; it is woken when its timer is due. */
static bool is_asleep(struct hart *hart)
{
	if (axvcpu_state(hart->vcpu) != AXVCPU_STATE_BLOCKED)
		return false;
	if (axvcpu_now() < axvcpu_deadline(hart->vcpu))
		return true;
	axvcpu_wake(hart->vcpu);
	return false;
}

static bool resume(struct hart *hart)
{
	hart->state = HART_STARTED;
	return check(hart, suspend_resume(hart->vcpu, &hart->down));
}

static bool limit(struct hart *hart)
{
	enum axvcpu_status status;

	if (hart->has_budget)
		return true;
	status = axvcpu_set_budget(hart->vcpu, SLICE);
	if (status != AXVCPU_UNSUPPORTED)
		return check(hart, status);
	host_slice();
	return true;
}

/* What is to be done before the entry. */
static bool prepare(struct hart *hart)
{
	if (hart->state == HART_START_PENDING && !enter(hart))
		return false;
	if (hart->state == HART_SUSPENDED && !resume(hart))
		return false;
	return limit(hart);
}

static void run(struct hart *hart)
{
	const struct axvcpu_exit *exit;

	if (!check(hart, axvcpu_run(hart->vcpu, &exit)))
		return;
	if (axvcpu_exit_is_synchronous(exit->reason))
		host_trace(hart->machine->id, hart->id, exit);
	handle_exit(hart, exit);
}

bool hart_turn(struct hart *hart)
{
	if (hart->state == HART_STOPPED || is_asleep(hart))
		return false;
	if (prepare(hart))
		run(hart);
	return true;
}
