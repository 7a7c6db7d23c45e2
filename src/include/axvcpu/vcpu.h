/* SPDX-License-Identifier: MIT */
/**
 * @file vcpu.h A virtual CPU: its life cycle, its exits, its registers.
 *
 * Three kinds of calls:
 * - owner calls belong to whoever drives the vCPU, one at a time; a second one
 *   meets BUSY. From bind to unbind they also belong to the CPU where it is
 *   bound; on another they meet WRONG_CPU;
 * - calls for any CPU (state, kick, wake, the interrupt calls) never wait, are
 *   lock-free and may come from interrupt context;
 * - questions about what create fixed may come from anywhere.
 *
 * A refused call changes nothing, but a step of the life cycle out of order
 * makes the vCPU Invalid under AXVCPU_POLICY_STRICT. axvcpu_last_error says
 * what it met. Unless said otherwise, a null pointer is bad_argument.
 */
#ifndef AXVCPU_VCPU_H
#define AXVCPU_VCPU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/config.h>
#include <axvcpu/exits.h>
#include <axvcpu/export.h>
#include <axvcpu/lifecycle.h>
#include <axvcpu/space.h>
#include <axvcpu/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A virtual CPU. */
struct axvcpu;

/** @name Life cycle
 * @{ */

/** Bytes that axvcpu_create_at needs for @p config; 0 if no vCPU can be made from it. */
AXVCPU_API size_t axvcpu_size(const struct axvcpu_config *config);

/** Alignment of the memory for axvcpu_create_at. */
#define AXVCPU_ALIGNMENT 64u

/**
 * Make a vCPU: Created.
 * @return ok; bad_argument; unavailable: the back end is not in this build or
 *   does not run here; no_memory; or what the back end's create slot answers.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_create(const struct axvcpu_config *config, struct axvcpu **vcpu);

/**
 * Make a vCPU in memory of the caller's, who frees it after destroy.
 * @param memory  aligned to AXVCPU_ALIGNMENT
 * @param size    at least axvcpu_size(config), else no_memory
 * @param config  as for axvcpu_create
 * @param vcpu    receives the vCPU
 * @return as axvcpu_create; bad_address: @p memory is misaligned
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_create_at(void *memory, size_t size, const struct axvcpu_config *config,
		 struct axvcpu **vcpu);

/**
 * Created -> Free.
 * @param vcpu          a Created one
 * @param entry         guest-physical address of the first instruction
 * @param space         what the guest can reach; must outlive the vCPU or its reset.
 *                      Null only for a back end of the caller's own.
 * @param setup_config  what the back end's setup slot receives, or null
 * @return ok; bad_address: the entry is misaligned or too wide, or the space's
 *   tables do not fit; bad_argument: the space is of another arch; bad_state; busy.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_setup(struct axvcpu *vcpu, uint64_t entry, struct axvcpu_space *space,
	     const void *setup_config);

/**
 * Free -> Ready, on the calling physical CPU.
 * @return ok; not_allowed: its affinity excludes this CPU; not_enabled;
 *   bad_state; busy; or what the back end's bind slot answers.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status axvcpu_bind(struct axvcpu *vcpu);

/**
 * Ready -> Running -> Ready: execute guest code until it exits.
 * What the last exit left to do is done first: an answered access retires.
 *
 * @param vcpu  one that is Ready and bound here
 * @param exit  receives the exit, which is the vCPU's own: of stable address,
 *              valid until the next run, reset or destroy; not written where the
 *              call is refused
 * @return ok; incomplete: the last exit was a read and has no answer yet;
 *   bad_state; busy; wrong_cpu; failed: the back end gave up, the vCPU is Invalid.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_run(struct axvcpu *vcpu, const struct axvcpu_exit **exit);

/**
 * Ready -> Blocked, unless something is pending.
 * @return ok: asleep, until config.notify is called; pending: a kick, a wake
 *   or an interrupt came first, stay Ready and run; bad_state; busy; wrong_cpu.
 *   pending takes the kick that it met.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status axvcpu_block(struct axvcpu *vcpu);

/**
 * Blocked -> Ready. Any CPU. In any other state it leaves a kick, which the
 * next block or run meets, so that no wake is lost.
 * @return ok; bad_argument
 */
AXVCPU_API enum axvcpu_status axvcpu_wake(struct axvcpu *vcpu);

/** Ready -> Free; an Invalid vCPU is taken off its CPU and stays Invalid. @return ok, bad_state, busy, wrong_cpu. */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status axvcpu_unbind(struct axvcpu *vcpu);

