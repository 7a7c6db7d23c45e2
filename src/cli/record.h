/* SPDX-License-Identifier: MIT */
/* What a hart has done: counts and times for the statistics, the last exits for a crash report. */
#ifndef CLI_RECORD_H
#define CLI_RECORD_H

#include <stdint.h>

#include <axvcpu/axvcpu.h>

#define RECORD_LAST 8

struct record {
	struct {
		uint64_t count;
		uint64_t nanoseconds; /* from its arrival until the next entry */
	} exits[AXVCPU_EXIT_REASONS];
	uint64_t total;             /* exits */
	uint64_t guest_nanoseconds; /* spent in the guest */
	uint64_t instructions;      /* executed by the guest */
	struct axvcpu_exit last[RECORD_LAST]; /* exit n, from 0, at n % RECORD_LAST */
};

void record_exit(struct record *record, const struct axvcpu_exit *exit);

#endif
