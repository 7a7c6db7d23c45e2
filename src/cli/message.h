/* SPDX-License-Identifier: MIT */
/* What the user is told on standard error. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

/* Messages begin with "axvcpu NAME: " from here on. */
void message_command(const char *name);

/* Messages are of a line of the input from here on; 0: no more. */
void message_line(unsigned long line);

/* One line; the caller gives no line feed. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* "unknown KIND 'WORD'", with the nearest of the names if one is near. */
void complain_unknown(const char *kind, const char *word, const char *const *names);

/* "Try 'axvcpu NAME --help'." */
void message_help(void);

/* Explain the '?' and ':' that getopt_long answered for arguments[at]. */
struct option;
void complain_option(int answer, char *const *arguments, int at, const struct option *options);

#endif
