/* SPDX-License-Identifier: MIT */
/* VMIDs: nobody uses what another's VMID left in the TLB, and a steady run fences nothing. */
#include <stdlib.h>
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/host.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

#define MACHINES 5
#define MARK     16 /* where each machine's memory says whose it is */

/* Look through the TLB at whose memory this is. */
static struct model_trap guest_looks(struct model *hart, struct hext_vcpu *vcpu)
{
	const char *mark = model_access(MACHINE_BASE + MARK, RV(ENTRY_READ));

	*(int *)hart->context = mark ? *mark : -1;
	return model_sbi_call(vcpu, 0x08000000, 0);
}

static int look(struct machine *machine)
{
	int mark = -2;

	model_hart()->context = &mark;
	(void)machine_run(machine, guest_looks);
	return mark;
}

static uint64_t vmid_of(int event)
{
	return (model_hart()->log[event].value & RV(HGATP_VMID)) >> RV(HGATP_VMID_SHIFT);
}

/* Before its first entry the VMID is in hgatp, and what was under it is dropped. */
static void check_first(struct machine *machine)
{
	int hgatp, gvma, vvma, entry;

	model_forget();
	(void)machine_run(machine, guest_calls);
	hgatp = model_find_write(number_of_hgatp, 0);
	gvma = model_find(MODEL_GVMA, 0);
	vvma = model_find(MODEL_VVMA, 0);
	entry = model_find(MODEL_ENTER, 0);
	ok(hgatp >= 0 && hgatp < vvma && vvma < entry, "hgatp is written before HFENCE.VVMA");
	ok(gvma >= 0 && gvma < entry, "HFENCE.GVMA comes before the entry");
	is_u64(model_hart()->log[gvma].value, vmid_of(entry), "and is of the guest's VMID");
	is_u64(model_hart()->log[vvma].value, vmid_of(entry), "as is HFENCE.VVMA");
	ok(model_find(MODEL_FENCE_I, 0) >= 0 && model_find(MODEL_FENCE_I, 0) < entry,
	   "FENCE.I comes before the entry");
}

static size_t fences(void)
{
	return model_count(MODEL_GVMA) + model_count(MODEL_VVMA) + model_count(MODEL_FENCE_I);
}

static void check_steady(struct machine *machine)
{
	model_forget();
	for (unsigned i = 0; i < 10; i++)
		(void)machine_run(machine, guest_calls);
	is_u64(model_count(MODEL_ENTER), 10, "ten runs are ten entries");
	is_u64(fences(), 0, "without a fence");
	is_u64(model_count_writes(number_of_hgatp), 0, "or another hgatp");
	is_u64(model_count_writes(number_of_vsatp), 0, "or vsatp");
}

static void check_turns(struct machine *one, struct machine *other)
{
	uint64_t first, second;

	(void)machine_run(other, guest_calls);
	model_forget();
	(void)machine_run(one, guest_calls);
	first = vmid_of(model_find(MODEL_ENTER, 0));
	model_forget();
	(void)machine_run(other, guest_calls);
	second = vmid_of(model_find(MODEL_ENTER, 0));
	ok(first != second, "two guests have VMIDs of their own");
	is_u64(fences(), 0, "and take turns without a fence");
	ok(model_find(MODEL_RESERVATION, 0) >= 0, "but no LR of one is another's (I 13.2)");
}

static void check_few(void)
{
	struct machine one, other;

	model_reset();
	must(model_enable(0));
	machine_make(&one);
	machine_make(&other);
	check_first(&one);
	check_steady(&one);
	check_turns(&one, &other);
	machine_end(&one);
	machine_end(&other);
	must(axvcpu_percpu_disable());
}

/* In random order each guest sees its own memory, however few VMIDs there are. */
static void check_rollover(unsigned bits)
{
	struct machine machines[MACHINES];
	unsigned wrong = 0;

	model_reset()->vmid_bits = bits;
	must(model_enable(0));
	for (int i = 0; i < MACHINES; i++) {
		machine_make(&machines[i]);
		machines[i].memory[MARK] = (char)i;
	}
	for (unsigned round = 0; round < 500; round++) {
		int i = rand() % MACHINES;

		model_forget();
		wrong += look(&machines[i]) != i;
	}
	is_u64(wrong, 0, "%u bits of VMID: every guest sees its own memory", bits);
	for (int i = 0; i < MACHINES; i++)
		machine_end(&machines[i]);
	must(axvcpu_percpu_disable());
}

/* Elsewhere its memory becomes another; back here nothing old is left. */
static void move_memory(void *context)
{
	struct machine *machine = context;
	char *other = machine->memory + 4096;

	model_reset();
	must(model_enable(1));
	must(axvcpu_bind(machine->vcpu));
	is_i64(look(machine), 1, "on another CPU it sees its memory");
	must(axvcpu_space_unmap(machine->space, MACHINE_BASE, 4096));
	must(axvcpu_space_map(machine->space, MACHINE_BASE, other, 4096, AXVCPU_MAP_READ));
	is_i64(look(machine), 2, "and the memory that takes its place");
	must(axvcpu_unbind(machine->vcpu));
}

static void check_migration(void)
{
	struct machine machine;

	model_reset();
	must(model_enable(0));
	machine_make(&machine);
	machine.memory[MARK] = 1;
	machine.memory[4096 + MARK] = 2;
	is_i64(look(&machine), 1, "here it sees its memory");
	must(axvcpu_unbind(machine.vcpu));
	on_another_cpu(move_memory, &machine);
	must(axvcpu_bind(machine.vcpu));
	is_i64(look(&machine), 2, "back here it sees what it saw there");
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

int main(void)
{
	static const unsigned bits[] = { 0, 1, 2, 7, 14 };

	check_few();
	for (unsigned i = 0; i < sizeof(bits) / sizeof(bits[0]); i++)
		check_rollover(bits[i]);
	check_migration();
	return done_testing();
}
