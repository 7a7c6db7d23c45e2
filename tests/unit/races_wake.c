/* SPDX-License-Identifier: MIT */
/*
 * Wakes from another CPU, and none of them is an owner: whoever blocks and
 * wakes a vCPU finds it awake, and is never told that it is busy. ROUNDS in the
 * environment makes it shorter.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "guest.h"

static struct axvcpu *vcpu;
static atomic_bool over;

static void *waker(void *unused)
{
	while (!atomic_load(&over))
		axvcpu_wake(vcpu);
	return unused;
}

static unsigned long slept, refused;

static void owner_round(void)
{
	const struct axvcpu_exit *exit;

	slept += axvcpu_block(vcpu) == AXVCPU_OK;
	axvcpu_wake(vcpu);
	refused += axvcpu_run(vcpu, &exit) != AXVCPU_OK;
}

int main(void)
{
	unsigned long rounds = environment("ROUNDS", 300000);
	struct guest_script script = { 0 };
	pthread_t thread;

	vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	pthread_create(&thread, NULL, waker, NULL);
	for (unsigned long round = 0; round < rounds; round++)
		owner_round();
	atomic_store(&over, true);
	pthread_join(thread, NULL);
	ok(slept > 0, "it slept in %lu of %lu rounds", slept, rounds);
	is_u64(refused, 0, "a run after wake is never refused");
	is_state(vcpu, AXVCPU_STATE_READY, "it is Ready in the end");
	guest_end(vcpu);
	return done_testing();
}
