/* SPDX-License-Identifier: MIT */
/* The command axvcpu: finds the subcommand. */
#include <config.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "message.h"

const struct command commands[] = {
	{ "run", "run a guest until it powers off", command_run, run_option_list, run_option_words },
	{ "decode", "explain why a guest exited, from a crash log", command_decode,
	  decode_option_list, NULL },
	{ "backends", "the ways to run a guest, and why one is not there", command_backends,
	  backends_option_list, NULL },
	{ "spec", "the tables that all this is made of", command_spec, spec_option_list,
	  spec_option_words },
};

#define COMMANDS (sizeof commands / sizeof *commands)

const size_t command_count = COMMANDS;

/* What the shell calls to complete a command line, and nobody else. */
#define COMPLETE "--complete"

static void print_usage(FILE *stream)
{
	fputs("Usage: axvcpu COMMAND [OPTION]...\n"
	      "The virtual CPU of a hypervisor, on the command line.\n\n", stream);
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(stream, "  %-10s %s\n", commands[i].name, commands[i].does);
	fputs("\n"
	      "  axvcpu COMMAND --help    options and examples\n"
	      "  axvcpu --version         its version\n\n"
	      "Begin with: axvcpu run --trace --stats\n", stream);
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int refuse(const char *word)
{
	const char *names[COMMANDS + 3] = { "--help", "--version" };

	for (size_t i = 0; i < COMMANDS; i++)
		names[i + 2] = commands[i].name;
	complain_unknown(*word == '-' ? "option" : "command", word, names);
	message_help();
	return OUTCOME_USAGE;
}

/* Output that did not arrive is a failure, whatever the command says. */
static int finish(int outcome)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return outcome;
	complain("cannot write standard output");
	return OUTCOME_HOST;
}

/*
 * No file that is opened later may take the place of a standard stream that
 * the caller has closed. What takes it fails as the closed one would.
 */
static void occupy_closed_streams(void)
{
	for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
		if (fcntl(stream, F_GETFD) < 0)
			open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int count, char **arguments)
{
	occupy_closed_streams();
	if (count < 2) {
		print_usage(stderr);
		return OUTCOME_USAGE;
	}
	const char *word = arguments[1];

	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
		print_usage(stdout);
		return finish(OUTCOME_OFF);
	}
	if (strcmp(word, "--version") == 0) {
		puts("axvcpu " PACKAGE_VERSION);
		return finish(OUTCOME_OFF);
	}
	if (strcmp(word, COMPLETE) == 0)
		return finish(command_complete(count - 1, arguments + 1));
	const struct command *command = find(word);

	if (!command)
		return refuse(word);
	message_command(command->name);
	return finish(command->run(count - 1, arguments + 1));
}
