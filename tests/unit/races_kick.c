/* SPDX-License-Identifier: MIT */
/*
 * Kick against run: a guest that would run for ever comes back for each kick,
 * whether that comes before run, while it enters, or while it runs. The guest
 * looks at nothing but an interrupt that the kick slot sends, as hardware does.
 * Most rounds let chance decide; some make sure, however busy the machine is.
 * ROUNDS in the environment makes it shorter.
 */
#include <pthread.h>
#include <sched.h>

#include "guest.h"
#include "race.h"
#include "replay.h"

static struct race race;
static struct axvcpu *vcpu;
static unsigned long rounds;
static atomic_uint interrupt;
static atomic_ulong rung;

/* One more than the last round in which the guest was entered, or the kick was over. */
static atomic_ulong entered, kicked;
static unsigned long owners_round;
static bool lost;

static void send_interrupt(void *state)
{
	(void)state;
	atomic_store(&interrupt, 1);
	atomic_fetch_add(&rung, 1);
}

/* The guest: leaves at the interrupt, and only then takes the request. */
static enum axvcpu_status execute(void *state, struct axvcpu_exit *exit)
{
	struct guest *guest = state;
	uint64_t begin = axvcpu_now();
	unsigned spins = 0;

	atomic_store(&entered, owners_round + 1);
	while (!atomic_load(&interrupt) && !lost)
		if (++spins % 1000 == 0) {
			sched_yield();
			lost = axvcpu_now() - begin > RACE_PATIENCE;
		}
	axvcpu_take_requests(guest->vcpu, AXVCPU_REQUEST_KICK);
	guest_exit(guest, exit, AXVCPU_EXIT_NOTHING);
	exit->nothing.cause = AXVCPU_NOTHING_KICKED;
	return AXVCPU_OK;
}

static void *kicker(void *unused)
{
	uint64_t random = 3;

	for (unsigned long round = 0; round < rounds; round++) {
		race_meet(&race);
		race_dawdle(&random);
		if (round % 32 == 1)
			race_await(&entered, round + 1);
		axvcpu_kick(vcpu);
		atomic_store(&kicked, round + 1);
		race_meet(&race);
	}
	return unused;
}

static unsigned long not_kicked;

static void owner_round(unsigned long round, uint64_t *random)
{
	const struct axvcpu_exit *exit;

	atomic_store(&interrupt, 0);
	owners_round = round;
	race_meet(&race);
	race_dawdle(random);
	if (round % 32 == 2)
		race_await(&kicked, round + 1);
	must(axvcpu_run(vcpu, &exit));
	if (lost) {
		fail("no kick is lost: one was, in round %lu", round);
		bail_out("the guest runs for ever");
	}
	not_kicked += exit->reason != AXVCPU_EXIT_NOTHING
		      || exit->nothing.cause != AXVCPU_NOTHING_KICKED;
	race_meet(&race);
	not_kicked += axvcpu_is_pending(vcpu);
}

static void race_them(void)
{
	uint64_t random = 4;
	pthread_t thread;

	pthread_create(&thread, NULL, kicker, NULL);
	for (unsigned long round = 0; round < rounds; round++)
		owner_round(round, &random);
	pthread_join(thread, NULL);
}

int main(void)
{
	struct guest_script script = { 0 };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu_ops ops = guest_ops;
	struct replay replay;

	rounds = environment("ROUNDS", 200000);
	ops.run = execute;
	ops.kick = send_interrupt;
	config.ops = &ops;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(vcpu));
	race_them();
	replay_begin(&replay, vcpu);
	rounds /= 10;
	race_them();
	replay_end(&replay);
	rounds *= 11;
	diag("%lu kicks found it running", atomic_load(&rung));
	pass("no kick is lost in %lu rounds", rounds);
	is_u64(not_kicked, 0, "each run came back as kicked, and took the kick");
	ok(atomic_load(&rung) >= rounds / 100, "many found it running");
	ok(atomic_load(&rung) <= rounds - rounds / 100, "many did not");
	guest_end(vcpu);
	return done_testing();
}
