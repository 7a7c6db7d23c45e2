/* SPDX-License-Identifier: MIT */
/* A lock among CPUs, for a few instructions. Not for what an interrupt handler does, too. */
#ifndef MONITOR_LOCK_H
#define MONITOR_LOCK_H

#include <stdatomic.h>

#include "machine.h"

struct lock {
	atomic_flag taken;
};

#define LOCK_INIT { ATOMIC_FLAG_INIT }

static inline void lock(struct lock *lock)
{
	while (atomic_flag_test_and_set_explicit(&lock->taken, memory_order_acquire))
		machine_relax();
}

static inline void unlock(struct lock *lock)
{
	atomic_flag_clear_explicit(&lock->taken, memory_order_release);
}

#endif
