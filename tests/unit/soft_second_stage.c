/* SPDX-License-Identifier: MIT */
/* The second stage: widths, page sizes and permissions of Sv39x4 and Sv48x4 (18.5). */
#define _GNU_SOURCE

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "soft_paging.h"

#define ALL (AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE)
#define MIB UINT64_C(0x100000)
#define GIB (MIB << 10)

struct format {
	const char *name;
	uint32_t value;
	unsigned bits;  /* of a guest-physical address */
};

static const struct format formats[] = {
	{"the default", 0, 41},
	{"Sv39x4", AXVCPU_RISCV64_FORMAT_SV39X4, 41},
	{"Sv48x4", AXVCPU_RISCV64_FORMAT_SV48X4, 50},
};

static struct axvcpu_config config_of(uint32_t format)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT,
		.arch = AXVCPU_ARCH_RISCV64,
		.backend = AXVCPU_BACKEND_SOFT,
		.format = format,
	};

	return config;
}

/* A space of a format with the machine's RAM, which the next program runs in. */
static struct axvcpu_space *space_of(struct machine *machine, uint32_t format)
{
	struct axvcpu_config config = config_of(format);
	struct axvcpu_space *space;

	must(axvcpu_space_create(&config, &space));
	must(axvcpu_space_map(space, RAM_BASE, machine->ram, RAM_SIZE, ALL));
	return space;
}

/* Run one instruction and END with a1 in a space; the machine's own is back afterwards. */
static void run_in(struct machine *machine, struct axvcpu_space *space, uint32_t insn, uint64_t a1)
{
	struct axvcpu_space *own = machine->space;

	machine->space = space;
	LOAD_PROGRAM(machine, insn, END);
	machine->space = own;
	machine_set(machine, A1, a1);
	machine_set(machine, A2, 0x77);
	machine_run(machine);
}

/* A space may end once no vCPU is set up with it. */
static void end_space(struct machine *machine, struct axvcpu_space *space)
{
	LOAD_PROGRAM(machine, END);
	must(axvcpu_space_destroy(space));
}

/* The highest page is memory; what is above is none, and does not wrap round (18.5.1). */
static void width(struct machine *machine, const struct format *format)
{
	struct axvcpu_space *space = space_of(machine, format->value);
	uint64_t end = UINT64_C(1) << format->bits, value = 0x1122334455667788;
	uint64_t *page = aligned_alloc(AXVCPU_PAGE_SIZE, AXVCPU_PAGE_SIZE);

	page[511] = value;
	must(axvcpu_space_map(space, end - AXVCPU_PAGE_SIZE, page, AXVCPU_PAGE_SIZE, ALL));
	run_in(machine, space, LD(A0, A1, 0), end - 8);
	ok(machine_ended(machine), "%s: the topmost page", format->name);
	is_u64(machine_get(machine, A0), value, "holds what is there");
	run_in(machine, space, LD(A0, A1, 0), end + RAM_BASE);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_READ, "%s: what is above is no memory",
	   format->name);
	is_u64(machine->exit->mmio_read.addr, end + RAM_BASE, "at its own address");
	is_u64(machine->exit->syndrome.hext.htval, (end + RAM_BASE) >> 2, "htval");
	ok(axvcpu_space_map(space, end, page, AXVCPU_PAGE_SIZE, ALL) == AXVCPU_BAD_ADDRESS,
	   "and nothing can be mapped there");
	end_space(machine, space);
	free(page);
}

/* Entries of the guest's own tables may name any page of the space, and none above. */
static void both_stages(struct machine *machine, const struct format *format,
			const struct scheme *scheme)
{
	struct axvcpu_space *own = machine->space, *space = space_of(machine, format->value);
	uint64_t end = UINT64_C(1) << format->bits;
	uint64_t *page = aligned_alloc(AXVCPU_PAGE_SIZE, AXVCPU_PAGE_SIZE);

	page[0] = 0x99;
	must(axvcpu_space_map(space, end - AXVCPU_PAGE_SIZE, page, AXVCPU_PAGE_SIZE, ALL));
	machine->space = space;
	LOAD_PROGRAM(machine, LD(A0, A1, 0), LD(A3, A4, 0));
	machine->space = own;
	paging_make(machine, scheme, SUPERVISOR);
	machine_poke(machine, ENTRY, LEAF(end - AXVCPU_PAGE_SIZE, V | R | A));
	machine_poke(machine, ENTRY + 8, LEAF(end, V | R | A));
	machine_set(machine, A4, PAGE + 0x1008);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 0x99, "%s over %s: the topmost page", scheme->name,
	       format->name);
	is_u64(machine->exit->mmio_read.addr, end + 8, "what is above is no memory");
	is_u64(machine->exit->mmio_read.gva, PAGE + 0x1008, "nor at its virtual address");
	end_space(machine, space);
	free(page);
}

