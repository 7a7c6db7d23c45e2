/* SPDX-License-Identifier: MIT */
/* Test results in TAP, the Test Anything Protocol, on standard output. */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>
#include <stdint.h>

#define TAP_PRINTF(text, first) __attribute__((__format__(__printf__, text, first)))

/* Say first how many results will come; without it, done_testing counts them. */
void plan(unsigned count);

/*
 * One result each, true where it passed. The format names what was tried; the
 * value that is expected comes second. Any thread may report.
 */
#define ok(condition, ...) tap_ok(__FILE__, __LINE__, (condition), __VA_ARGS__)
#define is_u64(got, expected, ...) tap_is_u64(__FILE__, __LINE__, (got), (expected), __VA_ARGS__)
#define is_i64(got, expected, ...) tap_is_i64(__FILE__, __LINE__, (got), (expected), __VA_ARGS__)
#define is_str(got, expected, ...) tap_is_str(__FILE__, __LINE__, (got), (expected), __VA_ARGS__)
#define is_ptr(got, expected, ...) tap_is_ptr(__FILE__, __LINE__, (got), (expected), __VA_ARGS__)
#define pass(...) tap_ok(__FILE__, __LINE__, true, __VA_ARGS__)
#define fail(...) tap_ok(__FILE__, __LINE__, false, __VA_ARGS__)

/* Report count results as skipped, for the reason given. */
void skip(unsigned count, const char *format, ...) TAP_PRINTF(2, 3);

/* Leave the program as skipped altogether: nothing was reported before. */
_Noreturn void skip_all(const char *format, ...) TAP_PRINTF(1, 2);

/* A comment on standard error. */
void diag(const char *format, ...) TAP_PRINTF(1, 2);

/* Give up: going on makes no sense, or would hang. Exits with 1. */
_Noreturn void bail_out(const char *format, ...) TAP_PRINTF(1, 2);

/* What main returns: 0 if all passed and the plan was kept, else 1. */
int done_testing(void);

bool tap_ok(const char *file, int line, bool condition, const char *format, ...)
	TAP_PRINTF(4, 5);
bool tap_is_u64(const char *file, int line, uint64_t got, uint64_t expected,
		const char *format, ...) TAP_PRINTF(5, 6);
bool tap_is_i64(const char *file, int line, int64_t got, int64_t expected,
		const char *format, ...) TAP_PRINTF(5, 6);
bool tap_is_str(const char *file, int line, const char *got, const char *expected,
		const char *format, ...) TAP_PRINTF(5, 6);
bool tap_is_ptr(const char *file, int line, const void *got, const void *expected,
		const char *format, ...) TAP_PRINTF(5, 6);

#endif
