/* SPDX-License-Identifier: MIT */
/* The state of a physical CPU, which in a hosted build is a thread. */
#include "guest.h"

static struct guest_script script;

static struct axvcpu_config config_of(const struct axvcpu_ops *ops)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);

	config.ops = ops;
	return config;
}

/* Each number a thread got by itself, to see that no two are equal. */
static uint32_t numbers[4];

static void bind_unasked(void *context)
{
	uint32_t *number = context;
	struct axvcpu *vcpu;

	ok(!axvcpu_percpu_is_enabled(), "a new CPU is not enabled");
	is_u64(axvcpu_percpu_id(), AXVCPU_CPU_ANY, "and has no number");
	vcpu = guest_in(AXVCPU_STATE_READY, &script, AXVCPU_POLICY_STRICT);
	ok(axvcpu_percpu_is_enabled(), "the first bind enables it");
	*number = axvcpu_percpu_id();
	ok(*number != AXVCPU_CPU_ANY, "and gives it a number, %u", *number);
	is_u64(axvcpu_cpu(vcpu), *number, "which the vCPU knows");
	guest_end(vcpu);
	ok(axvcpu_percpu_is_enabled(), "unbind leaves it enabled");
}

static void check_automatic(void)
{
	bool equal = false;

	for (unsigned i = 0; i < 4; i++)
		on_another_cpu(bind_unasked, &numbers[i]);
	for (unsigned i = 0; i < 4; i++)
		for (unsigned j = 0; j < i; j++)
			equal |= numbers[i] == numbers[j];
	ok(!equal, "no two CPUs have one number");
}

static void choose(void *context)
{
	struct axvcpu_config config = config_of(&guest_ops);

	(void)context;
	is_status(axvcpu_percpu_enable(AXVCPU_CPU_ANY, &config), AXVCPU_BAD_ARGUMENT,
		  "no CPU has the number that means none");
	ok(!axvcpu_percpu_is_enabled(), "it is not enabled by that");
	is_status(axvcpu_percpu_enable(500, &config), AXVCPU_OK, "a chosen number");
	is_u64(axvcpu_percpu_id(), 500, "is the CPU's");
	is_status(axvcpu_percpu_enable(500, &config), AXVCPU_OK, "chosen again");
	is_status(axvcpu_percpu_enable(501, &config), AXVCPU_BAD_ARGUMENT, "another number");
	is_u64(axvcpu_percpu_id(), 500, "does not take its place");
	config.size = 0;
	is_status(axvcpu_percpu_enable(500, &config), AXVCPU_BAD_ARGUMENT, "an unknown size");
	ok(axvcpu_percpu_is_enabled(), "leaves it enabled");
}

/* Disabled by its owner, a CPU is not enabled by a bind behind its back. */
static void stay_disabled(void *context)
{
	struct axvcpu_config config = config_of(&guest_ops);
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_FREE, &script, AXVCPU_POLICY_STRICT);

	(void)context;
	must(axvcpu_percpu_enable(600, &config));
	must(axvcpu_percpu_disable());
	ok(!axvcpu_percpu_is_enabled(), "disabled");
	is_u64(axvcpu_percpu_id(), AXVCPU_CPU_ANY, "it has no number");
	is_status(axvcpu_percpu_disable(), AXVCPU_OK, "disable again is no harm");
	is_status(axvcpu_bind(vcpu), AXVCPU_NOT_ENABLED, "bind does not enable it");
	is_state(vcpu, AXVCPU_STATE_FREE, "the vCPU stays Free");
	is_status(axvcpu_percpu_enable(600, &config), AXVCPU_OK, "it can be enabled again");
	is_status(axvcpu_bind(vcpu), AXVCPU_OK, "then bind succeeds");
	is_status(axvcpu_percpu_disable(), AXVCPU_BUSY, "but now disable does not");
	ok(axvcpu_percpu_is_enabled(), "it is enabled still");
	must(axvcpu_block(vcpu));
	is_status(axvcpu_percpu_disable(), AXVCPU_BUSY, "nor while the vCPU is Blocked");
	guest_end(vcpu);
	is_status(axvcpu_percpu_disable(), AXVCPU_OK, "when it is gone, it does");
}

static unsigned enables, disables;

static enum axvcpu_status count_enable(struct axvcpu_percpu *cpu)
{
	enables++;
	return cpu->id == 700 && cpu->enabled ? AXVCPU_OK : AXVCPU_FAILED;
}

static void count_disable(struct axvcpu_percpu *cpu)
{
	(void)cpu;
	disables++;
}

/* As many back ends as there is room for, each enabled and disabled once. */
static void many_back_ends(void *context)
{
	struct axvcpu_ops ops[AXVCPU_PERCPU_BACKENDS + 1];

	(void)context;
	for (unsigned i = 0; i <= AXVCPU_PERCPU_BACKENDS; i++) {
		struct axvcpu_config config = config_of(&ops[i]);

		ops[i] = guest_ops;
		ops[i].enable = count_enable;
		ops[i].disable = count_disable;
		is_status(axvcpu_percpu_enable(700, &config),
			  i < AXVCPU_PERCPU_BACKENDS ? AXVCPU_OK : AXVCPU_BUSY, "back end %u", i);
		if (i == 0)
			is_status(axvcpu_percpu_enable(700, &config), AXVCPU_OK, "once more");
	}
	is_u64(enables, AXVCPU_PERCPU_BACKENDS, "each was enabled once");
	must(axvcpu_percpu_disable());
	is_u64(disables, AXVCPU_PERCPU_BACKENDS, "each was disabled once");
}

/* The last error is each CPU's own. */
static void error_of_another(void *context)
{
	struct axvcpu_error error;

	(void)context;
	axvcpu_last_error(&error);
	is_status(error.status, AXVCPU_OK, "another CPU has no error of this one's");
}

static void check_errors_apart(void)
{
	struct axvcpu_error error;

	is_status(axvcpu_bind(NULL), AXVCPU_BAD_ARGUMENT, "a refusal here");
	on_another_cpu(error_of_another, NULL);
	axvcpu_last_error(&error);
	is_status(error.status, AXVCPU_BAD_ARGUMENT, "it is still this CPU's");
}

static void find_no_number(void *unused)
{
	struct axvcpu *vcpu = guest_in(AXVCPU_STATE_FREE, &script, AXVCPU_POLICY_STRICT);

	(void)unused;
	is_status(axvcpu_bind(vcpu), AXVCPU_NOT_ENABLED, "after the highest number is none left");
	is_state(vcpu, AXVCPU_STATE_FREE, "nothing is bound");
	ok(!axvcpu_percpu_is_enabled(), "the CPU is not enabled");
	guest_end(vcpu);
}

static void choose_highest(void *unused)
{
	struct axvcpu_config config = config_of(&guest_ops);

	(void)unused;
	is_status(axvcpu_percpu_enable(AXVCPU_CPU_ANY - 1, &config), AXVCPU_OK,
		  "the highest number");
	on_another_cpu(find_no_number, NULL);
}

int main(void)
{
	check_automatic();
	on_another_cpu(choose, NULL);
	on_another_cpu(stay_disabled, NULL);
	on_another_cpu(many_back_ends, NULL);
	check_errors_apart();
	on_another_cpu(choose_highest, NULL);
	return done_testing();
}
