/* SPDX-License-Identifier: MIT */
/* Numbers that look random and are the same on each host, and how many of them a test takes. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include <stdbool.h>
#include <stdint.h>

/* The next of one sequence of numbers. */
uint64_t random_word(void);

/* One of count values, mostly; else any number. */
uint64_t random_of(const uint64_t *values, unsigned count);

/*
 * Whether a long test takes a sample: in a build that is slow, with sanitizers or without
 * optimisation, and where AXVCPU_SAMPLE is set.
 */
bool is_sampled(void);

#endif
