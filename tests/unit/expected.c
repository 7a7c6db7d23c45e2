/* SPDX-License-Identifier: MIT */
/* The life cycle, written by hand from the design and not from the specs. */
#include "expected.h"

#include <stdio.h>
#include <string.h>

#include "guest.h"

#define INVALID AXVCPU_STATE_INVALID
#define CREATED AXVCPU_STATE_CREATED
#define FREE AXVCPU_STATE_FREE
#define READY AXVCPU_STATE_READY
#define RUNNING AXVCPU_STATE_RUNNING
#define BLOCKED AXVCPU_STATE_BLOCKED
#define ______ REFUSED

static const char *const names[STATES] = {
	"invalid", "created", "free", "ready", "running", "blocked",
};

/* Rows: the event. Columns: the state that it meets. */
static const int after[EVENTS][STATES] = {
	/*                        Invalid  Created  Free     Ready    Running  Blocked */
	[AXVCPU_EVENT_SETUP]   = { ______,  FREE,    ______,  ______,  ______,  ______ },
	[AXVCPU_EVENT_BIND]    = { ______,  ______,  READY,   ______,  ______,  ______ },
	[AXVCPU_EVENT_RUN]     = { ______,  ______,  ______,  READY,   ______,  ______ },
	[AXVCPU_EVENT_BLOCK]   = { ______,  ______,  ______,  BLOCKED, ______,  ______ },
	[AXVCPU_EVENT_WAKE]    = { INVALID, CREATED, FREE,    READY,   RUNNING, READY },
	[AXVCPU_EVENT_UNBIND]  = { INVALID, ______,  ______,  FREE,    ______,  ______ },
	[AXVCPU_EVENT_FAIL]    = { INVALID, INVALID, INVALID, INVALID, INVALID, INVALID },
	[AXVCPU_EVENT_RESET]   = { CREATED, ______,  CREATED, ______,  ______,  ______ },
	[AXVCPU_EVENT_DESTROY] = { GONE,    GONE,    GONE,    ______,  ______,  ______ },
};

static enum axvcpu_status call_setup(struct axvcpu *vcpu)
{
	return axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL);
}

static enum axvcpu_status call_run(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit = NULL;

	return axvcpu_run(vcpu, &exit);
}

const struct owner_call owner_calls[OWNER_CALLS] = {
	{ "setup", AXVCPU_EVENT_SETUP, call_setup },
	{ "bind", AXVCPU_EVENT_BIND, axvcpu_bind },
	{ "run", AXVCPU_EVENT_RUN, call_run },
	{ "block", AXVCPU_EVENT_BLOCK, axvcpu_block },
	{ "unbind", AXVCPU_EVENT_UNBIND, axvcpu_unbind },
	{ "reset", AXVCPU_EVENT_RESET, axvcpu_reset },
	{ "destroy", AXVCPU_EVENT_DESTROY, axvcpu_destroy },
};

int expected_after(enum axvcpu_event event, enum axvcpu_state state)
{
	return after[event][state];
}

/* The states that a list "a", "a or b" or "a, b or c" names, as bits; 0 if it is none. */
static unsigned states_named(const char *list)
{
	char copy[128];
	unsigned states = 0;

	snprintf(copy, sizeof copy, "%s", list);
	for (char *word = strtok(copy, " ,"); word; word = strtok(NULL, " ,")) {
		unsigned state = 0;

		if (strcmp(word, "or") == 0)
			continue;
		while (state < STATES && strcmp(word, names[state]) != 0)
			state++;
		if (state == STATES)
			return 0;
		states |= 1u << state;
	}
	return states;
}

bool expected_refusal(const char *text, const struct owner_call *owner, enum axvcpu_state met)
{
	char begin[128];
	unsigned permitted = 0;

	snprintf(begin, sizeof begin, "%s: bad_state: the vCPU is %s, %s needs ",
		 owner->name, names[met], owner->name);
	for (unsigned state = 0; state < STATES; state++)
		if (after[owner->event][state] != REFUSED)
			permitted |= 1u << state;
	return strncmp(text, begin, strlen(begin)) == 0
	       && states_named(text + strlen(begin)) == permitted;
}
