/* SPDX-License-Identifier: MIT */
/* Guest-physical spaces: mapping, and the end of what was mapped. */
#include "space.h"
#include "vcpu.h"

#define MAP_ALL (AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE)

static enum axvcpu_status check_flags(const char *call, unsigned flags)
{
	if (!flags || flags & ~MAP_ALL ||
	    (flags & AXVCPU_MAP_WRITE && !(flags & AXVCPU_MAP_READ)))
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "flags mean no mapping");
	return AXVCPU_OK;
}

static enum axvcpu_status check_range(const char *call, const struct axvcpu_space *space,
				      uint64_t guest, uint64_t size)
{
	uint64_t limit;

	if (!space)
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "space is null");
	if (space->foreign)
		return axvcpu_refuse(call, AXVCPU_UNSUPPORTED, "the tables are the caller's");
	if (!size)
		return axvcpu_refuse(call, AXVCPU_BAD_ARGUMENT, "size is 0");
	if ((guest | size) % AXVCPU_PAGE_SIZE)
		return axvcpu_refuse(call, AXVCPU_BAD_ADDRESS, "guest or size is misaligned");
	limit = UINT64_C(1) << space->format->address_bits;
	if (guest >= limit || size > limit - guest)
		return axvcpu_refuse(call, AXVCPU_BAD_ADDRESS, "the range ends past the space");
	return AXVCPU_OK;
}

static bool is_free(const struct axvcpu_space *space, uint64_t guest, uint64_t end)
{
	while (guest < end) {
		struct axvcpu_table_entry found = axvcpu_table_find(space, guest);

		if (found.value)
			return false;
		guest = (guest / found.size + 1) * found.size;
	}
	return true;
}

static void clear(struct axvcpu_space *space, uint64_t guest, uint64_t end)
{
	while (guest < end) {
		struct axvcpu_table_entry found = axvcpu_table_find(space, guest);

		if (found.value)
			atomic_store_explicit(found.entry, 0, memory_order_release);
		guest = (guest / found.size + 1) * found.size;
	}
}

/* The largest page that both addresses and the rest of the range admit. */
static unsigned best_level(const struct axvcpu_space *space, uint64_t addresses, uint64_t size)
{
	unsigned level = space->format->levels - 1u;

	if (level > 2)
		level = 2;
	while (level && (addresses % axvcpu_table_span(space->format, level) ||
			 size < axvcpu_table_span(space->format, level)))
		level--;
	return level;
}

/* One page; 0: no memory. A table left by an unmap is used, not replaced. */
static uint64_t map_one(struct axvcpu_space *space, uint64_t guest, uint64_t physical,
			uint64_t size, unsigned flags)
{
	for (unsigned level = best_level(space, guest | physical, size);; level--) {
		_Atomic uint64_t *entry = axvcpu_table_reach(space, guest, level);

		if (!entry)
			return 0;
		if (atomic_load_explicit(entry, memory_order_relaxed) & space->format->valid)
			continue;
		atomic_store_explicit(entry, axvcpu_table_leaf(space->format, physical, flags),
				      memory_order_release);
		return axvcpu_table_span(space->format, level);
	}
}

