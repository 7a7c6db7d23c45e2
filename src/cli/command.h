/* SPDX-License-Identifier: MIT */
/* The subcommands of axvcpu, and how it ends. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

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

/* Each gets its own name as arguments[0], and returns an exit status. */
int command_run(int count, char **arguments);
int command_decode(int count, char **arguments);
int command_backends(int count, char **arguments);
int command_spec(int count, char **arguments);

#endif
