/* SPDX-License-Identifier: MIT */
/*
 * Interrupts that another CPU gives to a guest: the guest counts what it takes.
 * Sleep: what was decided on one CPU is met on the other, and no wake is lost.
 */
#include "machine.h"
#include "scenario.h"

#include <axvcpu/names.h>

#define ROUNDS 300
#define SLEEPS 100
#define TICKS  1000 /* of a sleep */
#define TICK   UINT64_C(10000000) /* nanoseconds */

static struct vm vm;
static _Atomic uint64_t acknowledged, notified, slept, finished, others;

/* Where the guest on CPU 1 counts. */
static _Atomic uint64_t *counted(unsigned place)
{
	return vm_word(&vm, COUNTS + 8 * place);
}

/* Where it says that it takes interrupts now. */
#define READY 4

static const struct {
	const char *name;
	uint32_t id;
	unsigned place;
} interrupts[] = {
	{ "software", AXVCPU_RISCV64_INTERRUPT_SOFTWARE, 0 },
	{ "timer",    AXVCPU_RISCV64_INTERRUPT_TIMER,    1 },
	{ "external", AXVCPU_RISCV64_INTERRUPT_EXTERNAL, 2 },
};
#define INTERRUPTS (sizeof interrupts / sizeof interrupts[0])

static void notify(struct axvcpu *vcpu, void *context)
{
	(void)vcpu;
	(void)context;
	atomic_fetch_add(&notified, 1);
}

/* Sleep until notify was called once more; it may have been already. */
static void sleep_until_notified(struct axvcpu *vcpu)
{
	if (axvcpu_block(vcpu) != AXVCPU_OK)
		return;
	await(&notified, atomic_fetch_add(&slept, 1) + 1);
}

/* The owner: what the guest wants, until it is kicked at the end. */
static void serve(void *context)
{
	struct axvcpu *vcpu = context;
	const struct axvcpu_exit *exit;

	must(axvcpu_bind(vcpu));
	while (!atomic_load(&finished)) {
		exit = run(vcpu);
		if (exit->reason == AXVCPU_EXIT_MMIO_WRITE) {
			axvcpu_set_interrupt(vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL, false);
			atomic_fetch_add(&acknowledged, 1);
		} else if (exit->reason == AXVCPU_EXIT_HALT) {
			sleep_until_notified(vcpu);
		} else if (!is_kicked(exit)) {
			expect_exit(exit, AXVCPU_EXIT_NOTHING);
		}
	}
	must(axvcpu_unbind(vcpu));
}

/* The guest is at RAM_BASE; a2 is its device, or 0. */
static struct axvcpu *renew(uint64_t device)
{
	struct axvcpu_config config = vm_config(0, 0);

	config.notify = notify;
	vm_replace(&vm, 0, &config);
	set(vm.vcpus[0], GUEST_A1, COUNTS);
	set(vm.vcpus[0], GUEST_A2, device);
	for (unsigned place = 0; place <= READY; place++)
		atomic_store(counted(place), 0);
	atomic_store(&notified, 0);
	atomic_store(&slept, 0);
	atomic_store(&finished, 0);
	return vm.vcpus[0];
}

/*
 * The guest has its vector before the first interrupt comes: the hart tells nobody
 * which edge of the timer's or of the external interrupt a guest takes by a vector
 * that it has written since that edge came.
 */
static struct axvcpu *begin(uint64_t device)
{
	struct axvcpu *vcpu = renew(device);

	cpu_call(1, serve, vcpu);
	await(counted(READY), 1);
	return vcpu;
}

static void end(struct axvcpu *vcpu)
{
	atomic_store(&finished, 1);
	axvcpu_wake(vcpu);
	axvcpu_kick(vcpu);
	cpu_wait(1);
}

