/* SPDX-License-Identifier: MIT */
/* Results as TAP: those that guests print, and the monitor's own. */
#ifndef CONFORMANCE_REPORT_H
#define CONFORMANCE_REPORT_H

#include <stdbool.h>
#include <stddef.h>

struct report {
	const char *backend; /* goes before the name of each result */
	unsigned count, failed;
	unsigned planned;    /* of those that guests print */
	unsigned printed;
};

void report_result(struct report *report, bool passed, const char *name);

/* A line of a guest: a result, its plan, or a comment. */
void report_line(struct report *report, const char *line, size_t length);

/* A comment that explains a failure. */
void report_comment(const char *text);

/* The plan, which comes last. */
void report_plan(const struct report *report);

#endif
