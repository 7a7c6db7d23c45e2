/* SPDX-License-Identifier: MIT */
/**
 * @file percpu.h The state of a physical CPU.
 *
 * In a hosted build a thread is a physical CPU. Before it ends, it unbinds
 * what is bound to it.
 */
#ifndef AXVCPU_PERCPU_H
#define AXVCPU_PERCPU_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/config.h>
#include <axvcpu/error.h>
#include <axvcpu/export.h>
#include <axvcpu/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Back ends that one physical CPU can have enabled at a time. */
#define AXVCPU_PERCPU_BACKENDS 4

/** Tags of guest TLBs: each is given to one vCPU in a generation. */
struct axvcpu_tags {
	/** Counts up when the tags are given anew; 0: never yet. */
	uint64_t generation;
	/** The next to be given. */
	uint32_t next;
	/** How many there are. */
	uint32_t count;
};

/**
 * One for each physical CPU, AXVCPU_PERCPU_INIT before the CPU's first call.
 * The fields are the library's; the type is public so that a host without
 * malloc can reserve it.
 */
struct axvcpu_percpu {
	/** The vCPU whose state is in the hardware, or AXVCPU_NOBODY. */
	struct axvcpu *loaded;
	/** The vCPU of a call into a back end other than run, or null. */
	struct axvcpu *current;
	/** The CPU's number, as in an affinity set. */
	uint32_t id;
	/** The CPU has been enabled and not disabled since. */
	bool enabled;
	/** It was disabled by the caller, so that bind must not enable it. */
	bool disabled;
	/** vCPUs that are bound here. */
	uint32_t bound;
	/** The back ends enabled here; the rest are null. */
	const struct axvcpu_ops *backends[AXVCPU_PERCPU_BACKENDS];
	/** What the last refused call on this CPU met. */
	struct axvcpu_error error;
	/** The tags of guest TLBs that are given to vCPUs here. */
	struct axvcpu_tags tags;
	/** What hext found here. */
	struct {
		/** The exceptions that hedeleg delegates. */
		uint64_t exceptions;
		/** The guest has a timer of its own (Sstc). */
		bool timer;
		/** The guest has F and D. */
		bool floating;
	} hext;
};

/** loaded where nothing is: not null, so that run finds a null vCPU by the comparison that it makes anyway. */
#define AXVCPU_NOBODY ((struct axvcpu *)(uintptr_t)1)

/** How a struct axvcpu_percpu begins. */
#define AXVCPU_PERCPU_INIT { .loaded = AXVCPU_NOBODY }

/**
 * Enable the calling physical CPU for a back end.
 *
 * @param cpu_id  the CPU's number in affinity sets; the same at each call on this CPU
 * @param config  names the back end by backend, arch and ops, as for create
 *
 * A hosted build enables a thread at its first bind by itself, with a number
 * that no other thread has had; call this to choose the number.
 *
 * @return ok; bad_argument: null, of an unknown size, or another number than
 *   before; busy: AXVCPU_PERCPU_BACKENDS are enabled already; unavailable; or
 *   what the back end's enable slot answers, and then nothing is enabled.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_percpu_enable(uint32_t cpu_id, const struct axvcpu_config *config);

/**
 * Disable every back end on the calling physical CPU.
 *
 * @return ok, also where nothing was enabled; busy: a vCPU is bound here.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status axvcpu_percpu_disable(void);

/** Whether the calling physical CPU is enabled. */
AXVCPU_API bool axvcpu_percpu_is_enabled(void);

/** The number of the calling physical CPU, or AXVCPU_CPU_ANY before it is enabled. */
AXVCPU_API uint32_t axvcpu_percpu_id(void);

/** The vCPU whose state is in the hardware of the calling physical CPU, or null. */
AXVCPU_API struct axvcpu *axvcpu_percpu_loaded(void);

/**
 * The vCPU that the calling physical CPU works for right now: set during
 * every call into a back end, null outside. For interrupt handlers, hooks and
 * the back ends themselves.
 */
AXVCPU_API struct axvcpu *axvcpu_current(void);

#ifdef __cplusplus
}
#endif
#endif
