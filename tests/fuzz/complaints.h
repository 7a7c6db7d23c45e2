/* SPDX-License-Identifier: MIT */
/* What a part of the command tells the user, counted instead of printed. */
#ifndef COMPLAINTS_H
#define COMPLAINTS_H

/* How often the user has been told something since the last call. */
unsigned complaints_take(void);

#endif
