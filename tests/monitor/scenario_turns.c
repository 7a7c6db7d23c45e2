/* SPDX-License-Identifier: MIT */
/*
 * Whose registers are in the hardware: two machines take turns on one CPU, and a
 * vCPU goes from one CPU to the other. Each guest fills all its registers, of
 * every kind, from a seed of its own, and looks at them after each call.
 */
#include "scenario.h"

#define TURNS 200

#define SEED(vm) (UINT64_C(0x1234567800) << (4 * (vm)))

static struct vm vms[VMS];

/* What the guest found is not as it was: the number that check_register and its like give. */
static uint64_t lost_by(struct axvcpu *vcpu)
{
	return run_to_call(vcpu)->hypercall.args[1];
}

/* What a guest that called last has: it is the same from outside, wherever it is held. */
static const struct {
	const char *name;
	uint32_t reg;
	uint64_t offset, mask;
} held[] = {
	{ "ra",       AXVCPU_RISCV64_X1,         1,       UINT64_MAX },
	{ "sp",       AXVCPU_RISCV64_X2,         2,       UINT64_MAX },
	{ "t6",       AXVCPU_RISCV64_X31,        31,      UINT64_MAX },
	{ "f0",       AXVCPU_RISCV64_F0,         64,      UINT64_MAX },
	{ "f31",      AXVCPU_RISCV64_F31,        64 + 31, UINT64_MAX },
	{ "sscratch", AXVCPU_RISCV64_SSCRATCH,   128 + 1, UINT64_MAX },
	{ "sepc",     AXVCPU_RISCV64_SEPC,       128 + 2, ~UINT64_C(1) },
	{ "stval",    AXVCPU_RISCV64_STVAL,      128 + 3, UINT64_MAX },
	{ "stvec",    AXVCPU_RISCV64_STVEC,      128 + 4, ~UINT64_C(3) },
	{ "scause",   AXVCPU_RISCV64_SCAUSE,     128 + 5, 15 },
	{ "scounteren", AXVCPU_RISCV64_SCOUNTEREN, 128 + 6, 7 },
	{ "fcsr",     AXVCPU_RISCV64_FCSR,       128 + 7, 255 },
	{ "stimecmp", AXVCPU_RISCV64_STIMECMP,   128 + 8, UINT64_MAX },
};
#define HELD (sizeof held / sizeof held[0])

static void expect_held(struct axvcpu *vcpu, const char *where)
{
	uint64_t seed = get(vcpu, GUEST_A0);

	for (unsigned i = 0; i < HELD; i++)
		is_u64(get(vcpu, held[i].reg), (seed + held[i].offset) & held[i].mask,
		       "%s %s", held[i].name, where);
}

static void make_all(void)
{
	for (unsigned i = 0; i < VMS; i++) {
		vm_make(&vms[i], i);
		vm_put(&vms[i], RAM_BASE, registers);
		set(vms[i].vcpus[0], GUEST_A0, SEED(i));
	}
}

static void end_all(void)
{
	for (unsigned i = 0; i < VMS; i++)
		vm_end(&vms[i]);
}

static void take_turns(void)
{
	struct axvcpu_statistics statistics[VMS];
	uint64_t lost[VMS] = { 0 };

	make_all();
	for (unsigned i = 0; i < VMS; i++)
		must(axvcpu_bind(vms[i].vcpus[0]));
	for (unsigned turn = 0; turn < TURNS; turn++)
		for (unsigned i = 0; i < VMS; i++)
			lost[i] = lost[i] ? lost[i] : lost_by(vms[i].vcpus[0]);
	for (unsigned i = 0; i < VMS; i++) {
		is_u64(lost[i], 0, "machine %u has its own registers in each turn", i);
		must(axvcpu_statistics(vms[i].vcpus[0], &statistics[i]));
		is_u64(statistics[i].loads, TURNS, "machine %u was loaded once a turn", i);
	}
	expect_held(vms[0].vcpus[0], "in memory, while another is loaded");
	expect_held(vms[1].vcpus[0], "in the hardware");
	end_all();
}

/* Runs of one alone load nothing; those of two vCPUs of one machine do. */
static void stay(void)
{
	struct axvcpu_statistics statistics;
	uint64_t lost = 0;

	make_all();
	must(axvcpu_bind(vms[0].vcpus[0]));
	for (unsigned i = 0; i < TURNS; i++)
		lost |= lost_by(vms[0].vcpus[0]);
	must(axvcpu_statistics(vms[0].vcpus[0], &statistics));
	is_u64(lost, 0, "alone, a machine keeps its registers");
	is_u64(statistics.loads, 1, "and is loaded once");
	end_all();
}

struct trip {
	struct axvcpu *vcpu;
	uint64_t lost;
};

/* A stay on the CPU that calls, of some runs. */
static void visit(void *context)
{
	struct trip *trip = context;

	must(axvcpu_bind(trip->vcpu));
	for (unsigned i = 0; i < 3; i++) {
		uint64_t lost = lost_by(trip->vcpu);

		trip->lost = trip->lost ? trip->lost : lost;
	}
	must(axvcpu_unbind(trip->vcpu));
}

/* Both machines travel at once, each to where the other was. */
static void migrate(void)
{
	struct trip trips[VMS];
	struct axvcpu_statistics statistics;

	make_all();
	for (unsigned i = 0; i < VMS; i++)
		trips[i] = (struct trip){ .vcpu = vms[i].vcpus[0] };
	for (unsigned turn = 0; turn < TURNS; turn++) {
		cpu_call(1, visit, &trips[turn % VMS]);
		visit(&trips[!(turn % VMS)]);
		cpu_wait(1);
	}
	for (unsigned i = 0; i < VMS; i++) {
		is_u64(trips[i].lost, 0, "machine %u keeps its registers from CPU to CPU", i);
		must(axvcpu_statistics(trips[i].vcpu, &statistics));
		is_u64(statistics.migrations, TURNS - 1, "machine %u: each move is counted", i);
	}
	expect_held(vms[0].vcpus[0], "after the last unbind");
	end_all();
}

