/* SPDX-License-Identifier: MIT */
/* Floating point goes in at load, and comes out at eviction where the guest made it Dirty. */
#include <axvcpu/axvcpu.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

static struct hext_float seen;
static uint64_t state;

static struct model_trap guest_reads(struct model *hart, struct hext_vcpu *vcpu)
{
	seen = hart->floating;
	state = hart->csr[number_of_sstatus] & RV(SSTATUS_FS);
	return model_sbi_call(vcpu, 0x08000000, 0);
}

/* The hart says so by Dirty (3.1.6.6). */
static struct model_trap guest_computes(struct model *hart, struct hext_vcpu *vcpu)
{
	for (unsigned i = 0; i < 32; i++)
		hart->floating.f[i] = 1000 + i;
	hart->floating.fcsr = 0x1f;
	hart->csr[number_of_sstatus] |= RV(SSTATUS_FS_DIRTY);
	return model_sbi_call(vcpu, 0x08000000, 0);
}

static void check_load(struct machine *machine)
{
	for (uint32_t i = 0; i < 32; i++)
		must(axvcpu_set_register(machine->vcpu, RV(F0) + i, 100 + i));
	must(axvcpu_set_register(machine->vcpu, RV(FCSR), 0x60));
	(void)machine_run(machine, guest_reads);
	for (uint32_t i = 0; i < 32; i++)
		is_u64(seen.f[i], 100 + i, "f%u is what was set", (unsigned)i);
	is_u64(seen.fcsr, 0x60, "as is fcsr");
	is_u64(state, RV(SSTATUS_FS_CLEAN), "the guest may use them, and they are Clean");
}

static void check_clean(struct machine *machine, struct machine *other)
{
	model_forget();
	(void)machine_run(other, guest_calls);
	is_u64(model_count(MODEL_STORE_FLOAT), 0, "Clean ones are not stored");
	is_u64(model_count(MODEL_LOAD_FLOAT), 1, "the next guest's are loaded");
	is_u64(machine_get(machine, RV(F0) + 31), 131, "f31 is still what was set");
}

static void check_dirty(struct machine *machine, struct machine *other)
{
	(void)machine_run(machine, guest_computes);
	is_u64(machine_get(machine, RV(F0) + 7), 1007, "a Dirty one is read in the hart");
	(void)machine_run(machine, guest_computes);
	model_forget();
	(void)machine_run(other, guest_reads);
	is_u64(model_count(MODEL_STORE_FLOAT), 1, "Dirty ones are stored");
	is_u64(seen.f[7], 0, "and the next guest does not see them");
	is_u64(machine_get(machine, RV(F0) + 7), 1007, "they are read in memory");
	is_u64(machine_get(machine, RV(FCSR)), 0x1f, "as is fcsr");
	(void)machine_run(machine, guest_reads);
	is_u64(seen.f[31], 1031, "and loaded again");
}

static void check_steady(struct machine *machine)
{
	model_forget();
	(void)machine_run(machine, guest_computes);
	(void)machine_run(machine, guest_reads);
	is_u64(model_count(MODEL_STORE_FLOAT) + model_count(MODEL_LOAD_FLOAT), 0,
	       "a steady run moves none");
	is_u64(seen.f[3], 1003, "and changes none");
}

static void check_set_loaded(struct machine *machine)
{
	(void)machine_run(machine, guest_computes);
	must(axvcpu_set_register(machine->vcpu, RV(F0) + 5, 55));
	(void)machine_run(machine, guest_reads);
	is_u64(seen.f[5], 55, "one of a loaded guest is set");
	is_u64(seen.f[6], 1006, "and the others stay");
}

int main(void)
{
	struct model *hart = model_reset();
	struct machine machine, other;

	must(model_enable(0));
	machine_make(&machine);
	machine_make(&other);
	check_load(&machine);
	check_clean(&machine, &other);
	check_dirty(&machine, &other);
	check_steady(&machine);
	check_set_loaded(&machine);
	machine_end(&machine);
	is_u64(hart->csr[number_of_sstatus] & RV(SSTATUS_FS), 0, "the host's FS is as it was");
	machine_end(&other);
	return done_testing();
}
