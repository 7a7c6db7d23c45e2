/* SPDX-License-Identifier: MIT */
/* The life cycle, written by hand from the design and not from the specs. */
#ifndef EXPECTED_H
#define EXPECTED_H

#include <axvcpu/axvcpu.h>

#define STATES 6
#define EVENTS 9

/* Instead of a state: the step does not exist; the vCPU is no more. */
#define REFUSED (-1)
#define GONE (-2)

/* An owner's call that is a step of the life cycle. */
struct owner_call {
	const char *name;
	enum axvcpu_event event;
	enum axvcpu_status (*call)(struct axvcpu *vcpu);
};

#define OWNER_CALLS 7
extern const struct owner_call owner_calls[OWNER_CALLS];

/* The state after an event, or REFUSED or GONE. */
int expected_after(enum axvcpu_event event, enum axvcpu_state state);

/*
 * Whether a text is "<call>: bad_state: the vCPU is <state>, <call> needs
 * <state>", with every state that the table permits, in any order.
 */
bool expected_refusal(const char *text, const struct owner_call *owner, enum axvcpu_state met);

#endif
