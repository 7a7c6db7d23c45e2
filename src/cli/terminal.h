/* SPDX-License-Identifier: MIT */
/* The terminal that standard error may be. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>

/* Whether it is one, and knows colours and how to erase a line. */
bool terminal_is_screen(void);

#endif
