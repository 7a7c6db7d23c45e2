/* SPDX-License-Identifier: MIT */
/* The back end's state of a vCPU, and what its files have of each other; offsets for switch.S. */
#ifndef AXVCPU_ARCH_RISCV64_HEXT_H
#define AXVCPU_ARCH_RISCV64_HEXT_H

#include <generated/riscv64_constants.h>
#include <generated/riscv64_context.h>

/* Offsets of struct hext_vcpu. */
#define HEXT_HOST          AXVCPU_RISCV64_REGISTERS_SIZE
#define HEXT_SSTATUS       (HEXT_HOST + AXVCPU_RISCV64_HOST_SIZE)
#define HEXT_HSTATUS       (HEXT_SSTATUS + 8)
#define HEXT_HOST_SSTATUS  (HEXT_SSTATUS + 16)
#define HEXT_HOST_HSTATUS  (HEXT_SSTATUS + 24)
#define HEXT_HOST_STVEC    (HEXT_SSTATUS + 32)
#define HEXT_HOST_SSCRATCH (HEXT_SSTATUS + 40)
#define HEXT_EXIT          (HEXT_SSTATUS + 48)

/* Offsets of struct axvcpu_exit, and of what the trap fills of its syndrome. */
#define HEXT_SYNDROME         184
#define HEXT_SYNDROME_SCAUSE  0
#define HEXT_SYNDROME_STVAL   8
#define HEXT_SYNDROME_HTVAL   16
#define HEXT_SYNDROME_HTINST  24
#define HEXT_SYNDROME_HSTATUS 32

/* In a7 (SBI 2.0, 4). */
#define HEXT_SBI_BASE 0x10

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/backend.h>
#include <axvcpu/hext.h>
#include <axvcpu/riscv64.h>
#include <generated/riscv64_hardware.h>

#include "../../src/core/vcpu.h"
#include "riscv.h"

#define FLOAT_REGISTERS 32

/* In the layout that switch.S stores and loads. */
struct hext_float {
	uint64_t f[FLOAT_REGISTERS];
	uint64_t fcsr;
};

struct hext_vcpu {
	struct axvcpu_riscv64_registers registers;
	/* The host's, while the guest runs. */
	struct axvcpu_riscv64_host host;
	/* The guest's: sstatus carries its privilege and FS (18.2.11), hstatus the rest. */
	uint64_t sstatus, hstatus;
	uint64_t host_sstatus, host_hstatus, host_stvec, host_sscratch;
	struct axvcpu_exit *exit;

	uint64_t interrupts;    /* sstatus.SIE of the host, while run masks it */
	struct axvcpu *vcpu;
	bool attention;         /* each entry has more to do than to look at requests */
	bool has_timer;         /* the CPU where it is loaded has Sstc */
	bool has_float;
	bool has_hook;          /* the guest's traps lead to HS-mode: hook.c */
	uint64_t exceptions;    /* those that hedeleg there delegates */
	uint64_t edges;         /* bits of sip: waiting to be taken once */
	uint64_t levels;        /* bits of sip that follow their line */
	uint64_t stvec;         /* the guest's while has_hook */
	struct axvcpu_tag tag;
	struct axvcpu_space *space;
	struct axvcpu_riscv64_loaded loaded; /* while it is not loaded; then the host's */
	struct hext_float floating;
};

/* Whether its state is in the hardware, which is then this CPU's. */
static inline bool hext_is_loaded(const struct hext_vcpu *vcpu)
{
	return axvcpu_this_cpu()->loaded == vcpu->vcpu;
}

static inline bool hext_is_supervisor(const struct hext_vcpu *vcpu)
{
	return vcpu->sstatus & SSTATUS(SPP);
}

/*
 * switch.S: enter the guest, fill the first words of the syndrome when it comes back,
 * call axvcpu_hext_take, and enter again until that is true; always ok. hstatus is the
 * guest's until then.
 */
enum axvcpu_status axvcpu_hext_enter(struct hext_vcpu *vcpu, struct axvcpu_exit *exit);
/* run.c: take a trap of the guest; true: the exit is for the caller of run. */
bool axvcpu_hext_take(struct hext_vcpu *vcpu, struct axvcpu_exit *exit);
/* sstatus.FS is not Off. */
void axvcpu_hext_load_float(const struct hext_float *floating);
void axvcpu_hext_store_float(struct hext_float *floating);

/* load.c */
void axvcpu_hext_flush(const struct hext_vcpu *vcpu);
/* Bring the copy of F and D up to date; put the copy into the registers. It is loaded. */
void axvcpu_hext_take_float(struct hext_vcpu *vcpu);
void axvcpu_hext_give_float(struct hext_vcpu *vcpu);

/*
 * fetch.c, walk.c: find the instruction, the guest-physical address, for the decoder
 * that asked for it; false: it is not there, as the guest shall find out by itself.
 */
bool axvcpu_hext_fetch(struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome);
bool axvcpu_hext_walk(const struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome);

/* firmware.c: a call to SBI's base extension, from switch.S, as far as the registers are there. */
void axvcpu_hext_answer_base(struct hext_vcpu *vcpu);

/* firmware.c: do what an answered call asks, and write its results; false: it has no answer. */
bool axvcpu_hext_answer(struct hext_vcpu *vcpu, unsigned answer);

/* interrupt.c: lines and edges as the core has them; and put them into hvip. */
void axvcpu_hext_take_lines(struct hext_vcpu *vcpu);
void axvcpu_hext_assert(struct hext_vcpu *vcpu);
/* The bits of hvip that were injected, wherever they are; and the other way. */
uint64_t axvcpu_hext_injected(const struct hext_vcpu *vcpu);
void axvcpu_hext_inject(struct hext_vcpu *vcpu, uint64_t hvip);
/* The guest's trap to its supervisor, by software. */
void axvcpu_hext_deliver(struct hext_vcpu *vcpu, uint64_t cause, uint64_t value);
/* Where a trap of the guest leads by its stvec (10.1.2). */
uint64_t axvcpu_hext_vector(uint64_t stvec, uint64_t cause);

/* hook.c: while edges wait to be taken, each trap of the guest comes out. */
void axvcpu_hext_hook(struct hext_vcpu *vcpu);
void axvcpu_hext_unhook(struct hext_vcpu *vcpu);
/* The guest's own vector; it is loaded. */
uint64_t axvcpu_hext_stvec(const struct hext_vcpu *vcpu);
/* A guest that came there is sent on to where it wants its trap; false: it is elsewhere. */
bool axvcpu_hext_redirect(struct hext_vcpu *vcpu);

/* registers.c: the slots, for registers that are there. */
uint64_t axvcpu_hext_get(struct hext_vcpu *vcpu, uint32_t reg);
void axvcpu_hext_set(struct hext_vcpu *vcpu, uint32_t reg, uint64_t value);

/* timer.c */
uint64_t axvcpu_hext_time(const struct hext_vcpu *vcpu);
void axvcpu_hext_set_timer(struct hext_vcpu *vcpu, uint64_t value);
bool axvcpu_hext_is_timer_due(const struct hext_vcpu *vcpu);
/* Without Sstc, before an entry: whether the timer is due; if it is not, the host's is armed. */
bool axvcpu_hext_poll_timer(struct hext_vcpu *vcpu);
/* Tell the core when a vCPU that sleeps has to be woken. */
void axvcpu_hext_announce_deadline(struct hext_vcpu *vcpu);

#endif
#endif
