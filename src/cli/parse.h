/* SPDX-License-Identifier: MIT */
/* Numbers as users write them. Each function is false for anything else, and for too much. */
#ifndef CLI_PARSE_H
#define CLI_PARSE_H

#include <stdbool.h>
#include <stdint.h>

/* 17 or 0x11. A leading zero is refused: logs print 0000000000000017 and mean 0x17. */
bool parse_number(const char *text, uint64_t *value);

/* A number with a suffix K, M or G. */
bool parse_size(const char *text, uint64_t *bytes);

/* More than 0, fractions allowed; in nanoseconds. */
bool parse_seconds(const char *text, uint64_t *nanoseconds);

#endif
