/* SPDX-License-Identifier: MIT */
/*
 * The functions that compilers call on their own. Volatile, or a compiler sees that
 * a loop is memcpy, and calls it.
 */
#include <stdbool.h>
#include <stdint.h>

#include <core/memory_functions.h>

static bool aligned(const void *memory)
{
	return (uintptr_t)memory % sizeof(uint64_t) == 0;
}

void *memset(void *memory, int byte, size_t size)
{
	volatile uint8_t *at = memory;
	uint64_t word = (uint8_t)byte * UINT64_C(0x0101010101010101);

	if (aligned(memory))
		for (; size >= sizeof word; size -= sizeof word, at += sizeof word)
			*(volatile uint64_t *)at = word;
	while (size--)
		*at++ = (uint8_t)byte;
	return memory;
}

void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
	volatile uint8_t *target = to;
	const volatile uint8_t *source = from;

	if (aligned(to) && aligned(from))
		for (; size >= 8; size -= 8, target += 8, source += 8)
			*(volatile uint64_t *)target = *(const volatile uint64_t *)source;
	while (size--)
		*target++ = *source++;
	return to;
}

void *memmove(void *to, const void *from, size_t size)
{
	volatile uint8_t *target = to;
	const volatile uint8_t *source = from;

	if ((uintptr_t)to <= (uintptr_t)from)
		return memcpy(to, from, size);
	while (size--)
		target[size] = source[size];
	return to;
}

int memcmp(const void *left, const void *right, size_t size)
{
	const volatile uint8_t *one = left, *other = right;

	for (; size--; one++, other++) {
		int difference = *one - *other;

		if (difference)
			return difference;
	}
	return 0;
}
