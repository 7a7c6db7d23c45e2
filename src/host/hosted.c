/* SPDX-License-Identifier: MIT */
/* The host functions of a hosted build: a thread is a physical CPU, addresses are their own physical ones. */
#define _POSIX_C_SOURCE 200809L

#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../core/vcpu.h"

_Thread_local struct axvcpu_percpu axvcpu_thread_cpu = AXVCPU_PERCPU_INIT;

struct axvcpu_percpu *axvcpu_host_percpu(void)
{
	return &axvcpu_thread_cpu;
}

void *axvcpu_host_allocate(size_t size, size_t alignment)
{
	void *memory;

	if (alignment < sizeof(void *))
		alignment = sizeof(void *);
	if (posix_memalign(&memory, alignment, size))
		return NULL;
	return memset(memory, 0, size);
}

void axvcpu_host_release(void *memory, size_t size)
{
	(void)size;
	free(memory);
}

uint64_t axvcpu_host_physical(const void *memory)
{
	return (uintptr_t)memory;
}

void *axvcpu_host_pointer(uint64_t physical)
{
	return (void *)(uintptr_t)physical;
}

uint64_t axvcpu_host_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void axvcpu_host_relax(void)
{
	sched_yield();
}
