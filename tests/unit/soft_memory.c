/* SPDX-License-Identifier: MIT */
/* Loads and stores of each width, across pages, to read-only and to no memory. */
#include "soft_machine.h"

#define BYTES UINT64_C(0x8182838485868788)
#define IO    UINT64_C(0x10000000)

struct load {
	const char *name;
	unsigned funct3;
	uint64_t expected; /* of BYTES */
};

static const struct load loads[] = {
	{"lb", 0, UINT64_C(0xffffffffffffff88)}, {"lh", 1, UINT64_C(0xffffffffffff8788)},
	{"lw", 2, UINT64_C(0xffffffff85868788)}, {"ld", 3, BYTES},
	{"lbu", 4, 0x88}, {"lhu", 5, 0x8788}, {"lwu", 6, 0x85868788},
};

/* With each alignment, and across the end of a page. */
static void load_at(struct machine *machine, uint64_t address)
{
	unsigned i;

	for (i = 0; i < sizeof loads / sizeof loads[0]; i++) {
		LOAD_PROGRAM(machine, LOAD(loads[i].funct3, A0, A1, -2048), END);
		machine_poke(machine, address, BYTES);
		machine_set(machine, A1, address + 2048);
		machine_run(machine);
		is_u64(machine_get(machine, A0), loads[i].expected, "%s at %#llx", loads[i].name,
		       (unsigned long long)address);
	}
}

static void store_at(struct machine *machine, uint64_t address)
{
	unsigned funct3;

	for (funct3 = 0; funct3 < 4; funct3++) {
		uint64_t mask = funct3 == 3 ? UINT64_MAX : (UINT64_C(1) << (8 << funct3)) - 1;

		LOAD_PROGRAM(machine, STORE(funct3, A0, A1, 2047), END);
		machine_poke(machine, address, UINT64_MAX);
		machine_set(machine, A0, BYTES);
		machine_set(machine, A1, address - 2047);
		machine_run(machine);
		is_u64(machine_peek(machine, address), (BYTES & mask) | ~mask,
		       "store of %u bytes at %#llx", 1u << funct3, (unsigned long long)address);
	}
}

