/* SPDX-License-Identifier: MIT */
/* What the monitor asks of whatever it runs on. */
#ifndef CONFORMANCE_HOST_H
#define CONFORMANCE_HOST_H

#include <stddef.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>

/* Results, in TAP. */
void host_print(const char *text, size_t length);

/* A synchronous exit, before it is answered. */
void host_trace(uint32_t machine, uint32_t hart, const struct axvcpu_exit *exit);

/* An interrupt is to end the turn that begins, if it lasts: asked where there are no budgets. */
void host_slice(void);

/* Every hart sleeps until a time of axvcpu_now. */
void host_sleep(uint64_t until);

#endif
