/* SPDX-License-Identifier: MIT */
/* A hart that waits. */
#ifndef CLI_IDLE_H
#define CLI_IDLE_H

#include "machine.h"

/* Sleep until an interrupt may be there for the hart, or the machine ends. */
void wait_for_interrupt(struct hart *hart);

#endif
