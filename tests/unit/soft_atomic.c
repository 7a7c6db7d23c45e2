/* SPDX-License-Identifier: MIT */
/* Atomic operations and reservations, by I 13. */
#include "soft_machine.h"

struct row {
	const char *name;
	unsigned funct5, funct3;
	uint64_t memory, operand, expected; /* what the memory holds afterwards */
};

#define MOST_NEGATIVE UINT64_C(0x8000000000000000)

static const struct row rows[] = {
	{"amoswap.d", 0x01, 3, 1, 2, 2},
	{"amoadd.d wraps", 0x00, 3, UINT64_MAX, 2, 1},
	{"amoxor.d", 0x04, 3, 0xff00, 0x0ff0, 0xf0f0},
	{"amoand.d", 0x0c, 3, 0xff00, 0x0ff0, 0x0f00},
	{"amoor.d", 0x08, 3, 0xff00, 0x0ff0, 0xfff0},
	{"amomin.d is signed", 0x10, 3, 1, MOST_NEGATIVE, MOST_NEGATIVE},
	{"amomin.d keeps", 0x10, 3, MOST_NEGATIVE, 1, MOST_NEGATIVE},
	{"amomax.d is signed", 0x14, 3, UINT64_MAX, 0, 0},
	{"amominu.d", 0x18, 3, MOST_NEGATIVE, 1, 1},
	{"amomaxu.d", 0x1c, 3, 1, MOST_NEGATIVE, MOST_NEGATIVE},
	{"amoswap.w leaves the upper half", 0x01, 2, 0x1111111122222222, 3, 0x1111111100000003},
	{"amoadd.w does not carry", 0x00, 2, 0x11111111ffffffff, 1, 0x1111111100000000},
	{"amomin.w is signed", 0x10, 2, 0x0000000000000001, 0xffffffff, 0x00000000ffffffff},
	{"amomax.w is signed", 0x14, 2, 0x0000000080000000, 5, 5},
	{"amominu.w", 0x18, 2, 0x0000000080000000, 5, 5},
	{"amomaxu.w ignores the operand's upper half", 0x1c, 2, 7, UINT64_C(0x100000000), 7},
};

static uint64_t as_loaded(unsigned funct3, uint64_t value)
{
	return funct3 == 3 ? value : (uint64_t)(int64_t)(int32_t)(uint32_t)value;
}

static void operate(struct machine *machine, const struct row *row)
{
	LOAD_PROGRAM(machine, AMO(row->funct5, row->funct3, A0, A1, A2), END);
	machine_poke(machine, DATA, row->memory);
	machine_set(machine, A1, DATA);
	machine_set(machine, A2, row->operand);
	machine_run(machine);
	ok(machine_ended(machine), "%s executes", row->name);
	is_u64(machine_peek(machine, DATA), row->expected, "%s", row->name);
	is_u64(machine_get(machine, A0), as_loaded(row->funct3, row->memory), "%s: old value",
	       row->name);
}

/* The operand and the address are read before the result is written. */
static void same_register(struct machine *machine)
{
	LOAD_PROGRAM(machine, AMO(0x00, 3, A1, A1, A1), END);
	machine_poke(machine, DATA, 5);
	machine_set(machine, A1, DATA);
	machine_run(machine);
	is_u64(machine_peek(machine, DATA), DATA + 5, "rd, rs1 and rs2 may be one");
	is_u64(machine_get(machine, A1), 5, "and receive the old value");
}

/* s1 is 0 where the SC succeeded. */
static void reserve(struct machine *machine, const char *name, uint32_t between, uint32_t store,
		    bool succeeds)
{
	LOAD_PROGRAM(machine, LR(3, A0, A1), between, store, END);
	machine_poke(machine, DATA, 10);
	machine_set(machine, A1, DATA);
	machine_set(machine, A2, 11);
	machine_set(machine, A3, DATA + 8);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 10, "lr.d loads");
	is_u64(machine_get(machine, S1), succeeds ? 0 : 1, "sc %s", name);
	if (!succeeds)
		is_u64(machine_peek(machine, DATA) == 11, false, "and stores nothing");
}

static void reservations(struct machine *machine)
{
	reserve(machine, "succeeds", NOP, SC(3, S1, A1, A2), true);
	is_u64(machine_peek(machine, DATA), 11, "and stores");
	reserve(machine, "fails after the value has changed", SD(ZERO, A1, 0), SC(3, S1, A1, A2),
		false);
	reserve(machine, "of another address fails", NOP, SC(3, S1, A3, A2), false);
	reserve(machine, "of another width fails", NOP, SC(2, S1, A1, A2), false);
	reserve(machine, "after another sc fails", SC(3, ZERO, A3, A2), SC(3, S1, A1, A2), false);
}

/* A trap ends a reservation, so that what it switched to cannot use it. */
static void trapped(struct machine *machine)
{
	LOAD_PROGRAM(machine, LR(3, A0, A1), EBREAK, END);
	PUT_PROGRAM(machine, HANDLER, SC(3, S1, A1, A2), END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, A1, DATA);
	machine_run(machine);
	is_u64(machine_get(machine, S1), 1, "sc behind a trap fails");
}

static void without_reservation(struct machine *machine)
{
	LOAD_PROGRAM(machine, SC(3, S1, A1, A2), END);
	machine_set(machine, A1, DATA);
	machine_run(machine);
	is_u64(machine_get(machine, S1), 1, "sc without lr fails");
}

static void misaligned(struct machine *machine, uint32_t insn, uint64_t cause, const char *name)
{
	LOAD_PROGRAM(machine, NOP, insn, END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, A1, DATA + 4);
	machine_run(machine);
	is_guest_trap(machine, cause, DATA + 4, RAM_BASE + 4, name);
}

static void device(struct machine *machine)
{
	LOAD_PROGRAM(machine, AMO(0x00, 2, A0, A1, A2), LR(3, A0, A1), END);
	machine_set(machine, A1, 0x10000000);
	machine_set(machine, A2, 3);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_READ,
	   "an atomic access of no memory reads first");
	is_u64(machine->exit->syndrome.hext.scause, 23, "though it faults as a store");
	is_u64(machine->exit->mmio_read.operation, AXVCPU_OPERATION_ADD, "its operation");
	is_u64(machine->exit->mmio_read.operand, 3, "its operand");
	must(axvcpu_complete(machine->vcpu, 0xffffffff));
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_WRITE, "then it writes");
	is_u64(machine->exit->mmio_write.data, 2, "the sum");
	machine_run(machine);
	is_u64(machine_get(machine, A0), UINT64_MAX, "and the register has what was read");
	ok(machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT,
	   "no device grants a reservation");
	is_u64(machine->exit->syndrome.hext.scause, 21, "which is a load");
}

int main(void)
{
	struct machine machine;
	unsigned i;

	machine_make(&machine);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		operate(&machine, &rows[i]);
	same_register(&machine);
	reservations(&machine);
	trapped(&machine);
	without_reservation(&machine);
	misaligned(&machine, AMO(0x00, 3, A0, A1, A2), 6, "a misaligned AMO");
	misaligned(&machine, SC(3, A0, A1, A2), 6, "a misaligned SC");
	misaligned(&machine, LR(3, A0, A1), 4, "a misaligned LR");
	device(&machine);
	machine_end(&machine);
	return done_testing();
}
