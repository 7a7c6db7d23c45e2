/* SPDX-License-Identifier: MIT */
/* Two threads that meet again and again, so that what they do between meets at random. */
#include "race.h"

#include <sched.h>

#include "guest.h"

/* Patient, but not for ever: where the other is stuck, the library has failed. */
struct wait {
	unsigned spins;
	uint64_t begin;
};

static void relax(struct wait *wait)
{
	if (++wait->spins < 2000)
		return;
	if (wait->begin == 0)
		wait->begin = axvcpu_now();
	if (axvcpu_now() - wait->begin > 3 * RACE_PATIENCE)
		bail_out("the other thread does not come");
	sched_yield();
}

/* Every second arrival ends a meeting; the first waits for it. */
void race_meet(struct race *race)
{
	unsigned mine = atomic_fetch_add(&race->arrived, 1);
	unsigned full = (mine | 1) + 1;
	struct wait wait = { 0 };

	while ((int)(atomic_load(&race->arrived) - full) < 0)
		relax(&wait);
}

void race_await(atomic_ulong *word, unsigned long value)
{
	struct wait wait = { 0 };

	while (atomic_load(word) != value)
		relax(&wait);
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
