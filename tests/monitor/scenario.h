/* SPDX-License-Identifier: MIT */
/*
 * What the scenarios share: virtual machines with memory, guests in them, and two
 * physical CPUs that meet. Nothing waits for ever: where the other CPU or a guest
 * does not come, the program says so and ends.
 */
#ifndef MONITOR_SCENARIO_H
#define MONITOR_SCENARIO_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/host.h>

#include "../tap.h"
#include "cpu.h"
#include "riscv64/guests.h"

/* The back end that is tried. */
#define SCENARIO_BACKEND AXVCPU_BACKEND_HEXT

/* Memory of a machine, two pages of 2M: guests begin at its first byte. */
#define RAM_BASE   UINT64_C(0x80000000)
#define RAM_SIZE   UINT64_C(0x400000)
#define LARGE_PAGE UINT64_C(0x200000)
/* What guests count, in a page of its own in the second 2M; each vCPU has 64 bytes. */
#define COUNTS     (RAM_BASE + LARGE_PAGE + 0x100000)
/* Where no memory is. */
#define DEVICE     UINT64_C(0x10000000)

#define VMS   2
#define VCPUS 2

struct vm {
	unsigned number;
	struct axvcpu_space *space;
	struct axvcpu *vcpus[VCPUS];
	uint8_t *ram;
};

/* Stop unless the call succeeds. */
#define must(call) must_be(__FILE__, __LINE__, #call, (call))
void must_be(const char *file, int line, const char *call, enum axvcpu_status status);

/* Each CPU is enabled; before anything else. */
void scenario_begin(void);

/* All CPUs are disabled. @return what main returns */
int scenario_end(void);

/* How a machine's vCPU is configured: strict, on any CPU. */
struct axvcpu_config vm_config(unsigned number, unsigned vcpu);

/* Machine 0 or 1, with zeroed memory that may be read, written and executed; its vCPUs are Free. */
void vm_make(struct vm *vm, unsigned number);
/* With tables of another format than the default one. */
void vm_make_as(struct vm *vm, unsigned number, uint32_t format);

/* One vCPU anew, of that configuration: Free, at RAM_BASE, a7 ready for calls. */
void vm_replace(struct vm *vm, unsigned vcpu, const struct axvcpu_config *config);

/* The end of a machine, whose vCPUs may be bound here. */
void vm_end(struct vm *vm);

/* Copy a guest of guests.h into a machine's memory. */
#define vm_put(vm, address, name) \
	vm_copy((vm), (address), guest_##name, (uint64_t)(guest_##name##_end - guest_##name))
void vm_copy(struct vm *vm, uint64_t address, const void *code, uint64_t size);

/* A doubleword of the machine's memory, which its guest may change at any time. */
_Atomic uint64_t *vm_word(const struct vm *vm, uint64_t address);

/* Where a vCPU of it counts, in guest memory. */
uint64_t counts_of(unsigned vcpu);

uint64_t get(struct axvcpu *vcpu, uint32_t reg);
void set(struct axvcpu *vcpu, uint32_t reg, uint64_t value);

/* Run until an exit; a run that takes too long ends the program. */
const struct axvcpu_exit *run(struct axvcpu *vcpu);

/* Run until the guest calls. */
const struct axvcpu_exit *run_to_call(struct axvcpu *vcpu);

bool is_kicked(const struct axvcpu_exit *exit);

/* Unless it is of that reason, say what it is, and end the program. */
void expect_exit(const struct axvcpu_exit *exit, enum axvcpu_exit_reason reason);

/* One turn of a wait that began then: the program ends if that is too long ago. */
void wait_on(uint64_t begin, const char *what);

/* Wait until a word is at least a value. */
void await(const _Atomic uint64_t *word, uint64_t value);

/* A place where two CPUs meet; zeroed at first. */
struct meeting {
	atomic_uint arrived;
};
void meet(struct meeting *meeting);

/* Let a random time pass: mostly short, sometimes long enough for a call or two. */
void dawdle(uint64_t *random);

#endif
