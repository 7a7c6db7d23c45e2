/* SPDX-License-Identifier: MIT */
/* In the place of tests/fuzz/harness.h, for the checks that are shared with the harnesses there. */
#ifndef HARNESS_H
#define HARNESS_H

#include <core/memory_functions.h>

#include "fuzz.h"

#define expect(condition) EXPECT(condition)

static inline int strcmp(const char *left, const char *right)
{
	while (*left && *left == *right)
		left++, right++;
	return *left - *right;
}

#endif
