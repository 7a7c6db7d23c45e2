/* SPDX-License-Identifier: MIT */
/*
 * Memory for the library: blocks of a power of two, cut off the free memory in
 * order; one that was given back serves the next request of its size.
 */
#include <axvcpu/host.h>
#include <core/memory_functions.h>

#include "lock.h"
#include "machine.h"

#define SIZES    40 /* block i has 1 << i bytes */
#define SMALLEST 6

struct block {
	struct block *next;
};

static struct lock frames = LOCK_INIT;
static struct block *released[SIZES];
static uint8_t *unused;

static unsigned size_of_block(size_t size)
{
	unsigned log = SMALLEST;

	while (log < SIZES && (size_t)1 << log < size)
		log++;
	return log;
}

/* A block that was given back, and is aligned as asked. */
static void *take(unsigned log, size_t alignment)
{
	struct block **at = &released[log], *block;

	while (*at && (uintptr_t)*at % alignment != 0)
		at = &(*at)->next;
	block = *at;
	if (block)
		*at = block->next;
	return block;
}

static void *cut(size_t size, size_t alignment)
{
	uint8_t *begin = unused ? unused : machine_memory();
	size_t over = (uintptr_t)begin % alignment, left;

	begin += over ? alignment - over : 0;
	left = begin < machine_memory_end() ? (size_t)(machine_memory_end() - begin) : 0;
	if (size > left)
		return NULL;
	unused = begin + size;
	return begin;
}

void *axvcpu_host_allocate(size_t size, size_t alignment)
{
	unsigned log = size_of_block(size);
	void *memory;

	if (log == SIZES)
		return NULL;
	lock(&frames);
	memory = take(log, alignment);
	if (!memory)
		memory = cut((size_t)1 << log, alignment);
	unlock(&frames);
	return memory ? memset(memory, 0, size) : NULL;
}

void axvcpu_host_release(void *memory, size_t size)
{
	struct block *block = memory;
	unsigned log = size_of_block(size);

	if (!block)
		return;
	lock(&frames);
	block->next = released[log];
	released[log] = block;
	unlock(&frames);
}
