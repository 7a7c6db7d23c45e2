/* SPDX-License-Identifier: MIT */
/*
 * What becomes of an exit, the same in each machine that has the SBI. Whoever makes a
 * machine defines its harts, and what is asked of them here.
 */
#ifndef CONFORMANCE_ANSWERS_H
#define CONFORMANCE_ANSWERS_H

#include <axvcpu/axvcpu.h>

#include <cli/platform.h>

struct hart;

/* Answer an exit of the hart's vCPU. What the library says. */
enum axvcpu_status answer_exit(struct hart *hart, const struct axvcpu_exit *exit);

struct axvcpu *hart_vcpu(struct hart *hart);
struct machine *hart_machine(struct hart *hart);

/* Devices. False: none answers an access of this width there. */
bool hart_read(struct hart *hart, uint64_t address, unsigned width, uint64_t *value);
bool hart_write(struct hart *hart, uint64_t address, unsigned width, uint64_t value);

/* As WFI does: sleep unless something is pending. */
void hart_wait(struct hart *hart);

/* sbi_hart_start of a hart that is there, at an entry that is one; an enum axvcpu_sbi_error. */
int64_t hart_start(struct hart *hart, uint64_t entry, uint64_t argument);

/* sbi_hart_suspend, of a kind that there is: sleep, then suspend_resume. */
enum axvcpu_status hart_suspend(struct hart *hart, const struct axvcpu_exit_cpu_down *down);

/* sbi_hart_stop. */
void hart_stop(struct hart *hart);

struct hart *machine_hart(struct machine *machine, uint32_t id);

/* The guest asks for the end, or for a beginning. */
void machine_down(struct machine *machine, enum axvcpu_down kind);

/* An exit that no guest of such a machine causes. */
void machine_unexpected(struct machine *machine, const struct axvcpu_exit *exit);

#endif