static enum axvcpu_status map_all(struct axvcpu_space *space, uint64_t guest, uint64_t physical,
				  uint64_t size, unsigned flags)
{
	uint64_t done = 0;

	if (!is_free(space, guest, guest + size))
		return axvcpu_refuse("space_map", AXVCPU_BAD_ADDRESS, "something is mapped there");
	while (done < size) {
		uint64_t page = map_one(space, guest + done, physical + done, size - done, flags);

		if (!page) {
			clear(space, guest, guest + done);
			axvcpu_space_shoot_down(space);
			return axvcpu_refuse("space_map", AXVCPU_NO_MEMORY, "no frame for a table");
		}
		done += page;
	}
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_space_map(struct axvcpu_space *space, uint64_t guest, void *host,
				    uint64_t size, unsigned flags)
{
	enum axvcpu_status status = check_range("space_map", space, guest, size);
	uint64_t physical = host ? axvcpu_host_physical(host) : 0;
	uint64_t limit;

	if (status == AXVCPU_OK)
		status = check_flags("space_map", flags);
	if (status != AXVCPU_OK)
		return status;
	if (!host || physical % AXVCPU_PAGE_SIZE)
		return axvcpu_refuse("space_map", AXVCPU_BAD_ADDRESS, "host is null or misaligned");
	limit = axvcpu_table_frame(space->format, UINT64_MAX);
	if (physical > limit || size - AXVCPU_PAGE_SIZE > limit - physical)
		return axvcpu_refuse("space_map", AXVCPU_BAD_ADDRESS, "host is too wide");
	axvcpu_space_lock(space);
	status = map_all(space, guest, physical, size, flags);
	axvcpu_space_unlock(space);
	return status;
}

static bool split_ends(struct axvcpu_space *space, uint64_t guest, uint64_t size)
{
	return axvcpu_table_split(space, guest) && axvcpu_table_split(space, guest + size);
}

enum axvcpu_status axvcpu_space_unmap(struct axvcpu_space *space, uint64_t guest, uint64_t size)
{
	enum axvcpu_status status = check_range("space_unmap", space, guest, size);

	if (status != AXVCPU_OK)
		return status;
	axvcpu_space_lock(space);
	if (split_ends(space, guest, size)) {
		clear(space, guest, guest + size);
		axvcpu_space_shoot_down(space);
	} else {
		status = axvcpu_refuse("space_unmap", AXVCPU_NO_MEMORY, "no frame for a table");
	}
	axvcpu_space_unlock(space);
	return status;
}

static void change_flags(struct axvcpu_space *space, uint64_t guest, uint64_t end, unsigned flags)
{
	while (guest < end) {
		struct axvcpu_table_entry found = axvcpu_table_find(space, guest);
		uint64_t frame = axvcpu_table_frame(space->format, found.value);

		if (found.value)
			atomic_store_explicit(found.entry,
					      axvcpu_table_leaf(space->format, frame, flags),
					      memory_order_release);
		guest = (guest / found.size + 1) * found.size;
	}
}

enum axvcpu_status axvcpu_space_protect(struct axvcpu_space *space, uint64_t guest, uint64_t size,
					unsigned flags)
{
	enum axvcpu_status status = check_range("space_protect", space, guest, size);

	if (status == AXVCPU_OK)
		status = check_flags("space_protect", flags);
	if (status != AXVCPU_OK)
		return status;
	axvcpu_space_lock(space);
	if (split_ends(space, guest, size)) {
		change_flags(space, guest, guest + size, flags);
		axvcpu_space_shoot_down(space);
	} else {
		status = axvcpu_refuse("space_protect", AXVCPU_NO_MEMORY, "no frame for a table");
	}
	axvcpu_space_unlock(space);
	return status;
}

enum axvcpu_status axvcpu_space_flush(struct axvcpu_space *space)
{
	if (!space)
		return axvcpu_refuse("space_flush", AXVCPU_BAD_ARGUMENT, "space is null");
	axvcpu_space_lock(space);
	axvcpu_space_shoot_down(space);
	axvcpu_space_unlock(space);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_space_lookup(const struct axvcpu_space *space, uint64_t guest,
				       struct axvcpu_mapping *mapping)
{
	struct axvcpu_table_entry found;
	uint64_t offset;

	if (!space || !mapping)
		return axvcpu_refuse("space_lookup", AXVCPU_BAD_ARGUMENT, "space or mapping is null");
	if (guest >> space->format->address_bits)
		return AXVCPU_BAD_ADDRESS;
	found = axvcpu_table_find(space, guest);
	if (!found.value)
		return AXVCPU_BAD_ADDRESS;
	offset = guest & (found.size - 1);
	mapping->host = axvcpu_host_pointer(axvcpu_table_frame(space->format, found.value) + offset);
	mapping->size = found.size - offset;
	mapping->flags = axvcpu_table_flags(space->format, found.value);
	return AXVCPU_OK;
}

uint64_t axvcpu_space_root(const struct axvcpu_space *space)
{
	return space ? axvcpu_host_physical((const void *)space->root) : 0;
}
