/* SPDX-License-Identifier: MIT */
/*
 * Loads and stores of F and D where no memory is: a fault that leaves the guest,
 * since the exits of devices have no register for them; the instruction is in
 * the syndrome. With memory there, the next run executes them.
 */
#include <stdlib.h>
#include <string.h>

#include "soft_encode_float.h"
#include "soft_machine.h"

#define DEVICE  UINT64_C(0x10000000)
#define VALUE   UINT64_C(0x0123456789abcdef)
#define BOX     UINT64_C(0xffffffff00000000)

struct access {
	const char *name;
	uint32_t insn;
	unsigned length, width;
	bool is_store;
};

/* All at DEVICE + 8, of f8. */
static const struct access accesses[] = {
	{"flw", FLW(FS0, A0, 8), 4, 4, false},
	{"fld", FLD(FS0, A0, 8), 4, 8, false},
	{"fsw", FSW(FS0, A0, 8), 4, 4, true},
	{"fsd", FSD(FS0, A0, 8), 4, 8, true},
	{"c.fld", C_FLD(FS0, A0, 8), 2, 8, false},
	{"c.fsd", C_FSD(FS0, A0, 8), 2, 8, true},
	{"c.fldsp", C_FLDSP(FS0, 8), 2, 8, false},
	{"c.fsdsp", C_FSDSP(FS0, 8), 2, 8, true},
};

static void prepare(struct machine *machine, const struct access *row, uint64_t base)
{
	uint32_t insn = row->length == 2 ? TWO(row->insn, C_NOP) : row->insn;

	LOAD_PROGRAM(machine, insn, END);
	machine_set(machine, CSR(SSTATUS), FS(FS_CLEAN));
	machine_set(machine, A0, base);
	machine_set(machine, SP, base);
	machine_set(machine, F(FS0), row->is_store ? VALUE : 0x5555);
	machine_run(machine);
}

static void faults(struct machine *machine, const struct access *row, uint64_t address)
{
	const struct axvcpu_exit *exit = machine->exit;

	ok(exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT, "%s from no memory leaves", row->name);
	is_u64(exit->nested_page_fault.addr, address, "%s: its address", row->name);
	is_u64(exit->nested_page_fault.gva, address, "%s: guest-virtual, too", row->name);
	is_u64(exit->nested_page_fault.access,
	       row->is_store ? AXVCPU_ACCESS_WRITE : AXVCPU_ACCESS_READ, "%s: which way",
	       row->name);
	is_u64(exit->pc, RAM_BASE, "%s: the pc is its own", row->name);
	is_u64(exit->insn_length, row->length, "%s: its length", row->name);
	is_u64(exit->syndrome.hext.insn, row->insn, "%s: the instruction", row->name);
	is_u64(machine_get(machine, F(FS0)), row->is_store ? VALUE : 0x5555, "%s: f8", row->name);
	is_u64(machine_get(machine, CSR(SSTATUS)) & FS(3), FS(FS_CLEAN), "%s: FS", row->name);
}

static void map(struct machine *machine, uint64_t address, uint8_t *page)
{
	must(axvcpu_space_map(machine->space, address, page, AXVCPU_PAGE_SIZE,
			      AXVCPU_MAP_READ | AXVCPU_MAP_WRITE));
}

static uint64_t loaded(const struct access *row)
{
	return row->width == 4 ? BOX | (uint32_t)VALUE : VALUE;
}

/* Once there is memory, what faulted is executed. */
static void goes_on(struct machine *machine, const struct access *row, const uint8_t *bytes)
{
	uint64_t stored = 0;

	machine_run(machine);
	ok(machine_ended(machine), "%s is executed again", row->name);
	memcpy(&stored, bytes, row->width);
	if (row->is_store)
		is_u64(stored, row->width == 4 ? (uint32_t)VALUE : VALUE, "%s has stored",
		       row->name);
	else
		is_u64(machine_get(machine, F(FS0)), loaded(row), "%s has loaded", row->name);
}

static void device(struct machine *machine, const struct access *row, uint8_t *page)
{
	uint64_t value = VALUE;

	memset(page, 0, AXVCPU_PAGE_SIZE);
	if (!row->is_store)
		memcpy(page + 8, &value, sizeof value);
	prepare(machine, row, DEVICE);
	faults(machine, row, DEVICE + 8);
	map(machine, DEVICE, page);
	goes_on(machine, row, page + 8);
	must(axvcpu_space_unmap(machine->space, DEVICE, AXVCPU_PAGE_SIZE));
}

/* The first two bytes are in memory: the fault is at the first that is not. */
static void across(struct machine *machine, const struct access *row, uint8_t *page)
{
	uint64_t end = RAM_BASE + RAM_SIZE, value = VALUE;
	uint8_t *last = machine->ram + RAM_SIZE - 2, both[8];

	prepare(machine, row, end - 10);
	faults(machine, row, end);
	is_u64(machine_peek(machine, end - 8), 0, "%s has stored nothing", row->name);
	if (!row->is_store) {
		memcpy(last, &value, 2);
		memcpy(page, (uint8_t *)&value + 2, 6);
	}
	map(machine, end, page);
	machine_run(machine);
	ok(machine_ended(machine), "%s across pages is executed again", row->name);
	memcpy(both, last, 2);
	memcpy(both + 2, page, 6);
	ok(memcmp(both, &value, row->width) == 0, "%s across pages: the memory", row->name);
	if (!row->is_store)
		is_u64(machine_get(machine, F(FS0)), loaded(row), "%s across pages: f8",
		       row->name);
	must(axvcpu_space_unmap(machine->space, end, AXVCPU_PAGE_SIZE));
}

int main(void)
{
	struct machine machine;
	uint8_t *page = aligned_alloc(AXVCPU_PAGE_SIZE, AXVCPU_PAGE_SIZE);

	if (!page)
		bail_out("no memory");
	machine_make_float(&machine);
	for (unsigned i = 0; i < sizeof accesses / sizeof *accesses; i++) {
		device(&machine, &accesses[i], page);
		across(&machine, &accesses[i], page);
	}
	machine_end(&machine);
	free(page);
	return done_testing();
}
