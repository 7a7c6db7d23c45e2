/* SPDX-License-Identifier: MIT */
/* Registers of a guest: in memory, and in the hart from the first run to the eviction. */
#include <string.h>

#include <axvcpu/axvcpu.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

/* Each register that is a CSR while it is loaded, but hvip; values that it can hold. */
static const struct row {
	const char *name;
	uint32_t reg;
	unsigned csr;
	uint64_t value, other, host;
} rows[] = {
	{ "sstatus", 0x1100, 0x200, UINT64_C(0x200000122), UINT64_C(0x2000c0000), 0x20 },
	{ "sie", 0x1104, 0x204, 0x222, 0x20, 0x2 },
	{ "stvec", 0x1105, 0x205, 0x80001001, 0x80002000, 0x1000 },
	{ "scounteren", 0x1106, 0x106, 7, 2, 1 },
	{ "senvcfg", 0x110a, 0x10a, 1, 0, 1 },
	{ "sscratch", 0x1140, 0x240, 0x1122334455667788, UINT64_MAX, 0x77 },
	{ "sepc", 0x1141, 0x241, 0x80000124, 0x80000200, 0x78 },
	{ "scause", 0x1142, 0x242, UINT64_C(0x8000000000000005), 13, 9 },
	{ "stval", 0x1143, 0x243, 0xabcdef, 0x1234, 0x79 },
	{ "stimecmp", 0x114d, 0x24d, UINT64_C(0x123456789abc), UINT64_MAX, 0x80 },
	{ "satp", 0x1180, 0x280, UINT64_C(0x8000000000080001), 0, 0 },
	{ "htimedelta", 0x1605, 0x605, UINT64_C(0xfffffffffffff000), 0x1000, 0x81 },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* What the guest found in its CSRs; then they have other values. */
static uint64_t found[ROWS];

static struct model_trap guest_changes(struct model *hart, struct hext_vcpu *vcpu)
{
	for (size_t i = 0; i < ROWS; i++) {
		found[i] = hart->csr[rows[i].csr];
		hart->csr[rows[i].csr] = rows[i].other;
	}
	return model_sbi_call(vcpu, 0x08000000, 0);
}

static void check_get(const struct machine *machine, const char *when)
{
	for (size_t i = 0; i < ROWS; i++)
		is_u64(machine_get(machine, rows[i].reg), rows[i].other, "%s: %s", rows[i].name, when);
}

static void check_unloaded(struct machine *machine)
{
	struct model *hart = model_hart();

	model_forget();
	for (size_t i = 0; i < ROWS; i++) {
		must(axvcpu_set_register(machine->vcpu, rows[i].reg, rows[i].value));
		is_u64(machine_get(machine, rows[i].reg), rows[i].value, "%s: set before the first run",
		       rows[i].name);
	}
	is_u64(hart->count, 0, "and no CSR is written");
}

static void check_loaded(struct machine *machine)
{
	struct model *hart = model_hart();

	(void)machine_run(machine, guest_changes);
	for (size_t i = 0; i < ROWS; i++)
		is_u64(found[i], rows[i].value, "%s: the guest finds what was set", rows[i].name);
	check_get(machine, "read in the hart");
	for (size_t i = 0; i < ROWS; i++) {
		must(axvcpu_set_register(machine->vcpu, rows[i].reg, rows[i].value));
		is_u64(hart->csr[rows[i].csr], rows[i].value, "%s: set in the hart", rows[i].name);
	}
	(void)machine_run(machine, guest_changes);
}

/* Only the CSRs of the list, what the second stage and FP need, and the guest's levels. */
static bool is_listed(unsigned csr)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].csr == csr)
			return true;
	return csr == number_of_hvip || csr == number_of_hgatp || csr == number_of_sstatus;
}

static void check_evicted(struct machine *machine, struct machine *other)
{
	struct model *hart = model_hart();
	unsigned more = 0;

	model_forget();
	(void)machine_run(other, guest_calls);
	for (size_t i = 0; i < hart->count; i++)
		more += hart->log[i].kind == MODEL_WRITE && !is_listed(hart->log[i].csr);
	is_u64(more, 0, "eviction and load write no other CSR");
	check_get(machine, "read in memory");
	for (size_t i = 0; i < ROWS; i++)
		hart->csr[rows[i].csr] ^= 1;
	check_get(machine, "not another's");
	for (size_t i = 0; i < ROWS; i++)
		hart->csr[rows[i].csr] ^= 1;
}

