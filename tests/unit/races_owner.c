/* SPDX-License-Identifier: MIT */
/*
 * Two owners of one vCPU, and a third CPU that makes the calls for any CPU:
 * one owner has it at a time, the other is told busy or wrong_cpu, and
 * nothing that the loser tries costs the winner its vCPU.
 * ROUNDS in the environment makes it shorter.
 */
#include <pthread.h>

#include "guest.h"
#include "race.h"
#include "replay.h"

static struct race race;
static struct axvcpu *vcpu;
static unsigned long rounds;
static atomic_bool done;

/* Not atomic: only whoever owns the vCPU may touch it. */
static unsigned long owned;
static atomic_uint owners;

/* What both have met, by status. */
static atomic_ulong met[32];
static atomic_ulong wrong;

static void expect_ok(enum axvcpu_status status)
{
	atomic_fetch_add(&wrong, status != AXVCPU_OK);
}

static enum axvcpu_status run_slot(struct guest *guest, struct axvcpu_exit *exit)
{
	atomic_fetch_add(&wrong, atomic_fetch_add(&owners, 1) != 0);
	owned++;
	atomic_fetch_sub(&owners, 1);
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

/* What a bind may meet; anything else would go on for ever. */
static enum axvcpu_status bind(void)
{
	enum axvcpu_status status = axvcpu_bind(vcpu);

	atomic_fetch_add(&met[status % 32], 1);
	if (status == AXVCPU_OK || status == AXVCPU_BUSY || status == AXVCPU_WRONG_CPU)
		return status;
	fail("bind meets busy or wrong_cpu, not %s", axvcpu_status_name(status));
	bail_out("nobody can have the vCPU any more");
}

/* From bind to unbind it is ours: every call succeeds. */
static void own(void)
{
	const struct axvcpu_exit *exit;
	uint64_t value = 0;

	expect_ok(axvcpu_run(vcpu, &exit));
	expect_ok(axvcpu_get_register(vcpu, 4, &value));
	expect_ok(axvcpu_set_register(vcpu, 4, value + 1));
	expect_ok(axvcpu_run(vcpu, &exit));
	expect_ok(axvcpu_unbind(vcpu));
}

/* Bind until it succeeds so many times. */
static void compete(unsigned long times)
{
	while (times) {
		if (bind() == AXVCPU_OK) {
			own();
			times--;
		}
	}
}

static void *compete_elsewhere(void *unused)
{
	race_meet(&race);
	compete(rounds);
	return unused;
}

/* The calls for any CPU, at any time. */
static void *observe(void *unused)
{
	while (!atomic_load(&done)) {
		enum axvcpu_state state = axvcpu_state(vcpu);

		atomic_fetch_add(&wrong, state == AXVCPU_STATE_INVALID
				 || state == AXVCPU_STATE_CREATED);
		axvcpu_kick(vcpu);
		axvcpu_inject_interrupt(vcpu, 1);
		axvcpu_set_interrupt(vcpu, 2, true);
		axvcpu_set_interrupt(vcpu, 2, false);
		axvcpu_wake(vcpu);
		(void)axvcpu_is_pending(vcpu);
		(void)axvcpu_cpu(vcpu);
		(void)axvcpu_deadline(vcpu);
		race_delay(500);
	}
	return unused;
}

static void check_competition(void)
{
	pthread_t competitor, observer;
	uint64_t value = 0;

	pthread_create(&competitor, NULL, compete_elsewhere, NULL);
	pthread_create(&observer, NULL, observe, NULL);
	race_meet(&race);
	compete(rounds);
	pthread_join(competitor, NULL);
	atomic_store(&done, true);
	pthread_join(observer, NULL);
	diag("%lu busy, %lu wrong_cpu", atomic_load(&met[AXVCPU_BUSY]),
	     atomic_load(&met[AXVCPU_WRONG_CPU]));
	is_u64(atomic_load(&met[AXVCPU_OK]), 2 * rounds, "each bound it as often as it wanted");
	is_u64(atomic_load(&wrong), 0, "to the winner, every call succeeded");
	is_state(vcpu, AXVCPU_STATE_FREE, "it is Free in the end");
	must(axvcpu_get_register(vcpu, 4, &value));
	is_u64(value, 2 * rounds, "no write to a register was lost");
	ok(owned <= 4 * rounds, "no run was counted twice");
}

static enum axvcpu_status run(struct axvcpu *which)
{
	const struct axvcpu_exit *exit;

	return axvcpu_run(which, &exit);
}

/* Calls that are never the loser's to make, under the policy that forgives them. */
static void *try_all(void *unused)
{
	enum axvcpu_status (*const calls[])(struct axvcpu *) = {
		run, axvcpu_block, axvcpu_unbind, axvcpu_retry,
	};
	unsigned long accepted = 0;

	for (unsigned long i = 0; !atomic_load(&done); i++)
		accepted += calls[i % 4](vcpu) == AXVCPU_OK;
	is_u64(accepted, 0, "run, block, unbind and retry of another's vCPU were all refused");
	return unused;
}

static void check_intruder(void)
{
	pthread_t intruder;

	atomic_store(&done, false);
	atomic_store(&wrong, 0);
	pthread_create(&intruder, NULL, try_all, NULL);
	for (unsigned long i = 0; i < rounds; ) {
		enum axvcpu_status status = bind();

		if (status == AXVCPU_OK) {
			own();
			i++;
		} else {
			atomic_fetch_add(&wrong, status != AXVCPU_BUSY);
		}
	}
	atomic_store(&done, true);
	pthread_join(intruder, NULL);
	is_u64(atomic_load(&wrong), 0, "the owner met at worst busy, at bind");
}

/* The same again with a trace hook, which takes another way: the owners' steps are one line. */
static void check_trace(struct guest_script *script)
{
	struct replay replay;

	rounds /= 10;
	owned = 0;
	atomic_store(&done, false);
	atomic_store(&met[AXVCPU_OK], 0);
	vcpu = guest_in(AXVCPU_STATE_FREE, script, AXVCPU_POLICY_STRICT);
	replay_begin(&replay, vcpu);
	check_competition();
	replay_end(&replay);
	must(axvcpu_destroy(vcpu));
}

int main(void)
{
	struct guest_script script = { .run = run_slot };

	rounds = environment("ROUNDS", 200000);
	vcpu = guest_in(AXVCPU_STATE_FREE, &script, AXVCPU_POLICY_STRICT);
	check_competition();
	must(axvcpu_destroy(vcpu));
	vcpu = guest_in(AXVCPU_STATE_FREE, &script, AXVCPU_POLICY_LENIENT);
	check_intruder();
	must(axvcpu_destroy(vcpu));
	check_trace(&script);
	return done_testing();
}
