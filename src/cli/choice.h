/* SPDX-License-Identifier: MIT */
/* Which back end runs the guest. */
#ifndef CLI_CHOICE_H
#define CLI_CHOICE_H

#include <axvcpu/axvcpu.h>

#include "command.h"
#include "options.h"

/* OUTCOME_OFF, or the user has been told why there is none. */
enum outcome choose_backend(const struct run_options *options, enum axvcpu_backend *backend);

/* What is known of a back end; null for a name that this build does not know. */
const struct axvcpu_backend_info *backend_by_name(const char *name);

/* Complain of a back end that this build does not know. */
void complain_backend(const char *name);

#endif
