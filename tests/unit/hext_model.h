/* SPDX-License-Identifier: MIT */
/*
 * A model of a hart with the hypervisor extension, one for each thread: CSRs, a TLB that
 * keeps translations until a fence drops them, a log of what was done, and a guest that
 * does what a test says.
 */
#ifndef HEXT_MODEL_H
#define HEXT_MODEL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../arch/riscv64/hext.h"
#include "hext_hart.h"

#define MODEL_CSRS 0x1000
#define MODEL_LOG  512
#define MODEL_TLB  32

/* What a hart did, in order. */
enum model_kind {
	MODEL_WRITE,       /* a CSR: number and value as it was written */
	MODEL_GVMA,        /* HFENCE.GVMA of all addresses: the VMID */
	MODEL_VVMA,        /* HFENCE.VVMA of all: the VMID in hgatp */
	MODEL_FENCE_I,
	MODEL_RESERVATION, /* it was dropped */
	MODEL_ENTER,       /* the guest runs: hgatp */
	MODEL_LOAD_FLOAT,
	MODEL_STORE_FLOAT,
};

struct model_event {
	enum model_kind kind;
	unsigned csr;
	uint64_t value;
	uint64_t entry; /* what the tables had of the address that is watched */
};

/* Why the guest stopped: the CSRs of the trap. */
struct model_trap {
	uint64_t cause, stval, htval, htinst;
};

struct model_translation {
	bool valid;
	uint64_t vmid, page, entry;
};

struct model;

/* What the guest does at an entry. */
typedef struct model_trap model_guest(struct model *model, struct hext_vcpu *vcpu);

struct model {
	/* What the hart has; a test may change it before the CPU is enabled. */
	bool has_hypervisor, has_sstc;
	unsigned vmid_bits;
	unsigned modes;     /* of hgatp: one bit each */
	uint64_t delegable; /* bits of hedeleg that hold */

	uint64_t csr[MODEL_CSRS];
	struct hext_float floating;
	struct model_translation tlb[MODEL_TLB];
	size_t tlb_next;

	struct model_event log[MODEL_LOG];
	size_t count;
	uint64_t watched;

	model_guest *guest;
	void *context;
	unsigned entries;

	/* Of the host: an interrupt by another CPU, a device's, and the timer as it was set. */
	atomic_bool ipi;
	uint64_t vector;
	uint64_t host_timer;
	unsigned irqs;
	uint32_t id;
};

/* That of the calling thread. */
struct model *model_hart(void);

/* As it is after a reset, and nothing in the log; has all that the model can have. */
struct model *model_reset(void);

/* Enable the calling thread as a CPU of that number. */
enum axvcpu_status model_enable(uint32_t id);

/* A configuration for the back end. */
struct axvcpu_config model_config(void);

/* The guest-physical memory of a machine_make: two pages. */
#define MACHINE_BASE 0x80000000u
#define MACHINE_SIZE 8192u

/* A space and a vCPU of its own, bound to this CPU. */
struct machine {
	struct axvcpu_space *space;
	struct axvcpu *vcpu;
	char *memory;
};

void machine_make(struct machine *machine);
void machine_end(struct machine *machine);
/* One on a hart that was reset, whose host has its interrupts enabled; and its end. */
void machine_boot(struct machine *machine);
void machine_halt(struct machine *machine);
struct hext_vcpu *machine_state(const struct machine *machine);

/* A register as a caller reads it. */
uint64_t machine_get(const struct machine *machine, uint32_t reg);

/* Report whether an exit is what it should be. */
#define is_exit(exit, expected, ...) \
	is_str(axvcpu_exit_name((exit)->reason), axvcpu_exit_name(expected), __VA_ARGS__)

/* One run with that guest. */
const struct axvcpu_exit *machine_run(struct machine *machine, model_guest *guest);

/* A guest that makes a call which the library does not answer. */
model_guest guest_calls;

/* As guest_calls; and where it was entered. */
extern uint64_t machine_entered_at;
model_guest guest_notes_pc;

/* Put an event into the log. */
void model_note(enum model_kind kind, unsigned csr, uint64_t value);

/* Forget what was logged. */
void model_forget(void);

/* The first event of a kind, or write of a CSR, from a place in the log on; -1: none. */
int model_find(enum model_kind kind, int from);
int model_find_write(unsigned csr, int from);
size_t model_count(enum model_kind kind);
size_t model_count_writes(unsigned csr);

/*
 * The guest's access to guest-physical memory, by hgatp and the TLB as they are: host
 * memory, or null where it faults. access: the bits of an entry that it needs.
 */
void *model_access(uint64_t gpa, uint64_t access);

/* Traps of the guest, for its function to return. */
struct model_trap model_sbi_call(struct hext_vcpu *vcpu, uint64_t extension, uint64_t function);
struct model_trap model_load_fault(uint64_t gpa, uint64_t htinst);

/* Wait until the host interrupts this CPU: the trap that its guest ends by. */
struct model_trap model_wait(void);

/*
 * An exception or interrupt of the guest: into its supervisor where hedeleg or hideleg says
 * so, true; else, or where its vector cannot be fetched, the trap to HS-mode.
 */
bool model_guest_trap(struct hext_vcpu *vcpu, uint64_t cause, struct model_trap *trap);

/* Take an interrupt that is pending for the guest and enabled; as model_guest_trap. */
bool model_guest_interrupt(struct hext_vcpu *vcpu, struct model_trap *trap);

#endif