/* Nothing is written to the first page where the second does not permit it. */
static void half_permitted(struct machine *machine)
{
	uint64_t page = RAM_BASE + 0x3000;

	LOAD_PROGRAM(machine, SD(A0, A1, -4), END);
	must(axvcpu_space_protect(machine->space, page, 0x1000, AXVCPU_MAP_READ));
	machine_set(machine, A0, BYTES);
	machine_set(machine, A1, page);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT,
	   "a store whose second half is in read-only memory leaves");
	is_u64(machine->exit->nested_page_fault.access, AXVCPU_ACCESS_WRITE, "as a write");
	is_u64(machine->exit->syndrome.hext.scause, 23, "as a guest-page fault");
	is_u64(machine->exit->syndrome.hext.stval, page, "at the first byte that faults");
	is_u64(machine->exit->syndrome.hext.htval, page >> 2, "guest-physical too");
	is_u64(machine->exit->syndrome.hext.htinst, STORE(3, A0, 4, 0),
	       "htinst says how far that is from its beginning");
	is_u64(machine_peek(machine, page - 8), 0, "and has stored nothing before it");
	must(axvcpu_space_protect(machine->space, page, 0x1000,
				  AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
	machine_run(machine);
	ok(machine_ended(machine), "it is executed again once the page may be written");
	is_u64(machine_peek(machine, page - 4), BYTES, "and then stores all");
}

/* A load whose last bytes are in no memory, from each address; the instruction as htinst has it. */
static void half_there(struct machine *machine, uint32_t insn, uint32_t transformed, unsigned size)
{
	uint64_t end = RAM_BASE + RAM_SIZE;
	unsigned inside;

	for (inside = 1; inside < size; inside++) {
		LOAD_PROGRAM(machine, insn, END);
		machine_set(machine, A1, end - inside);
		machine_run(machine);
		ok(machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT,
		   "%u of %u bytes in memory: no access to a device", inside, size);
		is_u64(machine->exit->nested_page_fault.addr, end, "but a fault behind the memory");
		is_u64(machine->exit->nested_page_fault.gva, end, "at that address");
		is_u64(machine->exit->nested_page_fault.access, AXVCPU_ACCESS_READ, "of a load");
		is_u64(machine->exit->insn_length, insn & 2 ? 4 : 2, "its length");
		is_u64(machine->exit->syndrome.hext.htinst, transformed | inside << 15, "htinst");
		is_u64(machine_get(machine, A0), 0, "nothing is loaded");
	}
}

/* 18.6.3: rd, funct3 and opcode stay; bit 1 tells a 16-bit instruction. */
static void halves_there(struct machine *machine)
{
	half_there(machine, LOAD(1, A0, A1, 0), LOAD(1, A0, 0, 0), 2);
	half_there(machine, LOAD(2, A0, A1, 0), LOAD(2, A0, 0, 0), 4);
	half_there(machine, LOAD(6, A0, A1, 0), LOAD(6, A0, 0, 0), 4);
	half_there(machine, LOAD(3, A0, A1, 0), LOAD(3, A0, 0, 0), 8);
	half_there(machine, C_LD(A0, A1), LOAD(3, A0, 0, 0) & ~2u, 8);
}

/* Where it begins in no memory it is an access to a device, whole. */
static void half_device(struct machine *machine)
{
	LOAD_PROGRAM(machine, LD(A0, A1, 1), END);
	machine_set(machine, A1, RAM_BASE - 5);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_READ, "a load that begins before the memory");
	is_u64(machine->exit->mmio_read.addr, RAM_BASE - 4, "has its own address");
	is_u64(machine->exit->mmio_read.width, 8, "and width");
	is_u64(machine->exit->syndrome.hext.htinst, 0, "and htinst nothing to add");
}

static void device(struct machine *machine)
{
	LOAD_PROGRAM(machine, LOAD(4, A0, A1, 5), STORE(1, A2, A1, 6), END);
	machine_set(machine, A1, IO);
	machine_set(machine, A2, BYTES);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_READ, "a load from no memory is an mmio_read");
	is_u64(machine->exit->pc, RAM_BASE, "at its instruction");
	is_u64(machine->exit->backend, AXVCPU_BACKEND_SOFT, "by this back end");
	is_u64(machine->exit->mmio_read.addr, IO + 5, "with its address");
	is_u64(machine->exit->mmio_read.width, 1, "its width");
	is_u64(machine->exit->mmio_read.reg, A0, "its register");
	ok(!machine->exit->mmio_read.signed_ext, "and no sign");
	is_u64(machine->exit->syndrome.hext.scause, 21, "scause: load guest-page fault");
	is_u64(machine->exit->syndrome.hext.htval, (IO + 5) >> 2, "htval");
	is_u64(machine->exit->syndrome.hext.stval, IO + 5, "stval");
	is_u64(machine->exit->syndrome.hext.htinst, 0, "htinst");
	is_u64(machine->exit->syndrome.hext.hstatus & 0x1c0, 0x1c0, "hstatus: GVA, SPV, SPVP");
	must(axvcpu_complete(machine->vcpu, 0x1ff));
	machine_run(machine);
	is_u64(machine_get(machine, A0), 0xff, "the answer is cut to the width");
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_WRITE,
	   "a store to no memory is an mmio_write");
	is_u64(machine->exit->pc, RAM_BASE + 4, "at its instruction");
	is_u64(machine->exit->mmio_write.addr, IO + 6, "with its address");
	is_u64(machine->exit->mmio_write.width, 2, "its width");
	is_u64(machine->exit->mmio_write.data, 0x8788, "and its data");
	machine_run(machine);
	ok(machine_ended(machine), "the guest goes on behind it");
}