/* Give the next when the last was taken: as many are taken as were given. */
static void inject(const char *guest)
{
	struct axvcpu *vcpu = begin(0);
	uint64_t random = 5;

	for (unsigned round = 0; round < ROUNDS; round++) {
		unsigned i = round % INTERRUPTS;

		dawdle(&random);
		axvcpu_inject_interrupt(vcpu, interrupts[i].id);
		await(counted(interrupts[i].place), round / INTERRUPTS + 1);
	}
	end(vcpu);
	for (unsigned i = 0; i < INTERRUPTS; i++)
		is_u64(atomic_load(counted(interrupts[i].place)),
		       (ROUNDS + INTERRUPTS - 1 - i) / INTERRUPTS,
		       "%s: each %s interrupt injected by another CPU is taken once", guest,
		       interrupts[i].name);
}

/* All at once, and each many times before the guest may look: each is taken, at most as often. */
static void inject_all(void)
{
	struct axvcpu *vcpu = begin(0);

	for (unsigned round = 1; round <= ROUNDS; round++) {
		uint64_t before[INTERRUPTS];

		for (unsigned i = 0; i < INTERRUPTS; i++)
			before[i] = atomic_load(counted(interrupts[i].place));
		for (unsigned i = 0; i < INTERRUPTS; i++)
			axvcpu_inject_interrupt(vcpu, interrupts[i].id);
		for (unsigned i = 0; i < INTERRUPTS; i++)
			await(counted(interrupts[i].place), before[i] + 1);
	}
	end(vcpu);
	for (unsigned i = 0; i < INTERRUPTS; i++)
		is_u64(atomic_load(counted(interrupts[i].place)), ROUNDS,
		       "of three at once, each %s interrupt is taken once", interrupts[i].name);
}

/* A device of CPU 0 raises its line; the guest's write to it, on CPU 1, lowers it. */
static void level(const char *guest)
{
	struct axvcpu *vcpu = begin(DEVICE);
	uint64_t before = atomic_load(&acknowledged), random = 6;

	for (unsigned round = 1; round <= ROUNDS; round++) {
		dawdle(&random);
		axvcpu_set_interrupt(vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL, true);
		await(&acknowledged, before + round);
	}
	end(vcpu);
	is_u64(atomic_load(counted(2)), ROUNDS,
	       "%s: each time that another CPU raises a line, it is taken until lowered", guest);
}

static void await_sleep(struct axvcpu *vcpu)
{
	uint64_t begin = axvcpu_now();

	while (axvcpu_state(vcpu) != AXVCPU_STATE_BLOCKED)
		wait_on(begin, "the guest does not sleep");
}

/* A wake that comes anywhere around block ends the sleep, or prevents it. */
static void wake_around(void)
{
	struct axvcpu *vcpu = begin(0);
	uint64_t random = 7;

	for (unsigned round = 0; round < ROUNDS; round++) {
		dawdle(&random);
		if (round % 8 == 1)
			await_sleep(vcpu);
		axvcpu_wake(vcpu);
	}
	axvcpu_inject_interrupt(vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL);
	await(counted(2), 1);
	end(vcpu);
	pass("no wake is lost in %u rounds", ROUNDS);
	is_u64(atomic_load(&notified), atomic_load(&slept), "each sleep ended with one notification");
	ok(atomic_load(&slept) >= ROUNDS / 16, "it slept (%u times)", (unsigned)atomic_load(&slept));
}

/* Wait for the guest's timer, as a host does that has nothing else to do. */
static unsigned unarmed;

static void sleep_until_due(struct axvcpu *vcpu)
{
	uint64_t deadline = axvcpu_deadline(vcpu);

	unarmed += deadline == UINT64_MAX;
	if (deadline == UINT64_MAX || axvcpu_block(vcpu) != AXVCPU_OK)
		return;
	cpu_set_timer(deadline);
	while (axvcpu_now() < deadline) {
		machine_mask_interrupts();
		if (axvcpu_now() < deadline)
			machine_wait();
		machine_unmask_interrupts();
	}
	axvcpu_wake(vcpu);
}

