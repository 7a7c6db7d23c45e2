/* SPDX-License-Identifier: MIT */
/* The subcommands of axvcpu, and how it ends. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <getopt.h>
#include <stddef.h>

/* Exit statuses; the help of `axvcpu run` lists them. */
enum outcome {
	OUTCOME_OFF = 0,         /* the guest powered off; or the command did its work */
	OUTCOME_HOST = 1,        /* the host failed: no memory, output that cannot be written */
	OUTCOME_USAGE = 2,
	OUTCOME_UNAVAILABLE = 3,
	OUTCOME_RESET = 4,
	OUTCOME_CRASH = 5,
	OUTCOME_EXHAUSTED = 6,
	OUTCOME_INTERRUPTED = 130, /* 128 + SIGINT */
	OUTCOME_TERMINATED = 143,  /* 128 + SIGTERM */
};

/* Words that an option takes, null-ended. */
struct option_words {
	const char *option;
	const char *const *words;
};

struct command {
	const char *name, *does;
	int (*run)(int count, char **arguments);
	const struct option *options;
	const struct option_words *words; /* ended by one without an option; null: none */
};

/* main.c: all that a user may call. */
extern const struct command commands[];
extern const size_t command_count;

/* Complete the last word of a command line: what it may become, one a line. */
int command_complete(int count, char **arguments);

extern const struct option run_option_list[], decode_option_list[], backends_option_list[],
	spec_option_list[];
extern const struct option_words run_option_words[], spec_option_words[];

/* Each gets its own name as arguments[0], and returns an exit status. */
int command_run(int count, char **arguments);
int command_decode(int count, char **arguments);
int command_backends(int count, char **arguments);
int command_spec(int count, char **arguments);

#endif
