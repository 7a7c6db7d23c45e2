/* SPDX-License-Identifier: MIT */
/* Firmware calls that the library hands on: console, hart states, legacy. */
#ifndef CLI_SBI_H
#define CLI_SBI_H

#include "platform.h"

/* Answer a hypercall: the caller's return registers hold the outcome. What the library says. */
enum axvcpu_status sbi_call(struct machine *machine, struct axvcpu *caller,
			    const struct axvcpu_exit_hypercall *call);

/* Report an outcome in a0 and a1. */
enum axvcpu_status sbi_return(struct axvcpu *caller, int64_t error, uint64_t value);

/* Interrupt the harts of a mask, or all of them; an enum axvcpu_sbi_error. */
int64_t sbi_send_ipi(struct machine *machine, const struct axvcpu_exit_send_ipi *ipi);

#endif
