/* SPDX-License-Identifier: MIT */
/* The thread of a hart: started and stopped by the guest, it runs its vCPU in between. */
#include <config.h>

#include "handlers.h"
#include "hsm.h"
#include "machine.h"
#include "message.h"

bool hart_check(struct hart *hart, enum axvcpu_status status)
{
	char message[160];

	if (status == AXVCPU_OK)
		return true;
	if (!hart->machine->ending) {
		axvcpu_error_message(message, sizeof message);
		console_end_progress(&hart->machine->console);
		complain("virtual CPU %u: %s", (unsigned)hart->id, message);
	}
	machine_end(hart->machine, OUTCOME_HOST, NULL);
	return false;
}

/* What the SBI promises a hart that starts (SBI 2.0, 9.1): its own number and an argument. */
static bool set_arguments(struct hart *hart)
{
	return hart_check(hart, axvcpu_set_register(hart->vcpu, AXVCPU_REGISTER_ARG0, hart->id)) &&
	       hart_check(hart, axvcpu_set_register(hart->vcpu, AXVCPU_REGISTER_ARG1, hart->argument));
}

static bool enter(struct hart *hart)
{
	return hart_check(hart, axvcpu_setup(hart->vcpu, hart->entry, hart->machine->space, NULL)) &&
	       hart_check(hart, axvcpu_bind(hart->vcpu)) &&
	       hart_check(hart, axvcpu_set_budget(hart->vcpu, hart->budget)) &&
	       set_arguments(hart);
}

/* An instruction counter and a budget count from the start of the hart: carry both over. */
static void account(struct hart *hart)
{
	uint64_t executed;

	if (axvcpu_get_register(hart->vcpu, AXVCPU_RISCV64_INSTRET, &executed) != AXVCPU_OK)
		return;
	hart->record.instructions += executed;
	hart->executed = hart->record.instructions;
	if (hart->budget != UINT64_MAX)
		hart->budget -= executed < hart->budget ? executed : hart->budget;
}

/* Off its CPU and back to Created, from wherever it is: on every path, errors too. */
static void leave(struct hart *hart)
{
	enum axvcpu_state state = axvcpu_state(hart->vcpu);

	account(hart);
	if (state == AXVCPU_STATE_BLOCKED && axvcpu_wake(hart->vcpu) == AXVCPU_OK)
		state = AXVCPU_STATE_READY;
	if (state == AXVCPU_STATE_READY)
		hart_check(hart, axvcpu_unbind(hart->vcpu));
	if (state != AXVCPU_STATE_CREATED)
		hart_check(hart, axvcpu_reset(hart->vcpu));
}

static bool within_limits(struct hart *hart)
{
	struct machine *machine = hart->machine;

	if (atomic_fetch_add(&machine->exits, 1) + 1 >= machine->options->max_exits)
		machine_end(machine, OUTCOME_EXHAUSTED, "stopped: the limit of exits is reached");
	if (machine->console.broken)
		machine_end(machine, OUTCOME_HOST, NULL);
	return !machine->ending;
}

/* Somebody wants to know how far the hart is. It is no exit of the guest's. */
static bool is_question(const struct axvcpu_exit *exit)
{
	return exit->reason == AXVCPU_EXIT_NOTHING && exit->nothing.cause == AXVCPU_NOTHING_KICKED;
}

static bool answer(struct hart *hart)
{
	uint64_t executed = 0;

	if (!hart_check(hart, axvcpu_get_register(hart->vcpu, AXVCPU_RISCV64_INSTRET, &executed)))
		return false;
	hart->executed = hart->record.instructions + executed;
	return true;
}

/* False: the hart stops, or the machine ends. */
static bool step(struct hart *hart)
{
	const struct axvcpu_exit *exit;
	uint64_t entered = axvcpu_now();

	if (!hart_check(hart, axvcpu_run(hart->vcpu, &exit)))
		return false;
	uint64_t left = axvcpu_now();
	enum axvcpu_exit_reason reason = exit->reason;

	hart->record.guest_nanoseconds += left - entered;
	if (hart->machine->ending)
		return false;
	if (is_question(exit))
		return answer(hart);
	record_exit(&hart->record, exit);
	trace_exit(&hart->machine->trace, hart->id, exit);
	bool goes_on = handle_exit(hart, exit);

	hart->record.exits[reason].nanoseconds += axvcpu_now() - left;
	return within_limits(hart) && goes_on;
}

void *hart_main(void *argument)
{
	struct hart *hart = argument;

	while (hsm_await_start(hart)) {
		if (enter(hart))
			while (step(hart))
				;
		leave(hart);
		hsm_stopped(hart);
	}
	return NULL;
}
