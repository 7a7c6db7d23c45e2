/* SPDX-License-Identifier: MIT */
/* `axvcpu decode`: explains why a guest exited, from what a crash log holds. */
#include <config.h>

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

#include "choice.h"
#include "command.h"
#include "explain.h"
#include "message.h"

static const struct option long_options[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static void print_help(void)
{
	fputs("Usage: axvcpu decode [--json] BACKEND NAME=VALUE...\n"
	      "Explain why a guest exited: the fields of what the hardware said, then the exit.\n"
	      "\n"
	      "NAME is a word of the back end's syndrome or a register; a VALUE alone is the main\n"
	      "word's. A word that is not given is 0; one that had to be fetched is asked for.\n"
	      "\n"
	      "Words:\n", stdout);
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);

	for (; count-- > 0; info++) {
		const struct axvcpu_decoder *decoder = axvcpu_decoder_find(info->name);

		printf("  %-8s", info->name);
		for (size_t i = 0; decoder && i < decoder->word_count; i++)
			printf(" %s", decoder->words[i].name);
		putchar('\n');
	}
	fputs("\n"
	      "Examples:\n"
	      "  axvcpu decode hext scause=23 stval=0x10000005 htval=0x4000001 insn=0x00b50023 a1=0x41\n"
	      "  axvcpu decode hext 0x8000000000000005\n"
	      "  axvcpu decode --json hext scause=10 a7=0x4442434e a6=0\n", stdout);
}

static int usage(const char *what)
{
	complain("%s", what);
	message_help();
	return OUTCOME_USAGE;
}

static int decode(char **arguments, bool is_json)
{
	struct crash_log log = { .decoder = axvcpu_decoder_find(arguments[0]) };
	struct explanation explanation;

	if (!log.decoder) {
		complain_backend(arguments[0]);
		return OUTCOME_USAGE;
	}
	if (!arguments[1])
		return usage("no value to explain: expected NAME=VALUE");
	for (char **argument = arguments + 1; *argument; argument++)
		if (!crash_log_take(&log, *argument))
			return OUTCOME_USAGE;
	explain(&log, &explanation);
	(is_json ? explanation_print_json : explanation_print)(&log, &explanation);
	return OUTCOME_OFF;
}

int command_decode(int count, char **arguments)
{
	bool is_json = false;
	int option;

	while ((option = getopt_long(count, arguments, ":h", long_options, NULL)) != -1) {
		if (option == 'h') {
			print_help();
			return OUTCOME_OFF;
		}
		if (option != 'j') {
			complain_option(option, arguments, optind - 1, long_options);
			return OUTCOME_USAGE;
		}
		is_json = true;
	}
	if (optind == count)
		return usage("no back end given");
	return decode(arguments + optind, is_json);
}
