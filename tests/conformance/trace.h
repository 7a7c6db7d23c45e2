/* SPDX-License-Identifier: MIT */
/* The records of a trace, on a host with an operating system. */
#ifndef CONFORMANCE_TRACE_H
#define CONFORMANCE_TRACE_H

#include <stdint.h>
#include <stdio.h>

#include <axvcpu/axvcpu.h>

/*
 * Write a record, with the next number of its hart: how the harts take turns is
 * not the same on every back end. machine < MACHINES, hart < MACHINE_HARTS.
 */
void trace_record(FILE *stream, uint32_t machine, uint32_t hart, const struct axvcpu_exit *exit);

/* The numbers begin anew. */
void trace_restart(void);

#endif
