/* SPDX-License-Identifier: MIT */
/* Two threads that meet again and again, so that what they do between meets at random. */
#include "race.h"

#include <sched.h>

/* Every second arrival ends a meeting; the first waits for it. */
void race_meet(struct race *race)
{
	unsigned mine = atomic_fetch_add(&race->arrived, 1);
	unsigned full = (mine | 1) + 1;

	for (unsigned spins = 0; (int)(atomic_load(&race->arrived) - full) < 0; spins++)
		if (spins > 2000)
			sched_yield();
}

void race_await(atomic_ulong *word, unsigned long value)
{
	for (unsigned spins = 0; atomic_load(word) != value; spins++)
		if (spins > 2000)
			sched_yield();
}

unsigned race_stamp(struct race *race)
{
	return atomic_fetch_add(&race->clock, 1);
}

void race_delay(unsigned steps)
{
	for (volatile unsigned i = 0; i < steps; i++)
		;
}

void race_dawdle(uint64_t *random)
{
	static const unsigned limits[4] = { 1, 50, 300, 4000 };

	*random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	race_delay((unsigned)(*random >> 35) % limits[*random >> 33 & 3]);
}
