/* SPDX-License-Identifier: MIT */
/* A hart that is stopped in the middle of anything, by a kick or by a budget, and goes on. */
#ifndef STOP_H
#define STOP_H

#include "guest.h"

/* A way to stop the hart at its nth exit, and how often it has been stopped by it. */
struct stop {
	void (*order)(unsigned exit);
	uint64_t (*count)(void);
};

#define STOPS 9

/* Let the stops be tried: interrupts are on, and a page is there. */
void stop_prepare(void);
/* Stop the hart in STOPS places, each of which it survives; the names of the results. */
void stop_everywhere(const struct stop *stop, const char *const *names);

bool is_stopped_once(const struct stop *stop, uint64_t before);

/* External interrupts that were taken; those who wait for one set it to 0 first. */
extern unsigned stop_interrupts;

#endif
