/* SPDX-License-Identifier: MIT */
/*
 * Two vCPUs of one machine at once, with virtual memory of their own making: one
 * changes its page tables and fences the other by the SBI; and both fence each
 * other without end.
 */
#include "scenario.h"

#define ROUNDS 100

static struct vm vm;

/* Sv39 (privileged manual, 10.4): tables and pages in the machine's memory. */
#define ROOT    (RAM_BASE + 0x10000)
#define MIDDLE  (RAM_BASE + 0x11000)
#define LAST    (RAM_BASE + 0x12000)
#define PAGE_A  (RAM_BASE + 0x20000)
#define PAGE_B  (RAM_BASE + 0x21000)
#define VIRTUAL UINT64_C(0x40005000) /* root entry 1, middle entry 0, last entry 5 */
#define TOLD    COUNTS

/* 10.4.1: valid, read, write, execute, accessed, dirty; the page number from bit 10 */
#define POINTER(address) ((address) >> 12 << 10 | 0x01)
#define LEAF(address)    ((address) >> 12 << 10 | 0xcf)
#define SATP_SV39(root)  (UINT64_C(8) << 60 | (root) >> 12)

static void make_tables(void)
{
	atomic_store(vm_word(&vm, ROOT + 8 * 2), LEAF(RAM_BASE));
	atomic_store(vm_word(&vm, ROOT + 8 * 1), POINTER(MIDDLE));
	atomic_store(vm_word(&vm, MIDDLE), POINTER(LAST));
	atomic_store(vm_word(&vm, LAST + 8 * 5), LEAF(PAGE_B));
}

static void run_other(void *unused)
{
	(void)unused;
	guest_code_written();
	must(axvcpu_bind(vm.vcpus[1]));
	run_to_call(vm.vcpus[1]);
	must(axvcpu_unbind(vm.vcpus[1]));
}

static void run_both(void)
{
	cpu_call(1, run_other, NULL);
	must(axvcpu_bind(vm.vcpus[0]));
	run_to_call(vm.vcpus[0]);
	must(axvcpu_unbind(vm.vcpus[0]));
	cpu_wait(1);
}

static void set_remap(struct axvcpu *vcpu)
{
	set(vcpu, AXVCPU_RISCV64_SATP, SATP_SV39(ROOT));
	set(vcpu, GUEST_S0, ROUNDS);
	set(vcpu, GUEST_S2, LAST + 8 * 5);
	set(vcpu, GUEST_S3, LEAF(PAGE_A));
	set(vcpu, GUEST_S4, LEAF(PAGE_B));
	set(vcpu, GUEST_S5, PAGE_A);
	set(vcpu, GUEST_S6, PAGE_B);
	set(vcpu, GUEST_S7, TOLD);
}

static void set_follow(struct axvcpu *vcpu)
{
	set(vcpu, AXVCPU_RISCV64_PC, RAM_BASE + 0x1000);
	set(vcpu, AXVCPU_RISCV64_SATP, SATP_SV39(ROOT));
	set(vcpu, GUEST_S0, ROUNDS);
	set(vcpu, GUEST_S1, VIRTUAL);
	set(vcpu, GUEST_S7, TOLD);
}

static void remap_and_follow(void)
{
	vm_make(&vm, 0);
	make_tables();
	vm_put(&vm, RAM_BASE, remap);
	vm_put(&vm, RAM_BASE + 0x1000, follow);
	set_remap(vm.vcpus[0]);
	set_follow(vm.vcpus[1]);
	run_both();
	is_u64(get(vm.vcpus[0], GUEST_S1), ROUNDS, "each remote fence was answered");
	is_u64(get(vm.vcpus[1], GUEST_A0), 0, "the fenced hart never saw an old page");
	vm_end(&vm);
}

static void fence_each_other(void)
{
	vm_make(&vm, 0);
	vm_put(&vm, RAM_BASE, fence);
	for (unsigned i = 0; i < VCPUS; i++) {
		set(vm.vcpus[i], GUEST_S0, ROUNDS);
		set(vm.vcpus[i], GUEST_S1, counts_of(i));
	}
	run_both();
	for (unsigned i = 0; i < VCPUS; i++) {
		is_u64(get(vm.vcpus[i], GUEST_S0), 0, "hart %u has fenced all", i);
		is_u64(get(vm.vcpus[i], GUEST_A0), 0, "hart %u: each time with success", i);
	}
	vm_end(&vm);
}

/* While the host changes the machine's space, each time that the guest has come further. */
#define CHANGES 20

static _Atomic uint64_t changes, over;

static void change_space(void *unused)
{
	(void)unused;
	while (!atomic_load(&over)) {
		uint64_t begin = axvcpu_now(), left = atomic_load(vm_word(&vm, COUNTS));

		must(axvcpu_space_map(vm.space, DEVICE, vm.ram, AXVCPU_PAGE_SIZE, AXVCPU_MAP_READ));
		must(axvcpu_space_unmap(vm.space, DEVICE, AXVCPU_PAGE_SIZE));
		atomic_fetch_add(&changes, 1);
		while (!atomic_load(&over) && atomic_load(vm_word(&vm, COUNTS)) == left)
			wait_on(begin, "the guest does not come further");
	}
}

/* Whether each fence of a run was answered with success. */
static bool fence_often(struct axvcpu *vcpu)
{
	set(vcpu, AXVCPU_RISCV64_PC, RAM_BASE);
	set(vcpu, GUEST_S0, ROUNDS);
	set(vcpu, GUEST_S1, COUNTS);
	run_to_call(vcpu);
	return get(vcpu, GUEST_A0) == 0;
}

static void fence_and_change(void)
{
	uint64_t begin = axvcpu_now();
	bool answered = true;

	vm_make(&vm, 0);
	vm_put(&vm, RAM_BASE, fence);
	must(axvcpu_bind(vm.vcpus[0]));
	cpu_call(1, change_space, NULL);
	while (atomic_load(&changes) < CHANGES) {
		answered = fence_often(vm.vcpus[0]) && answered;
		wait_on(begin, "the host does not change the space");
	}
	atomic_store(&over, 1);
	cpu_wait(1);
	ok(answered, "a guest fences while the host unmaps");
	pass("neither waits for the other for ever");
	vm_end(&vm);
}

int main(void)
{
	scenario_begin();
	remap_and_follow();
	fence_each_other();
	fence_and_change();
	return scenario_end();
}
