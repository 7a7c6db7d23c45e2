/* SPDX-License-Identifier: MIT */
/* The functions that a compiler asks of every host; without a libc no header declares them. */
#ifndef AXVCPU_CORE_MEMORY_FUNCTIONS_H
#define AXVCPU_CORE_MEMORY_FUNCTIONS_H

#ifdef AXVCPU_FREESTANDING
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *memory, int byte, size_t size);
int memcmp(const void *left, const void *right, size_t size);
#else
#include <string.h>
#endif

#endif
