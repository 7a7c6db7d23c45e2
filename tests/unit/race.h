/* SPDX-License-Identifier: MIT */
/* Two threads that meet again and again, so that what they do between meets at random. */
#ifndef RACE_H
#define RACE_H

#include <stdatomic.h>
#include <stdint.h>

/* How long nothing may happen before it counts as lost; far above any scheduler's whim. */
#define RACE_PATIENCE UINT64_C(10000000000)

/* A place where two threads meet; zeroed at first. */
struct race {
	atomic_uint arrived;
	atomic_uint clock;
};

/* Wait until the other is here, too. */
void race_meet(struct race *race);

/* Wait until a word holds a value. */
void race_await(atomic_ulong *word, unsigned long value);

/* A number larger than every number that either thread has had. */
unsigned race_stamp(struct race *race);

/* Let a time pass. */
void race_delay(unsigned steps);

/* Let a random time pass: mostly short, sometimes long enough for a call or two. */
void race_dawdle(uint64_t *random);

#endif
