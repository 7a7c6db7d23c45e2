/* SPDX-License-Identifier: MIT */
/* Guest memory, for calls that pass an address in it. The guest may pass anything. */
#ifndef CLI_GUEST_MEMORY_H
#define CLI_GUEST_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/space.h>

/* Whether each byte of a range is memory. */
bool guest_memory_has(const struct axvcpu_space *space, uint64_t address, uint64_t size);

/* The host's memory at an address, and how much of *size lies there in one piece; or null. */
uint8_t *guest_memory_at(const struct axvcpu_space *space, uint64_t address, uint64_t *size);

#endif
