/* SPDX-License-Identifier: MIT */
/*
 * A harness turns any bytes into use of one part of the project, and aborts
 * where that part breaks its word. libFuzzer makes up the bytes; without it,
 * replay.c reads them from files.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The harness; the name is libFuzzer's. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Abort, and say what does not hold; in builds without assertions, too. */
#define expect(condition) \
	((condition) ? (void)0 : expect_failed(#condition, __FILE__, __LINE__))

static inline _Noreturn void expect_failed(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: expected %s\n", file, line, condition);
	abort();
}

/* What is left of the bytes. Behind their end everything is 0. */
struct input {
	const uint8_t *bytes;
	size_t size;
};

/* Take up to that many bytes; how many there were. */
static inline size_t input_part(struct input *input, void *part, size_t size)
{
	size_t taken = size < input->size ? size : input->size;

	if (taken)
		memcpy(part, input->bytes, taken);
	input->bytes += taken;
	input->size -= taken;
	return taken;
}

static inline uint8_t input_byte(struct input *input)
{
	uint8_t byte = 0;

	input_part(input, &byte, 1);
	return byte;
}

/* Little-endian, as guest memory is. */
static inline uint64_t input_number(struct input *input, unsigned bytes)
{
	uint64_t number = 0;

	for (unsigned i = 0; i < bytes; i++)
		number |= (uint64_t)input_byte(input) << 8 * i;
	return number;
}

#endif
