/* SPDX-License-Identifier: MIT */
/* The terminal that standard error may be. */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "terminal.h"

bool terminal_is_screen(void)
{
	const char *kind = getenv("TERM");

	return isatty(STDERR_FILENO) && kind && *kind && strcmp(kind, "dumb") != 0;
}
