/* SPDX-License-Identifier: MIT */
/* The command's messages, for harnesses: each line is made, looked at and dropped. */
#include "complaints.h"

#include <stdarg.h>

#include "../../src/cli/message.h"
#include "harness.h"

static unsigned complaints;

unsigned complaints_take(void)
{
	unsigned count = complaints;

	complaints = 0;
	return count;
}

void complain(const char *format, ...)
{
	char line[8192];
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(line, sizeof line, format, arguments);

	va_end(arguments);
	expect(length > 0 && !strchr(line, '\n'));
	complaints++;
}

void complain_unknown(const char *kind, const char *word, const char *const *names)
{
	(void)names;
	complain("unknown %s '%s'", kind, word);
}
