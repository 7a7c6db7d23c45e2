/* SPDX-License-Identifier: MIT */
/* Which physical CPUs may run a vCPU: sets of any size, held to by bind. */
#include <string.h>

#include "guest.h"

static struct guest_script script;

static struct axvcpu *make(const uint64_t *words, size_t count)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu;

	config.cpu_set.words = words;
	config.cpu_set.count = count;
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, GUEST_ENTRY, NULL, NULL));
	return vcpu;
}

/* The CPUs from 0 to 299 that a set admits, against a list that ends in -1. */
static void check_set(const char *name, const uint64_t *words, size_t count, const int *cpus)
{
	struct axvcpu *vcpu = make(words, count);
	unsigned wrong = 0;

	for (int cpu = 0; cpu < 300; cpu++) {
		bool listed = false;

		for (unsigned i = 0; cpus[i] >= 0; i++)
			listed |= cpus[i] == cpu;
		wrong += axvcpu_cpu_allowed(vcpu, (uint32_t)cpu) != listed;
	}
	is_u64(wrong, 0, "%s: the CPUs that are in it, and no other", name);
	ok(!axvcpu_cpu_allowed(vcpu, UINT32_MAX - 1), "%s: a CPU far beyond", name);
	must(axvcpu_destroy(vcpu));
}

static void check_sets(void)
{
	const uint64_t none[1] = { 0 };
	const uint64_t one[1] = { 1 | UINT64_C(1) << 63 };
	const uint64_t three[3] = { UINT64_C(1) << 63, 1, UINT64_C(1) << 2 };

	check_set("no words", none, 0, (const int[]){ -1 });
	check_set("an empty word", none, 1, (const int[]){ -1 });
	check_set("one word", one, 1, (const int[]){ 0, 63, -1 });
	check_set("three words", three, 3, (const int[]){ 63, 64, 130, -1 });
	check_set("two words of three", three, 2, (const int[]){ 63, 64, -1 });
}

static void check_no_set(void)
{
	struct axvcpu *vcpu = make(NULL, 0);

	ok(axvcpu_cpu_allowed(vcpu, 0) && axvcpu_cpu_allowed(vcpu, 64)
	   && axvcpu_cpu_allowed(vcpu, 100000), "without a set, every CPU");
	must(axvcpu_destroy(vcpu));
}

/* The caller's words may go once create returns. */
static void check_copied(void)
{
	uint64_t words[3] = { 0, 0, UINT64_C(1) << 2 };
	struct axvcpu *vcpu = make(words, 3);

	memset(words, 0xff, sizeof words);
	ok(axvcpu_cpu_allowed(vcpu, 130), "the set was copied");
	ok(!axvcpu_cpu_allowed(vcpu, 0), "and what becomes of the caller's words does not matter");
	must(axvcpu_reset(vcpu));
	ok(axvcpu_cpu_allowed(vcpu, 130) && !axvcpu_cpu_allowed(vcpu, 0), "reset keeps it");
	must(axvcpu_destroy(vcpu));
}

struct attempt {
	struct axvcpu *vcpu;
	uint32_t cpu;
	enum axvcpu_status expected;
};

/* On a CPU that has taken that number. */
static void try_bind(void *context)
{
	struct attempt *attempt = context;
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	enum axvcpu_status status;

	must(axvcpu_percpu_enable(attempt->cpu, &config));
	status = axvcpu_bind(attempt->vcpu);
	is_status(status, attempt->expected, "bind on CPU %u", attempt->cpu);
	if (status == AXVCPU_OK) {
		is_u64(axvcpu_cpu(attempt->vcpu), attempt->cpu, "it knows where it is bound");
		must(axvcpu_unbind(attempt->vcpu));
	}
	is_u64(axvcpu_cpu(attempt->vcpu), AXVCPU_CPU_ANY, "it is bound nowhere");
	is_state(attempt->vcpu, AXVCPU_STATE_FREE, "it is Free");
	must(axvcpu_percpu_disable());
}

static void check_bind(void)
{
	const uint64_t words[3] = { 1 | UINT64_C(1) << 63, 1, UINT64_C(1) << 2 };
	static const uint32_t in[] = { 0, 63, 64, 130 }, out[] = { 1, 62, 65, 129, 131, 192, 5000 };
	struct attempt attempt = { .vcpu = make(words, 3) };

	for (unsigned i = 0; i < sizeof in / sizeof *in; i++) {
		attempt.cpu = in[i];
		attempt.expected = AXVCPU_OK;
		on_another_cpu(try_bind, &attempt);
	}
	for (unsigned i = 0; i < sizeof out / sizeof *out; i++) {
		attempt.cpu = out[i];
		attempt.expected = AXVCPU_NOT_ALLOWED;
		on_another_cpu(try_bind, &attempt);
	}
	must(axvcpu_destroy(attempt.vcpu));
}

/* favor_cpu is advice: kept, and bind does not hold to it. */
static void check_favor(void)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct attempt attempt = { .cpu = 2, .expected = AXVCPU_OK };

	must(axvcpu_create(&config, &attempt.vcpu));
	is_u64(axvcpu_favor_cpu(attempt.vcpu), AXVCPU_CPU_ANY, "by default none is favoured");
	must(axvcpu_destroy(attempt.vcpu));
	config.favor_cpu = 77;
	must(axvcpu_create(&config, &attempt.vcpu));
	must(axvcpu_setup(attempt.vcpu, GUEST_ENTRY, NULL, NULL));
	is_u64(axvcpu_favor_cpu(attempt.vcpu), 77, "favor_cpu is kept");
	on_another_cpu(try_bind, &attempt);
	must(axvcpu_destroy(attempt.vcpu));
}

static void check_identity(void)
{
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu *vcpu;

	config.context = &config;
	must(axvcpu_create(&config, &vcpu));
	ok(!axvcpu_is_bsp(vcpu), "vCPU 3 is not the boot processor");
	is_ptr(axvcpu_context(vcpu), &config, "the context is the caller's");
	is_str(axvcpu_backend(vcpu), "guest", "the back end has its name");
	must(axvcpu_destroy(vcpu));
	config.vcpu_id = 0;
	config.vm_id = UINT32_MAX;
	must(axvcpu_create(&config, &vcpu));
	ok(axvcpu_is_bsp(vcpu), "vCPU 0 is");
	is_u64(axvcpu_vm_id(vcpu), UINT32_MAX, "vm_id is kept");
	must(axvcpu_destroy(vcpu));
}

int main(void)
{
	check_sets();
	check_no_set();
	check_copied();
	check_bind();
	check_favor();
	check_identity();
	return done_testing();
}
