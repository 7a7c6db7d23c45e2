/* SPDX-License-Identifier: MIT */
/* The trace of a vCPU, replayed against the generated transition table. */
#include <axvcpu/names.h>
#include <generated/lifecycle_table.h>

#include "guest.h"
#include "replay.h"

/* One with a state of its own in the middle is told in two: to that, and on from it. */
static bool is_part(const struct axvcpu_trace *record, enum axvcpu_state from,
		    const struct axvcpu_step *step)
{
	if (!step->permitted)
		return false;
	if (step->during >= AXVCPU_STATE_GONE || step->during == from)
		return record->from == from && record->to == step->after;
	return (record->from == from && record->to == step->during)
	       || (record->from == step->during && record->to == step->after);
}

static bool is_step(const struct axvcpu_trace *record)
{
	for (unsigned from = 0; from < AXVCPU_STATE_GONE; from++)
		if (is_part(record, from, &axvcpu_steps[record->event][from]))
			return true;
	return false;
}

static void note(struct replay *replay, const struct axvcpu_trace *record)
{
	if (replay->wrong++)
		return;
	replay->first = *record;
	replay->met = replay->state;
}

void replay_start(struct replay *replay, struct axvcpu *vcpu)
{
	*replay = (struct replay){ .vcpu = vcpu, .state = axvcpu_state(vcpu) };
}

void replay_record(struct replay *replay, struct axvcpu *vcpu, const struct axvcpu_trace *record)
{
	if (record->kind != AXVCPU_TRACE_STEP)
		return;
	if (vcpu != replay->vcpu || record->from != replay->state || !is_step(record))
		note(replay, record);
	replay->state = record->to;
	replay->steps++;
}

void replay_report(const struct replay *replay)
{
	ok(replay->steps > 0, "%lu steps were traced", replay->steps);
	is_u64(replay->wrong, 0, "each is the table's, and begins where the last one ended");
	if (replay->wrong)
		diag("%s, from %s to %s, in %s", axvcpu_event_name(replay->first.event),
		     axvcpu_state_name(replay->first.from), axvcpu_state_name(replay->first.to),
		     axvcpu_state_name(replay->met));
	is_state(replay->vcpu, replay->state, "and they lead to the state that it is in");
}

static void hook(void *context, struct axvcpu *vcpu, const struct axvcpu_trace *record)
{
	replay_record(context, vcpu, record);
}

void replay_begin(struct replay *replay, struct axvcpu *vcpu)
{
	replay_start(replay, vcpu);
	must(axvcpu_set_trace(vcpu, hook, replay));
}

void replay_end(struct replay *replay)
{
	must(axvcpu_set_trace(replay->vcpu, NULL, NULL));
	replay_report(replay);
}
