/* SPDX-License-Identifier: MIT */
/* All that is known of an exit that the machine has no answer to. */
#ifndef CLI_CRASH_H
#define CLI_CRASH_H

#include "machine.h"

void crash_report(struct hart *hart, const struct axvcpu_exit *exit, const char *why);

#endif
