/* SPDX-License-Identifier: MIT */
/* The physical CPUs: what each one has, and work that one gives to another. */
#ifndef MONITOR_CPU_H
#define MONITOR_CPU_H

#include <stdatomic.h>
#include <stdint.h>

#include <axvcpu/percpu.h>

#define CPUS       4
#define STACK_SIZE 16384

/* The vector of cpu_interrupt, and of cpu_set_timer, in an exit external_interrupt. */
#define VECTOR_CALL  1
#define VECTOR_TIMER 5

/* Each CPU keeps the address of its own where only it sees it (machine_cpu). */
struct cpu {
	/* Top of its stack. First: where it begins, assembly reads it. */
	uint8_t *stack;
	/* The number that the firmware knows it by. Its own is its place in cpus. */
	uint64_t hart;
	/* What axvcpu keeps of it. */
	struct axvcpu_percpu percpu;
	/* Work that waits for it or that it does; null: none. */
	void (*_Atomic work)(void *argument);
	void *argument;
	/* An interrupt that was sent is the monitor's own, not the library's. */
	atomic_uint called;
	/* Times of axvcpu_now; UINT64_MAX: none. The hardware has the earlier one. */
	uint64_t own_deadline, library_deadline;
};

/* The one that booted is the first of them. */
extern struct cpu cpus[CPUS];
extern unsigned cpu_count;

/* The calling CPU's number in cpus. */
unsigned cpu_number(void);

/* The calling CPU's part of the boot, before any other call: it is number n. */
void cpu_begin(unsigned number, uint64_t hart);

/* Give work to another CPU, which has finished what it had before; returns at once. */
void cpu_call(unsigned number, void (*work)(void *argument), void *argument);

/* Wait until another CPU has done its work. */
void cpu_wait(unsigned number);

/* Interrupt a CPU: VECTOR_CALL for a guest there, and the end of a machine_wait. */
void cpu_interrupt(unsigned number);

/* Interrupt this CPU at a time of axvcpu_now: VECTOR_TIMER, once; UINT64_MAX: no more. */
void cpu_set_timer(uint64_t deadline);

/* Where a CPU that is not the first one spends its time. */
_Noreturn void cpu_serve(void);

#endif
