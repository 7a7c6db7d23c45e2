/* SPDX-License-Identifier: MIT */
/* The radix tree of second-stage tables, driven by the format in the arch spec. */
#include <axvcpu/host.h>

#include "space.h"

static unsigned level_shift(const struct axvcpu_table_format *format, unsigned level)
{
	return format->page_bits + level * format->index_bits;
}

uint64_t axvcpu_table_span(const struct axvcpu_table_format *format, unsigned level)
{
	return UINT64_C(1) << level_shift(format, level);
}

/* The root may be wider than the tables below it. */
static uint64_t level_index(const struct axvcpu_table_format *format, uint64_t guest,
			    unsigned level)
{
	uint64_t entries = level + 1u == format->levels ? format->root_size / sizeof(uint64_t)
							: UINT64_C(1) << format->index_bits;

	return guest >> level_shift(format, level) & (entries - 1);
}

bool axvcpu_table_is_leaf(const struct axvcpu_table_format *format, uint64_t value)
{
	return (value & format->valid) &&
		(value & (format->read | format->write | format->execute));
}

uint64_t axvcpu_table_frame(const struct axvcpu_table_format *format, uint64_t value)
{
	uint64_t frames = (UINT64_C(1) << (format->frame_high - format->frame_low + 1)) - 1;

	return (value >> format->frame_low & frames) << format->page_bits;
}

static uint64_t table_pointer(const struct axvcpu_table_format *format, uint64_t physical)
{
	return physical >> format->page_bits << format->frame_low | format->valid;
}

uint64_t axvcpu_table_leaf(const struct axvcpu_table_format *format, uint64_t physical,
			   unsigned flags)
{
	return table_pointer(format, physical) | format->always |
		(flags & AXVCPU_MAP_READ ? format->read : 0) |
		(flags & AXVCPU_MAP_WRITE ? format->write : 0) |
		(flags & AXVCPU_MAP_EXECUTE ? format->execute : 0);
}

unsigned axvcpu_table_flags(const struct axvcpu_table_format *format, uint64_t value)
{
	bool dirty = (value & format->dirty) == format->dirty;

	return (value & format->read ? AXVCPU_MAP_READ : 0) |
		(dirty && value & format->write ? AXVCPU_MAP_WRITE : 0) |
		(value & format->execute ? AXVCPU_MAP_EXECUTE : 0);
}

static _Atomic uint64_t *table_of(const struct axvcpu_table_format *format, uint64_t value)
{
	return axvcpu_host_pointer(axvcpu_table_frame(format, value));
}

/*
 * What a leaf needs to translate, in tables of the caller's, too. A large one
 * whose frame is not aligned to it is a fault (RISC-V 10.3.2, step 6), so is one
 * without A where it is not set by hardware (step 9), and without U (18.5.1).
 */
static bool is_usable(const struct axvcpu_table_format *format, struct axvcpu_table_entry leaf)
{
	uint64_t needed = format->user | format->accessed;

	return !(axvcpu_table_frame(format, leaf.value) & (leaf.size - 1)) &&
	       (leaf.value & needed) == needed;
}

/* Where the walk for an address ends: at a leaf, or at an entry that is none (value 0). */
struct axvcpu_table_entry axvcpu_table_find(const struct axvcpu_space *space, uint64_t guest)
{
	const struct axvcpu_table_format *format = space->format;
	_Atomic uint64_t *table = space->root;
	struct axvcpu_table_entry found;

	for (unsigned level = format->levels - 1u;; level--) {
		found.entry = &table[level_index(format, guest, level)];
		found.value = atomic_load_explicit(found.entry, memory_order_acquire);
		found.size = axvcpu_table_span(format, level);
		if (axvcpu_table_is_leaf(format, found.value))
			break;
		if (!(found.value & format->valid) || level == 0) {
			found.value = 0;
			return found;
		}
		table = table_of(format, found.value);
	}
	if (!is_usable(format, found))
		found.value = 0;
	return found;
}

static void *new_table(const struct axvcpu_table_format *format)
{
	size_t size = (size_t)1 << format->page_bits;

	return axvcpu_host_allocate(size, size);
}

/* The entry for an address at a level, tables made on the way; null: no memory, or a leaf is there. */
_Atomic uint64_t *axvcpu_table_reach(struct axvcpu_space *space, uint64_t guest, unsigned level)
{
	const struct axvcpu_table_format *format = space->format;
	_Atomic uint64_t *table = space->root;

	for (unsigned at = format->levels - 1u; at > level; at--) {
		_Atomic uint64_t *entry = &table[level_index(format, guest, at)];
		uint64_t value = atomic_load_explicit(entry, memory_order_relaxed);

		if (axvcpu_table_is_leaf(format, value))
			return NULL;
		if (value & format->valid) {
			table = table_of(format, value);
			continue;
		}
		table = new_table(format);
		if (!table)
			return NULL;
		atomic_store_explicit(entry, table_pointer(format, axvcpu_host_physical((void *)table)),
				      memory_order_release);
	}
	return &table[level_index(format, guest, level)];
}

/* Replace one large leaf by a table of smaller ones that translate the same. */
static bool split_leaf(const struct axvcpu_table_format *format, struct axvcpu_table_entry large)
{
	uint64_t size = large.size >> format->index_bits;
	uint64_t frame = axvcpu_table_frame(format, large.value);
	unsigned flags = axvcpu_table_flags(format, large.value);
	_Atomic uint64_t *table = new_table(format);

	if (!table)
		return false;
	for (unsigned i = 0; i < 1u << format->index_bits; i++)
		atomic_store_explicit(&table[i], axvcpu_table_leaf(format, frame + i * size, flags),
				      memory_order_relaxed);
	atomic_store_explicit(large.entry,
			      table_pointer(format, axvcpu_host_physical((void *)table)),
			      memory_order_release);
	return true;
}

/* No leaf shall span an address: it lies between two, or no memory. */
bool axvcpu_table_split(struct axvcpu_space *space, uint64_t guest)
{
	for (;;) {
		struct axvcpu_table_entry found;

		if (guest >> space->format->address_bits)
			return true;
		found = axvcpu_table_find(space, guest);
		if (!found.value || guest % found.size == 0)
			return true;
		if (!split_leaf(space->format, found))
			return false;
	}
}

static void free_below(const struct axvcpu_table_format *format, _Atomic uint64_t *table,
		       uint64_t entries, unsigned level)
{
	for (uint64_t i = 0; level && i < entries; i++) {
		uint64_t value = atomic_load_explicit(&table[i], memory_order_relaxed);
		_Atomic uint64_t *below;

		if (!(value & format->valid) || axvcpu_table_is_leaf(format, value))
			continue;
		below = table_of(format, value);
		/* Depth is bounded by the format's levels. */
		free_below(format, below, UINT64_C(1) << format->index_bits, level - 1);
		axvcpu_host_release((void *)below, (size_t)1 << format->page_bits);
	}
}

void axvcpu_table_free(struct axvcpu_space *space)
{
	free_below(space->format, space->root, space->format->root_size / sizeof(uint64_t),
		   space->format->levels - 1u);
	axvcpu_host_release((void *)space->root, space->format->root_size);
}
