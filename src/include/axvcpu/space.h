/* SPDX-License-Identifier: MIT */
/** @file space.h Guest-physical address spaces: second-stage page tables. */
#ifndef AXVCPU_SPACE_H
#define AXVCPU_SPACE_H

#include <stddef.h>
#include <stdint.h>

#include <axvcpu/config.h>
#include <axvcpu/export.h>
#include <axvcpu/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The guest-physical addresses of a machine; shared by its vCPUs. */
struct axvcpu_space;

/** What the guest may do with a mapping. Write needs read. */
enum axvcpu_map {
	AXVCPU_MAP_READ = 1,    /**< Load. */
	AXVCPU_MAP_WRITE = 2,   /**< Store. */
	AXVCPU_MAP_EXECUTE = 4, /**< Fetch instructions. */
};

/** Addresses and sizes of mappings are multiples of this. */
#define AXVCPU_PAGE_SIZE 4096u

/** A mapping as the table holds it. */
struct axvcpu_mapping {
	/** The host's memory behind the guest-physical address asked for. */
	void *host;
	/** Bytes from there to the end of the table's entry. */
	uint64_t size;
	/** enum axvcpu_map bits. */
	unsigned flags;
};

/**
 * Make an empty space for vCPUs of @p config's arch and back end, with tables
 * of @p config's format.
 *
 * @return ok; bad_argument; unavailable: no such back end; unsupported: the
 *   arch has no second stage, or none of that format, of the library's; no_memory.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_space_create(const struct axvcpu_config *config, struct axvcpu_space **space);

/**
 * Wrap tables that the caller owns, in @p config's format. A leaf translates
 * nothing without its bits for user access and for accessed, where the format
 * has them, and permits no store without the one for dirty: hardware may, and
 * soft does, fault where they are clear.
 * Such a space is not the library's to change: map, unmap and protect answer
 * unsupported. After changing the tables, call axvcpu_space_flush.
 *
 * @param config  names arch and back end, as for axvcpu_space_create
 * @param root    host-physical address of the root table
 * @param space   receives the space
 * @return as axvcpu_space_create; bad_address: null, misaligned or too wide.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_space_from_root(const struct axvcpu_config *config, uint64_t root,
		       struct axvcpu_space **space);

/** Free a space and its tables, not the memory mapped. @return ok, bad_argument; busy: a vCPU is set up with it. */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_space_destroy(struct axvcpu_space *space);

/**
 * Let guest-physical addresses reach host memory. Pages of 2M and 1G are used
 * where alignment permits. Any CPU; calls on one space exclude each other.
 *
 * @param space  one that axvcpu_space_create made
 * @param guest  guest-physical address, a multiple of AXVCPU_PAGE_SIZE
 * @param host   the memory; the caller's, and must outlive the mapping
 * @param size   bytes, a multiple of AXVCPU_PAGE_SIZE, not 0
 * @param flags  enum axvcpu_map bits
 * @return ok; bad_argument; bad_address: null, misaligned, past the space's end, or
 *   something is mapped there already; unsupported; no_memory. Nothing is
 *   mapped unless all is.
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_space_map(struct axvcpu_space *space, uint64_t guest, void *host,
		 uint64_t size, unsigned flags);

/**
 * Take mappings away. When it returns, no CPU uses the old translation.
 * Pages that were not mapped are passed over; a large page that is covered in
 * part is split. Not from a trace hook.
 * @return as axvcpu_space_map
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_space_unmap(struct axvcpu_space *space, uint64_t guest, uint64_t size);

/** Change what the guest may do with mappings; otherwise as axvcpu_space_unmap. */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_space_protect(struct axvcpu_space *space, uint64_t guest, uint64_t size,
		     unsigned flags);

/**
 * Make every vCPU of the space drop cached translations; returns when none can
 * use an old one. Any CPU; not from a trace hook.
 * @return ok; bad_argument
 */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_space_flush(struct axvcpu_space *space);

/** Find what a guest-physical address reaches. @return ok; bad_argument; bad_address: nothing, which axvcpu_last_error does not record. */
AXVCPU_API AXVCPU_NODISCARD enum axvcpu_status
axvcpu_space_lookup(const struct axvcpu_space *space, uint64_t guest,
		    struct axvcpu_mapping *mapping);

/** Host-physical address of the root table; 0 for null. */
AXVCPU_API uint64_t axvcpu_space_root(const struct axvcpu_space *space);

#ifdef __cplusplus
}
#endif
#endif
