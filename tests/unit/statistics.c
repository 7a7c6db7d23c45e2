/* SPDX-License-Identifier: MIT */
/* What a vCPU counts. */
#include "access.h"

static struct axvcpu_statistics statistics_of(struct axvcpu *vcpu)
{
	struct axvcpu_statistics statistics;

	must(axvcpu_statistics(vcpu, &statistics));
	return statistics;
}

static uint64_t all_exits(const struct axvcpu_statistics *statistics)
{
	uint64_t sum = 0;

	for (unsigned i = 0; i < AXVCPU_EXIT_REASONS; i++)
		sum += statistics->exits[i];
	return sum;
}

/* Each reason as often as run returned it. */
static void check_exits(void)
{
	struct access_guest access;
	uint64_t expected[AXVCPU_EXIT_REASONS] = { 0 };
	struct axvcpu_statistics statistics;
	unsigned wrong = 0, runs = 0;

	access_begin(&access);
	for (unsigned round = 1; round <= 3; round++)
		for (unsigned reason = 0; reason <= AXVCPU_EXIT_INTERRUPT_DONE; reason++) {
			access_other(&access, (enum axvcpu_exit_reason)reason);
			for (unsigned i = 0; i < round + reason; i++, runs++)
				expected[access_run(&access)->reason]++;
		}
	for (unsigned i = 0; i < 5; i++, runs++) {
		access_read(&access, 4, false, 8);
		expected[access_run(&access)->reason]++;
		must(axvcpu_complete(access.vcpu, 0));
	}
	axvcpu_kick(access.vcpu);
	expected[access_run(&access)->reason]++;
	runs++;
	statistics = statistics_of(access.vcpu);
	for (unsigned i = 0; i < AXVCPU_EXIT_REASONS; i++)
		wrong += statistics.exits[i] != expected[i];
	is_u64(wrong, 0, "every reason was counted as often as it was returned");
	is_u64(all_exits(&statistics), runs, "no run was counted twice, and none not");
	access_end(&access);
}

/* The write of an atomic access is an exit; a refused run is none. */
static void check_parts(void)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;
	struct axvcpu_statistics statistics;

	access_begin(&access);
	access_read(&access, 4, false, 8);
	access.next.mmio_read.operation = AXVCPU_OPERATION_ADD;
	access_run(&access);
	is_status(axvcpu_run(access.vcpu, &exit), AXVCPU_INCOMPLETE, "unanswered");
	must(axvcpu_complete(access.vcpu, 1));
	access_run(&access);
	statistics = statistics_of(access.vcpu);
	is_u64(statistics.exits[AXVCPU_EXIT_MMIO_READ], 1, "one read");
	is_u64(statistics.exits[AXVCPU_EXIT_MMIO_WRITE], 1, "one write");
	is_u64(all_exits(&statistics), 2, "nothing else");
	access_end(&access);
}

static void bind_and_run(void *vcpu)
{
	const struct axvcpu_exit *exit;

	must(axvcpu_bind(vcpu));
	must(axvcpu_run(vcpu, &exit));
	must(axvcpu_run(vcpu, &exit));
	must(axvcpu_unbind(vcpu));
}

static void check_moves(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_FREE, &script, AXVCPU_POLICY_STRICT);
	struct axvcpu_statistics statistics = statistics_of(vcpu);

	ok(statistics.loads == 0 && statistics.migrations == 0 && statistics.blocks == 0
	   && all_exits(&statistics) == 0, "all is zero at first");
	bind_and_run(vcpu);
	bind_and_run(vcpu);
	statistics = statistics_of(vcpu);
	is_u64(statistics.migrations, 0, "bound twice to one CPU, it has not migrated");
	is_u64(statistics.loads, 2, "but was loaded twice");
	on_another_cpu(bind_and_run, vcpu);
	is_u64(statistics_of(vcpu).migrations, 1, "on another CPU it has");
	bind_and_run(vcpu);
	statistics = statistics_of(vcpu);
	is_u64(statistics.migrations, 2, "and back");
	is_u64(statistics.loads, 4, "loaded each time");
	is_u64(guest_of(vcpu)->loads, 4, "as the back end was told");
	must(axvcpu_reset(vcpu));
	is_u64(statistics_of(vcpu).migrations, 2, "reset keeps the counts");
	is_u64(statistics_of(vcpu).exits[AXVCPU_EXIT_HALT], 8, "of exits, too");
	must(axvcpu_destroy(vcpu));
}

static void check_blocks(void)
{
	struct guest_script script = { 0 };
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_LENIENT);

	must(axvcpu_block(vcpu));
	axvcpu_wake(vcpu);
	must(axvcpu_block(vcpu));
	is_status(axvcpu_block(vcpu), AXVCPU_BAD_STATE, "a refused block");
	axvcpu_wake(vcpu);
	is_u64(statistics_of(vcpu).blocks, 2, "it was blocked twice");
	axvcpu_wake(vcpu);
	is_status(axvcpu_block(vcpu), AXVCPU_PENDING, "a block that did not come about");
	is_u64(statistics_of(vcpu).blocks, 2, "does not count");
	guest_end(vcpu);
}

int main(void)
{
	check_exits();
	check_parts();
	check_moves();
	check_blocks();
	return done_testing();
}
