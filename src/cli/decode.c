/* SPDX-License-Identifier: MIT */
/* `axvcpu decode`: explains why a guest exited, from what a crash log holds. */
#include <config.h>

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "choice.h"
#include "command.h"
#include "explain.h"
#include "message.h"

/* Longer than any line of a log that is all syndrome and registers. */
#define LINE_LIMIT 4096
#define HELP_WIDTH 90

const struct option decode_option_list[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

/* Folded where a line would be long. */
static void print_words_of(const char *backend, const struct axvcpu_decoder *decoder)
{
	size_t column = (size_t)printf("  %-8s", backend);

	for (size_t i = 0; decoder && i < decoder->word_count; i++) {
		const char *name = decoder->words[i].name;

		if (column + 1 + strlen(name) > HELP_WIDTH)
			column = (size_t)printf("\n%10s", "") - 1;
		column += (size_t)printf(" %s", name);
	}
	putchar('\n');
}

static void print_words(void)
{
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);

	for (; count-- > 0; info++)
		print_words_of(info->name, axvcpu_decoder_find(info->name));
}

static void print_help(void)
{
	fputs("Usage: axvcpu decode [--json] BACKEND NAME=VALUE...\n"
	      "       axvcpu decode [--json] BACKEND [-]\n"
	      "Explain why a guest exited: the fields of what the hardware said, then the exit.\n"
	      "\n"
	      "NAME is a word of the back end's syndrome, a field of one, or a register; VALUE is a\n"
	      "number or a name from 'axvcpu spec show BACKEND'. A VALUE alone is the main word's.\n"
	      "A word that is not given is 0; one that had to be fetched is asked for.\n"
	      "\n"
	      "A line of a log of Linux or QEMU is taken as it is: what is known is found in it.\n"
	      "With - , or when standard input is no terminal, each line of it is explained.\n"
	      "\n"
	      "      --json                 one object a line\n"
	      "\n"
	      "Words:\n", stdout);
	print_words();
	fputs("\n"
	      "Exit status: 0 explained, 2 bad arguments or a line that is not understood.\n"
	      "\n"
	      "Examples:\n"
	      "  axvcpu decode hext scause=23 stval=0x10000005 htval=0x4000001 insn=0x00b50023 a1=0x41\n"
	      "  axvcpu decode hext 0x8000000000000005\n"
	      "  axvcpu decode hext cause: 0000000000000015 badaddr: 0000000010000000\n"
	      "  axvcpu decode el2 esr=0x93800007 far=0x5 hpfar=0x90000\n"
	      "  axvcpu decode vmx EPT_VIOLATION qualification=0x181\n"
	      "  axvcpu decode --json hext scause=10 a7=0x4442434e a6=0\n", stdout);
}

static int usage(const char *what)
{
	complain("%s", what);
	message_help();
	return OUTCOME_USAGE;
}

static void print_explanation(struct crash_log *log, bool is_json)
{
	struct explanation explanation;

	explain(log, &explanation);
	(is_json ? explanation_print_json : explanation_print)(log, &explanation);
}

/* A line of at most so many bytes, without its end; its length, or -1 at the end of the input. */
static int read_line(char *line)
{
	int byte, length = 0;

	while ((byte = getchar()) != EOF && byte != '\n') {
		if (length < LINE_LIMIT)
			line[length] = (char)(byte ? byte : ' ');
		if (length <= LINE_LIMIT)
			length++;
	}
	line[length < LINE_LIMIT ? length : LINE_LIMIT] = '\0';
	return byte == EOF && length == 0 ? -1 : length;
}

static bool decode_line(const struct axvcpu_backend_info *backend, const char *line, int length,
			bool is_json)
{
	struct crash_log log;

	crash_log_start(&log, backend);
	if (length > LINE_LIMIT) {
		complain("longer than %d bytes", LINE_LIMIT);
		return false;
	}
	if (!crash_log_read(&log, line))
		return false;
	print_explanation(&log, is_json);
	if (!is_json)
		putchar('\n');
	fflush(stdout);
	return true;
}

/* Lines that hold nothing are passed over; of one that is not understood the user is told. */
static int decode_lines(const struct axvcpu_backend_info *backend, bool is_json)
{
	char line[LINE_LIMIT + 1];
	int length, outcome = OUTCOME_OFF;
	unsigned long number = 0, taken = 0;

	while ((length = read_line(line)) >= 0) {
		message_line(++number);
		if (strspn(line, " \t\r") == strlen(line))
			continue;
		taken++;
		if (!decode_line(backend, line, length, is_json))
			outcome = OUTCOME_USAGE;
	}
	message_line(0);
	return taken ? outcome : usage("no value to explain: expected NAME=VALUE");
}

static int decode_arguments(const struct axvcpu_backend_info *backend, char **arguments,
			    bool is_json)
{
	struct crash_log log;

	crash_log_start(&log, backend);
	if (!crash_log_take(&log, arguments))
		return OUTCOME_USAGE;
	print_explanation(&log, is_json);
	return OUTCOME_OFF;
}

/* One whose name no build knows, or that has no decoder. */
static const struct axvcpu_backend_info *find_backend(const char *name)
{
	const struct axvcpu_backend_info *backend = backend_by_name(name);

	if (!backend)
		complain_backend(name);
	else if (!axvcpu_decoder_find(name))
		complain("back end %s: no decoder explains it", name);
	else
		return backend;
	return NULL;
}

static int decode(char **arguments, bool is_json)
{
	const struct axvcpu_backend_info *backend = find_backend(arguments[0]);
	bool is_batch = arguments[1] ? strcmp(arguments[1], "-") == 0 : !isatty(STDIN_FILENO);

	if (!backend)
		return OUTCOME_USAGE;
	if (!is_batch && !arguments[1])
		return usage("no value to explain: expected NAME=VALUE");
	if (!is_batch)
		return decode_arguments(backend, arguments + 1, is_json);
	if (arguments[1] && arguments[2]) {
		complain("'%s': beside - there are no values", arguments[2]);
		return OUTCOME_USAGE;
	}
	return decode_lines(backend, is_json);
}

int command_decode(int count, char **arguments)
{
	bool is_json = false;
	int option;

	while ((option = getopt_long(count, arguments, ":h", decode_option_list, NULL)) != -1) {
		if (option == 'h') {
			print_help();
			return OUTCOME_OFF;
		}
		if (option != 'j') {
			complain_option(option, arguments, optind - 1, decode_option_list);
			return OUTCOME_USAGE;
		}
		is_json = true;
	}
	if (optind == count)
		return usage("no back end given");
	return decode(arguments + optind, is_json);
}
