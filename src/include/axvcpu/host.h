/* SPDX-License-Identifier: MIT */
/**
 * @file host.h What the freestanding library asks of its host.
 *
 * A freestanding build leaves these functions undefined, and the hypervisor
 * that links it defines them. A hosted build has its own.
 */
#ifndef AXVCPU_HOST_H
#define AXVCPU_HOST_H

#include <stddef.h>
#include <stdint.h>

#include <axvcpu/percpu.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The slot of the calling physical CPU. Any CPU, any interrupt state; never null. */
struct axvcpu_percpu *axvcpu_host_percpu(void);

/**
 * Zeroed memory, for create, spaces and their tables; null if there is none.
 * @param size       bytes
 * @param alignment  a power of two, at most 16384
 * Called with interrupts as the caller of the library had them; may hold the space's lock.
 */
void *axvcpu_host_allocate(size_t size, size_t alignment);

/** Take back what axvcpu_host_allocate gave, with the same size. */
void axvcpu_host_release(void *memory, size_t size);

/** Host-physical address of memory that axvcpu_host_allocate gave or axvcpu_space_map received. */
uint64_t axvcpu_host_physical(const void *memory);

/** The inverse of axvcpu_host_physical. */
void *axvcpu_host_pointer(uint64_t physical);

/** Monotonic clock in nanoseconds. */
uint64_t axvcpu_host_now(void);

/** Called again and again while the library waits for another CPU; may pause or yield. */
void axvcpu_host_relax(void);

/**
 * Interrupt a physical CPU, so that it leaves its guest. Any CPU, any interrupt state.
 * @param cpu_id  the number that axvcpu_percpu_enable got there
 * One that comes where no guest runs is harmless.
 */
void axvcpu_host_send_ipi(uint32_t cpu_id);

/** What axvcpu_host_irq answers for an interrupt that was no more than a send_ipi. */
#define AXVCPU_HOST_IPI UINT64_MAX

/**
 * A run was ended by an interrupt of the host. Called on its CPU, interrupts masked. The host
 * may service it, or leave it pending for its own handler, which takes it after the run.
 * @param cause  the hardware's number of it; riscv64: scause without its highest bit
 * @return its vector, for the exit external_interrupt; AXVCPU_HOST_IPI: it was a send_ipi,
 *   which is cleared
 */
uint64_t axvcpu_host_irq(uint64_t cause);

/**
 * The time of axvcpu_host_now at which the CPU's counter, which guests see, has a value;
 * UINT64_MAX: never. Any CPU, any interrupt state. riscv64: the CSR time.
 */
uint64_t axvcpu_host_counter_time(uint64_t counter);

/**
 * Interrupt the calling CPU at a time of axvcpu_host_now, instead of what was set before;
 * UINT64_MAX: not any more. Only asked for where the hardware has no timer for guests
 * (riscv64: without Sstc). axvcpu_host_irq answers AXVCPU_HOST_IPI for it.
 */
void axvcpu_host_set_timer(uint64_t deadline);

#ifdef __cplusplus
}
#endif
#endif
