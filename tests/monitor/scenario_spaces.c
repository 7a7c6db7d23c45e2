/* SPDX-License-Identifier: MIT */
/*
 * Second-stage tables as the hardware reads them: each format, each size of page,
 * each permission, addresses up to the last one; and tables of the caller's own.
 */
#include "scenario.h"

#define GIGA UINT64_C(0x40000000)

static struct vm vm;

static const struct format {
	const char *name;
	uint32_t number;
	unsigned bits; /* of a guest-physical address */
} formats[] = {
	{ "Sv39x4", AXVCPU_RISCV64_FORMAT_SV39X4, 41 },
	{ "Sv48x4", AXVCPU_RISCV64_FORMAT_SV48X4, 50 },
};

static const struct permission {
	const char *name;
	unsigned flags;
} permissions[] = {
	{ "r",   AXVCPU_MAP_READ },
	{ "rw",  AXVCPU_MAP_READ | AXVCPU_MAP_WRITE },
	{ "rx",  AXVCPU_MAP_READ | AXVCPU_MAP_EXECUTE },
	{ "x",   AXVCPU_MAP_EXECUTE },
	{ "rwx", AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE },
};

/* Large ones first: the library keeps the tables of small ones, and uses them again. */
static const struct page {
	const char *name;
	uint64_t size;
} pages[] = {
	{ "1G", GIGA }, { "2M", LARGE_PAGE }, { "4K", AXVCPU_PAGE_SIZE },
};

/* Three places where code for an access is; all accesses are of the last word of a page. */
#define LOAD_AT    RAM_BASE
#define STORE_AT   (RAM_BASE + 0x100)
#define EXECUTE_AT (RAM_BASE + 0x200)
#define WORD       (AXVCPU_PAGE_SIZE - 8)

/* The host's memory that is mapped; what is accessed is in it at `offset'. */
static uint8_t *host_of(const struct page *page, uint64_t *offset)
{
	uint64_t at = axvcpu_host_physical(vm.ram + LARGE_PAGE);

	*offset = at % page->size;
	return axvcpu_host_pointer(at - *offset);
}

static const struct axvcpu_exit *access_from(uint64_t code, uint64_t address)
{
	struct axvcpu *vcpu = vm.vcpus[0];

	set(vcpu, AXVCPU_RISCV64_PC, code);
	set(vcpu, GUEST_A1, address);
	set(vcpu, GUEST_A0, 0x5a5a);
	return run(vcpu);
}

static _Atomic uint64_t *word(void)
{
	return vm_word(&vm, RAM_BASE + LARGE_PAGE + WORD);
}

static bool loads(uint64_t address, bool allowed)
{
	const struct axvcpu_exit *exit;

	atomic_store(word(), 0xabcd);
	exit = access_from(LOAD_AT, address);
	if (allowed)
		return exit->reason == AXVCPU_EXIT_HYPERCALL && exit->hypercall.args[0] == 0xabcd;
	return exit->reason == AXVCPU_EXIT_MMIO_READ && exit->mmio_read.addr == address;
}

static bool stores(uint64_t address, bool allowed)
{
	const struct axvcpu_exit *exit;

	atomic_store(word(), 0);
	exit = access_from(STORE_AT, address);
	if (allowed)
		return exit->reason == AXVCPU_EXIT_HYPERCALL && atomic_load(word()) == 0x5a5a;
	return exit->reason == AXVCPU_EXIT_MMIO_WRITE && exit->mmio_write.addr == address &&
		exit->mmio_write.data == 0x5a5a && atomic_load(word()) == 0;
}

static bool executes(uint64_t address, bool allowed)
{
	const struct axvcpu_exit *exit;

	vm_put(&vm, RAM_BASE + LARGE_PAGE + WORD, old);
	exit = access_from(EXECUTE_AT, address);
	if (allowed)
		return exit->reason == AXVCPU_EXIT_HYPERCALL && exit->hypercall.args[0] == VALUE_OLD;
	return exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT &&
		exit->nested_page_fault.access == AXVCPU_ACCESS_EXECUTE &&
		exit->nested_page_fault.addr == address;
}

/* At that address: what is allowed is done, the rest leaves with its address. */
static bool permits(uint64_t address, unsigned flags)
{
	return loads(address, flags & AXVCPU_MAP_READ) &&
		stores(address, flags & AXVCPU_MAP_WRITE) &&
		executes(address, flags & AXVCPU_MAP_EXECUTE);
}

static void try_page(const struct format *format, const struct page *page, uint64_t base)
{
	uint64_t offset;
	uint8_t *host = host_of(page, &offset);
	struct axvcpu_mapping found;

	for (unsigned i = 0; i < sizeof permissions / sizeof permissions[0]; i++) {
		const struct permission *permission = &permissions[i];

		must(axvcpu_space_map(vm.space, base, host, page->size, permission->flags));
		must(axvcpu_space_lookup(vm.space, base, &found));
		is_u64(found.size, page->size, "%s: a page of %s at 0x%llx", format->name,
		       page->name, (unsigned long long)base);
		ok(permits(base + offset + WORD, permission->flags), "permits %s, no more",
		   permission->name);
		must(axvcpu_space_unmap(vm.space, base, page->size));
		ok(permits(base + offset + WORD, 0), "and nothing any more once unmapped");
	}
}