/**
 * Free or Invalid -> Created. Registers and pending work are dropped;
 * identity, affinity and statistics stay. An Invalid vCPU that is still bound
 * must be reset on its CPU, and is unbound.
 * @return ok, bad_state, busy, wrong_cpu
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status axvcpu_reset(struct axvcpu *vcpu);

/**
 * The end of a Created, Free or Invalid vCPU. No other CPU may hold it: a
 * pointer kept for kick or wake dangles afterwards.
 * @return ok, bad_state, busy, wrong_cpu
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status axvcpu_destroy(struct axvcpu *vcpu);

/** The state. Any CPU. Null is Invalid. */
AXVCPU_API enum axvcpu_state axvcpu_state(const struct axvcpu *vcpu);

/**
 * Make a running vCPU leave the guest; if it does not run, its next run
 * returns at once with the exit nothing (kicked). Any CPU. Does not wake, but
 * the owner's next call on a Blocked vCPU does then.
 * @return ok; bad_argument
 */
AXVCPU_API enum axvcpu_status axvcpu_kick(struct axvcpu *vcpu);

/** Limit how many guest instructions the runs from now on may execute in all; UINT64_MAX: no limit. Owner. @return ok, bad_state, busy, wrong_cpu, unsupported. */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_set_budget(struct axvcpu *vcpu, uint64_t instructions);

/** @} */
/** @name Completion
 * @{ */

/**
 * Answer the read of the last exit. The library takes as many bytes of
 * @p value as were read, extends them and fills the register. An atomic
 * access shows its write as the next exit, and fills the register only when
 * that one retires: an exception injected for the write leaves it alone.
 * @return ok; not_pending: the last exit was no read, or is answered; bad_state; busy; wrong_cpu.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_complete(struct axvcpu *vcpu, uint64_t value);

/**
 * Execute the instruction of the last exit again instead of answering it, for
 * example after mapping memory.
 * @return ok; not_pending: it has taken effect already; bad_state; busy; wrong_cpu.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status axvcpu_retry(struct axvcpu *vcpu);

/**
 * The guest takes an exception at the instruction of the last exit, which is
 * cancelled.
 * @param vcpu   Ready or Blocked
 * @param code   the arch's number of the exception
 * @param value  what comes with it (RISC-V stval, x86 error code)
 * @return ok; bad_argument: no such exception; unsupported; bad_state; busy; wrong_cpu.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_inject_exception(struct axvcpu *vcpu, uint64_t code, uint64_t value);

/** @} */
/** @name Registers
 * From setup on; while bound, on its CPU. Owner.
 * @{ */

/**
 * Read a register.
 * @param vcpu   the vCPU
 * @param reg    a role (enum axvcpu_register) or the arch's number
 * @param value  receives the register
 * @return ok; bad_argument: no such register; bad_state; busy; wrong_cpu; unsupported.
 *   Until an exit's instruction retires, the pc is that instruction's.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_get_register(struct axvcpu *vcpu, uint32_t reg, uint64_t *value);

/** Write a register; otherwise as axvcpu_get_register. Writing the pc drops what the last exit left to do. */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_set_register(struct axvcpu *vcpu, uint32_t reg, uint64_t value);

/** @} */
/** @name Interrupts and time
 * Interrupts by the guest's own number. Any CPU.
 * @{ */

/** Interrupt numbers are below this. */
#define AXVCPU_INTERRUPTS 256u

/** Raise or lower a level interrupt; raising wakes. @return ok; bad_argument: no such interrupt. */
AXVCPU_API enum axvcpu_status
axvcpu_set_interrupt(struct axvcpu *vcpu, uint32_t id, bool level);

/** Make an edge interrupt pending; wakes. @return as axvcpu_set_interrupt */
AXVCPU_API enum axvcpu_status
axvcpu_inject_interrupt(struct axvcpu *vcpu, uint32_t id);

/**
 * Whether block would refuse: a kick waits, or an interrupt that was raised or
 * injected since the vCPU last looked. A line that is still raised but masked by
 * the guest does not count.
 */
AXVCPU_API bool axvcpu_is_pending(const struct axvcpu *vcpu);

/**
 * When the guest's own timer is due, in nanoseconds of the host's clock
 * (axvcpu_now); UINT64_MAX: not armed. Whoever waits for a Blocked vCPU wakes
 * it then.
 */
AXVCPU_API uint64_t axvcpu_deadline(const struct axvcpu *vcpu);

/** The host's monotonic clock, in nanoseconds. Any CPU. */
AXVCPU_API uint64_t axvcpu_now(void);

/** @} */
/** @name Saving
 * A stopped vCPU as bytes, of which another process, on another host, makes the
 * same guest go on. doc/generated/saved-riscv64.md describes them; a library
 * made of other specs refuses them.
 *
 * Saved are the registers, what the last exit left to do, and the interrupts.
 * The guest's time goes on from where it was saved; vCPUs of one machine are
 * then given one htimedelta, and configured with the timebase that they had.
 * Memory and devices are the caller's to save. The budget, statistics, trace
 * hook and identity are not the guest's and stay those of the vCPU; what the
 * guest has reserved for a store-conditional is dropped.
 * @{ */

