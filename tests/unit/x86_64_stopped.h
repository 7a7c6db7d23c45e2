/* SPDX-License-Identifier: MIT */
/* x86 instructions that were stopped at a device, and the exits that are expected of them. */
#ifndef X86_64_STOPPED_H
#define X86_64_STOPPED_H

#include <arch/x86_64/instruction.h>

/* The addresses of each access. */
#define GPA UINT64_C(0xfee00300)
#define GVA UINT64_C(0xffffffffff5fc300)

#define READ  AXVCPU_ACCESS_READ
#define WRITE AXVCPU_ACCESS_WRITE

/* Each register has another value in each byte; CF, ZF and DF are set. */
extern const struct axvcpu_x86_64_registers guest;

/* An instruction in hexadecimal digits, and how many bytes it has. */
struct stopped {
	const char *name;
	const char *bytes;
	unsigned length;
	enum axvcpu_x86_64_mode mode;
	enum axvcpu_access access;
};

struct axvcpu_x86_64_access access_of(const struct stopped *stopped);

/* One result: whether the decoder makes this exit of it. */
void try_as(const struct stopped *stopped, const struct axvcpu_x86_64_registers *registers,
	    const struct axvcpu_exit *expected);

/* A read, whose payload is given but for what it has in common with all. */
struct axvcpu_exit read_of(const struct stopped *stopped, struct axvcpu_exit_mmio_read payload);

/* A write of which these fields are known beside those of all. */
struct axvcpu_exit write_of(const struct stopped *stopped, uint8_t width, uint32_t known);

/* Add a register that is written when the exit retires. */
void add_write(struct axvcpu_exit *exit, uint16_t reg, uint64_t value);

#endif
