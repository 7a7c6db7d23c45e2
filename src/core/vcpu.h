/* SPDX-License-Identifier: MIT */
/* A vCPU as the core sees it, and what the core's files share. */
#ifndef AXVCPU_CORE_VCPU_H
#define AXVCPU_CORE_VCPU_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/backend.h>
#include <axvcpu/host.h>
#include <axvcpu/vcpu.h>

#include <generated/lifecycle_table.h>

#define AXVCPU_INTERRUPT_WORDS (AXVCPU_INTERRUPTS / 64)

/* What of the last exit's access has still to be done, beside retiring it. */
enum axvcpu_answer {
	AXVCPU_ANSWER_NONE,    /* nothing */
	AXVCPU_ANSWER_AWAITED, /* the caller owes a value */
	AXVCPU_ANSWER_WRITE,   /* an atomic access has its write to show */
	AXVCPU_ANSWER_FINISH,  /* its write is shown: fill the register */
	AXVCPU_ANSWER_PARTS,   /* it has further parts to show, or registers to write */
};

/* Whatever is rare has a function of its own, called last, so that what is common keeps no frame. */
#define AXVCPU_RARE __attribute__((noinline, cold))

struct axvcpu {
	/* What run touches comes first. */
	_Atomic uint32_t state;
	_Atomic uint32_t request;
	enum axvcpu_status (*run)(void *state, struct axvcpu_exit *exit); /* ops->run */
	struct axvcpu_exit exit;
	struct axvcpu_statistics statistics;

	const struct axvcpu_ops *ops;

	/* Registers that lie in memory while it does not run: those from plain_first on, by number. */
	uint64_t *plain;
	uint32_t plain_first, plain_count;
	uint64_t *plain_result; /* the one of the role return; null: it is not among them */

	/* The physical CPU where it is bound; written by its owner alone. */
	struct axvcpu_percpu *_Atomic cpu;
	_Atomic uint32_t cpu_id; /* its number; of the last one while it is bound to none */

	_Atomic uint64_t levels[AXVCPU_INTERRUPT_WORDS];
	_Atomic uint64_t edges[AXVCPU_INTERRUPT_WORDS];
	_Atomic uint64_t deadline;

	/* The value and the register of an access that has more than one part. */
	enum axvcpu_answer answer;
	uint32_t answer_register;
	uint64_t answer_value;
	uint64_t answer_data;
	/* What the parts that were answered fill, once the last one is. */
	struct axvcpu_write filled[1 + AXVCPU_PARTS_MAX];
	unsigned filled_count;

	struct axvcpu_space *space;
	struct axvcpu *space_next;

	axvcpu_trace_hook *_Atomic trace;
	void *_Atomic trace_context;

	/* From the configuration; fixed. */
	uint32_t vm_id;
	uint32_t vcpu_id;
	uint32_t favor_cpu;
	enum axvcpu_policy policy;
	enum axvcpu_arch arch;
	enum axvcpu_backend backend;
	void (*notify)(struct axvcpu *vcpu, void *context);
	void *context;
	size_t allocated; /* bytes to release at destroy; 0: the caller's memory */
	size_t cpu_set_count;
	const uint64_t *cpu_set; /* behind the back end's state; null: every CPU */
};

/* The back end's state lies behind the vCPU, aligned. */
#define AXVCPU_STATE_OFFSET \
	((sizeof(struct axvcpu) + AXVCPU_ALIGNMENT - 1) / AXVCPU_ALIGNMENT * AXVCPU_ALIGNMENT)

static inline void *axvcpu_state_of(struct axvcpu *vcpu)
{
	return (char *)vcpu + AXVCPU_STATE_OFFSET;
}

#ifdef AXVCPU_FREESTANDING
static inline struct axvcpu_percpu *axvcpu_this_cpu(void)
{
	return axvcpu_host_percpu();
}
#else
/* One or two instructions to reach a field, also in the shared library. */
#if defined(__PIC__) && !defined(__PIE__)
#define AXVCPU_TLS_MODEL "initial-exec"
#else
#define AXVCPU_TLS_MODEL "local-exec"
#endif
extern _Thread_local struct axvcpu_percpu axvcpu_thread_cpu
	__attribute__((tls_model(AXVCPU_TLS_MODEL), visibility("hidden")));

static inline struct axvcpu_percpu *axvcpu_this_cpu(void)
{
	return &axvcpu_thread_cpu;
}
#endif

/*
 * Whether it was bound to another CPU than this one when its state was read.
 * Ready and Blocked have a CPU always: without one, another CPU has unbound it
 * since, and may have bound it again.
 */
static inline bool axvcpu_is_elsewhere(const struct axvcpu *vcpu, enum axvcpu_state met)
{
	struct axvcpu_percpu *cpu = atomic_load_explicit(&vcpu->cpu, memory_order_relaxed);

	if (!cpu)
		return met == AXVCPU_STATE_READY || met == AXVCPU_STATE_BLOCKED;
	return cpu != axvcpu_this_cpu();
}

/* interrupts.c: whether these requests are something that block refuses to sleep on. */
bool axvcpu_requests_wake(const struct axvcpu *vcpu, uint32_t requests);

static inline void axvcpu_request(struct axvcpu *vcpu, uint32_t bits)
{
	atomic_fetch_or(&vcpu->request, bits);
}

