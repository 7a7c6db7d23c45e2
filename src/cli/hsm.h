/* SPDX-License-Identifier: MIT */
/* Hart state management: harts started, stopped and suspended by the guest (SBI 2.0, chapter 9). */
#ifndef CLI_HSM_H
#define CLI_HSM_H

#include "machine.h"

/* Sleep until the hart is to start. False: the machine ends. */
bool hsm_await_start(struct hart *hart);

/* The hart's thread has left the guest. */
void hsm_stopped(struct hart *hart);

/* sbi_hart_start; an enum axvcpu_sbi_error. */
int64_t hsm_start(struct machine *machine, const struct axvcpu_exit_cpu_up *up);

/* sbi_hart_suspend: sleeps, and reports to the guest. */
void hsm_suspend(struct hart *hart, const struct axvcpu_exit_cpu_down *down);

#endif
