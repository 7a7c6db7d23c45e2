/* SPDX-License-Identifier: MIT */
/* Guest-physical spaces as the core and the back ends see them. */
#ifndef AXVCPU_CORE_SPACE_H
#define AXVCPU_CORE_SPACE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/space.h>

#include "table_format.h"

struct axvcpu;

struct axvcpu_space {
	const struct axvcpu_table_format *format;
	_Atomic uint64_t *root;
	enum axvcpu_arch arch;
	bool foreign;          /* the tables are the caller's */
	/* The lock of the tables and of the list: tickets drawn, and the one whose turn it is. */
	_Atomic uint32_t drawn, turn;
	struct axvcpu *vcpus;  /* set up with it, linked by space_next */
};

/*
 * Whoever comes first is served first: guests that fence without end must not
 * keep the host from its tables.
 */
static inline uint32_t axvcpu_space_draw(struct axvcpu_space *space)
{
	return atomic_fetch_add_explicit(&space->drawn, 1, memory_order_relaxed);
}

static inline bool axvcpu_space_is_turn(struct axvcpu_space *space, uint32_t ticket)
{
	return atomic_load_explicit(&space->turn, memory_order_acquire) == ticket;
}

void axvcpu_space_lock(struct axvcpu_space *space);
void axvcpu_space_unlock(struct axvcpu_space *space);
void axvcpu_space_attach(struct axvcpu_space *space, struct axvcpu *vcpu);
void axvcpu_space_detach(struct axvcpu_space *space, struct axvcpu *vcpu);

/* Every vCPU drops its translations; the lock is held. */
void axvcpu_space_shoot_down(struct axvcpu_space *space);

/*
 * For a guest's remote fence: the vCPUs of the space whose vcpu_id - base is a
 * bit of mask (base UINT64_MAX: all) have dropped their translations when this
 * returns true. False: the base or a bit is of no vCPU that is set up with the
 * space, so that only the caller of run can know whether it exists. drop: self
 * is one of them, or was asked to by others, and drops its own now. Called from
 * self's run.
 */
bool axvcpu_space_fence(struct axvcpu_space *space, struct axvcpu *self, uint64_t mask,
			uint64_t base, bool *drop);

/* table.c: the radix tree; the lock is held but for find. */
struct axvcpu_table_entry {
	_Atomic uint64_t *entry;
	uint64_t value;
	uint64_t size;   /* bytes that the entry spans */
};
struct axvcpu_table_entry axvcpu_table_find(const struct axvcpu_space *space, uint64_t guest);
bool axvcpu_table_is_leaf(const struct axvcpu_table_format *format, uint64_t value);
uint64_t axvcpu_table_frame(const struct axvcpu_table_format *format, uint64_t value);
uint64_t axvcpu_table_leaf(const struct axvcpu_table_format *format, uint64_t physical,
			   unsigned flags);
unsigned axvcpu_table_flags(const struct axvcpu_table_format *format, uint64_t value);
uint64_t axvcpu_table_span(const struct axvcpu_table_format *format, unsigned level);
_Atomic uint64_t *axvcpu_table_reach(struct axvcpu_space *space, uint64_t guest, unsigned level);
bool axvcpu_table_split(struct axvcpu_space *space, uint64_t guest);
void axvcpu_table_free(struct axvcpu_space *space);

#endif
