/* SPDX-License-Identifier: MIT */
/* Guest memory, for calls that pass an address in it. */
#include <config.h>

#include <stddef.h>

#include "guest_memory.h"

uint8_t *guest_memory_at(const struct axvcpu_space *space, uint64_t address, uint64_t *size)
{
	struct axvcpu_mapping mapping;

	if (axvcpu_space_lookup(space, address, &mapping) != AXVCPU_OK)
		return NULL;
	if (*size > mapping.size)
		*size = mapping.size;
	return mapping.host;
}

/* An entry at a time: memory is finite, so an absurd size meets a hole soon. */
bool guest_memory_has(const struct axvcpu_space *space, uint64_t address, uint64_t size)
{
	while (size > 0) {
		uint64_t part = size;

		if (!guest_memory_at(space, address, &part) || part > UINT64_MAX - address)
			return false;
		address += part;
		size -= part;
	}
	return true;
}
