/* SPDX-License-Identifier: MIT */
/* What the monitor asks of its machine: each architecture has a directory that defines it. */
#ifndef MONITOR_MACHINE_H
#define MONITOR_MACHINE_H

#include <stdint.h>

struct cpu;

/* A byte to the console. */
void machine_put(char byte);

/* The end: the emulator stops, and its exit status is this one, up to 255. */
_Noreturn void machine_end(unsigned status);

/* What is the calling CPU's own. */
struct cpu *machine_cpu(void);

/* Let a CPU that is described in cpus begin at cpu_serve. */
void machine_start(struct cpu *cpu);

/* An interrupt for that CPU. */
void machine_interrupt(struct cpu *cpu);

/* Interrupts of the calling CPU: both may be called in either state. */
void machine_mask_interrupts(void);
void machine_unmask_interrupts(void);

/* With interrupts masked: wait until one is there. It is taken when they are unmasked. */
void machine_wait(void);

/* In a loop that waits for another CPU. */
void machine_relax(void);

/* Memory that is free: from the first address up to the second. */
uint8_t *machine_memory(void);
uint8_t *machine_memory_end(void);

/* What the runner loaded for the program (tests/monitor/run), and its size in bytes; 0: nothing. */
const uint8_t *machine_image(void);
uint64_t machine_image_size(void);

/* A number for the program that the runner's caller gave, of 64 bits; else 0. */
uint64_t machine_image_option(void);

/* The program: what it returns is the status of machine_end. */
int main(void);

#endif
