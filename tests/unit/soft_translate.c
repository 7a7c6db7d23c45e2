/* SPDX-License-Identifier: MIT */
/* Sv39 and Sv48: permissions, A and D, reserved encodings, superpages, walks (10.3 to 10.5). */
#include "soft_paging.h"

/* a0 receives, or a2 is stored; the shutdown call ends the program in the supervisor. */
static const uint32_t accesses[] = {
	['r'] = LD(A0, A1, 0), ['w'] = SD(A2, A1, 0), ['x'] = JALR(ZERO, A1, 0),
	['a'] = AMO(0x01, 3, A0, A1, A2), ['l'] = LR(3, A0, A1),
};

/* The scheme under test. */
static const struct scheme *scheme;

static void prepare(struct machine *machine, char access, unsigned mode)
{
	LOAD_PROGRAM(machine, accesses[(unsigned)access], ECALL);
	PUT_PROGRAM(machine, HANDLER, ECALL);
	PUT_PROGRAM(machine, DATA, ECALL);
	paging_make(machine, scheme, mode);
}

struct row {
	const char *name;
	uint64_t pte;
	unsigned mode;
	uint64_t sstatus;
	char access;
	uint64_t cause;  /* 0: permitted */
	uint64_t after;  /* A and D that the entry has gained */
};

static const struct row rows[] = {
	{"read", PTE(V | R | A), SUPERVISOR, 0, 'r', 0, 0},
	{"write", PTE(V | R | W | A | D), SUPERVISOR, 0, 'w', 0, 0},
	{"execute", PTE(V | X | A), SUPERVISOR, 0, 'x', 0, 0},
	{"read sets A", PTE(V | R), SUPERVISOR, 0, 'r', 0, A},
	{"read of a writable page sets A alone", PTE(V | R | W), SUPERVISOR, 0, 'r', 0, A},
	{"write sets A and D", PTE(V | R | W), SUPERVISOR, 0, 'w', 0, A | D},
	{"write sets D", PTE(V | R | W | A), SUPERVISOR, 0, 'w', 0, D},
	{"an AMO sets A and D", PTE(V | R | W), SUPERVISOR, 0, 'a', 0, A | D},
	{"LR sets A", PTE(V | R), SUPERVISOR, 0, 'l', 0, A},
	{"execute sets A", PTE(V | X), SUPERVISOR, 0, 'x', 0, A},
	{"invalid", PTE(R | W | X), SUPERVISOR, 0, 'r', 13, 0},
	{"write where only reading is permitted", PTE(V | R | A | D), SUPERVISOR, 0, 'w', 15, 0},
	{"an AMO there", PTE(V | R | A | D), SUPERVISOR, 0, 'a', 15, 0},
	{"execute where it is not permitted", PTE(V | R | W | A | D), SUPERVISOR, 0, 'x', 12, 0},
	{"read of an execute-only page", PTE(V | X | A), SUPERVISOR, 0, 'r', 13, 0},
	{"read of an execute-only page with MXR", PTE(V | X | A), SUPERVISOR, MXR, 'r', 0, 0},
	{"write to an execute-only page with MXR", PTE(V | X | A), SUPERVISOR, MXR, 'w', 15, 0},
	{"a supervisor's page for the user", PTE(V | R | A), USER, 0, 'r', 13, 0},
	{"a supervisor's code for the user", PTE(V | X | A), USER, 0, 'x', 12, 0},
	{"a user's page for the user", PTE(V | R | U | A), USER, 0, 'r', 0, 0},
	{"a user's page, written", PTE(V | R | W | U | A | D), USER, 0, 'w', 0, 0},
	{"a user's page for the supervisor", PTE(V | R | U | A), SUPERVISOR, 0, 'r', 13, 0},
	{"a user's page, written by the supervisor",
	 PTE(V | R | W | U | A | D), SUPERVISOR, 0, 'w', 15, 0},
	{"a user's page for the supervisor with SUM", PTE(V | R | U | A), SUPERVISOR, SUM, 'r', 0,
	 0},
	{"a user's code for the supervisor with SUM", PTE(V | X | U | A), SUPERVISOR, SUM, 'x', 12,
	 0},
	{"write without read is reserved", PTE(V | W | A | D), SUPERVISOR, 0, 'w', 15, 0},
	{"write and execute without read is reserved", PTE(V | W | X | A), SUPERVISOR, 0, 'x', 12,
	 0},
	{"bit 54 is reserved", PTE(V | R | A) | UINT64_C(1) << 54, SUPERVISOR, 0, 'r', 13, 0},
	{"bit 63 is reserved without Svnapot",
	 PTE(V | R | A) | UINT64_C(1) << 63, SUPERVISOR, 0, 'r', 13, 0},
	{"bit 61 is reserved without Svpbmt",
	 PTE(V | R | A) | UINT64_C(1) << 61, SUPERVISOR, 0, 'r', 13, 0},
	{"a pointer at the last level", POINTER(LAST), SUPERVISOR, 0, 'r', 13, 0},
	{"global and software bits mean nothing here",
	 PTE(V | R | A | G | 0x300), SUPERVISOR, 0, 'r', 0, 0},
};

