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

#ifdef __cplusplus
}
#endif
#endif