static void check_csrs(void)
{
	struct model *hart = model_reset();
	struct machine machine, other;

	must(model_enable(0));
	for (size_t i = 0; i < ROWS; i++)
		hart->csr[rows[i].csr] = rows[i].host;
	machine_make(&machine);
	machine_make(&other);
	check_unloaded(&machine);
	check_loaded(&machine);
	check_evicted(&machine, &other);
	machine_end(&other);
	for (size_t i = 0; i < ROWS; i++)
		is_u64(hart->csr[rows[i].csr], rows[i].host, "%s: the host's is back",
		       rows[i].name);
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

/* Without Sstc there is no vstimecmp: the guest's is in memory, and reads as it was set. */
static void check_without_timer(void)
{
	struct machine machine;

	model_reset()->has_sstc = false;
	must(model_enable(0));
	machine_make(&machine);
	must(axvcpu_set_register(machine.vcpu, RV(STIMECMP), 5000));
	(void)machine_run(&machine, guest_calls);
	is_u64(machine_get(&machine, RV(STIMECMP)), 5000, "without Sstc: stimecmp of a loaded guest");
	must(axvcpu_set_register(machine.vcpu, RV(STIMECMP), 6000));
	is_u64(machine_get(&machine, RV(STIMECMP)), 6000, "without Sstc: set");
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

static void check_refused(void)
{
	struct machine machine;
	uint64_t value;

	model_reset();
	must(model_enable(0));
	machine_make(&machine);
	is_status(axvcpu_set_register(machine.vcpu, RV(MODE), 2), AXVCPU_BAD_ARGUMENT,
		  "no mode above VS");
	is_status(axvcpu_set_register(machine.vcpu, RV(PC), MACHINE_BASE + 1),
		  AXVCPU_BAD_ARGUMENT, "no odd pc");
	is_status(axvcpu_get_register(machine.vcpu, 0x1300, &value), AXVCPU_BAD_ARGUMENT,
		  "no such register");
	is_status(axvcpu_set_register(machine.vcpu, 0x1300, 0), AXVCPU_BAD_ARGUMENT,
		  "nor can it be set");
	must(axvcpu_set_register(machine.vcpu, RV(X0), 1));
	is_u64(machine_get(&machine, RV(X0)), 0, "x0 stays 0");
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

static uint64_t privilege;

static struct model_trap guest_shows_privilege(struct model *hart, struct hext_vcpu *vcpu)
{
	privilege = hart->csr[number_of_sstatus] & RV(SSTATUS_SPP);
	return model_sbi_call(vcpu, 0x08000000, 0);
}

static struct model_trap guest_drops_privilege(struct model *hart, struct hext_vcpu *vcpu)
{
	hart->csr[number_of_sstatus] &= ~RV(SSTATUS_SPP);
	return model_sbi_call(vcpu, 0x08000000, 0);
}

/* sstatus.SPP is the privilege that SRET enters with, and that the guest comes back with. */
static void check_mode(void)
{
	struct machine machine;

	model_reset();
	must(model_enable(0));
	machine_make(&machine);
	is_u64(machine_get(&machine, RV(MODE)), 1, "it begins in VS-mode");
	(void)machine_run(&machine, guest_shows_privilege);
	is_u64(privilege, RV(SSTATUS_SPP), "and is entered there");
	(void)machine_run(&machine, guest_drops_privilege);
	is_u64(machine_get(&machine, RV(MODE)), 0, "VU-mode is seen");
	must(axvcpu_set_register(machine.vcpu, RV(MODE), 1));
	(void)machine_run(&machine, guest_shows_privilege);
	is_u64(privilege, RV(SSTATUS_SPP), "a mode that is set is entered");
	machine_end(&machine);
	must(axvcpu_percpu_disable());
}

int main(void)
{
	check_csrs();
	check_without_timer();
	check_refused();
	check_mode();
	return done_testing();
}