static inline void axvcpu_request_done(struct axvcpu *vcpu, uint32_t bits)
{
	atomic_fetch_and(&vcpu->request, ~bits);
}

/* error.c: note the refusal for axvcpu_last_error, and hand the status on. */
enum axvcpu_status axvcpu_refuse(const char *call, enum axvcpu_status status, const char *detail);
enum axvcpu_status axvcpu_refuse_state(const char *call, enum axvcpu_status status,
				       enum axvcpu_state met, const char *detail);

/* lifecycle.c: the steps of the life cycle, with trace hook and refusals. */
void axvcpu_trace_step(struct axvcpu *vcpu, enum axvcpu_event event, enum axvcpu_state from,
		       enum axvcpu_state to);
enum axvcpu_status axvcpu_end_traced(struct axvcpu *vcpu, enum axvcpu_event event,
				     enum axvcpu_state from);
enum axvcpu_status axvcpu_begin(struct axvcpu *vcpu, enum axvcpu_event event,
				enum axvcpu_state *from);

/* What most steps find: the vCPU is bound here and Ready. Else axvcpu_begin says more. */
static inline bool axvcpu_begin_ready(struct axvcpu *vcpu, enum axvcpu_event event)
{
	return vcpu &&
		atomic_load_explicit(&vcpu->cpu, memory_order_relaxed) == axvcpu_this_cpu() &&
		axvcpu_step_begin(&vcpu->state, event, AXVCPU_STATE_READY);
}

static inline bool axvcpu_is_traced(const struct axvcpu *vcpu)
{
	return atomic_load_explicit(&vcpu->request, memory_order_relaxed) & AXVCPU_REQUEST_TRACED;
}

/* Always ok, so that a call can end with it. */
static inline enum axvcpu_status axvcpu_end(struct axvcpu *vcpu, enum axvcpu_event event,
					    enum axvcpu_state from)
{
	if (axvcpu_is_traced(vcpu))
		return axvcpu_end_traced(vcpu, event, from);
	axvcpu_step_end(&vcpu->state, event, from);
	return AXVCPU_OK;
}

void axvcpu_cancel(struct axvcpu *vcpu, enum axvcpu_event event, enum axvcpu_state from);
void axvcpu_trace(struct axvcpu *vcpu, const struct axvcpu_trace *record);
void axvcpu_detach(struct axvcpu *vcpu);
bool axvcpu_try_wake(struct axvcpu *vcpu);
void axvcpu_recheck(struct axvcpu *vcpu);

/*
 * hold.c: calls of the owner that are no steps. The state is claimed until it
 * is released, and the vCPU is the current one of this CPU.
 */
enum axvcpu_status axvcpu_hold(struct axvcpu *vcpu, const char *call, unsigned states,
			       enum axvcpu_state *met);
void axvcpu_release(struct axvcpu *vcpu, enum axvcpu_state met);

/* The same at once for what most calls find: loaded here, hence bound here, and Ready. */
static inline bool axvcpu_hold_loaded(struct axvcpu *vcpu)
{
	uint32_t ready = AXVCPU_STATE_READY;

	return axvcpu_this_cpu()->loaded == vcpu &&
		atomic_compare_exchange_strong_explicit(&vcpu->state, &ready,
							AXVCPU_STATE_READY | AXVCPU_STATE_CLAIMED,
							memory_order_acquire, memory_order_relaxed);
}

static inline void axvcpu_release_loaded(struct axvcpu *vcpu)
{
	atomic_store_explicit(&vcpu->state, AXVCPU_STATE_READY, memory_order_release);
}

/* A register that can be used without the back end; null: it has to be asked. */
static inline uint64_t *axvcpu_plain_register(const struct axvcpu *vcpu, uint32_t reg)
{
	return reg - vcpu->plain_first < vcpu->plain_count ? &vcpu->plain[reg] : NULL;
}
#define AXVCPU_IN(state) (1u << (state))
#define AXVCPU_IN_BOUND (AXVCPU_IN(AXVCPU_STATE_READY) | AXVCPU_IN(AXVCPU_STATE_BLOCKED))

/* tags.c: a vCPU's tag on the CPU that gave it last. */
struct axvcpu_tag {
	const struct axvcpu_percpu *cpu;
	uint64_t generation;
	uint32_t value;
};
/* The CPU has count tags, from 0 on; those given before are void. */
void axvcpu_tags_begin(struct axvcpu_percpu *cpu, uint32_t count);
/* Give a tag that is not of this CPU and generation anew; true: flush what is under it. */
bool axvcpu_tag_draw(struct axvcpu_tag *tag, struct axvcpu_percpu *cpu);

/* percpu.c */
enum axvcpu_status axvcpu_percpu_admit(struct axvcpu_percpu *cpu, const struct axvcpu_ops *ops);

/* create.c: which back end a configuration means. */
enum axvcpu_status axvcpu_resolve(const char *call, const struct axvcpu_config *config,
				  const struct axvcpu_ops **ops, enum axvcpu_arch *arch,
				  enum axvcpu_backend *backend);

/* complete.c: parts of an access that is not over. */
bool axvcpu_present_part(struct axvcpu *vcpu);
void axvcpu_drop_answer(struct axvcpu *vcpu);
void axvcpu_hold_parts(struct axvcpu *vcpu);
bool axvcpu_has_parts(const struct axvcpu *vcpu);
void axvcpu_drop_exit(struct axvcpu *vcpu);

#endif
