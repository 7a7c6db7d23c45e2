/* SPDX-License-Identifier: MIT */
/*
 * The steps that a vCPU's trace hook is told, replayed against the generated
 * transition table: each is one of the table's, and begins where the last one
 * ended. Nothing here is atomic: the records of one vCPU come one at a time,
 * whichever CPUs make them, and ThreadSanitizer is to see that.
 */
#ifndef REPLAY_H
#define REPLAY_H

#include <axvcpu/axvcpu.h>

struct replay {
	struct axvcpu *vcpu;
	enum axvcpu_state state; /* where the records so far have led */
	unsigned long steps, wrong;
	struct axvcpu_trace first; /* the first that was wrong */
	enum axvcpu_state met;     /* the state that it came in */
};

/* Begin with the state that the vCPU is in. For those with a hook of their own. */
void replay_start(struct replay *replay, struct axvcpu *vcpu);

/* One record, from the hook. */
void replay_record(struct replay *replay, struct axvcpu *vcpu, const struct axvcpu_trace *record);

/* Report whether the records were right, and have led to the state that the vCPU is in. */
void replay_report(const struct replay *replay);

/* The same with a hook, from set_trace on and until it is taken away. Owner. */
void replay_begin(struct replay *replay, struct axvcpu *vcpu);
void replay_end(struct replay *replay);

#endif