/* An address wider than the space has nothing there; it must not wrap to what is. */
static void too_wide(struct machine *machine)
{
	LOAD_PROGRAM(machine, LD(A0, A1, 0), END);
	machine_set(machine, A1, RAM_BASE | UINT64_C(1) << 41);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_READ, "a load above 41 bits is an mmio_read");
	is_u64(machine->exit->mmio_read.addr, RAM_BASE | UINT64_C(1) << 41, "of that address");
	LOAD_PROGRAM(machine, LD(A0, ZERO, -4), END);
	machine_run(machine);
	is_u64(machine->exit->syndrome.hext.stval, UINT64_MAX - 3,
	       "a load that wraps round faults at its beginning");
}

static void no_code(struct machine *machine)
{
	LOAD_PROGRAM(machine, JALR(ZERO, A1, 0));
	machine_set(machine, A1, IO);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT, "a fetch from no memory leaves");
	is_u64(machine->exit->nested_page_fault.access, AXVCPU_ACCESS_EXECUTE, "as execute");
	is_u64(machine->exit->nested_page_fault.addr, IO, "with its address");
	is_u64(machine->exit->pc, IO, "the pc is there");
	is_u64(machine->exit->syndrome.hext.scause, 20, "scause: instruction guest-page fault");
}

/* A 32-bit instruction across two pages; then its second half is taken away. */
static void code_across(struct machine *machine)
{
	uint64_t page = RAM_BASE + 0x3000;

	LOAD_PROGRAM(machine, JALR(ZERO, A1, 0));
	PUT_PROGRAM(machine, page - 2, LI(A0, 77), END);
	machine_set(machine, A1, page - 2);
	machine_run(machine);
	ok(machine_ended(machine), "an instruction across pages executes");
	is_u64(machine_get(machine, A0), 77, "whole");
	must(axvcpu_space_protect(machine->space, page, 0x1000, AXVCPU_MAP_READ));
	machine_set(machine, AXVCPU_RISCV64_PC, page - 2);
	machine_run(machine);
	is_u64(machine->exit->syndrome.hext.scause, 20, "its second half may not be executed");
	is_u64(machine->exit->syndrome.hext.stval, page, "which stval points at");
	is_u64(machine->exit->pc, page - 2, "while the pc is at its first");
	must(axvcpu_space_protect(machine->space, page, 0x1000,
				  AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
}

/* What is stored is executed after FENCE.I (I 5.1). */
static void own_code(struct machine *machine)
{
	LOAD_PROGRAM(machine, SW(A1, A2, 12), FENCE_I, JAL(ZERO, 4), LI(A0, 1), END);
	machine_set(machine, A1, LI(A0, 2));
	machine_set(machine, A2, RAM_BASE);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 2, "code that the guest has changed");
	machine_set(machine, A1, LI(A0, 3));
	machine_set(machine, AXVCPU_RISCV64_PC, RAM_BASE);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 3, "and changed again");
}

/* The host's stores into code are executed once it has flushed the space. */
static void code_of_host(struct machine *machine)
{
	LOAD_PROGRAM(machine, LI(A0, 1), END);
	machine_run(machine);
	PUT_PROGRAM(machine, RAM_BASE, LI(A0, 2), END);
	must(axvcpu_space_flush(machine->space));
	machine_set(machine, AXVCPU_RISCV64_PC, RAM_BASE);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 2, "code that the host has changed");
}

int main(void)
{
	struct machine machine;
	unsigned offset;

	machine_make(&machine);
	for (offset = 0; offset < 8; offset++) {
		load_at(&machine, DATA + 0xff9 + offset);
		store_at(&machine, DATA + 0xff9 + offset);
	}
	half_permitted(&machine);
	halves_there(&machine);
	half_device(&machine);
	device(&machine);
	too_wide(&machine);
	no_code(&machine);
	code_across(&machine);
	own_code(&machine);
	code_of_host(&machine);
	machine_end(&machine);
	return done_testing();
}
