/* SPDX-License-Identifier: MIT */
/*
 * What devices and firmware calls ask of the machine that they are in. Whoever
 * makes a machine defines these and the two structures: the command, with an
 * operating system below it, and the conformance tests, without.
 */
#ifndef CLI_PLATFORM_H
#define CLI_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>

struct machine;
struct console;

/* States of a hart, numbered as sbi_hart_get_status answers (SBI 2.0, table 18). */
enum hart_state {
	HART_STARTED = 0,
	HART_STOPPED = 1,
	HART_START_PENDING = 2,
	HART_STOP_PENDING = 3,
	HART_SUSPENDED = 4,
};

struct axvcpu_space *machine_space(struct machine *machine);
struct console *machine_console(struct machine *machine);

/* Harts are numbered from 0. */
uint32_t machine_harts(struct machine *machine);
struct axvcpu *machine_vcpu(struct machine *machine, uint32_t hart);

/* sbi_hart_get_status: an enum hart_state, or an error below 0. */
int64_t machine_hart_status(struct machine *machine, uint64_t hart);

void console_write(struct console *console, const uint8_t *bytes, size_t count);

/* Whether console_read has a byte. Never waits. */
bool console_ready(struct console *console);

/* A byte of input; -1: there is none now. Never waits. */
int console_read(struct console *console);

#endif
