/* SPDX-License-Identifier: MIT */
/* Results as TAP. */
#include <stdint.h>

#include "host.h"
#include "report.h"

/* A line of output that is being put together; what does not fit is left out. */
struct line {
	char text[256];
	size_t length;
};

static void append(struct line *line, const char *text, size_t length)
{
	while (length-- > 0 && line->length < sizeof line->text - 1)
		line->text[line->length++] = *text++;
}

static size_t length_of(const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	return length;
}

static void append_text(struct line *line, const char *text)
{
	append(line, text, length_of(text));
}

static void append_number(struct line *line, unsigned number)
{
	char digits[10];
	size_t first = sizeof digits;

	do
		digits[--first] = (char)('0' + number % 10);
	while (number /= 10);
	append(line, digits + first, sizeof digits - first);
}

static void print(struct line *line)
{
	line->text[line->length++] = '\n';
	host_print(line->text, line->length);
}

static void result(struct report *report, bool passed, const char *name, size_t length)
{
	struct line line = {0};

	report->count++;
	report->failed += !passed;
	append_text(&line, passed ? "ok " : "not ok ");
	append_number(&line, report->count);
	append_text(&line, " - ");
	append_text(&line, report->backend);
	append_text(&line, ": ");
	append(&line, name, length);
	print(&line);
}

void report_result(struct report *report, bool passed, const char *name)
{
	result(report, passed, name, length_of(name));
}

static void comment(const char *text, size_t length)
{
	struct line line = {0};

	append_text(&line, "# ");
	append(&line, text, length);
	print(&line);
}

void report_comment(const char *text)
{
	comment(text, length_of(text));
}

/* What follows a prefix that the line begins with, or null. */
static const char *after(const char *line, size_t length, const char *prefix)
{
	size_t i;

	for (i = 0; prefix[i]; i++)
		if (i >= length || line[i] != prefix[i])
			return NULL;
	return line + i;
}

static void plan(struct report *report, const char *digits, const char *end)
{
	unsigned number = 0;

	for (; digits < end && *digits >= '0' && *digits <= '9' && number < 1000000; digits++)
		number = number * 10 + (unsigned)(*digits - '0');
	report->planned += number;
}

void report_line(struct report *report, const char *line, size_t length)
{
	const char *end = line + length, *rest;

	if ((rest = after(line, length, "1..")))
		plan(report, rest, end);
	else if ((rest = after(line, length, "ok - ")) ||
		 (rest = after(line, length, "not ok - "))) {
		report->printed++;
		result(report, *line == 'o', rest, (size_t)(end - rest));
	} else {
		comment(line, length);
	}
}

void report_plan(const struct report *report)
{
	struct line line = {0};

	append_text(&line, "1..");
	append_number(&line, report->count);
	print(&line);
}
