/* SPDX-License-Identifier: MIT */
/* x86 instructions that were stopped at a device, and the exits that are expected of them. */
#include "x86_64_stopped.h"

#include <string.h>

#include "../tap.h"
#include "exit_judge.h"

#define READ_KNOWN  (AXVCPU_KNOWN_MMIO_READ_ALL & ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_MEMORY)
#define WRITE_KNOWN (AXVCPU_KNOWN_MMIO_WRITE_ADDR | AXVCPU_KNOWN_MMIO_WRITE_WIDTH | \
		     AXVCPU_KNOWN_MMIO_WRITE_ACCESS | AXVCPU_KNOWN_MMIO_WRITE_GVA)

const struct axvcpu_x86_64_registers guest = {
	.r = {
		0xa0a1a2a3a4a5a6a7, 0xb0b1b2b3b4b5b6b7, 0xc0c1c2c3c4c5c6c7, 0xd0d1d2d3d4d5d6d7,
		0xe0e1e2e3e4e5e6e7, 0xf0f1f2f3f4f5f6f7, 0x1011121314151617, 0x2021222324252627,
		0x3031323334353637, 0x4041424344454647, 0x5051525354555657, 0x6061626364656667,
		0x7071727374757677, 0x8081828384858687, 0x9091929394959697, 0xa8a9aaabacadaeaf,
	},
	.rip = 0x1000,
	.rflags = 0x443,
};

static unsigned digit(char letter)
{
	return letter <= '9' ? (unsigned)(letter - '0') : (unsigned)(letter - 'a' + 10);
}

struct axvcpu_x86_64_access access_of(const struct stopped *stopped)
{
	struct axvcpu_x86_64_access access = {
		.insn_bytes = AXVCPU_X86_64_LONGEST, .mode = stopped->mode, .gpa = GPA, .gva = GVA,
		.gva_known = true, .access = stopped->access,
	};
	unsigned place = 0;

	for (const char *next = stopped->bytes; *next; next += next[2] == ' ' ? 3 : 2, place++)
		*(place < 8 ? &access.insn : &access.insn_high) |=
			(uint64_t)(digit(next[0]) << 4 | digit(next[1])) << place % 8 * 8;
	return access;
}

void try_as(const struct stopped *stopped, const struct axvcpu_x86_64_registers *registers,
	    const struct axvcpu_exit *expected)
{
	struct axvcpu_x86_64_access access = access_of(stopped);
	struct axvcpu_exit got;

	memset(&got, 0x5a, sizeof(got));
	axvcpu_x86_64_access(&access, registers, &got);
	if (!ok(exit_is_same(&got, expected), "%s", stopped->name))
		exit_explain(&got, expected);
}

struct axvcpu_exit read_of(const struct stopped *stopped, struct axvcpu_exit_mmio_read payload)
{
	payload.addr = GPA;
	payload.gva = GVA;
	payload.access = stopped->access;
	return (struct axvcpu_exit){
		.reason = AXVCPU_EXIT_MMIO_READ, .known = READ_KNOWN, .mmio_read = payload,
		.insn_length = (uint8_t)stopped->length, .retire = AXVCPU_RETIRE_NEXT,
	};
}

struct axvcpu_exit write_of(const struct stopped *stopped, uint8_t width, uint32_t known)
{
	return (struct axvcpu_exit){
		.reason = AXVCPU_EXIT_MMIO_WRITE, .known = WRITE_KNOWN | known,
		.mmio_write = { .addr = GPA, .gva = GVA, .access = WRITE, .width = width },
		.insn_length = (uint8_t)stopped->length, .retire = AXVCPU_RETIRE_NEXT,
	};
}

void add_write(struct axvcpu_exit *exit, uint16_t reg, uint64_t value)
{
	exit->writes[exit->write_count].reg = reg;
	exit->writes[exit->write_count++].value = value;
}
