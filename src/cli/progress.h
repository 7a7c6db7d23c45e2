/* SPDX-License-Identifier: MIT */
/* A line for who waits at a terminal, while the guest has printed nothing. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "machine.h"

/* Wait as signals_wait does for the machine's time limit, and renew the line meanwhile. */
int progress_wait(struct machine *machine);

#endif
