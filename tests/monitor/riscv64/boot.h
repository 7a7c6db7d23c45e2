/* SPDX-License-Identifier: MIT */
/* What start.S calls. */
#ifndef MONITOR_BOOT_H
#define MONITOR_BOOT_H

#include <stdint.h>

struct cpu;

/* On the hart that the firmware started, with a small stack: what it is from now on. */
struct cpu *boot_first(uint64_t hart);

/* By the number of a hart, the CPU that it is; for start.S. */
extern struct cpu *boot_cpus[];

/* On each hart, interrupts masked, on its own stack. */
_Noreturn void boot(void);

/* A trap of the monitor itself, with scause, sepc and stval; interrupts are masked. */
void trap(uint64_t cause, uint64_t pc, uint64_t value);

#endif
