/* SPDX-License-Identifier: MIT */
/*
 * What the library refuses on a real hart, with the state that it met; the end of
 * a vCPU and its second life; and what the host finds unchanged behind a run.
 */
#include "scenario.h"

#include <core/memory_functions.h>

#include "riscv64/csr.h"

static struct vm vm;

static void renew(enum axvcpu_policy policy)
{
	struct axvcpu_config config = vm_config(0, 0);

	config.policy = policy;
	vm_replace(&vm, 0, &config);
}

static void expect_refusal(const char *call, enum axvcpu_status status, enum axvcpu_status got,
			   enum axvcpu_state met)
{
	struct axvcpu_error error;

	axvcpu_last_error(&error);
	is_u64(got, status, "%s is refused", call);
	is_str(error.call, call, "the refusal names it");
	ok(error.has_state && error.met == met, "and the state that it met");
}

static void refuse(enum axvcpu_policy policy, const char *name)
{
	enum axvcpu_state expected;
	const struct axvcpu_exit *exit;
	struct axvcpu *vcpu;

	renew(policy);
	vcpu = vm.vcpus[0];
	expected = policy == AXVCPU_POLICY_STRICT ? AXVCPU_STATE_INVALID : AXVCPU_STATE_FREE;
	expect_refusal("run", AXVCPU_BAD_STATE, axvcpu_run(vcpu, &exit), AXVCPU_STATE_FREE);
	is_u64(axvcpu_state(vcpu), expected, "%s: run of a Free vCPU", name);
	renew(policy);
	vcpu = vm.vcpus[0];
	must(axvcpu_bind(vcpu));
	run_to_call(vcpu);
	expected = policy == AXVCPU_POLICY_STRICT ? AXVCPU_STATE_INVALID : AXVCPU_STATE_READY;
	expect_refusal("bind", AXVCPU_BAD_STATE, axvcpu_bind(vcpu), AXVCPU_STATE_READY);
	is_u64(axvcpu_state(vcpu), expected, "%s: bind of one that is bound, and loaded", name);
	if (policy == AXVCPU_POLICY_LENIENT)
		run_to_call(vcpu);
	must(axvcpu_unbind(vcpu));
	is_u64(axvcpu_percpu_loaded() != NULL, false, "%s: unbind takes it off the hart", name);
}

/* A hart with a vCPU on it stays enabled; without, it is disabled and enabled again. */
static void disable(void)
{
	struct axvcpu_config config = vm_config(0, 0);

	renew(AXVCPU_POLICY_STRICT);
	must(axvcpu_bind(vm.vcpus[0]));
	is_u64(axvcpu_percpu_disable(), AXVCPU_BUSY, "disable, while a vCPU is bound");
	run_to_call(vm.vcpus[0]);
	is_u64(axvcpu_percpu_disable(), AXVCPU_BUSY, "disable, while a vCPU is loaded");
	run_to_call(vm.vcpus[0]);
	must(axvcpu_unbind(vm.vcpus[0]));
	is_u64(axvcpu_percpu_disable(), AXVCPU_OK, "disable, without one");
	is_u64(axvcpu_bind(vm.vcpus[0]), AXVCPU_NOT_ENABLED, "bind, on a hart that is disabled");
	is_u64(axvcpu_percpu_enable(0, &config), AXVCPU_OK, "enable, once more");
	must(axvcpu_bind(vm.vcpus[0]));
	run_to_call(vm.vcpus[0]);
	pass("a guest runs there again");
}

/* Reset makes a vCPU new: registers, and what was pending. */
static void reset(void)
{
	struct axvcpu_statistics statistics;
	struct axvcpu *vcpu;

	renew(AXVCPU_POLICY_STRICT);
	vcpu = vm.vcpus[0];
	set(vcpu, AXVCPU_RISCV64_SSCRATCH, 1);
	set(vcpu, AXVCPU_RISCV64_F1, 1);
	must(axvcpu_bind(vcpu));
	run_to_call(vcpu);
	axvcpu_inject_interrupt(vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL);
	axvcpu_kick(vcpu);
	must(axvcpu_unbind(vcpu));
	must(axvcpu_reset(vcpu));
	is_u64(axvcpu_is_pending(vcpu), false, "reset drops what was pending");
	must(axvcpu_setup(vcpu, RAM_BASE, vm.space, NULL));
	is_u64(get(vcpu, AXVCPU_RISCV64_SSCRATCH), 0, "and CSRs");
	is_u64(get(vcpu, AXVCPU_RISCV64_F1), 0, "and floating-point registers");
	is_u64(get(vcpu, GUEST_A7), 0, "and registers");
	set(vcpu, GUEST_A7, CALL);
	must(axvcpu_bind(vcpu));
	run_to_call(vcpu);
	must(axvcpu_statistics(vcpu, &statistics));
	is_u64(statistics.exits[AXVCPU_EXIT_HYPERCALL], 2, "statistics are kept, and it runs again");
	is_u64(statistics.loads, 2, "it was loaded for each life");
}

