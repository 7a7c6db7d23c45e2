/* SPDX-License-Identifier: MIT */
/* Numbers that look random and are the same for the same seed: xorshift64. */
#ifndef MONITOR_RANDOM_H
#define MONITOR_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The next one depends on it alone; it is never 0. */
extern uint64_t random_state;

static inline void random_begin(uint64_t seed)
{
	random_state = seed * UINT64_C(0x9e3779b97f4a7c15);
	if (!random_state)
		random_state = 1;
}

static inline uint64_t random_word(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

/* Below a limit. The low bits of one word are like those of the next: take higher ones. */
static inline unsigned random_below(unsigned limit)
{
	return (unsigned)((random_word() >> 20) % limit);
}

static inline bool one_in(unsigned times)
{
	return random_below(times) == 0;
}

#define ONE_OF(list) ((list)[random_below(sizeof(list) / sizeof(list)[0])])

#endif