static void begin(uint32_t format)
{
	vm_make_as(&vm, 0, format);
	vm_put(&vm, LOAD_AT, load);
	vm_put(&vm, STORE_AT, store);
	vm_put(&vm, EXECUTE_AT, execute);
	must(axvcpu_bind(vm.vcpus[0]));
}

/*
 * Below RAM, above it, and the last page of the lower half of the space: there are
 * emulators that look for a sign in the highest bit, and fault in the upper half.
 */
static void try_format(const struct format *format)
{
	begin(format->number);
	for (unsigned i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		try_page(format, &pages[i], GIGA);
		try_page(format, &pages[i], 5 * GIGA);
		try_page(format, &pages[i], (UINT64_C(1) << (format->bits - 1)) - pages[i].size);
	}
	ok(permits(UINT64_C(1) << (format->bits - 1), 0), "%s: nothing where nothing is mapped",
	   format->name);
	vm_end(&vm);
}

/*
 * Tables of the caller's own (18.5.1, 10.4): a root of 16K that leads to RAM's
 * first 2M by one table, and to a page of its second by two.
 */
static _Alignas(16384) uint64_t root[2048];
static _Alignas(4096) uint64_t ram_table[512], middle[512], last[512];

/* Valid, read, write, execute, user, accessed, dirty. */
#define LEAF    UINT64_C(0xdf)
#define POINTER UINT64_C(0x01)
#define DIRTY_WRITE UINT64_C(0x84)

static uint64_t entry(const void *memory, uint64_t bits)
{
	return axvcpu_host_physical(memory) >> 12 << 10 | bits;
}

static void make_tables(void)
{
	root[RAM_BASE / GIGA] = entry(ram_table, POINTER);
	ram_table[0] = entry(vm.ram, LEAF);
	root[1] = entry(middle, POINTER);
	middle[0] = entry(last, POINTER);
	last[3] = entry(vm.ram + LARGE_PAGE, LEAF);
}

#define OWN_PAGE (GIGA + 3 * AXVCPU_PAGE_SIZE)

static void change_own_tables(struct axvcpu_space *space)
{
	ok(permits(OWN_PAGE + WORD, 7), "a page of the caller's own tables permits all");
	last[3] = entry(vm.ram + LARGE_PAGE, LEAF & ~DIRTY_WRITE);
	must(axvcpu_space_flush(space));
	ok(permits(OWN_PAGE + WORD, AXVCPU_MAP_READ | AXVCPU_MAP_EXECUTE),
	   "not to write any more, after flush");
	last[3] = 0;
	must(axvcpu_space_flush(space));
	ok(permits(OWN_PAGE + WORD, 0), "and nothing, after flush");
	is_u64(axvcpu_space_map(space, GIGA, vm.ram, AXVCPU_PAGE_SIZE, AXVCPU_MAP_READ),
	       AXVCPU_UNSUPPORTED, "such tables are not the library's to map");
	is_u64(axvcpu_space_unmap(space, OWN_PAGE, AXVCPU_PAGE_SIZE), AXVCPU_UNSUPPORTED,
	       "nor to unmap");
	is_u64(axvcpu_space_protect(space, OWN_PAGE, AXVCPU_PAGE_SIZE, AXVCPU_MAP_READ),
	       AXVCPU_UNSUPPORTED, "nor to protect");
}

/* The vCPU is that of a machine whose space is another. */
static void try_own_tables(void)
{
	struct axvcpu_config config = vm_config(0, 0);
	struct axvcpu_space *space, *first;

	begin(0);
	make_tables();
	must(axvcpu_space_from_root(&config, axvcpu_host_physical(root), &space));
	is_u64(axvcpu_space_root(space), axvcpu_host_physical(root), "the root is the caller's");
	first = vm.space;
	vm.space = space;
	vm_replace(&vm, 0, &config);
	must(axvcpu_bind(vm.vcpus[0]));
	change_own_tables(space);
	vm.space = first;
	vm_replace(&vm, 0, &config);
	must(axvcpu_space_destroy(space));
	vm_end(&vm);
}

static void refuse_roots(void)
{
	struct axvcpu_config config = vm_config(0, 0);
	uint64_t physical = axvcpu_host_physical(root);
	struct axvcpu_space *space;

	is_u64(axvcpu_space_from_root(&config, 0, &space), AXVCPU_BAD_ADDRESS, "no root at 0");
	is_u64(axvcpu_space_from_root(&config, physical + 4096, &space), AXVCPU_BAD_ADDRESS,
	       "nor at the second page of one");
	is_u64(axvcpu_space_from_root(&config, UINT64_C(1) << 56, &space), AXVCPU_BAD_ADDRESS,
	       "nor past what an entry can hold");
}

int main(void)
{
	scenario_begin();
	for (unsigned i = 0; i < sizeof formats / sizeof formats[0]; i++)
		try_format(&formats[i]);
	try_own_tables();
	refuse_roots();
	return scenario_end();
}