/* A user's program ends by a call, which is a trap to its supervisor. */
static uint64_t end_of(const struct row *row)
{
	return row->mode == USER ? 8 : 0;
}

static void access_page(struct machine *machine, const struct row *row)
{
	prepare(machine, row->access, row->mode);
	machine_poke(machine, ENTRY, row->pte);
	machine_set(machine, CSR(SSTATUS), row->sstatus);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SCAUSE)), row->cause ? row->cause : end_of(row), "%s: %s",
	       scheme->name, row->name);
	if (row->cause) {
		is_u64(machine_get(machine, CSR(STVAL)), PAGE, "%s: stval", row->name);
		is_u64(machine_get(machine, CSR(SEPC)), row->access == 'x' ? PAGE : RAM_BASE,
		       "%s: sepc", row->name);
	}
	is_u64(machine_peek(machine, ENTRY), row->pte | row->after, "%s: the entry", row->name);
	if (row->access == 'w')
		is_u64(machine_peek(machine, DATA) == 0x1234, !row->cause, "%s: memory", row->name);
}

/* A load from an address; the cause, or 0 and a0. */
static uint64_t load(struct machine *machine, uint64_t address)
{
	machine_set(machine, A1, address);
	machine_run(machine);
	return machine_get(machine, CSR(SCAUSE));
}

static void superpages(struct machine *machine)
{
	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, RAM_BASE + 0x2345f8, 0xabcdef);
	machine_poke(machine, MIDDLE + 3 * 8, LEAF(RAM_BASE + 0x200000, V | R | A));
	is_u64(load(machine, 0x6345f8), 0, "a megapage");
	is_u64(machine_get(machine, A0), 0xabcdef, "leads where it should");

	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, MIDDLE + 3 * 8, LEAF(RAM_BASE + 0x201000, V | R | A));
	is_u64(load(machine, 0x600000), 13, "a misaligned megapage faults");

	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, ROOT + 4 * 8, LEAF(RAM_BASE + 0x200000, V | R | A));
	is_u64(load(machine, UINT64_C(4) << 30), 13, "a misaligned gigapage faults");
}

/* A, D and U are reserved in what leads to a table (10.3.1): the page is there without them. */
static void pointers(struct machine *machine)
{
	static const struct { const char *name; uint64_t bit, cause; } marks[] = {
		{"a pointer", 0, 0}, {"with A", A, 13}, {"with D", D, 13}, {"with U", U, 13},
	};

	for (unsigned i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		prepare(machine, 'r', SUPERVISOR);
		machine_poke(machine, MIDDLE, POINTER(LAST) | marks[i].bit);
		machine_poke(machine, ENTRY, PTE(V | R | A));
		is_u64(load(machine, PAGE), marks[i].cause, "%s", marks[i].name);
	}
}

/* A terapage is Sv48's alone (10.5.1): 512 GiB, of which RAM is a part. */
static void terapage(struct machine *machine)
{
	uint64_t page = UINT64_C(1) << 39;

	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, RAM_BASE + 0x2345f8, 0xabcdef);
	machine_poke(machine, TOP + 8, LEAF(UINT64_C(0), V | R | A));
	is_u64(load(machine, page + RAM_BASE + 0x2345f8), scheme->root == TOP ? 0 : 13,
	       "%s: a terapage", scheme->name);
	is_u64(machine_get(machine, A0), scheme->root == TOP ? 0xabcdef : 0, "leads to its memory");

	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, TOP + 8, LEAF(UINT64_C(1) << 30, V | R | A));
	is_u64(load(machine, page), 13, "a misaligned one faults");
}

/* Bits above the scheme's width must repeat the topmost one within (10.4.1, 10.5.1). */
static void width(struct machine *machine)
{
	unsigned sign = scheme->bits - 1, bit;

	for (bit = sign + 1; bit < 64; bit += 63 - sign - 1) {
		prepare(machine, 'r', SUPERVISOR);
		machine_poke(machine, ENTRY, PTE(V | R | A));
		is_u64(load(machine, PAGE | UINT64_C(1) << bit), 13,
		       "%s: bit %u must repeat bit %u", scheme->name, bit, sign);
		is_u64(machine_get(machine, CSR(STVAL)), PAGE | UINT64_C(1) << bit, "stval");
	}
	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, TOP + 511 * 8, POINTER(ROOT));
	machine_poke(machine, ROOT + 511 * 8, POINTER(MIDDLE));
	machine_poke(machine, ENTRY, PTE(V | R | A));
	is_u64(load(machine, PAGE | UINT64_MAX << 30), 0, "the topmost gigabyte is one");
}

