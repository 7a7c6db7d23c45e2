/* SPDX-License-Identifier: MIT */
/*
 * Wake and interrupts against block: whether they come before the owner goes
 * to sleep, while it does, or after, it is awake in the end, and no interrupt
 * is lost. Most rounds let chance decide; some make sure of it, however busy
 * the machine is. ROUNDS in the environment makes it shorter.
 */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sched.h>
#include <time.h>

#include "guest.h"
#include "race.h"
#include "replay.h"

#define EDGE 70u
#define LINE 9u

enum cause { CAUSE_WAKE, CAUSE_EDGE, CAUSE_LEVEL };

static struct race race;
static struct axvcpu *vcpu;
static unsigned long rounds;

/* What one thread did in a round, for the other to read when they have met again. */
static struct { unsigned begin, end; } blocking, causing;

/* Where the owner sleeps. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t woken;
static unsigned long notified;

static void notify(struct axvcpu *which, void *context)
{
	(void)which;
	(void)context;
	pthread_mutex_lock(&lock);
	notified++;
	pthread_cond_signal(&woken);
	pthread_mutex_unlock(&lock);
}

static struct timespec patience(void)
{
	struct timespec end;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += (time_t)(RACE_PATIENCE / 1000000000);
	return end;
}

static void sleep_until_woken(unsigned long round)
{
	struct timespec end = patience();
	int error = 0;

	pthread_mutex_lock(&lock);
	while (axvcpu_state(vcpu) == AXVCPU_STATE_BLOCKED && !error)
		error = pthread_cond_timedwait(&woken, &lock, &end);
	pthread_mutex_unlock(&lock);
	if (!error)
		return;
	fail("no wake is lost: one was, in round %lu", round);
	bail_out("the owner sleeps for ever");
}

/* An owner that looks at its sleeping vCPU may be told busy, by a waker; it loses no wake. */
static void look_at_it(void)
{
	uint64_t value;
	enum axvcpu_status status = axvcpu_get_register(vcpu, 1, &value);

	if (status != AXVCPU_OK && status != AXVCPU_BUSY)
		bail_out("get_register: %s", axvcpu_status_name(status));
}

static void cause(unsigned long round)
{
	switch ((enum cause)(round % 3)) {
	case CAUSE_WAKE:
		axvcpu_wake(vcpu);
		break;
	case CAUSE_EDGE:
		axvcpu_inject_interrupt(vcpu, EDGE);
		break;
	case CAUSE_LEVEL:
		axvcpu_set_interrupt(vcpu, LINE, true);
		break;
	}
}

/* Where the cause lands in a round. */
enum landing { ANYHOW, BEFORE, DURING, AFTER };

static enum landing landing_of(unsigned long round)
{
	return round % 64 <= AFTER ? (enum landing)(round % 64) : ANYHOW;
}

/* One more than the last round in which block had begun, or the cause was over. */
static atomic_ulong begun, caused;

static void choose_time(unsigned long round, uint64_t *random)
{
	if (landing_of(round) == ANYHOW)
		race_dawdle(random);
	if (landing_of(round) == DURING)
		race_await(&begun, round + 1);
	if (landing_of(round) == AFTER)
		while (axvcpu_state(vcpu) != AXVCPU_STATE_BLOCKED)
			sched_yield();
}

static void *waker(void *unused)
{
	uint64_t random = 1;

	for (unsigned long round = 0; round < rounds; round++) {
		race_meet(&race);
		choose_time(round, &random);
		causing.begin = race_stamp(&race);
		cause(round);
		causing.end = race_stamp(&race);
		atomic_store(&caused, round + 1);
		race_meet(&race);
	}
	return unused;
}

/* The round that the owner is in, for the hook. */
static unsigned long owners_round;

static struct replay replay;

/* Called inside block, before the state is Blocked for others to see. */
static void inside_block(void *context, struct axvcpu *which, const struct axvcpu_trace *record)
{
	replay_record(context, which, record);
	if (record->kind != AXVCPU_TRACE_STEP || record->event != AXVCPU_EVENT_BLOCK
	    || landing_of(owners_round) != DURING)
		return;
	atomic_store(&begun, owners_round + 1);
	race_await(&caused, owners_round + 1);
}

