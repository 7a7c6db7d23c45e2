/* SPDX-License-Identifier: MIT */
/* Test results in TAP: numbers them, counts failures, says where they are. */
#include "tap.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned planned, reported, failed;

void plan(unsigned count)
{
	planned = count;
	printf("1..%u\n", count);
	fflush(stdout);
}

/* A result line; '#' starts a directive in TAP and must not come from a name. */
static void result(bool condition, const char *file, int line, const char *format,
		   va_list arguments)
{
	char name[512];

	vsnprintf(name, sizeof name, format, arguments);
	for (char *at = name; (at = strchr(at, '#')) != NULL; )
		*at = '/';
	pthread_mutex_lock(&lock);
	printf("%sok %u - %s\n", condition ? "" : "not ", ++reported, name);
	if (!condition) {
		failed++;
		printf("# failed at %s:%d\n", file, line);
	}
	fflush(stdout);
	pthread_mutex_unlock(&lock);
}

static void explain(const char *got, const char *expected)
{
	pthread_mutex_lock(&lock);
	printf("#      got: %s\n# expected: %s\n", got, expected);
	fflush(stdout);
	pthread_mutex_unlock(&lock);
}

/* In a function with these parameters: the result line. */
#define RESULT(condition) do { \
	va_list arguments; \
	va_start(arguments, format); \
	result(condition, file, line, format, arguments); \
	va_end(arguments); \
} while (0)

bool tap_ok(const char *file, int line, bool condition, const char *format, ...)
{
	RESULT(condition);
	return condition;
}

bool tap_is_u64(const char *file, int line, uint64_t got, uint64_t expected,
		const char *format, ...)
{
	char texts[2][64];

	RESULT(got == expected);
	snprintf(texts[0], sizeof texts[0], "%" PRIu64 " (0x%" PRIx64 ")", got, got);
	snprintf(texts[1], sizeof texts[1], "%" PRIu64 " (0x%" PRIx64 ")", expected, expected);
	if (got != expected)
		explain(texts[0], texts[1]);
	return got == expected;
}

bool tap_is_i64(const char *file, int line, int64_t got, int64_t expected,
		const char *format, ...)
{
	char texts[2][32];

	RESULT(got == expected);
	snprintf(texts[0], sizeof texts[0], "%" PRId64, got);
	snprintf(texts[1], sizeof texts[1], "%" PRId64, expected);
	if (got != expected)
		explain(texts[0], texts[1]);
	return got == expected;
}

bool tap_is_str(const char *file, int line, const char *got, const char *expected,
		const char *format, ...)
{
	bool same = got && expected ? strcmp(got, expected) == 0 : got == expected;

	RESULT(same);
	if (!same)
		explain(got ? got : "(null)", expected ? expected : "(null)");
	return same;
}

bool tap_is_ptr(const char *file, int line, const void *got, const void *expected,
		const char *format, ...)
{
	char texts[2][32];

	RESULT(got == expected);
	snprintf(texts[0], sizeof texts[0], "%p", got);
	snprintf(texts[1], sizeof texts[1], "%p", expected);
	if (got != expected)
		explain(texts[0], texts[1]);
	return got == expected;
}

void skip(unsigned count, const char *format, ...)
{
	char reason[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(reason, sizeof reason, format, arguments);
	va_end(arguments);
	pthread_mutex_lock(&lock);
	while (count--)
		printf("ok %u # SKIP %s\n", ++reported, reason);
	fflush(stdout);
	pthread_mutex_unlock(&lock);
}

_Noreturn void skip_all(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("1..0 # SKIP ");
	vprintf(format, arguments);
	putchar('\n');
	va_end(arguments);
	exit(0);
}

void diag(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	pthread_mutex_lock(&lock);
	fprintf(stderr, "# ");
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	pthread_mutex_unlock(&lock);
	va_end(arguments);
}

/* _Exit, not exit: other threads may hang in the library, and none may be joined. */
_Noreturn void bail_out(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("Bail out! ");
	vprintf(format, arguments);
	putchar('\n');
	va_end(arguments);
	fflush(stdout);
	_Exit(1);
}

int done_testing(void)
{
	if (planned == 0 && reported != 0)
		plan(reported);
	if (failed != 0)
		diag("%u of %u failed", failed, reported);
	if (planned != reported)
		diag("%u planned, %u reported", planned, reported);
	return failed == 0 && reported != 0 && planned == reported ? 0 : 1;
}
