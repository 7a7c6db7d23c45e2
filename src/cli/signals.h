/* SPDX-License-Identifier: MIT */
/* What the main thread waits for while the harts run: a signal, an end, a time limit. */
#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#define SIGNALS_TIMEOUT (-1)

/* Catch SIGINT and SIGTERM, each once: a second one kills. False: the host has no pipe. */
bool signals_start(void);

/* Make signals_wait return this number. Any thread, signal handlers too. */
void signals_raise(int number);

/* The number raised, or SIGNALS_TIMEOUT after so many nanoseconds; UINT64_MAX: no limit. */
int signals_wait(uint64_t nanoseconds);

#endif
