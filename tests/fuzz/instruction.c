/* SPDX-License-Identifier: MIT */
/*
 * The decoder of x86 instructions: any bytes, with and without registers. The bytes are 15 of an
 * instruction, how many of them count, mode, access, whether there is a guest-virtual address, the
 * two addresses, and the registers.
 */
#include <arch/x86_64/instruction.h>

#include "check_exit.h"
#include "harness.h"

static struct axvcpu_x86_64_access take(struct input *input)
{
	struct axvcpu_x86_64_access access = { 0 };

	access.insn = input_number(input, 8);
	access.insn_high = input_number(input, 7);
	access.insn_bytes = input_byte(input);
	access.mode = input_byte(input);
	access.access = (enum axvcpu_access)(1u << input_byte(input) % 3);
	access.gva_known = input_byte(input) & 1;
	access.gpa = input_number(input, 8);
	access.gva = input_number(input, 8);
	return access;
}

static struct axvcpu_x86_64_registers take_registers(struct input *input)
{
	struct axvcpu_x86_64_registers registers;

	for (unsigned i = 0; i < 16; i++)
		registers.r[i] = input_number(input, 8);
	registers.rip = input_number(input, 8);
	registers.rflags = input_number(input, 8);
	return registers;
}

/* The exit, all bytes of which were this one before. */
static struct axvcpu_exit decode(const struct axvcpu_x86_64_access *access,
				 const struct axvcpu_x86_64_registers *registers, int byte)
{
	struct axvcpu_exit exit;

	memset(&exit, byte, sizeof(exit));
	axvcpu_x86_64_access(access, registers, &exit);
	return exit;
}

static void check_length(const struct axvcpu_x86_64_access *access, const struct axvcpu_exit *exit)
{
	uint32_t length = axvcpu_x86_64_length(access->insn, access->insn_high,
		access->insn_bytes, access->mode);

	expect(length == exit->insn_length);
	expect(length <= AXVCPU_X86_64_LONGEST && length <= access->insn_bytes);
	expect(length || exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	struct axvcpu_x86_64_access access = take(&input);
	struct axvcpu_x86_64_registers registers = take_registers(&input);
	struct axvcpu_exit exit = decode(&access, &registers, 0);
	struct axvcpu_exit filled = decode(&access, &registers, 0xff);
	struct axvcpu_exit without = decode(&access, NULL, 0);

	exit.cause = filled.cause = without.cause = 0;
	check_exit(AXVCPU_ARCH_X86_64, &exit);
	check_exit(AXVCPU_ARCH_X86_64, &filled);
	check_exit(AXVCPU_ARCH_X86_64, &without);
	check_length(&access, &exit);
	check_same(&exit, &filled);
	expect(exit.answer == filled.answer);
	expect(without.insn_length == exit.insn_length);
	/* Without registers, a string instruction may have iterations left. */
	expect(without.reason != exit.reason || (without.known & ~exit.known) == 0);
	return 0;
}
