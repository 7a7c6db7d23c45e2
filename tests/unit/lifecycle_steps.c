/* SPDX-License-Identifier: MIT */
/* The table of steps, by hand from the design: what is permitted, the state meanwhile and after. */
#include <axvcpu/axvcpu.h>
#include <generated/lifecycle_table.h>

#include "../tap.h"

enum { EVENTS = AXVCPU_EVENT_DESTROY + 1, STATES = AXVCPU_STATE_BLOCKED + 1 };

#define NO (-1)
#define INVALID AXVCPU_STATE_INVALID
#define CREATED AXVCPU_STATE_CREATED
#define FREE AXVCPU_STATE_FREE
#define READY AXVCPU_STATE_READY
#define RUNNING AXVCPU_STATE_RUNNING
#define BLOCKED AXVCPU_STATE_BLOCKED
#define GONE ((int)AXVCPU_STATE_GONE)

/* Rows: the event. Columns: the state that it meets. */
static const int after[EVENTS][STATES] = {
	/*                        Invalid  Created  Free     Ready    Running  Blocked */
	[AXVCPU_EVENT_SETUP]   = { NO,      FREE,    NO,      NO,      NO,      NO },
	[AXVCPU_EVENT_BIND]    = { NO,      NO,      READY,   NO,      NO,      NO },
	[AXVCPU_EVENT_RUN]     = { NO,      NO,      NO,      READY,   NO,      NO },
	[AXVCPU_EVENT_BLOCK]   = { NO,      NO,      NO,      BLOCKED, NO,      NO },
	[AXVCPU_EVENT_WAKE]    = { NO,      NO,      NO,      NO,      NO,      READY },
	[AXVCPU_EVENT_UNBIND]  = { INVALID, NO,      NO,      FREE,    NO,      NO },
	[AXVCPU_EVENT_FAIL]    = { INVALID, INVALID, INVALID, INVALID, INVALID, INVALID },
	[AXVCPU_EVENT_RESET]   = { CREATED, NO,      CREATED, NO,      NO,      NO },
	[AXVCPU_EVENT_DESTROY] = { GONE,    GONE,    GONE,    NO,      NO,      NO },
};

/* Only run, and a failure of a run, show Running; all others claim the state that they met. */
static uint32_t during(enum axvcpu_event event, enum axvcpu_state from)
{
	bool runs = event == AXVCPU_EVENT_RUN || from == AXVCPU_STATE_RUNNING;

	return runs ? (uint32_t)AXVCPU_STATE_RUNNING : (uint32_t)from | AXVCPU_STATE_CLAIMED;
}

static void check_step(enum axvcpu_event event, enum axvcpu_state from)
{
	const char *name = axvcpu_event_name(event), *met = axvcpu_state_name(from);
	bool permitted = after[event][from] != NO;
	_Atomic uint32_t word = from;

	is_u64(axvcpu_step_permitted(event, from), permitted, "%s from %s", name, met);
	if (!permitted)
		return;
	ok(axvcpu_step_begin(&word, event, from), "%s from %s begins", name, met);
	is_u64(word, during(event, from), "%s from %s: meanwhile", name, met);
	axvcpu_step_cancel(&word, event, from);
	is_u64(word, from, "%s from %s: taken back", name, met);
	axvcpu_step_end(&word, event, from);
	is_u64(word, (uint64_t)after[event][from], "%s from %s: after it", name, met);
}

/* A state that is no longer there is left alone. */
static void check_late(void)
{
	_Atomic uint32_t word = AXVCPU_STATE_FREE;

	ok(!axvcpu_step_begin(&word, AXVCPU_EVENT_RUN, AXVCPU_STATE_READY), "a run comes too late");
	is_u64(word, AXVCPU_STATE_FREE, "and changes nothing");
	ok(!axvcpu_step_permitted(AXVCPU_EVENT_RUN, (enum axvcpu_state)AXVCPU_STATE_GONE),
	   "what is gone has no steps");
	ok(!axvcpu_step_permitted(AXVCPU_EVENT_RUN,
				  (enum axvcpu_state)(AXVCPU_STATE_READY | AXVCPU_STATE_CLAIMED)),
	   "nor has what is claimed");
}

static void check_policies(void)
{
	enum axvcpu_state to = AXVCPU_STATE_FREE;

	ok(!axvcpu_state_refused_to(AXVCPU_POLICY_LENIENT, &to), "lenient moves nothing");
	is_u64(to, AXVCPU_STATE_FREE, "and says nothing");
	ok(axvcpu_state_refused_to(AXVCPU_POLICY_STRICT, &to), "strict moves the vCPU");
	is_u64(to, AXVCPU_STATE_INVALID, "to Invalid");
}

int main(void)
{
	for (int event = 0; event < EVENTS; event++)
		for (int from = 0; from < STATES; from++)
			check_step((enum axvcpu_event)event, (enum axvcpu_state)from);
	check_late();
	check_policies();
	return done_testing();
}
