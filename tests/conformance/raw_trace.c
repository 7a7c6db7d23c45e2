/* SPDX-License-Identifier: MIT */
/*
 * raw_trace BACKEND: what a monitor on bare metal prints on standard input, the
 * records of a back end's trace as JSON on standard output. It prints an exit as it lies in
 * memory, by bytes in hexadecimal; the layout is this program's own where both
 * were made of one source, for two machines whose numbers have 64 bits, the
 * lowest byte first:
 *
 *     # trace MACHINE HART BYTES
 *
 * All other lines are not the trace's.
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "monitor.h"
#include "trace.h"

#define PREFIX "# trace "

static _Noreturn void stop(unsigned long number, const char *why)
{
	fprintf(stderr, "raw_trace: line %lu: %s\n", number, why);
	exit(1);
}

/* One digit, and the text moves on; -1: there is none. */
static int digit(const char **text)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = **text ? strchr(digits, **text) : NULL;

	*text += found != NULL;
	return found ? (int)(found - digits) : -1;
}

static bool read_bytes(const char *text, void *memory, size_t size)
{
	unsigned char *bytes = memory;

	for (size_t i = 0; i < size; i++) {
		int high = digit(&text), low = high < 0 ? -1 : digit(&text);

		if (low < 0)
			return false;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return *text == '\n';
}

/* One digit below a limit, and a space behind it. */
static int read_number(const char **text, int limit)
{
	int number = digit(text);

	if (number >= limit || **text != ' ')
		return -1;
	++*text;
	return number;
}

static void read_record(const char *text, const char *backend, unsigned long number)
{
	int machine = read_number(&text, MACHINES), hart = read_number(&text, MACHINE_HARTS);
	struct axvcpu_exit exit;

	if (machine < 0 || hart < 0)
		stop(number, "there is no such hart");
	if (!read_bytes(text, &exit, sizeof exit))
		stop(number, "this is no exit, or one of another size");
	if (strcmp(axvcpu_backend_name((enum axvcpu_backend)exit.backend), backend) == 0)
		trace_record(stdout, (uint32_t)machine, (uint32_t)hart, &exit);
}

int main(int count, char **arguments)
{
	char line[sizeof PREFIX + 16 + 2 * sizeof(struct axvcpu_exit)];

	if (count != 2)
		stop(0, "Usage: raw_trace BACKEND");
	for (unsigned long number = 1; fgets(line, sizeof line, stdin); number++)
		if (strncmp(line, PREFIX, strlen(PREFIX)) == 0)
			read_record(line + strlen(PREFIX), arguments[1], number);
	return ferror(stdin) || fflush(stdout) != 0;
}
