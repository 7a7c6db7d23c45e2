/* SPDX-License-Identifier: MIT */
/* Faults of the second stage: which access it was, by htinst, by its instruction, by tables. */
#include <string.h>

#include <axvcpu/axvcpu.h>

#include "guest.h"
#include "hext_model.h"

#define RV(name) AXVCPU_RISCV64_##name

#define DEVICE UINT64_C(0x10000000)

/* lw a0, 0(a1), and what htinst makes of it (18.6.3); c.lw and ld alike. */
#define LOAD_WORD             0x0005a503u
#define LOAD_WORD_TRANSFORMED 0x00002503u
#define LOAD_WORD_16          0x4188u
#define LOAD_DOUBLE           0x0005b503u

/* The host's SRET must not lead into a guest. */
static void is_hosts_hstatus(const char *what)
{
	is_u64(model_hart()->csr[number_of_hstatus], RV(HSTATUS_HU),
	       "%s: hstatus is the host's, without SPV", what);
}

static uint64_t load_at, load_htval, load_htinst;

static struct model_trap guest_loads(struct model *hart, struct hext_vcpu *vcpu)
{
	(void)vcpu;
	hart->guest = guest_calls;
	return (struct model_trap){ RV(EXCEPTION_LOAD_GUEST_PAGE), load_at, load_htval,
				    load_htinst };
}

static void check_load(uint64_t htinst, uint32_t insn, unsigned length, const char *what)
{
	const struct axvcpu_exit *exit;
	struct machine machine;

	machine_boot(&machine);
	memcpy(machine.memory, &insn, length);
	load_at = DEVICE;
	load_htval = DEVICE >> 2;
	load_htinst = htinst;
	exit = machine_run(&machine, guest_loads);
	is_exit(exit, AXVCPU_EXIT_MMIO_READ, "%s", what);
	is_u64(exit->mmio_read.addr, DEVICE, "%s: its address", what);
	is_u64(exit->mmio_read.width, 4, "%s: its width", what);
	is_hosts_hstatus(what);
	must(axvcpu_complete(machine.vcpu, 0x80000001));
	is_u64(machine_get(&machine, RV(X10)), UINT64_C(0xffffffff80000001), "%s: its value", what);
	(void)machine_run(&machine, guest_notes_pc);
	is_u64(machine_entered_at, MACHINE_BASE + length, "%s: it is stepped over", what);
	machine_halt(&machine);
}

/*
 * ld a0, 0(a1) across pages: its second portion faults, and stval is no address of the
 * instruction's; htinst says by how much (18.6.3).
 */
static void check_portion(void)
{
	const struct axvcpu_exit *exit;
	uint32_t insn = LOAD_DOUBLE;
	struct machine machine;

	machine_boot(&machine);
	memcpy(machine.memory, &insn, sizeof(insn));
	must(axvcpu_set_register(machine.vcpu, RV(X11), DEVICE + 0xffc));
	load_at = DEVICE + 0x1000;
	load_htval = load_at >> 2;
	load_htinst = 0;
	exit = machine_run(&machine, guest_loads);
	is_exit(exit, AXVCPU_EXIT_NESTED_PAGE_FAULT, "a load across pages");
	is_u64(exit->nested_page_fault.addr, DEVICE + 0x1000, "the page that is not there");
	is_u64(exit->syndrome.hext.htinst, 4 << 15 | 0x3503, "as the hart would say it");
	load_at = DEVICE + 0xffc;
	load_htval = load_at >> 2;
	exit = machine_run(&machine, guest_loads);
	is_exit(exit, AXVCPU_EXIT_MMIO_READ, "its first portion");
	is_u64(exit->syndrome.hext.htinst, 0, "needs no more than its instruction");
	machine_halt(&machine);
}

/* The second half of the instruction is on a page that is not there: the guest meets that. */
static void check_fetch_fault(void)
{
	uint16_t half = (uint16_t)LOAD_WORD;
	struct machine machine;

	machine_boot(&machine);
	memcpy(machine.memory + MACHINE_SIZE - 2, &half, 2);
	must(axvcpu_set_register(machine.vcpu, RV(PC), MACHINE_BASE + MACHINE_SIZE - 2));
	load_at = DEVICE;
	load_htval = DEVICE >> 2;
	load_htinst = 0;
	is_exit(machine_run(&machine, guest_loads), AXVCPU_EXIT_HYPERCALL,
		"a fetch that faults is no exit");
	is_u64(model_hart()->entries, 2, "the guest is entered again");
	is_hosts_hstatus("a fetch that faults");
	machine_halt(&machine);
}

/*
 * A load by a first stage of a hart that leaves htval 0, or whose address is 0: the
 * guest's tables say where, or the walk is what faults (18.2.8, 18.6.3).
 */
static const struct axvcpu_exit *load_by_tables(struct machine *machine, uint64_t satp,
						uint64_t address)
{
	uint32_t insn = LOAD_WORD;

	memcpy(machine->memory, &insn, sizeof(insn));
	must(axvcpu_set_register(machine->vcpu, RV(SATP), satp));
	load_at = address;
	load_htval = load_htinst = 0;
	return machine_run(machine, guest_loads);
}

#define SV39 (UINT64_C(8) << 60)

static void check_tables(void)
{
	const struct axvcpu_exit *exit;
	struct machine machine;
	uint64_t *root;

	machine_boot(&machine);
	root = (uint64_t *)(machine.memory + 4096);
	root[1] = 0xdf; /* VA 1 GiB on: guest-physical address 0 on */
	exit = load_by_tables(&machine, SV39 | ((MACHINE_BASE >> 12) + 1), 0x40001238);
	is_exit(exit, AXVCPU_EXIT_MMIO_READ, "a load by tables");
	is_u64(exit->mmio_read.addr, 0x1238, "its address is looked up");
	must(axvcpu_complete(machine.vcpu, 0));
	must(axvcpu_set_register(machine.vcpu, RV(PC), MACHINE_BASE));
	exit = load_by_tables(&machine, SV39 | ((MACHINE_BASE >> 12) + 1), 0x40000000);
	is_exit(exit, AXVCPU_EXIT_MMIO_READ, "one of address 0");
	is_u64(exit->mmio_read.addr, 0, "is one");
	machine_halt(&machine);
}

/* No entry that the walk meets is in memory: none of these ends in a loop of the library's. */
static void check_bad_tables(void)
{
	static const uint64_t roots[] = { 0, 1, 0x10000, (UINT64_C(1) << 44) - 1 };
	const struct axvcpu_exit *exit;
	struct machine machine;

	for (unsigned i = 0; i < 4; i++) {
		machine_boot(&machine);
		exit = load_by_tables(&machine, SV39 | roots[i], 0);
		is_exit(exit, AXVCPU_EXIT_NESTED_PAGE_FAULT, "tables that are nowhere");
		is_u64(exit->nested_page_fault.addr, roots[i] << 12, "where they would be");
		machine_halt(&machine);
	}
	machine_boot(&machine);
	exit = load_by_tables(&machine, SV39 | ((MACHINE_BASE >> 12) + 1), 0);
	is_exit(exit, AXVCPU_EXIT_HYPERCALL, "an entry that is gone is the guest's to meet");
	machine_halt(&machine);
}

int main(void)
{
	check_load(LOAD_WORD_TRANSFORMED, 0, 4, "a load by htinst");
	check_load(0, LOAD_WORD, 4, "a load that is fetched");
	check_load(0, LOAD_WORD_16, 2, "a load of 16 bits that is fetched");
	check_portion();
	check_fetch_fault();
	check_tables();
	check_bad_tables();
	return done_testing();
}
