/* SPDX-License-Identifier: MIT */
/* Each exit as a line on standard error. */
#ifndef CLI_TRACE_H
#define CLI_TRACE_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>

#include "options.h"

struct trace {
	enum format format;
	bool coloured;
	uint64_t sequence; /* of the last record; stderr's lock guards it */
};

void trace_start(struct trace *trace, enum format format);
void trace_exit(struct trace *trace, uint32_t vcpu, const struct axvcpu_exit *exit);

#endif
