/* SPDX-License-Identifier: MIT */
/* Text: a part of what printf knows, to the console. */
#ifndef MONITOR_PRINT_H
#define MONITOR_PRINT_H

#include <stdarg.h>
#include <stddef.h>

#define PRINT_FORMAT(text, first) __attribute__((__format__(__printf__, text, first)))

/*
 * Write text of at most size bytes, its end included: %s %c %d %u %x %p %%, a width
 * after 0 or without, l, ll and z. @return its length, without what did not fit.
 */
size_t format_text(char *text, size_t size, const char *format, va_list arguments)
	PRINT_FORMAT(3, 0);

/* Print at most 512 bytes. One call comes out in one piece, whatever other CPUs print. */
void print(const char *format, ...) PRINT_FORMAT(1, 2);

/* Print bytes, likewise in one piece. */
void print_bytes(const char *bytes, size_t count);

/* Say what cannot be gone on after, and end the machine with status 1. */
_Noreturn void stop(const char *format, ...) PRINT_FORMAT(1, 2);

#endif
