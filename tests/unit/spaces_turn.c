/* SPDX-License-Identifier: MIT */
/*
 * Who waits for a space's tables has them next: guests that fence without end
 * do not keep the host from them.
 */
#include <pthread.h>
#include <sched.h>

#include "../../src/core/space.h"
#include "guest.h"
#include "pages.h"

#define ROUNDS 100

static struct axvcpu_space *space;
static unsigned served;

static void *wait_once(void *unused)
{
	axvcpu_space_lock(space);
	served++;
	axvcpu_space_unlock(space);
	return unused;
}

/* Give the lock away while another waits, and take it back at once; false: before the other. */
static bool compete(unsigned round)
{
	uint32_t before = atomic_load(&space->drawn);
	pthread_t thread;
	bool is_served;

	axvcpu_space_lock(space);
	if (pthread_create(&thread, NULL, wait_once, NULL) != 0)
		bail_out("no thread");
	while (atomic_load(&space->drawn) != before + 2)
		sched_yield();
	axvcpu_space_unlock(space);
	axvcpu_space_lock(space);
	is_served = served == round;
	axvcpu_space_unlock(space);
	pthread_join(thread, NULL);
	return is_served;
}

int main(void)
{
	unsigned late = 0;

	space = pages_space();
	for (unsigned round = 1; round <= ROUNDS; round++)
		late += !compete(round);
	is_u64(late, 0, "whoever waits has the lock before the one that gave it away");
	is_u64(served, ROUNDS, "and all had it");
	must(axvcpu_space_destroy(space));
	return done_testing();
}
