/* SPDX-License-Identifier: MIT */
/* The interpreter's own configuration, its entry, and how it rounds time. */
#include <axvcpu/soft.h>

#include "soft_machine.h"

static enum axvcpu_status create(const struct axvcpu_soft_config *own, struct axvcpu **vcpu)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = AXVCPU_BACKEND_SOFT,
		.policy = AXVCPU_POLICY_LENIENT, .arch_config = own,
	};

	return axvcpu_create(&config, vcpu);
}

static void refused(void)
{
	struct axvcpu_soft_config own = {.size = sizeof own};
	struct axvcpu *vcpu = NULL;

	own.size = 0;
	is_status(create(&own, &vcpu), AXVCPU_BAD_ARGUMENT, "a config without a size");
	own.size = sizeof own + 8;
	is_status(create(&own, &vcpu), AXVCPU_BAD_ARGUMENT, "a config of another library");
	own.size = sizeof own;
	own.timebase = UINT64_C(10000000001);
	is_status(create(&own, &vcpu), AXVCPU_BAD_ARGUMENT, "a timebase above 10 GHz");
	own.timebase = 0;
	own.extensions = AXVCPU_SOFT_FLOAT << 1;
	is_status(create(&own, &vcpu), AXVCPU_BAD_ARGUMENT, "an extension that there is not");
	own.extensions = UINT64_C(1) << 63 | AXVCPU_SOFT_FLOAT;
	is_status(create(&own, &vcpu), AXVCPU_BAD_ARGUMENT,
		  "nor this one, beside one that there is");
}

static void entries(struct machine *machine)
{
	static const uint64_t wrong[] = {RAM_BASE + 1, UINT64_C(1) << 41, UINT64_MAX - 1};
	struct axvcpu *vcpu = NULL;
	unsigned i;

	must(create(NULL, &vcpu));
	for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		is_status(axvcpu_setup(vcpu, wrong[i], machine->space, NULL), AXVCPU_BAD_ADDRESS,
			  "an entry at %#llx", (unsigned long long)wrong[i]);
	is_state(vcpu, AXVCPU_STATE_CREATED, "a refused setup changes nothing");
	must(axvcpu_setup(vcpu, RAM_BASE + 2, machine->space, NULL));
	must(axvcpu_destroy(vcpu));
}

/* The time CSR counts in the timebase from the host's clock. */
static void time_of(struct machine *machine, struct axvcpu *vcpu, uint64_t timebase)
{
	const struct axvcpu_exit *exit;
	uint64_t before, after, time;

	PUT_PROGRAM(machine, RAM_BASE, CSRR(A0, TIME), END);
	before = axvcpu_now();
	must(axvcpu_run(vcpu, &exit));
	after = axvcpu_now();
	must(axvcpu_get_register(vcpu, A0, &time));
	ok(time >= before / 1000 * timebase / 1000000 - 1, "time is not early at %llu Hz",
	   (unsigned long long)timebase);
	ok(time <= (after / 1000 + 1) * timebase / 1000000 + 1, "nor late");
}

/* The deadline is the first nanosecond at which the time CSR has reached the comparand. */
static void deadline_of(struct axvcpu *vcpu, uint64_t timebase)
{
	uint64_t wanted, deadline;
	const struct axvcpu_exit *exit;

	for (wanted = 1; wanted < 50; wanted += 7) {
		must(axvcpu_set_register(vcpu, CSR(SIE), 0x20));
		must(axvcpu_set_register(vcpu, AXVCPU_RISCV64_STIMECMP, wanted));
		must(axvcpu_set_register(vcpu, AXVCPU_RISCV64_PC, RAM_BASE));
		must(axvcpu_run(vcpu, &exit));
		deadline = axvcpu_deadline(vcpu);
		ok(deadline * timebase / 1000000000 >= wanted, "tick %llu is reached at its deadline",
		   (unsigned long long)wanted);
		ok((deadline - 1) * timebase / 1000000000 < wanted, "and not before");
	}
	must(axvcpu_set_register(vcpu, AXVCPU_RISCV64_STIMECMP, UINT64_MAX - 1));
	must(axvcpu_set_register(vcpu, AXVCPU_RISCV64_PC, RAM_BASE));
	must(axvcpu_run(vcpu, &exit));
	ok(axvcpu_deadline(vcpu) > axvcpu_now() + 1000000000, "a comparand far away does not wrap round");
}

static void timebase(struct machine *machine, uint64_t hertz)
{
	struct axvcpu_soft_config own = {.size = sizeof own, .timebase = hertz};
	struct axvcpu *vcpu = NULL;

	must(create(&own, &vcpu));
	must(axvcpu_setup(vcpu, RAM_BASE, machine->space, NULL));
	must(axvcpu_bind(vcpu));
	time_of(machine, vcpu, hertz);
	deadline_of(vcpu, hertz);
	must(axvcpu_unbind(vcpu));
	must(axvcpu_destroy(vcpu));
}

int main(void)
{
	struct machine machine;

	refused();
	machine_make(&machine);
	entries(&machine);
	timebase(&machine, 10000000);
	timebase(&machine, 3000017);
	timebase(&machine, 1);
	machine_end(&machine);
	return done_testing();
}
