/* SPDX-License-Identifier: MIT */
/*
 * Maintenance and its order: an entry is cleared before the fence, the fence comes before
 * the guest's next instruction, and before unmap returns.
 */
#include <pthread.h>
#include <stdatomic.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/sbi.h>

#include "guest.h"
#include "hext_model.h"
#include "race.h"

#define RV(name) AXVCPU_RISCV64_##name

#define OTHER (MACHINE_BASE + 4096)

static bool reached, written;

static struct model_trap guest_accesses(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)hart;
	reached = model_access(OTHER, RV(ENTRY_READ));
	written = model_access(OTHER, RV(ENTRY_WRITE));
	return model_sbi_call(vcpu, 0x08000000, 0);
}

/* The fences of a run: those of the first stage and the second, after the entry had changed. */
static void check_order(const char *what, uint64_t entry)
{
	struct model *hart = model_hart();
	int gvma = model_find(MODEL_GVMA, 0), vvma = model_find(MODEL_VVMA, 0);
	int enter = model_find(MODEL_ENTER, 0);

	ok(gvma >= 0 && gvma < enter, "%s: HFENCE.GVMA comes before the entry", what);
	ok(vvma >= 0 && vvma < enter, "%s: so does HFENCE.VVMA", what);
	if (gvma < 0 || vvma < 0)
		return;
	is_u64(hart->log[gvma].entry & 7, entry, "%s: the table had changed by then", what);
	ok(hart->log[gvma].value == hart->log[vvma].value, "%s: both are of one VMID", what);
	is_u64(hart->log[vvma].value,
	       (hart->log[enter].value & RV(HGATP_VMID)) >> RV(HGATP_VMID_SHIFT),
	       "%s: the guest's", what);
}

static void check_unmap(void)
{
	struct machine machine;

	model_reset()->watched = OTHER;
	must(model_enable(0));
	machine_make(&machine);
	(void)machine_run(&machine, guest_accesses);
	ok(reached && written, "a page that is mapped");
	model_forget();
	must(axvcpu_space_protect(machine.space, OTHER, 4096, AXVCPU_MAP_READ));
	is_u64(model_count(MODEL_GVMA), 0, "of a guest that does not run nothing is fenced yet");
	(void)machine_run(&machine, guest_accesses);
	ok(reached && !written, "a page that became read-only");
	check_order("protect", 3);
	model_forget();
	must(axvcpu_space_unmap(machine.space, OTHER, 4096));
	(void)machine_run(&machine, guest_accesses);
	ok(!reached, "a page that is gone");
	check_order("unmap", 0);
	model_forget();
	(void)machine_run(&machine, guest_accesses);
	is_u64(model_count(MODEL_GVMA) + model_count(MODEL_VVMA) + model_count(MODEL_FENCE_I), 0,
	       "the next run fences nothing");
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

/* It was unmapped while another guest had the CPU. */
static void check_unloaded(void)
{
	struct machine machine, other;

	model_reset();
	must(model_enable(0));
	machine_make(&machine);
	machine_make(&other);
	(void)machine_run(&machine, guest_accesses);
	(void)machine_run(&other, guest_accesses);
	must(axvcpu_space_unmap(machine.space, OTHER, 4096));
	(void)machine_run(&other, guest_accesses);
	ok(reached, "another guest's page stays");
	(void)machine_run(&machine, guest_accesses);
	ok(!reached, "the one that is gone is gone when its guest has its turn");
	machine_end(&other);
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

static uint64_t fence_function;

static struct model_trap guest_fences(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->guest = guest_accesses;
	vcpu->registers.x[10] = 1;
	vcpu->registers.x[11] = 0;
	vcpu->registers.x[12] = vcpu->registers.x[13] = 0;
	return model_sbi_call(vcpu, AXVCPU_SBI_EXTENSION_RFENCE, fence_function);
}

static void check_remote(void)
{
	struct machine machine;
	int first, fence;

	model_reset();
	must(model_enable(0));
	machine_make(&machine);
	(void)machine_run(&machine, guest_accesses);
	for (fence_function = 0; fence_function < 3; fence_function++) {
		model_forget();
		(void)machine_run(&machine, guest_fences);
		first = model_find(MODEL_ENTER, 0);
		fence = model_find(fence_function ? MODEL_VVMA : MODEL_FENCE_I, first);
		ok(fence > first && fence < model_find(MODEL_ENTER, first + 1),
		   "remote fence %u is done before the guest goes on", (unsigned)fence_function);
	}
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

/* A guest that reads a page again and again, on a CPU of its own. */
static struct {
	atomic_ulong reads;
	atomic_bool gone;
	unsigned stale;
	struct race race;
} loop;

/* Until the page is gone; or until the host interrupts it. */
static struct model_trap guest_loops(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)vcpu;
	while (!atomic_load(&hart->ipi)) {
		bool gone = atomic_load(&loop.gone);

		if (!model_access(OTHER, RV(ENTRY_READ)))
			return model_load_fault(OTHER, 0x2503);
		loop.stale += gone;
		atomic_fetch_add(&loop.reads, 1);
		axvcpu_host_relax();
	}
	return model_wait();
}

#define ROUNDS 20

static void *run_loop(void *context)
{
	struct machine *machine = context;
	const struct axvcpu_exit *exit;
	unsigned faults = 0;

	model_reset();
	must(model_enable(2));
	must(axvcpu_bind(machine->vcpu));
	for (unsigned round = 0; round < ROUNDS; round++) {
		race_meet(&loop.race);
		model_forget();
		exit = machine_run(machine, guest_loops);
		faults += exit->reason == AXVCPU_EXIT_MMIO_READ;
		if (exit->reason == AXVCPU_EXIT_MMIO_READ)
			must(axvcpu_retry(machine->vcpu));
		race_meet(&loop.race);
	}
	is_u64(faults, ROUNDS, "each time the guest meets that the page is gone");
	is_u64(loop.stale, 0, "and never reads it after unmap has returned");
	must(axvcpu_unbind(machine->vcpu));
	return NULL;
}

static void unmap_rounds(struct machine *machine)
{
	for (unsigned round = 0; round < ROUNDS; round++) {
		unsigned long before = atomic_load(&loop.reads);

		race_meet(&loop.race);
		while (atomic_load(&loop.reads) < before + 3)
			axvcpu_host_relax();
		must(axvcpu_space_unmap(machine->space, OTHER, 4096));
		atomic_store(&loop.gone, true);
		race_meet(&loop.race);
		must(axvcpu_space_map(machine->space, OTHER, machine->memory + 4096, 4096,
				      AXVCPU_MAP_READ));
		atomic_store(&loop.gone, false);
	}
}

static void check_loop(void)
{
	struct machine machine;
	pthread_t thread;

	model_reset();
	must(model_enable(0));
	machine_make(&machine);
	must(axvcpu_unbind(machine.vcpu));
	if (pthread_create(&thread, NULL, run_loop, &machine) != 0)
		bail_out("no thread");
	unmap_rounds(&machine);
	pthread_join(thread, NULL);
	must(axvcpu_bind(machine.vcpu));
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

int main(void)
{
	check_unmap();
	check_unloaded();
	check_remote();
	check_loop();
	return done_testing();
}
