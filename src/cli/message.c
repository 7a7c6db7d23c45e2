/* SPDX-License-Identifier: MIT */
/* What the user is told on standard error. */
#include <config.h>

#include <getopt.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "message.h"
#include "suggest.h"

static const char *command = "";
static unsigned long line;

void message_command(const char *name)
{
	command = name;
}

void message_line(unsigned long number)
{
	line = number;
}

static void print_head(void)
{
	fprintf(stderr, "axvcpu%s%s: ", *command ? " " : "", command);
	if (line)
		fprintf(stderr, "line %lu: ", line);
}

void complain(const char *format, ...)
{
	va_list arguments;

	flockfile(stderr);
	print_head();
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	putc('\n', stderr);
	funlockfile(stderr);
}

void complain_unknown(const char *kind, const char *word, const char *const *names)
{
	const char *near = suggest(word, names);

	if (near)
		complain("unknown %s '%s'; did you mean '%s'?", kind, word, near);
	else
		complain("unknown %s '%s'", kind, word);
}

void message_help(void)
{
	fprintf(stderr, "Try 'axvcpu%s%s --help'.\n", *command ? " " : "", command);
}

/* Names of long options, as the user writes them without the dashes. */
static void option_names(const struct option *options, const char **names, size_t room)
{
	size_t count = 0;

	for (; options->name && count + 1 < room; options++)
		names[count++] = options->name;
	names[count] = NULL;
}

static void complain_long(const char *word, const struct option *options)
{
	const char *names[32];
	char name[64];

	snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
	option_names(options, names, sizeof names / sizeof *names);
	const char *near = suggest(name, names);

	if (near && strcmp(near, name) == 0)
		complain("option '--%s' takes no value", name);
	else if (near)
		complain("unknown option '--%s'; did you mean '--%s'?", name, near);
	else
		complain("unknown option '--%s'", name);
}

/* getopt leaves the letter of a short option in optopt; a bundle of them stays at its place. */
static bool is_long(const char *word)
{
	return optopt == 0 || (strncmp(word, "--", 2) == 0 && strchr(word, '='));
}

void complain_option(int answer, char *const *arguments, int at, const struct option *options)
{
	if (answer == ':')
		complain("option '%s' needs a value", arguments[at]);
	else if (is_long(arguments[at]))
		complain_long(arguments[at], options);
	else
		complain("unknown option '-%c'", optopt);
	message_help();
}