static void entry_of_guest(struct machine *machine, const struct format *format)
{
	struct axvcpu_config config = config_of(format->value);
	struct axvcpu_space *space = space_of(machine, format->value);
	uint64_t end = UINT64_C(1) << format->bits;
	struct axvcpu *vcpu;

	must(axvcpu_create(&config, &vcpu));
	ok(axvcpu_setup(vcpu, end, space, NULL) == AXVCPU_BAD_ADDRESS,
	   "%s: a guest cannot begin above", format->name);
	ok(axvcpu_setup(vcpu, end - 4, space, NULL) == AXVCPU_OK, "but anywhere within");
	must(axvcpu_destroy(vcpu));
	must(axvcpu_space_destroy(space));
}

/* A page of a size: its first and its last bytes are the host's. */
static void page_size(struct machine *machine, const struct format *format, uint64_t guest,
		      char *host, uint64_t size)
{
	struct axvcpu_space *space = space_of(machine, format->value);
	uint64_t last = guest + size - 8, value = size + 5;
	struct axvcpu_mapping found;

	must(axvcpu_space_map(space, guest, host, size, ALL));
	must(axvcpu_space_lookup(space, guest, &found));
	is_u64(found.size, size, "%s: one page of %#llx bytes", format->name,
	       (unsigned long long)size);
	memcpy(host + size - 8, &value, sizeof value);
	run_in(machine, space, LD(A0, A1, 0), last);
	is_u64(machine_get(machine, A0), value, "its last bytes");
	run_in(machine, space, SD(A2, A1, 0), guest);
	is_u64((unsigned char)host[0], 0x77, "its first");
	run_in(machine, space, LD(A0, A1, 0), last + 8);
	is_u64(machine->exit->mmio_read.addr, last + 8, "no byte behind it");
	end_space(machine, space);
}

/* Pages of 4K, 2M and 1G. */
static void page_sizes(struct machine *machine, const struct format *format)
{
	static const uint64_t sizes[] = {AXVCPU_PAGE_SIZE, 2 * MIB, GIB};
	char *reserved = mmap(NULL, 2 * GIB, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	char *host = (char *)(((uintptr_t)reserved + GIB - 1) / GIB * GIB);
	unsigned i;

	if (reserved == MAP_FAILED)
		bail_out("2G of addresses cannot be reserved");
	for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		page_size(machine, format, (4 + 2 * i) * GIB, host, sizes[i]);
	munmap(reserved, 2 * GIB);
}

/* What each access needs of the second stage, and the cause where it is not there. */
static void permissions(struct machine *machine)
{
	static const struct {
		const char *name;
		uint32_t insn;
		unsigned flags;
		uint64_t cause;
	} rows[] = {
		{"load", LD(A0, A1, 0), AXVCPU_MAP_READ, 0},
		{"load of what may be executed", LD(A0, A1, 0), AXVCPU_MAP_EXECUTE, 21},
		{"store", SD(A2, A1, 0), AXVCPU_MAP_READ | AXVCPU_MAP_WRITE, 0},
		{"store where only loads may be", SD(A2, A1, 0), AXVCPU_MAP_READ, 23},
		{"store to code", SD(A2, A1, 0), AXVCPU_MAP_READ | AXVCPU_MAP_EXECUTE, 23},
		{"AMO where only loads may be", AMO(0, 3, A0, A1, A2), AXVCPU_MAP_READ, 23},
		{"LR where only loads may be", LR(3, A0, A1), AXVCPU_MAP_READ, 0},
		{"SC where only loads may be", SC(3, A0, A1, A2), AXVCPU_MAP_READ, 23},
		{"fetch", JALR(ZERO, A1, 0), AXVCPU_MAP_EXECUTE, 0},
		{"fetch of data", JALR(ZERO, A1, 0), AXVCPU_MAP_READ | AXVCPU_MAP_WRITE, 20},
	};
	struct axvcpu_space *space = space_of(machine, 0);
	uint32_t *page = aligned_alloc(AXVCPU_PAGE_SIZE, AXVCPU_PAGE_SIZE);
	unsigned i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		page[0] = END;
		must(axvcpu_space_map(space, GIB, page, AXVCPU_PAGE_SIZE, rows[i].flags));
		run_in(machine, space, rows[i].insn, GIB);
		is_u64(machine->exit->syndrome.hext.scause, rows[i].cause ? rows[i].cause : 21,
		       "%s", rows[i].name);
		is_u64(machine->exit->syndrome.hext.stval, rows[i].cause ? GIB : 0, "stval");
		must(axvcpu_space_unmap(space, GIB, AXVCPU_PAGE_SIZE));
	}
	end_space(machine, space);
	free(page);
}

