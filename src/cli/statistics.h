/* SPDX-License-Identifier: MIT */
/* Exits by count and time, when a run is over. */
#ifndef CLI_STATISTICS_H
#define CLI_STATISTICS_H

#include "machine.h"

void statistics_print(const struct machine *machine);

#endif