/* A read that has no answer holds the guest where it is. */
static void complete(void)
{
	const struct axvcpu_exit *exit;
	struct axvcpu *vcpu;

	renew(AXVCPU_POLICY_STRICT);
	vm_put(&vm, RAM_BASE, load);
	vcpu = vm.vcpus[0];
	set(vcpu, GUEST_A1, DEVICE);
	must(axvcpu_bind(vcpu));
	expect_exit(run(vcpu), AXVCPU_EXIT_MMIO_READ);
	expect_refusal("run", AXVCPU_INCOMPLETE, axvcpu_run(vcpu, &exit), AXVCPU_STATE_READY);
	must(axvcpu_complete(vcpu, 0x1234));
	expect_refusal("complete", AXVCPU_NOT_PENDING, axvcpu_complete(vcpu, 0), AXVCPU_STATE_READY);
	is_u64(run_to_call(vcpu)->hypercall.args[0], 0x1234, "the answer is what the guest has");
	is_u64(axvcpu_set_budget(vcpu, 1), AXVCPU_UNSUPPORTED, "a hart counts no budget");
	is_u64(axvcpu_setup(vcpu, RAM_BASE, vm.space, NULL), AXVCPU_BAD_STATE, "setup, once bound");
	is_u64(axvcpu_state(vcpu), AXVCPU_STATE_INVALID, "makes it Invalid");
	must(axvcpu_unbind(vcpu));
	vm_put(&vm, RAM_BASE, call);
}

static void refuse_entry(void)
{
	struct axvcpu_config config = vm_config(0, 0);
	struct axvcpu *vcpu;

	must(axvcpu_create(&config, &vcpu));
	is_u64(axvcpu_setup(vcpu, RAM_BASE + 1, vm.space, NULL), AXVCPU_BAD_ADDRESS,
	       "no entry at an odd address");
	is_u64(axvcpu_setup(vcpu, UINT64_C(1) << 50, vm.space, NULL), AXVCPU_BAD_ADDRESS,
	       "nor past the space");
	is_u64(axvcpu_state(vcpu), AXVCPU_STATE_CREATED, "it stays Created");
	must(axvcpu_destroy(vcpu));
}

/* What a run takes over for a while, and what stays the guest's until it is off the hart. */
struct host {
	uint64_t stvec, sscratch, sie, satp, status, gp, tp;
};
struct lent {
	uint64_t scounteren, senvcfg;
};

/* sstatus: what holds between traps: SIE, UBE, VS, FS, XS, SUM, MXR (10.1.1) */
#define STATUS_KEPT UINT64_C(0x0de642)
#define STATUS_SUM  (UINT64_C(1) << 18)
#define STATUS_FS   (UINT64_C(3) << 13)

static struct host look(void)
{
	struct host host = {
		.stvec = csr_read(stvec), .sscratch = csr_read(sscratch), .sie = csr_read(sie),
		.satp = csr_read(satp), .status = csr_read(sstatus) & STATUS_KEPT,
	};

	__asm__ volatile("mv %0, gp" : "=r"(host.gp));
	__asm__ volatile("mv %0, tp" : "=r"(host.tp));
	return host;
}

/* By its number, as assemblers lack the name senvcfg (10.1.10). */
static struct lent look_lent(void)
{
	return (struct lent){ csr_read(scounteren), csr_read(0x10a) };
}

/* With values of its own where the monitor has none. */
static void mark_host(void)
{
	csr_write(sscratch, 0x5c5c);
	csr_write(scounteren, 2);
	csr_write(0x10a, 1);
	csr_set(sstatus, STATUS_SUM | (STATUS_FS & -STATUS_FS));
}

static void unmark_host(void)
{
	csr_clear(sstatus, STATUS_SUM | STATUS_FS);
	csr_write(0x10a, 0);
	csr_write(scounteren, 0);
}

static bool is_changed(const struct host *before)
{
	struct host after = look();

	return memcmp(before, &after, sizeof after) != 0;
}

/* A guest that fills all its registers leaves for calls, and for kicks. */
static unsigned count_changes(struct axvcpu *vcpu)
{
	struct host before = look();
	unsigned changes = 0;

	for (unsigned i = 0; i < 10; i++) {
		run_to_call(vcpu);
		changes += is_changed(&before);
		axvcpu_kick(vcpu);
		run(vcpu);
		changes += is_changed(&before);
	}
	return changes;
}

static void keep_host(void)
{
	struct lent before, after;
	unsigned changes;

	renew(AXVCPU_POLICY_STRICT);
	vm_put(&vm, RAM_BASE, registers);
	mark_host();
	before = look_lent();
	must(axvcpu_bind(vm.vcpus[0]));
	changes = count_changes(vm.vcpus[0]);
	must(axvcpu_unbind(vm.vcpus[0]));
	after = look_lent();
	unmark_host();
	is_u64(changes, 0, "stvec and other CSRs are the host's own behind each run");
	is_u64(after.scounteren, before.scounteren, "scounteren is, behind unbind");
	is_u64(after.senvcfg, before.senvcfg, "senvcfg is, behind unbind");
}

int main(void)
{
	scenario_begin();
	vm_make(&vm, 0);
	vm_put(&vm, RAM_BASE, call);
	refuse(AXVCPU_POLICY_STRICT, "strict");
	refuse(AXVCPU_POLICY_LENIENT, "lenient");
	disable();
	reset();
	complete();
	refuse_entry();
	keep_host();
	vm_end(&vm);
	return scenario_end();
}
