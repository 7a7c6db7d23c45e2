/* SPDX-License-Identifier: MIT */
/* What becomes of an exit. */
#ifndef CLI_HANDLERS_H
#define CLI_HANDLERS_H

#include "machine.h"

/* False: the hart leaves the guest. */
bool handle_exit(struct hart *hart, const struct axvcpu_exit *exit);

#endif