/* Tables of the caller's: RAM by pages of 4K, and one entry under test at OWN_PAGE. */
#define OWN_PAGE (RAM_BASE + RAM_SIZE)
#define ENTRIES(bytes) ((bytes) / sizeof(uint64_t))

static uint64_t entry_of(const void *host, unsigned bits)
{
	return (uint64_t)(uintptr_t)host >> 12 << 10 | bits;
}

static uint64_t *own_tables(struct machine *machine, uint64_t tested)
{
	uint64_t *root = aligned_alloc(0x4000, 0x8000);
	uint64_t *middle = root + ENTRIES(0x4000), *last = root + ENTRIES(0x5000);
	unsigned i;

	memset(root, 0, 0x8000);
	root[2] = entry_of(middle, V);
	for (i = 0; i < 3; i++)
		middle[i] = entry_of(last + i * ENTRIES(0x1000), V);
	for (i = 0; i < RAM_SIZE >> 12; i++)
		last[i] = entry_of(machine->ram + ((uint64_t)i << 12), V | R | W | X | U | A | D);
	last[i] = tested;
	return root;
}

static void own_entry(struct machine *machine, const char *name, uint32_t insn, uint64_t tested,
		      uint64_t cause)
{
	struct axvcpu_config config = config_of(0);
	struct axvcpu_space *space;
	uint64_t *root = own_tables(machine, tested);

	must(axvcpu_space_from_root(&config, (uint64_t)(uintptr_t)root, &space));
	run_in(machine, space, insn, OWN_PAGE);
	is_u64(machine->exit->syndrome.hext.scause, cause ? cause : 21, "the caller's tables: %s",
	       name);
	is_u64(machine->exit->syndrome.hext.stval, cause ? OWN_PAGE : 0, "stval");
	end_space(machine, space);
	free(root);
}

/* 18.5.1: all accesses are a user's; 10.3.2, step 9: a fault where A or D is clear. */
static void own_entries(struct machine *machine)
{
	const void *page = machine->ram + (DATA - RAM_BASE);
	uint32_t load = LD(A0, A1, 0), store = SD(A2, A1, 0);

	own_entry(machine, "load", load, entry_of(page, V | R | U | A), 0);
	own_entry(machine, "load without U", load, entry_of(page, V | R | A | D), 21);
	own_entry(machine, "load without A", load, entry_of(page, V | R | U), 21);
	own_entry(machine, "load without R", load, entry_of(page, V | X | U | A), 21);
	own_entry(machine, "store", store, entry_of(page, V | R | W | U | A | D), 0);
	own_entry(machine, "store without D", store, entry_of(page, V | R | W | U | A), 23);
	own_entry(machine, "store without W", store, entry_of(page, V | R | U | A | D), 23);
	own_entry(machine, "nothing", load, 0, 21);
	own_entry(machine, "a pointer at the last level", load, entry_of(page, V), 21);
}

static void unknown_format(void)
{
	struct axvcpu_config config = config_of(10);
	struct axvcpu_space *space;

	ok(axvcpu_space_create(&config, &space) == AXVCPU_UNSUPPORTED, "no format 10");
	ok(axvcpu_space_from_root(&config, 0x4000, &space) == AXVCPU_UNSUPPORTED,
	   "nor for tables of the caller's");
}

int main(void)
{
	struct machine machine;
	unsigned i;

	machine_make(&machine);
	for (i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		width(&machine, &formats[i]);
		both_stages(&machine, &formats[i], &schemes[i % SCHEMES]);
		both_stages(&machine, &formats[i], &schemes[(i + 1) % SCHEMES]);
		entry_of_guest(&machine, &formats[i]);
		page_sizes(&machine, &formats[i]);
	}
	permissions(&machine);
	own_entries(&machine);
	unknown_format();
	machine_end(&machine);
	return done_testing();
}
