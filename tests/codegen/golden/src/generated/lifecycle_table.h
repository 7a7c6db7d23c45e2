/* SPDX-License-Identifier: MIT */
/* The one place where a state changes. Generated from spec/lifecycle.yaml; change it there. */

#ifndef AXVCPU_GENERATED_LIFECYCLE_TABLE_H
#define AXVCPU_GENERATED_LIFECYCLE_TABLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/lifecycle.h>

/* Values of the state word that are no states: after the last event, and an owner's claim. */
#define AXVCPU_STATE_GONE 3u
#define AXVCPU_STATE_CLAIMED 4u

/* A step: the state word while the event is in progress, and after it. Zero: no such step. */
struct axvcpu_step {
	uint8_t permitted;
	uint8_t during;
	uint8_t after;
};

static const struct axvcpu_step axvcpu_steps[4][AXVCPU_STATE_GONE] = {
	[AXVCPU_EVENT_WORK] = {
		[AXVCPU_STATE_IDLE] = { /* spec/lifecycle.yaml:23 */
			1, AXVCPU_STATE_BUSY, AXVCPU_STATE_IDLE,
		},
	},
	[AXVCPU_EVENT_CALL] = {
		[AXVCPU_STATE_BUSY] = { /* spec/lifecycle.yaml:24 */
			1, AXVCPU_STATE_IDLE, AXVCPU_STATE_IDLE,
		},
	},
	[AXVCPU_EVENT_FAIL] = {
		[AXVCPU_STATE_BUSY] = { /* spec/lifecycle.yaml:25 */
			1, AXVCPU_STATE_BROKEN, AXVCPU_STATE_BROKEN,
		},
	},
	[AXVCPU_EVENT_END] = {
		[AXVCPU_STATE_IDLE] = { /* spec/lifecycle.yaml:26 */
			1, AXVCPU_STATE_IDLE | AXVCPU_STATE_CLAIMED, AXVCPU_STATE_GONE,
		},
		[AXVCPU_STATE_BROKEN] = { /* spec/lifecycle.yaml:27 */
			1, AXVCPU_STATE_BROKEN | AXVCPU_STATE_CLAIMED, AXVCPU_STATE_GONE,
		},
	},
};

/* Whether the life cycle has this step; from may be any value of the state word. */
static inline bool axvcpu_step_permitted(enum axvcpu_event event, enum axvcpu_state from)
{
	return (unsigned)from < AXVCPU_STATE_GONE && axvcpu_steps[event][from].permitted;
}

/* Begin a permitted step; false, and nothing changed, when the state is no longer this one. */
static inline bool axvcpu_step_begin(_Atomic uint32_t *word, enum axvcpu_event event,
	enum axvcpu_state from)
{
	uint32_t expected = from;

	return atomic_compare_exchange_strong(word, &expected, axvcpu_steps[event][from].during);
}

/* End a step that was begun; everything written before is seen by whoever sees the state. */
static inline void axvcpu_step_end(_Atomic uint32_t *word, enum axvcpu_event event,
	enum axvcpu_state from)
{
	atomic_store_explicit(word, axvcpu_steps[event][from].after, memory_order_release);
}

/* A permitted step with nothing to do in between; false as axvcpu_step_begin. */
static inline bool axvcpu_step_at_once(_Atomic uint32_t *word, enum axvcpu_event event,
	enum axvcpu_state from)
{
	uint32_t expected = from;

	return atomic_compare_exchange_strong(word, &expected, axvcpu_steps[event][from].after);
}

/* Take back a step that was begun: as if it had never been. */
static inline void axvcpu_step_cancel(_Atomic uint32_t *word, enum axvcpu_event event,
	enum axvcpu_state from)
{
	(void)event;
	atomic_store_explicit(word, from, memory_order_release);
}

/* Whether an owner's step out of order moves the vCPU, and to which state. */
static inline bool axvcpu_state_refused_to(enum axvcpu_policy policy, enum axvcpu_state *state)
{
	switch (policy) {
	case AXVCPU_POLICY_STRICT: /* spec/lifecycle.yaml:13 */
		*state = AXVCPU_STATE_BROKEN;
		return true;
	case AXVCPU_POLICY_LENIENT:
	default:
		return false;
	}
}

#endif