/* Registers that are set from outside, loaded or not, are what the guest then has. */
static void set_outside(bool loaded)
{
	struct axvcpu *vcpu;

	make_all();
	vcpu = vms[0].vcpus[0];
	must(axvcpu_bind(vcpu));
	is_u64(lost_by(vcpu), 0, "the guest calls");
	if (!loaded) {
		must(axvcpu_bind(vms[1].vcpus[0]));
		lost_by(vms[1].vcpus[0]);
	}
	set(vcpu, AXVCPU_RISCV64_SSCRATCH, 1);
	is_u64(get(vcpu, AXVCPU_RISCV64_SSCRATCH), 1, "sscratch is set from outside");
	is_u64(lost_by(vcpu), 128 + 1, "the guest meets it, %s",
	       loaded ? "while loaded" : "once loaded");
	set(vcpu, AXVCPU_RISCV64_SSCRATCH, get(vcpu, GUEST_A0) + 128 + 1);
	end_all();
}

static void set_float_outside(bool loaded)
{
	struct axvcpu *vcpu;

	make_all();
	vcpu = vms[0].vcpus[0];
	must(axvcpu_bind(vcpu));
	lost_by(vcpu);
	if (!loaded) {
		must(axvcpu_bind(vms[1].vcpus[0]));
		lost_by(vms[1].vcpus[0]);
	}
	set(vcpu, AXVCPU_RISCV64_F7, 7);
	is_u64(get(vcpu, AXVCPU_RISCV64_F7), 7, "f7 is set from outside");
	is_u64(lost_by(vcpu), 64 + 7, "the guest meets it, %s",
	       loaded ? "while loaded" : "once loaded");
	end_all();
}

/* A guest that never wrote a floating-point register finds nothing of another's there. */
static void find_nothing(void)
{
	make_all();
	vm_put(&vms[1], RAM_BASE, fresh);
	for (unsigned i = 0; i < VMS; i++)
		must(axvcpu_bind(vms[i].vcpus[0]));
	lost_by(vms[0].vcpus[0]);
	is_u64(run_to_call(vms[1].vcpus[0])->hypercall.args[1], 0,
	       "a new guest finds nothing of another's in f0 to f31 and fcsr");
	is_u64(lost_by(vms[0].vcpus[0]), 0, "the other keeps its own");
	end_all();
}

/* The two read and write at one guest address, each its own memory: the VMID tells them apart. */
static void see_own_memory(void)
{
	unsigned mixed = 0;

	make_all();
	for (unsigned i = 0; i < VMS; i++) {
		vm_put(&vms[i], RAM_BASE, load);
		set(vms[i].vcpus[0], GUEST_A1, COUNTS);
		must(axvcpu_bind(vms[i].vcpus[0]));
	}
	for (uint64_t turn = 1; turn <= TURNS; turn++)
		for (unsigned i = 0; i < VMS; i++) {
			atomic_store(vm_word(&vms[i], COUNTS), turn * 2 + i);
			mixed += run_to_call(vms[i].vcpus[0])->hypercall.args[0] != turn * 2 + i;
		}
	is_u64(mixed, 0, "at one address, each machine reads its own memory");
	end_all();
}

/* What a call on the other CPU meets. */
struct attempt {
	struct axvcpu *vcpu;
	enum axvcpu_status run, unbind, get, bind;
};

static void attempt(void *context)
{
	struct attempt *attempt = context;
	const struct axvcpu_exit *exit;
	uint64_t value;

	attempt->bind = axvcpu_bind(attempt->vcpu);
	attempt->run = axvcpu_run(attempt->vcpu, &exit);
	attempt->get = axvcpu_get_register(attempt->vcpu, AXVCPU_RISCV64_X1, &value);
	attempt->unbind = axvcpu_unbind(attempt->vcpu);
}

/* Bound elsewhere, or not allowed there. */
static void refuse(void)
{
	const uint64_t first_only = 1;
	struct axvcpu_config config = vm_config(0, 0);
	struct attempt tried;

	make_all();
	config.policy = AXVCPU_POLICY_LENIENT;
	config.cpu_set = (struct axvcpu_cpu_set){ &first_only, 1 };
	vm_replace(&vms[0], 0, &config);
	tried = (struct attempt){ .vcpu = vms[0].vcpus[0] };
	cpu_call(1, attempt, &tried);
	cpu_wait(1);
	is_u64(tried.bind, AXVCPU_NOT_ALLOWED, "bind, where its affinity excludes the CPU");
	must(axvcpu_bind(tried.vcpu));
	cpu_call(1, attempt, &tried);
	cpu_wait(1);
	is_u64(tried.run, AXVCPU_WRONG_CPU, "run, where it is not bound");
	is_u64(tried.get, AXVCPU_WRONG_CPU, "get_register, where it is not bound");
	is_u64(tried.unbind, AXVCPU_WRONG_CPU, "unbind, where it is not bound");
	is_u64(axvcpu_state(tried.vcpu), AXVCPU_STATE_READY, "it is Ready still");
	is_u64(axvcpu_cpu(tried.vcpu), 0, "on its CPU");
	end_all();
}

int main(void)
{
	scenario_begin();
	take_turns();
	stay();
	migrate();
	set_outside(true);
	set_outside(false);
	set_float_outside(true);
	set_float_outside(false);
	find_nothing();
	see_own_memory();
	refuse();
	return scenario_end();
}