/* What the guest was given since it was last asked. */
static unsigned edges, lines;

static enum axvcpu_status look(struct guest *guest, struct axvcpu_exit *exit)
{
	edges += axvcpu_take_interrupts(guest->vcpu, EDGE / 64) >> EDGE % 64 & 1;
	lines += axvcpu_interrupt_levels(guest->vcpu, LINE / 64) >> LINE % 64 & 1;
	guest_exit(guest, exit, AXVCPU_EXIT_HALT);
	return AXVCPU_OK;
}

/* Run until nothing waits: what was caused has then reached the guest. */
static unsigned settle(unsigned long round)
{
	const struct axvcpu_exit *exit;

	edges = lines = 0;
	while (axvcpu_is_pending(vcpu))
		must(axvcpu_run(vcpu, &exit));
	if (round % 3 == CAUSE_EDGE)
		return edges != 1;
	if (round % 3 == CAUSE_LEVEL) {
		axvcpu_set_interrupt(vcpu, LINE, false);
		return lines == 0;
	}
	return 0;
}

static struct { unsigned long before, during, after, slept, lost; } counts;

static void count(void)
{
	if ((int)(causing.end - blocking.begin) < 0)
		counts.before++;
	else if ((int)(causing.begin - blocking.end) > 0)
		counts.after++;
	else
		counts.during++;
}

static void owner_round(unsigned long round, uint64_t *random)
{
	enum axvcpu_status status;

	owners_round = round;
	race_meet(&race);
	if (landing_of(round) == ANYHOW)
		race_dawdle(random);
	if (landing_of(round) == BEFORE)
		race_await(&caused, round + 1);
	blocking.begin = race_stamp(&race);
	status = axvcpu_block(vcpu);
	blocking.end = race_stamp(&race);
	if (status == AXVCPU_OK) {
		counts.slept++;
		if (round % 5 == 0)
			look_at_it();
		sleep_until_woken(round);
	} else if (status != AXVCPU_PENDING) {
		bail_out("block: %s", axvcpu_status_name(status));
	}
	race_meet(&race);
	count();
	counts.lost += settle(round);
}

static void race_them(void)
{
	uint64_t random = 2;
	pthread_t thread;

	pthread_create(&thread, NULL, waker, NULL);
	for (unsigned long round = 0; round < rounds; round++)
		owner_round(round, &random);
	pthread_join(thread, NULL);
}

static void report(void)
{
	struct axvcpu_statistics statistics;
	unsigned long enough = rounds / 100;

	must(axvcpu_statistics(vcpu, &statistics));
	diag("%lu before, %lu during, %lu after; %lu slept, %lu notified", counts.before,
	     counts.during, counts.after, counts.slept, notified);
	pass("no wake is lost in %lu rounds", rounds);
	is_u64(counts.lost, 0, "no interrupt is lost, none is doubled");
	ok(counts.before >= enough, "it came before block %lu times at least", enough);
	ok(counts.during >= enough, "it came during block %lu times at least", enough);
	ok(counts.after >= enough, "it came after block %lu times at least", enough);
	is_u64(statistics.blocks, counts.slept, "it was blocked as often as it slept");
	is_u64(notified, counts.slept, "each sleep was ended by one notification");
	is_state(vcpu, AXVCPU_STATE_READY, "it is Ready in the end");
}

int main(void)
{
	struct guest_script script = { .run = look };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	pthread_condattr_t monotonic;

	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&woken, &monotonic);
	rounds = environment("ROUNDS", 1000000);
	config.notify = notify;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	must(axvcpu_bind(vcpu));
	replay_start(&replay, vcpu);
	must(axvcpu_set_trace(vcpu, inside_block, &replay));
	race_them();
	report();
	replay_report(&replay);
	guest_end(vcpu);
	return done_testing();
}
