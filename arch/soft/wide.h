/* SPDX-License-Identifier: MIT */
/* Arithmetic of 128 bits, which not every host's compiler has. */
#ifndef AXVCPU_ARCH_SOFT_WIDE_H
#define AXVCPU_ARCH_SOFT_WIDE_H

#include <stdint.h>

/* The upper half of a 128-bit product, from four products of halves. */
static inline uint64_t soft_multiply_high(uint64_t a, uint64_t b)
{
	uint64_t a0 = (uint32_t)a, a1 = a >> 32;
	uint64_t b0 = (uint32_t)b, b1 = b >> 32;
	uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
	uint64_t other = a0 * b1 + (uint32_t)middle;

	return a1 * b1 + (middle >> 32) + (other >> 32);
}

#endif
