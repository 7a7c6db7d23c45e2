/* SPDX-License-Identifier: MIT */
/* The test results of tests/tap.h, on the console of a machine. */
#include "../tap.h"

#include <stddef.h>

#include <core/memory_functions.h>

#include "lock.h"
#include "print.h"

static struct lock results = LOCK_INIT;
static unsigned planned, reported, failed;

void plan(unsigned count)
{
	planned = count;
	print("1..%u\n", count);
}

static void result(bool condition, const char *file, int line, const char *format,
		   va_list arguments)
{
	char name[256];

	format_text(name, sizeof name, format, arguments);
	for (char *at = name; *at; at++)
		if (*at == '#')
			*at = '/';
	lock(&results);
	print("%sok %u - %s\n", condition ? "" : "not ", ++reported, name);
	failed += !condition;
	unlock(&results);
	if (!condition)
		print("# failed at %s:%d\n", file, line);
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
	RESULT(got == expected);
	if (got != expected)
		print("#      got: %lu (0x%lx)\n# expected: %lu (0x%lx)\n",
		      (unsigned long)got, (unsigned long)got,
		      (unsigned long)expected, (unsigned long)expected);
	return got == expected;
}

bool tap_is_i64(const char *file, int line, int64_t got, int64_t expected,
		const char *format, ...)
{
	RESULT(got == expected);
	if (got != expected)
		print("#      got: %ld\n# expected: %ld\n", (long)got, (long)expected);
	return got == expected;
}

static bool equal(const char *left, const char *right)
{
	while (*left && *left == *right)
		left++, right++;
	return *left == *right;
}

bool tap_is_str(const char *file, int line, const char *got, const char *expected,
		const char *format, ...)
{
	bool same = got && expected ? equal(got, expected) : got == expected;

	RESULT(same);
	if (!same)
		print("#      got: %s\n# expected: %s\n", got, expected);
	return same;
}

bool tap_is_ptr(const char *file, int line, const void *got, const void *expected,
		const char *format, ...)
{
	RESULT(got == expected);
	if (got != expected)
		print("#      got: %p\n# expected: %p\n", got, expected);
	return got == expected;
}

static void print_list(const char *before, const char *format, va_list arguments)
{
	char text[256];

	format_text(text, sizeof text, format, arguments);
	print("%s%s\n", before, text);
}

void skip(unsigned count, const char *format, ...)
{
	char reason[256];
	va_list arguments;

	va_start(arguments, format);
	format_text(reason, sizeof reason, format, arguments);
	va_end(arguments);
	lock(&results);
	while (count--)
		print("ok %u # SKIP %s\n", ++reported, reason);
	unlock(&results);
}

_Noreturn void skip_all(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_list("1..0 # SKIP ", format, arguments);
	va_end(arguments);
	machine_end(0);
}

void diag(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_list("# ", format, arguments);
	va_end(arguments);
}

_Noreturn void bail_out(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	print_list("Bail out! ", format, arguments);
	va_end(arguments);
	machine_end(1);
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
