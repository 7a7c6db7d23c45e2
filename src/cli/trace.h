/* SPDX-License-Identifier: MIT */
/* Each exit as a line on standard error. */
#ifndef CLI_TRACE_H
#define CLI_TRACE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>

#include "console.h"
#include "options.h"

struct trace {
	enum format format;
	bool coloured;
	struct console *beside; /* where the guest writes to the same place; or null */
	pthread_mutex_t lock;
	uint64_t sequence; /* of the last record */
};

void trace_start(struct trace *trace, enum format format, struct console *console);
void trace_exit(struct trace *trace, uint32_t vcpu, const struct axvcpu_exit *exit);

#endif
