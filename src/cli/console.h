/* SPDX-License-Identifier: MIT */
/* The guest's console: standard input and output. */
#ifndef CLI_CONSOLE_H
#define CLI_CONSOLE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <termios.h>

#include "platform.h"

struct console {
	pthread_mutex_t lock;
	atomic_bool in_line; /* the last byte written did not end its line */
	atomic_bool is_used; /* something has been written */
	bool has_progress;   /* the terminal's last line is one of progress */
	atomic_bool broken; /* standard output takes no more; the user has been told */
	int next;           /* a byte that has been read ahead, or -1 */
	atomic_bool stopped; /* the machine ends */
	bool looked;        /* the guest has asked for input */
	bool is_changed;    /* the terminal's settings are ours; before holds the user's */
	struct termios before;
};

void console_start(struct console *console);

/* Put a line of progress in the place of the one before; nothing, once the console is used. */
void console_show_progress(struct console *console, const char *line);

/* The line of progress goes, for messages to take its place, and does not come back. */
void console_end_progress(struct console *console);

/* Give the terminal its settings back, and wait no longer for readers that read nothing. */
void console_stop(struct console *console);

#endif
