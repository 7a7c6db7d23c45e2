/* SPDX-License-Identifier: MIT */
/* What the scenarios share; see scenario.h. */
#include "scenario.h"

#include <core/memory_functions.h>

#include <axvcpu/names.h>

/* Nanoseconds after which something counts as lost: far more than a busy machine needs. */
#define PATIENCE UINT64_C(60000000000)

static _Alignas(LARGE_PAGE) uint8_t ram[VMS][RAM_SIZE];

void must_be(const char *file, int line, const char *call, enum axvcpu_status status)
{
	char message[160];

	if (status == AXVCPU_OK)
		return;
	axvcpu_error_message(message, sizeof message);
	bail_out("%s:%d: %s: %s (%s)", file, line, call, axvcpu_status_name(status), message);
}

struct axvcpu_config vm_config(unsigned number, unsigned vcpu)
{
	return (struct axvcpu_config){
		AXVCPU_CONFIG_INIT, .vm_id = number, .vcpu_id = vcpu,
		.arch = AXVCPU_ARCH_RISCV64, .backend = SCENARIO_BACKEND,
	};
}

static void enable(void *unused)
{
	struct axvcpu_config config = vm_config(0, 0);

	(void)unused;
	must(axvcpu_percpu_enable(cpu_number(), &config));
}

static void disable(void *unused)
{
	(void)unused;
	must(axvcpu_percpu_disable());
}

void scenario_begin(void)
{
	if (cpu_count < 2)
		bail_out("scenarios need two CPUs");
	enable(NULL);
	cpu_call(1, enable, NULL);
	cpu_wait(1);
}

int scenario_end(void)
{
	disable(NULL);
	cpu_call(1, disable, NULL);
	cpu_wait(1);
	return done_testing();
}

static void make_vcpu(struct vm *vm, unsigned vcpu, const struct axvcpu_config *config)
{
	must(axvcpu_create(config, &vm->vcpus[vcpu]));
	must(axvcpu_setup(vm->vcpus[vcpu], RAM_BASE, vm->space, NULL));
	set(vm->vcpus[vcpu], GUEST_A7, CALL);
}

void vm_make_as(struct vm *vm, unsigned number, uint32_t format)
{
	struct axvcpu_config config = vm_config(number, 0);

	config.format = format;
	*vm = (struct vm){ .number = number, .ram = ram[number] };
	memset(vm->ram, 0, RAM_SIZE);
	must(axvcpu_space_create(&config, &vm->space));
	must(axvcpu_space_map(vm->space, RAM_BASE, vm->ram, RAM_SIZE,
			      AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
	for (unsigned i = 0; i < VCPUS; i++) {
		config = vm_config(number, i);
		make_vcpu(vm, i, &config);
	}
}

void vm_make(struct vm *vm, unsigned number)
{
	vm_make_as(vm, number, 0);
}

static void end_vcpu(struct axvcpu *vcpu)
{
	if (axvcpu_state(vcpu) == AXVCPU_STATE_BLOCKED)
		axvcpu_wake(vcpu);
	if (axvcpu_state(vcpu) == AXVCPU_STATE_READY)
		must(axvcpu_unbind(vcpu));
	must(axvcpu_destroy(vcpu));
}

void vm_replace(struct vm *vm, unsigned vcpu, const struct axvcpu_config *config)
{
	end_vcpu(vm->vcpus[vcpu]);
	make_vcpu(vm, vcpu, config);
}

void vm_end(struct vm *vm)
{
	for (unsigned i = 0; i < VCPUS; i++)
		end_vcpu(vm->vcpus[i]);
	must(axvcpu_space_destroy(vm->space));
}

void vm_copy(struct vm *vm, uint64_t address, const void *code, uint64_t size)
{
	memcpy(vm->ram + (address - RAM_BASE), code, size);
	guest_code_written();
}

_Atomic uint64_t *vm_word(const struct vm *vm, uint64_t address)
{
	return (_Atomic uint64_t *)(void *)(vm->ram + (address - RAM_BASE));
}

uint64_t counts_of(unsigned vcpu)
{
	return COUNTS + vcpu * 64;
}

uint64_t get(struct axvcpu *vcpu, uint32_t reg)
{
	uint64_t value = 0;

	must(axvcpu_get_register(vcpu, reg, &value));
	return value;
}

void set(struct axvcpu *vcpu, uint32_t reg, uint64_t value)
{
	must(axvcpu_set_register(vcpu, reg, value));
}

static void expect_in_time(const struct axvcpu_exit *exit)
{
	if (exit->reason == AXVCPU_EXIT_EXTERNAL_INTERRUPT &&
	    exit->external_interrupt.vector == VECTOR_TIMER)
		bail_out("the guest runs for ever, at 0x%llx", (unsigned long long)exit->pc);
}

const struct axvcpu_exit *run(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;

	cpu_set_timer(axvcpu_now() + PATIENCE);
	must(axvcpu_run(vcpu, &exit));
	cpu_set_timer(UINT64_MAX);
	expect_in_time(exit);
	return exit;
}

const struct axvcpu_exit *run_to_call(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit = run(vcpu);

	expect_exit(exit, AXVCPU_EXIT_HYPERCALL);
	return exit;
}

bool is_kicked(const struct axvcpu_exit *exit)
{
	return exit->reason == AXVCPU_EXIT_NOTHING &&
		exit->nothing.cause == AXVCPU_NOTHING_KICKED;
}

void expect_exit(const struct axvcpu_exit *exit, enum axvcpu_exit_reason reason)
{
	if (exit->reason == reason)
		return;
	bail_out("exit %s at 0x%llx, not %s: scause 0x%llx, stval 0x%llx, htval 0x%llx",
		 axvcpu_exit_name(exit->reason), (unsigned long long)exit->pc,
		 axvcpu_exit_name(reason), (unsigned long long)exit->syndrome.hext.scause,
		 (unsigned long long)exit->syndrome.hext.stval,
		 (unsigned long long)exit->syndrome.hext.htval);
}

void wait_on(uint64_t begin, const char *what)
{
	if (axvcpu_now() - begin > 2 * PATIENCE)
		bail_out("CPU %u waits for ever: %s", cpu_number(), what);
	axvcpu_host_relax();
}

void await(const _Atomic uint64_t *word, uint64_t value)
{
	uint64_t begin = axvcpu_now();

	while (atomic_load(word) < value)
		wait_on(begin, "a word does not change");
}

/* Every second arrival ends a meeting; the first waits for it. */
void meet(struct meeting *meeting)
{
	unsigned mine = atomic_fetch_add(&meeting->arrived, 1);
	unsigned full = (mine | 1) + 1;
	uint64_t begin = axvcpu_now();

	while ((int)(atomic_load(&meeting->arrived) - full) < 0)
		wait_on(begin, "the other does not come");
}

void dawdle(uint64_t *random)
{
	static const unsigned limits[4] = { 1, 50, 300, 4000 };
	unsigned steps;

	*random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	steps = (unsigned)(*random >> 35) % limits[*random >> 33 & 3];
	for (volatile unsigned i = 0; i < steps; i++)
		continue;
}
