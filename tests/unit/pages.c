/* SPDX-License-Identifier: MIT */
/* Host memory to map that is never touched, and an independent look at the tables. */
#define _GNU_SOURCE

#include "pages.h"

#include <sys/mman.h>

char *pages_host(void)
{
	static char *host;
	char *reserved;

	if (host)
		return host;
	reserved = mmap(NULL, 9 * GIB, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
			-1, 0);
	if (reserved == MAP_FAILED)
		bail_out("9G of addresses cannot be reserved");
	host = (char *)(((uintptr_t)reserved + GIB - 1) / GIB * GIB);
	return host;
}

struct axvcpu_config pages_config(void)
{
	static struct guest_script script;
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);

	config.arch = AXVCPU_ARCH_RISCV64;
	return config;
}

struct axvcpu_space *pages_space(void)
{
	struct axvcpu_config config = pages_config();
	struct axvcpu_space *space;

	must(axvcpu_space_create(&config, &space));
	return space;
}

/* Bits of an entry: V 0, R 1, W 2, X 3, U 4, A 6, D 7, the frame in 53..10. */
static bool is_leaf(uint64_t entry)
{
	return (entry & 0xe) != 0;
}

/*
 * U, as every access of a guest is made as if from U-mode; A and D, as the
 * hardware may fault where they are clear; nothing in 63..54.
 */
static bool fill_leaf(uint64_t entry, unsigned level, uint64_t guest, struct pages_leaf *leaf)
{
	uint64_t frame = entry << 10 >> 20 << 12;

	leaf->span = UINT64_C(1) << (12 + 9 * level);
	leaf->physical = frame + (guest & (leaf->span - 1));
	leaf->flags = (entry >> 1 & 1 ? READ : 0) | (entry >> 2 & 1 ? WRITE : 0)
		      | (entry >> 3 & 1 ? EXECUTE : 0);
	return (entry & 0xd0) == 0xd0 && entry >> 54 == 0 && frame % leaf->span == 0;
}

bool pages_walk(uint64_t root, uint64_t guest, struct pages_leaf *leaf)
{
	const uint64_t *table = (const uint64_t *)(uintptr_t)root;

	if (guest >= SPACE_END)
		return false;
	for (unsigned level = 2; ; level--) {
		unsigned bits = level == 2 ? 11 : 9;
		uint64_t entry = table[guest >> (12 + 9 * level) & ((1u << bits) - 1)];

		if (!(entry & 1))
			return false;
		if (is_leaf(entry))
			return fill_leaf(entry, level, guest, leaf);
		if (level == 0)
			return false;
		table = (const uint64_t *)(uintptr_t)(entry << 10 >> 20 << 12);
	}
}

bool pages_reach(struct axvcpu_space *space, uint64_t guest, const void *host, unsigned flags,
		 uint64_t span)
{
	struct axvcpu_mapping mapping;
	struct pages_leaf leaf;

	if (axvcpu_space_lookup(space, guest, &mapping) != AXVCPU_OK
	    || !pages_walk(axvcpu_space_root(space), guest, &leaf))
		return false;
	return mapping.host == host && mapping.flags == flags
	       && mapping.size == span - (guest & (span - 1))
	       && leaf.physical == (uintptr_t)host && leaf.flags == flags && leaf.span == span;
}

bool pages_nothing(struct axvcpu_space *space, uint64_t guest)
{
	struct axvcpu_mapping mapping;
	struct pages_leaf leaf;

	return axvcpu_space_lookup(space, guest, &mapping) == AXVCPU_BAD_ADDRESS
	       && !pages_walk(axvcpu_space_root(space), guest, &leaf);
}