/**
 * Bytes that axvcpu_save writes; 0 for null, and for a vCPU that cannot be
 * saved. Any CPU, any state.
 */
AXVCPU_API size_t axvcpu_saved_size(const struct axvcpu *vcpu);

/**
 * Save a Free, Ready or Blocked vCPU, which stays as it is. Owner. An interrupt
 * that is raised meanwhile may be missed, so devices are stopped before.
 * @param vcpu  the vCPU
 * @param data  receives the bytes; any alignment
 * @param size  of @p data
 * @return ok; no_memory: less than axvcpu_saved_size; unsupported: its arch has no
 *   such format, its back end no registers, or an access of several parts is not
 *   over; bad_state; busy; wrong_cpu.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_save(struct axvcpu *vcpu, void *data, size_t size);

/**
 * Make a Free vCPU what was saved; its entry does not count any more. Owner.
 * It holds nothing against the bytes where they come from: refused ones change
 * nothing. One that was saved Blocked is Free as well.
 * @param vcpu  a Free one, whose space holds the guest's memory as it was
 * @param data  the bytes; any alignment
 * @param size  how many: axvcpu_saved_size
 * @param exit  receives the last exit before it was saved, as run does, so that
 *              the caller sees what it owes; or null
 * @return ok; mismatch: of another version, arch, layout or size, of a vCPU with
 *   other registers, or of one that cannot be; unsupported, as axvcpu_save; bad_state; busy.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_restore(struct axvcpu *vcpu, const void *data, size_t size, const struct axvcpu_exit **exit);

/** @} */
/** @name Identity
 * Fixed by create.
 * @{ */

/** config.vm_id; 0 for null. */
AXVCPU_API uint32_t axvcpu_vm_id(const struct axvcpu *vcpu);
/** config.vcpu_id; 0 for null. */
AXVCPU_API uint32_t axvcpu_vcpu_id(const struct axvcpu *vcpu);
/** Whether it is the boot processor: vCPU 0. */
AXVCPU_API bool axvcpu_is_bsp(const struct axvcpu *vcpu);
/** config.favor_cpu. */
AXVCPU_API uint32_t axvcpu_favor_cpu(const struct axvcpu *vcpu);
/** Whether its affinity admits a physical CPU. */
AXVCPU_API bool axvcpu_cpu_allowed(const struct axvcpu *vcpu, uint32_t cpu);
/** The physical CPU where it is bound, or AXVCPU_CPU_ANY. Any CPU. */
AXVCPU_API uint32_t axvcpu_cpu(const struct axvcpu *vcpu);
/** The name of its back end; null for null. */
AXVCPU_API const char *axvcpu_backend(const struct axvcpu *vcpu);
/** config.context. */
AXVCPU_API void *axvcpu_context(const struct axvcpu *vcpu);

/** @} */
/** @name Statistics and tracing
 * @{ */

/** One more than the highest value of enum axvcpu_exit_reason. */
#define AXVCPU_EXIT_REASONS 32u

/** What a vCPU has done since create. */
struct axvcpu_statistics {
	/** Exits, by reason. */
	uint64_t exits[AXVCPU_EXIT_REASONS];
	/** Times that its state was put into the hardware. */
	uint64_t loads;
	/** Times that it was bound to another CPU than before. */
	uint64_t migrations;
	/** Times that it was blocked. */
	uint64_t blocks;
};

/** Copy the statistics. Owner; any state, not while it runs. @return ok, busy, wrong_cpu. */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_statistics(struct axvcpu *vcpu, struct axvcpu_statistics *statistics);

/** What a trace hook is told. */
enum axvcpu_trace_kind {
	AXVCPU_TRACE_STEP = 0, /**< The state changed. */
	AXVCPU_TRACE_EXIT = 1, /**< run is about to return an exit. */
};

/** One record for a trace hook. */
struct axvcpu_trace {
	/** Which of the fields below are set. */
	enum axvcpu_trace_kind kind;
	/** TRACE_STEP: what moved it. */
	enum axvcpu_event event;
	/** TRACE_STEP: the state before. */
	enum axvcpu_state from;
	/** TRACE_STEP: the state after; run shows Running, then Ready. */
	enum axvcpu_state to;
	/** TRACE_EXIT: the exit, as run returns it. */
	const struct axvcpu_exit *exit;
};

/** Called on the CPU that moves the vCPU, inside the call; may make calls for any CPU only. */
typedef void axvcpu_trace_hook(void *context, struct axvcpu *vcpu,
			       const struct axvcpu_trace *record);

/** Set the trace hook, or take it away with null. Owner; any state but Running. @return ok, busy, wrong_cpu. */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_set_trace(struct axvcpu *vcpu, axvcpu_trace_hook *hook, void *context);

/** @} */

#ifdef __cplusplus
}
#endif
#endif