static void sleep_with_timer(void *context)
{
	struct axvcpu *vcpu = context;
	uint64_t until = atomic_load(counted(1)) + SLEEPS / 4;

	must(axvcpu_bind(vcpu));
	while (atomic_load(counted(1)) < until) {
		const struct axvcpu_exit *exit = run(vcpu);

		if (exit->reason == AXVCPU_EXIT_HALT)
			sleep_until_due(vcpu);
		else if (!is_kicked(exit))
			expect_exit(exit, AXVCPU_EXIT_HALT);
	}
	must(axvcpu_unbind(vcpu));
}

/* On one CPU, on the other, and again: the timer goes with the vCPU. */
static void timer(void)
{
	struct axvcpu *vcpu = renew(TICKS);
	uint64_t begin_time = axvcpu_now();
	struct axvcpu_statistics statistics;

	vm_put(&vm, RAM_BASE, timer);
	for (unsigned turn = 0; turn < 4; turn++) {
		if (turn & 1)
			cpu_call(1, sleep_with_timer, vcpu);
		else
			sleep_with_timer(vcpu);
		cpu_wait(1);
	}
	must(axvcpu_statistics(vcpu, &statistics));
	ok(atomic_load(counted(1)) >= SLEEPS, "its timer ends each sleep of a guest");
	ok(axvcpu_now() - begin_time >= axvcpu_host_counter_time(SLEEPS * TICKS), "not before its time");
	is_u64(unarmed, 0, "each time the host is told when");
	ok(statistics.blocks >= SLEEPS / 2, "the guest slept");
	ok(statistics.migrations >= 3, "on both CPUs");
}

/*
 * Up to an exit, or to a tick of the host's, which comes masked, so not before the
 * entry. Without ticks a guest of QEMU 7.2 may be left in its loop: two threads race
 * there for the line of vstimecmp, which is then raised, but is not looked at.
 */
static const struct axvcpu_exit *run_for_a_tick(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;

	machine_mask_interrupts();
	cpu_set_timer(axvcpu_now() + TICK);
	must(axvcpu_run(vcpu, &exit));
	cpu_set_timer(UINT64_MAX);
	machine_unmask_interrupts();
	return exit;
}

/* The timer of a guest that does not sleep comes while it runs, on either CPU, without an exit. */
static void run_until_kicked(void *context)
{
	struct axvcpu *vcpu = context;
	const struct axvcpu_exit *exit;

	must(axvcpu_bind(vcpu));
	do {
		exit = run_for_a_tick(vcpu);
	} while (exit->reason == AXVCPU_EXIT_EXTERNAL_INTERRUPT);
	if (!is_kicked(exit))
		atomic_fetch_add(&others, 1);
	must(axvcpu_unbind(vcpu));
}

static void busy_timer(void)
{
	struct axvcpu *vcpu = renew(TICKS);

	vm_put(&vm, RAM_BASE, ticks);
	for (unsigned turn = 1; turn <= 4; turn++) {
		cpu_call(1, run_until_kicked, vcpu);
		await(counted(1), atomic_load(counted(1)) + SLEEPS / 4);
		axvcpu_kick(vcpu);
		cpu_wait(1);
		axvcpu_kick(vcpu);
		run_until_kicked(vcpu);
	}
	is_u64(atomic_load(&others), 0, "its timer reaches a busy guest without an exit");
	ok(atomic_load(counted(3)) > SLEEPS, "which goes on behind it");
}

int main(void)
{
	scenario_begin();
	vm_make(&vm, 0);
	vm_put(&vm, RAM_BASE, interrupts);
	inject("a busy guest");
	inject_all();
	level("a busy guest");
	vm_put(&vm, RAM_BASE, sleep);
	inject("a sleeping guest");
	level("a sleeping guest");
	wake_around();
	timer();
	busy_timer();
	vm_end(&vm);
	return scenario_end();
}
