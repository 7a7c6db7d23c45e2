/* SPDX-License-Identifier: MIT */
/*
 * What ends the run of a guest that never leaves by itself: kicks from the other
 * CPU, before, during and after the entry, none of them lost; and interrupts of
 * the host. Two machines run at once.
 */
#include "machine.h"
#include "scenario.h"

#define ROUNDS 2000
#define KICKS  500
#define CALLS  100

static struct vm vms[VMS];
static struct meeting place;

/* Of the rounds of the CPU that owns the vCPU. */
static struct {
	unsigned others;   /* exits that were no kick */
	unsigned pending;  /* kicks that were still there after the exit */
	unsigned entered;  /* the guest was seen to run */
	unsigned before;   /* the kick came before run */
} seen;
static _Atomic uint64_t kicked;

static void be_kicked(uint64_t round, uint64_t *random)
{
	struct axvcpu *vcpu = vms[1].vcpus[0];
	uint64_t before = atomic_load(vm_word(&vms[1], COUNTS));

	meet(&place);
	dawdle(random);
	if (round % 32 == 2)
		await(&kicked, round + 1);
	seen.before += atomic_load(&kicked) == round + 1;
	seen.others += !is_kicked(run(vcpu));
	seen.entered += atomic_load(vm_word(&vms[1], COUNTS)) != before;
	meet(&place);
	seen.pending += axvcpu_is_pending(vcpu);
}

static void own(void *unused)
{
	uint64_t random = 4;

	(void)unused;
	must(axvcpu_bind(vms[1].vcpus[0]));
	for (uint64_t round = 0; round < ROUNDS; round++)
		be_kicked(round, &random);
	must(axvcpu_unbind(vms[1].vcpus[0]));
}

/* Where chance decides, and each 32nd time for sure, the guest runs already. */
static void kick(uint64_t round, uint64_t *random)
{
	uint64_t before = atomic_load(vm_word(&vms[1], COUNTS));

	meet(&place);
	dawdle(random);
	if (round % 32 == 1)
		await(vm_word(&vms[1], COUNTS), before + 1);
	axvcpu_kick(vms[1].vcpus[0]);
	atomic_store(&kicked, round + 1);
	meet(&place);
}

static void try_kicks(void)
{
	uint64_t random = 3;

	cpu_call(1, own, NULL);
	for (uint64_t round = 0; round < ROUNDS; round++)
		kick(round, &random);
	cpu_wait(1);
	pass("no kick is lost in %u rounds", ROUNDS);
	is_u64(seen.others, 0, "each run came back as kicked");
	is_u64(seen.pending, 0, "and took the kick");
	ok(seen.entered >= ROUNDS / 32 - 1, "some found the guest running (%u)", seen.entered);
	ok(seen.before >= ROUNDS / 32 - 1, "some came before run (%u)", seen.before);
	diag("%u kicks found the guest running, %u came before run", seen.entered, seen.before);
}

/* Both CPUs have a guest, which the other kicks; neither waits for the other. */
static _Atomic uint64_t kicks_of[VMS];

static void run_and_kick(unsigned own)
{
	struct axvcpu *mine = vms[own].vcpus[0], *other = vms[!own].vcpus[0];

	must(axvcpu_bind(mine));
	meet(&place);
	axvcpu_kick(other);
	for (unsigned round = 0; round < KICKS; round++) {
		kicks_of[own] += is_kicked(run(mine));
		axvcpu_kick(other);
	}
	meet(&place);
	if (axvcpu_is_pending(mine))
		run(mine);
	must(axvcpu_unbind(mine));
}

static void kick_back(void *unused)
{
	(void)unused;
	run_and_kick(1);
}

static void try_each_other(void)
{
	cpu_call(1, kick_back, NULL);
	run_and_kick(0);
	cpu_wait(1);
	is_u64(kicks_of[0], KICKS, "CPU 0 is kicked by the guest's owner on CPU 1, and kicks it");
	is_u64(kicks_of[1], KICKS, "CPU 1 likewise");
}

/* Masked, so that the host does not service it before the guest is entered. */
static unsigned count_timers(struct axvcpu *vcpu, unsigned rounds)
{
	const struct axvcpu_exit *exit;
	unsigned count = 0;

	for (unsigned i = 0; i < rounds; i++) {
		machine_mask_interrupts();
		cpu_set_timer(axvcpu_now() + 200000);
		must(axvcpu_run(vcpu, &exit));
		machine_unmask_interrupts();
		count += exit->reason == AXVCPU_EXIT_EXTERNAL_INTERRUPT &&
			exit->external_interrupt.vector == VECTOR_TIMER;
	}
	return count;
}

/* The host's timer ends a run; the guest goes on where it was. */
static void try_timer(void)
{
	struct axvcpu *vcpu = vms[0].vcpus[0];
	uint64_t before = atomic_load(vm_word(&vms[0], COUNTS)), after;

	must(axvcpu_bind(vcpu));
	is_u64(count_timers(vcpu, 50), 50, "each timer of the host ends a run");
	after = atomic_load(vm_word(&vms[0], COUNTS));
	ok(after > before, "the guest ran meanwhile, and goes on where it was");
	is_u64(get(vcpu, GUEST_A1), COUNTS, "its registers are its own");
	must(axvcpu_unbind(vcpu));
}

static void call_first(void *unused)
{
	(void)unused;
	for (unsigned round = 0; round < CALLS; round++) {
		meet(&place);
		cpu_interrupt(0);
		meet(&place);
	}
}

/* An interrupt of the host's own that another CPU sends is told from a kick. */
static void try_calls(void)
{
	struct axvcpu *vcpu = vms[0].vcpus[0];
	unsigned count = 0;

	must(axvcpu_bind(vcpu));
	cpu_call(1, call_first, NULL);
	for (unsigned round = 0; round < CALLS; round++) {
		const struct axvcpu_exit *exit;

		machine_mask_interrupts();
		meet(&place);
		exit = run(vcpu);
		count += exit->reason == AXVCPU_EXIT_EXTERNAL_INTERRUPT &&
			exit->external_interrupt.vector == VECTOR_CALL;
		machine_unmask_interrupts();
		meet(&place);
	}
	cpu_wait(1);
	is_u64(count, CALLS, "each interrupt of the host's own ends a run, and is told");
	must(axvcpu_unbind(vcpu));
}

int main(void)
{
	scenario_begin();
	for (unsigned i = 0; i < VMS; i++) {
		vm_make(&vms[i], i);
		vm_put(&vms[i], RAM_BASE, count);
		set(vms[i].vcpus[0], GUEST_A1, COUNTS);
	}
	try_kicks();
	try_each_other();
	try_timer();
	try_calls();
	for (unsigned i = 0; i < VMS; i++)
		vm_end(&vms[i]);
	return scenario_end();
}
