/* SPDX-License-Identifier: MIT */
/*
 * A guest that accesses a page again and again on one CPU, while the other takes
 * the page away: once that call has returned, the guest has nothing of the page,
 * and leaves with an exit that names it. Then it gets another page, and goes on.
 */
#include "scenario.h"

#define ROUNDS 5

/* The page, in RAM, and where it is mapped once more, by a page of some size. */
#define PAGE   (RAM_BASE + 0x3000)
#define MAPPED UINT64_C(0x100000000)
#define GIGA   UINT64_C(0x40000000)

#define READ_WRITE_EXECUTE (AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE)

static struct vm vm;
static const struct axvcpu_exit *left;

/* The page of the table that has it, and what is taken away: all of it, or 4K. */
static const struct size {
	const char *name;
	uint64_t bytes;
	bool whole;
} sizes[] = {
	{ "4K",       AXVCPU_PAGE_SIZE, true },
	{ "4K of 2M", LARGE_PAGE,       false },
	{ "2M",       LARGE_PAGE,       true },
	{ "4K of 1G", GIGA,             false },
	{ "1G",       GIGA,             true },
};

/* What the guest does, and what permits all but that. */
static const struct access {
	const char *name;
	const uint8_t *guest, *guest_end;
	enum axvcpu_exit_reason exit;
	unsigned others;
} accesses[] = {
	{ "loads from",  guest_loads, guest_loads_end, AXVCPU_EXIT_MMIO_READ, AXVCPU_MAP_EXECUTE },
	{ "stores to",   guest_stores, guest_stores_end, AXVCPU_EXIT_MMIO_WRITE,
	  AXVCPU_MAP_READ | AXVCPU_MAP_EXECUTE },
	{ "executes at", guest_executes, guest_executes_end, AXVCPU_EXIT_NESTED_PAGE_FAULT,
	  AXVCPU_MAP_READ | AXVCPU_MAP_WRITE },
};

static uint64_t host_page(void)
{
	return axvcpu_host_physical(vm.ram + (PAGE - RAM_BASE));
}

/* Where the guest sees it; the rest of a large page is what the host has around it. */
static uint64_t guest_page(const struct size *size)
{
	return MAPPED + host_page() % size->bytes;
}

static void map(const struct size *size)
{
	must(axvcpu_space_map(vm.space, MAPPED,
			      axvcpu_host_pointer(host_page() / size->bytes * size->bytes),
			      size->bytes, READ_WRITE_EXECUTE));
}

static void begin_page(const struct access *access)
{
	atomic_store(vm_word(&vm, PAGE), VALUE_OLD);
	if (access->exit == AXVCPU_EXIT_NESTED_PAGE_FAULT)
		vm_put(&vm, PAGE, old);
	for (unsigned i = 0; i < 2; i++)
		atomic_store(vm_word(&vm, COUNTS + 8 * i), 0);
}

/* The page has another use; the guest must neither see nor change that. */
static void change_page(const struct access *access)
{
	atomic_store(vm_word(&vm, PAGE), VALUE_NEW);
	if (access->exit == AXVCPU_EXIT_NESTED_PAGE_FAULT)
		vm_put(&vm, PAGE, new);
}

/* Runs until an exit; what is then left to do is done on the next call. */
static void run_once(void *context)
{
	struct axvcpu *vcpu = context;

	must(axvcpu_bind(vcpu));
	left = run(vcpu);
	must(axvcpu_unbind(vcpu));
}

static void run_until_kicked(void *context)
{
	struct axvcpu *vcpu = context;

	guest_code_written();
	must(axvcpu_bind(vcpu));
	if (left->reason != AXVCPU_EXIT_NESTED_PAGE_FAULT)
		must(axvcpu_retry(vcpu));
	left = run(vcpu);
	must(axvcpu_unbind(vcpu));
}

static uint64_t address_of(const struct axvcpu_exit *exit)
{
	switch (exit->reason) {
	case AXVCPU_EXIT_MMIO_READ:
		return exit->mmio_read.addr;
	case AXVCPU_EXIT_MMIO_WRITE:
		return exit->mmio_write.addr;
	case AXVCPU_EXIT_NESTED_PAGE_FAULT:
		return exit->nested_page_fault.access == AXVCPU_ACCESS_EXECUTE ?
			exit->nested_page_fault.addr : 0;
	default:
		return 0;
	}
}

static void take_away(const struct size *size, const struct access *access, bool protect)
{
	uint64_t at = size->whole ? MAPPED : guest_page(size);
	uint64_t bytes = size->whole ? size->bytes : AXVCPU_PAGE_SIZE;

	if (protect)
		must(axvcpu_space_protect(vm.space, at, bytes, access->others));
	else
		must(axvcpu_space_unmap(vm.space, at, bytes));
}

/* What the guest had of the page since it was taken away: what it saw, and what it did. */
static bool had_nothing(const struct access *access, uint64_t page)
{
	if (left->reason != access->exit || address_of(left) != page)
		return false;
	if (access->exit == AXVCPU_EXIT_MMIO_WRITE)
		return atomic_load(vm_word(&vm, PAGE)) == VALUE_NEW;
	return atomic_load(vm_word(&vm, COUNTS + 8)) == VALUE_OLD;
}

/* With the page back, the guest goes on, and has what is there now. */
static bool goes_on(const struct size *size, const struct access *access, struct axvcpu *vcpu)
{
	uint64_t before = atomic_load(vm_word(&vm, COUNTS));

	must(axvcpu_space_unmap(vm.space, MAPPED, size->bytes));
	map(size);
	cpu_call(1, run_until_kicked, vcpu);
	await(vm_word(&vm, COUNTS), before + 2);
	axvcpu_kick(vcpu);
	cpu_wait(1);
	if (access->exit == AXVCPU_EXIT_MMIO_WRITE)
		return is_kicked(left) && atomic_load(vm_word(&vm, PAGE)) == 0;
	return is_kicked(left) && atomic_load(vm_word(&vm, COUNTS + 8)) == VALUE_NEW;
}

/* A machine of its own for each, as the library keeps the tables of a page that was split. */
static struct axvcpu *begin(const struct size *size, const struct access *access)
{
	vm_make(&vm, 0);
	begin_page(access);
	vm_copy(&vm, RAM_BASE, access->guest, (uint64_t)(access->guest_end - access->guest));
	set(vm.vcpus[0], GUEST_A1, guest_page(size));
	set(vm.vcpus[0], GUEST_A2, COUNTS);
	map(size);
	return vm.vcpus[0];
}

static void try(const struct size *size, const struct access *access, bool protect)
{
	unsigned kept = 0, stuck = 0;

	for (unsigned round = 0; round < ROUNDS; round++) {
		struct axvcpu *vcpu = begin(size, access);

		cpu_call(1, run_once, vcpu);
		await(vm_word(&vm, COUNTS), 1 + round * 100);
		take_away(size, access, protect);
		change_page(access);
		cpu_wait(1);
		kept += !had_nothing(access, guest_page(size));
		stuck += !goes_on(size, access, vcpu);
		vm_end(&vm);
	}
	is_u64(kept, 0, "%s %s: a guest that %s it has nothing of it any more",
	       protect ? "protect" : "unmap", size->name, access->name);
	is_u64(stuck, 0, "and goes on with another page");
}

int main(void)
{
	scenario_begin();
	for (unsigned i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		for (unsigned j = 0; j < sizeof accesses / sizeof accesses[0]; j++) {
			try(&sizes[i], &accesses[j], false);
			try(&sizes[i], &accesses[j], true);
		}
	return scenario_end();
}