/* The walk itself meets the second stage: pseudoinstructions in htinst (18.6.3). */
static void table_missing(struct machine *machine)
{
	prepare(machine, 'w', SUPERVISOR);
	machine_poke(machine, MIDDLE, POINTER(UINT64_C(0x10000000)));
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT, "a table that is not there");
	is_u64(machine->exit->syndrome.hext.scause, 23, "has the cause of the access");
	is_u64(machine->exit->syndrome.hext.htinst, 0x3000, "htinst: a read of a table");
	is_u64(machine->exit->syndrome.hext.htval, (0x10000000 + 5 * 8) >> 2, "htval: the entry");
	is_u64(machine->exit->syndrome.hext.stval, PAGE, "stval: the access");
	ok(machine->exit->nested_page_fault.walk, "the exit says that it is the walk's");
	is_u64(machine->exit->nested_page_fault.access, AXVCPU_ACCESS_READ, "which reads");
	is_u64(machine->exit->nested_page_fault.gva, PAGE, "for this address");
}

static void table_read_only(struct machine *machine)
{
	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | R));
	must(axvcpu_space_protect(machine->space, LAST, 0x1000, AXVCPU_MAP_READ));
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT,
	   "a table that may not be written");
	is_u64(machine->exit->syndrome.hext.scause, 21, "has the cause of the access");
	is_u64(machine->exit->syndrome.hext.htinst, 0x3020, "htinst: a write of a table");
	is_u64(machine->exit->syndrome.hext.htval, ENTRY >> 2, "htval: the entry");
	is_u64(machine->exit->nested_page_fault.access, AXVCPU_ACCESS_WRITE, "the walk writes");
	must(axvcpu_space_protect(machine->space, LAST, 0x1000,
				  AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
}

/* A leaf may name a page that the second stage cannot have. */
static void page_too_wide(struct machine *machine)
{
	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, ENTRY, LEAF(UINT64_C(1) << 55, V | R | A));
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_READ, "a page wider than the space");
	is_u64(machine->exit->mmio_read.addr, UINT64_C(1) << 55, "is no memory");
	is_u64(machine->exit->mmio_read.gva, PAGE, "at this address of the guest's");
}

/* Both halves of an access that crosses pages are translated. */
static void across(struct machine *machine)
{
	prepare(machine, 'r', SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | R | A));
	machine_poke(machine, ENTRY + 8, LEAF(DATA + 0x3000, V | R | A));
	machine_poke(machine, DATA + 0xff8, UINT64_C(0x1122334400000000));
	machine_poke(machine, DATA + 0x3000, 0x55667788);
	is_u64(load(machine, PAGE + 0xffc), 0, "a load across pages");
	is_u64(machine_get(machine, A0), 0x5566778811223344, "takes half from each");
	prepare(machine, 'w', SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | R | W | A | D));
	is_u64(load(machine, PAGE + 0xffc), 15, "a store across pages, one of them absent");
	is_u64(machine_get(machine, CSR(STVAL)), PAGE + 0x1000, "faults at that one");
	is_u64(machine_peek(machine, DATA + 0xff8), 0, "and stores nothing");
}

static void satp(struct machine *machine)
{
	uint64_t identifier = UINT64_C(0xffff) << 44;

	LOAD_PROGRAM(machine, END);
	machine_set(machine, CSR(SATP), scheme->satp | identifier);
	is_u64(machine_get(machine, CSR(SATP)), scheme->satp | identifier,
	       "%s: an identifier of 16 bits", scheme->name);
	machine_set(machine, CSR(SATP), UINT64_C(10) << 60 | 5);
	is_u64(machine_get(machine, CSR(SATP)), scheme->satp | identifier,
	       "an unknown mode changes nothing");
	machine_set(machine, CSR(SATP), 0);
	is_u64(machine_get(machine, CSR(SATP)), 0, "bare");
}

static void all(struct machine *machine)
{
	unsigned i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		access_page(machine, &rows[i]);
	superpages(machine);
	pointers(machine);
	terapage(machine);
	width(machine);
	table_missing(machine);
	table_read_only(machine);
	page_too_wide(machine);
	across(machine);
	satp(machine);
}

int main(void)
{
	struct machine machine;

	machine_make(&machine);
	for (scheme = schemes; scheme < schemes + SCHEMES; scheme++)
		all(&machine);
	machine_end(&machine);
	return done_testing();
}
