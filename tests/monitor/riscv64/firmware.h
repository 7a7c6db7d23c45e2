/* SPDX-License-Identifier: MIT */
/* What firmware_start.S calls, in M-mode. */
#ifndef MONITOR_FIRMWARE_H
#define MONITOR_FIRMWARE_H

#include <stdint.h>

/* What a hart finds in a0 and a1 when it goes on in HS-mode. */
struct firmware_arguments {
	uint64_t hart, argument;
};

/* Make a hart ready for HS-mode. It comes back when the hart may go there. */
struct firmware_arguments firmware_begin(uint64_t hart, uint64_t device_tree);

/* A trap to M-mode: a0 to a7 of who was interrupted. */
void firmware_trap(uint64_t arguments[8]);

#endif
