/* SPDX-License-Identifier: MIT */
/* Firmware calls that the library hands on: console, hart states, legacy. */
#ifndef CLI_SBI_H
#define CLI_SBI_H

#include "machine.h"

/* Answer a hypercall: the return registers hold the outcome. */
void sbi_call(struct hart *hart, const struct axvcpu_exit_hypercall *call);

/* Report an outcome in a0 and a1. */
void sbi_return(struct hart *hart, int64_t error, uint64_t value);

/* Interrupt the harts of a mask, or all of them; an enum axvcpu_sbi_error. */
int64_t sbi_send_ipi(struct machine *machine, const struct axvcpu_exit_send_ipi *ipi);

#endif
