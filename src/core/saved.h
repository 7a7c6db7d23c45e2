/* SPDX-License-Identifier: MIT */
/* The bytes of a saved vCPU (spec/saved.yaml), for those who write and read them. */
#ifndef AXVCPU_CORE_SAVED_H
#define AXVCPU_CORE_SAVED_H

#include <axvcpu/names.h>

#include <generated/saved.h>

#include "vcpu.h"

#define AXVCPU_SAVED_BYTES 8u

/* Requests that are the guest's; the others are made of other things, or the owner's. */
#define AXVCPU_SAVED_REQUESTS_MASK (AXVCPU_REQUEST_KICK | AXVCPU_REQUEST_IRQ)

static inline uint64_t axvcpu_saved_get(const void *data, size_t slot)
{
	const uint8_t *byte = (const uint8_t *)data + slot * AXVCPU_SAVED_BYTES;
	uint64_t value = 0;

	for (unsigned i = 0; i < AXVCPU_SAVED_BYTES; i++)
		value |= (uint64_t)byte[i] << 8 * i;
	return value;
}

static inline void axvcpu_saved_put(void *data, size_t slot, uint64_t value)
{
	uint8_t *byte = (uint8_t *)data + slot * AXVCPU_SAVED_BYTES;

	for (unsigned i = 0; i < AXVCPU_SAVED_BYTES; i++)
		byte[i] = (uint8_t)(value >> 8 * i);
}

/* Of the word of register n: which bit, in which number. */
static inline uint64_t axvcpu_saved_bit(size_t n)
{
	return UINT64_C(1) << n % 64;
}

static inline size_t axvcpu_saved_word(size_t n)
{
	return AXVCPU_SAVED_PRESENT + n / 64;
}

/* The decoder that explains the syndrome of an exit; null: the exit has none. */
static inline const struct axvcpu_decoder *axvcpu_saved_decoder(const struct axvcpu_exit *exit)
{
	return axvcpu_decoder_find(axvcpu_backend_name((enum axvcpu_backend)exit->backend));
}

/* save.c: how a vCPU is saved; null, and refused: it cannot be. */
const struct axvcpu_saved_layout *axvcpu_saved_layout_of(const char *call,
							 const struct axvcpu *vcpu);

/* restore_exit.c: what is wrong with the exit; null: it is filled. */
const char *axvcpu_restore_exit(const void *data, struct axvcpu_exit *exit);

#endif
