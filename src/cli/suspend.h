/* SPDX-License-Identifier: MIT */
/* What does not depend on how harts wait: entries and sbi_hart_suspend (SBI 2.0, chapter 9). */
#ifndef CLI_SUSPEND_H
#define CLI_SUSPEND_H

#include "platform.h"

/* Whether a hart may begin or resume at a guest-physical address. */
bool is_entry(struct machine *machine, uint64_t address);

/* What is wrong with a request to suspend, an enum axvcpu_sbi_error. */
int64_t suspend_check(struct machine *machine, const struct axvcpu_exit_cpu_down *down);

/*
 * Whether an interrupt is pending and enabled, as in sip and sie. One that the
 * vCPU has taken in already, and not delivered, is no request that block meets.
 */
bool is_interrupted(struct axvcpu *vcpu);

/* Go on after the sleep: behind the call, or at the entry without the old state. */
enum axvcpu_status suspend_resume(struct axvcpu *vcpu, const struct axvcpu_exit_cpu_down *down);

#endif
