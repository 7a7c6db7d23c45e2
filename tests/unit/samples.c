/* SPDX-License-Identifier: MIT */
/* Numbers that look random and are the same on each host, and how many of them a test takes. */
#include "samples.h"

#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || \
	__has_feature(thread_sanitizer)
#define SLOW 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__OPTIMIZE__)
#define SLOW 1
#endif

/* xorshift64. */
uint64_t random_word(void)
{
	static uint64_t state = 0x9e3779b97f4a7c15;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

uint64_t random_of(const uint64_t *values, unsigned count)
{
	uint64_t random = random_word();

	return (random & 7) != 0 ? values[random / 8 % count] : random_word();
}

bool is_sampled(void)
{
#ifdef SLOW
	return true;
#else
	return getenv("AXVCPU_SAMPLE") != NULL;
#endif
}
