/* SPDX-License-Identifier: MIT */
/*
 * The guest's console: standard input and output. Standard input is polled
 * rather than made non-blocking, which would be so for the user's shell too.
 */
#include <config.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "console.h"
#include "message.h"

/* A pipe that can be written to at all takes as much without waiting. */
#define PIPE_ROOM 4096

/* Milliseconds that a reader who takes nothing may delay the end of the machine. */
#define PATIENCE 100

void console_start(struct console *console)
{
	*console = (struct console){ .next = -1 };
	pthread_mutex_init(&console->lock, NULL);
}

#define ERASE_LINE "\r\033[K"

void console_show_progress(struct console *console, const char *line)
{
	pthread_mutex_lock(&console->lock);
	if (!console->is_used) {
		fprintf(stderr, ERASE_LINE "%s", line);
		console->has_progress = true;
	}
	pthread_mutex_unlock(&console->lock);
}

/* The lock is held. */
static void end_progress(struct console *console)
{
	console->is_used = true;
	if (console->has_progress)
		fputs(ERASE_LINE, stderr);
	console->has_progress = false;
}

void console_end_progress(struct console *console)
{
	pthread_mutex_lock(&console->lock);
	end_progress(console);
	pthread_mutex_unlock(&console->lock);
}

/* A guest echoes by itself and wants each byte at once; Ctrl-C stays the user's. */
static void take_terminal(struct console *console)
{
	struct termios settings;

	if (!isatty(STDIN_FILENO) || tcgetpgrp(STDIN_FILENO) != getpgrp())
		return;
	if (tcgetattr(STDIN_FILENO, &console->before) != 0)
		return;
	settings = console->before;
	settings.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	settings.c_iflag &= ~(tcflag_t)ICRNL;
	settings.c_cc[VMIN] = 1;
	settings.c_cc[VTIME] = 0;
	console->is_changed = tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0;
}

void console_stop(struct console *console)
{
	console->stopped = true;
	pthread_mutex_lock(&console->lock);
	end_progress(console);
	if (console->is_changed)
		tcsetattr(STDIN_FILENO, TCSANOW, &console->before);
	console->is_changed = false;
	console->looked = true; /* and it stays the user's */
	pthread_mutex_unlock(&console->lock);
}

static void give_up(struct console *console)
{
	console->broken = true;
	complain("cannot write the guest's console to standard output: %s", strerror(errno));
}

/* False: nobody reads, and the machine ends. */
static bool wait_writable(const struct console *console)
{
	struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };
	int ready;

	do
		ready = poll(&output, 1, PATIENCE);
	while (ready <= 0 && !console->stopped);
	return ready > 0;
}

static bool is_fatal(int error)
{
	return error != EINTR && error != EAGAIN;
}

void console_write(struct console *console, const uint8_t *bytes, size_t count)
{
	pthread_mutex_lock(&console->lock);
	end_progress(console);
	if (count > 0)
		console->in_line = bytes[count - 1] != '\n';
	while (count > 0 && !console->broken && wait_writable(console)) {
		size_t part = count < PIPE_ROOM ? count : PIPE_ROOM;
		ssize_t written = write(STDOUT_FILENO, bytes, part);

		if (written >= 0) {
			bytes += written;
			count -= (size_t)written;
		} else if (is_fatal(errno)) {
			give_up(console);
		}
	}
	pthread_mutex_unlock(&console->lock);
}

static bool is_ready(struct console *console)
{
	struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };

	if (!console->looked)
		take_terminal(console);
	console->looked = true;
	return poll(&input, 1, 0) == 1;
}

/*
 * poll cannot tell a byte from the end of the input, so a byte is only known
 * to be there once it has been read.
 */
static int read_byte(struct console *console)
{
	uint8_t byte;

	return is_ready(console) && read(STDIN_FILENO, &byte, 1) == 1 ? byte : -1;
}

bool console_ready(struct console *console)
{
	pthread_mutex_lock(&console->lock);
	if (console->next < 0)
		console->next = read_byte(console);
	bool ready = console->next >= 0;
	pthread_mutex_unlock(&console->lock);
	return ready;
}

int console_read(struct console *console)
{
	pthread_mutex_lock(&console->lock);
	int byte = console->next >= 0 ? console->next : read_byte(console);
	console->next = -1;
	pthread_mutex_unlock(&console->lock);
	return byte;
}
