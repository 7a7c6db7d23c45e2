/* SPDX-License-Identifier: MIT */
/*
 * The registers of x86_64, by hand from the Intel SDM, volume 2, table 2-2 (numbers in
 * instructions), and the System V ABI, 3.2.3 (arguments and results).
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/x86_64.h>

#include "../tap.h"

#define NOWHERE (-1)

static const struct axvcpu_register_info *find(const char *name)
{
	size_t count;
	uint32_t number = UINT32_MAX;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_X86_64, &count);

	if (axvcpu_register_find(AXVCPU_ARCH_X86_64, name, &number) == AXVCPU_OK)
		for (; count-- > 0; info++)
			if (info->number == number)
				return info;
	return NULL;
}

static void is_register(const char *name, uint32_t number, int context)
{
	const struct axvcpu_register_info *info = find(name);

	is_u64(info ? info->number : UINT32_MAX, number, "%s: its number", name);
	is_i64(info ? info->context : -2, context, "%s: where it is saved", name);
}

static void check_general(void)
{
	static const char *const names[] = {
		"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
		"r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
	};
	static const char *const high[] = { "ah", "ch", "dh", "bh" };

	for (uint32_t i = 0; i < 16; i++)
		is_register(names[i], i, (int)i * 8);
	for (uint32_t i = 0; i < 4; i++)
		is_register(high[i], 16 + i, NOWHERE);
	is_register("rip", AXVCPU_X86_64_RIP, 128);
	is_register("rflags", AXVCPU_X86_64_RFLAGS, 136);
	is_u64(sizeof(struct axvcpu_x86_64_registers), 144, "nothing else is saved at an exit");
}

static void check_vectors(void)
{
	char name[16];

	for (uint32_t i = 0; i < 16; i++) {
		snprintf(name, sizeof name, "xmm%u", (unsigned)i);
		is_register(name, 64 + i, NOWHERE);
		snprintf(name, sizeof name, "xmm%u_high", (unsigned)i);
		is_register(name, 96 + i, NOWHERE);
	}
}

static void check_roles(void)
{
	static const struct { const char *name; uint32_t number; } roles[] = {
		{ "pc", AXVCPU_X86_64_RIP }, { "sp", 4 }, { "arg0", 7 }, { "arg1", 6 },
		{ "arg2", 2 }, { "arg3", 1 }, { "arg4", 8 }, { "arg5", 9 },
		{ "return", 0 }, { "return1", 2 },
	};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		uint32_t number = UINT32_MAX;

		ok(axvcpu_register_find(AXVCPU_ARCH_X86_64, roles[i].name, &number) == AXVCPU_OK,
		   "there is a register for %s", roles[i].name);
		is_u64(number, roles[i].number, "%s: its number", roles[i].name);
	}
}

/* The ABI passes six arguments in registers. */
static void check_missing_roles(void)
{
	uint32_t number = 77;

	ok(axvcpu_register_find(AXVCPU_ARCH_X86_64, "arg6", &number) == AXVCPU_BAD_ARGUMENT,
	   "no register has the seventh argument");
	ok(axvcpu_register_find(AXVCPU_ARCH_X86_64, "arg7", &number) == AXVCPU_BAD_ARGUMENT,
	   "nor the eighth");
	is_u64(number, 77, "the caller's variable is left alone");
	is_u64(axvcpu_register_of_role(AXVCPU_ARCH_X86_64, AXVCPU_REGISTER_ARG6),
	       AXVCPU_REGISTER_ARG6, "the role stays what it is");
}

/* A number from 0 on is in the name. */
static void are_registers(const char *format, uint32_t first, unsigned count)
{
	char name[16];

	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof name, format, i);
		is_register(name, first + i, NOWHERE);
	}
}

/* Those with no number in an instruction have the ones that programs are compiled with. */
static void check_segments(void)
{
	static const char *const names[] = { "es", "cs", "ss", "ds", "fs", "gs", "ldtr", "tr" };
	static const char *const parts[] = { "", "_base", "_limit", "_rights" };
	char name[16];

	for (uint32_t i = 0; i < 8 * 4; i++) {
		snprintf(name, sizeof name, "%s%s", names[i / 4], parts[i % 4]);
		is_register(name, 0x200 + i, NOWHERE);
	}
	is_register("gdtr_base", 0x221, NOWHERE);
	is_register("gdtr_limit", 0x222, NOWHERE);
	is_register("idtr_base", 0x225, NOWHERE);
	is_register("idtr_limit", 0x226, NOWHERE);
}

static void check_system(void)
{
	static const char *const names[] = {
		"efer", "star", "lstar", "cstar", "sfmask", "kernel_gs_base", "sysenter_cs",
		"sysenter_esp", "sysenter_eip", "pat", "apic_base", "debugctl", "tsc_aux", "xss",
	};

	for (uint32_t i = 0; i < sizeof names / sizeof *names; i++)
		is_register(names[i], 0x300 + i, NOWHERE);
	is_register("tsc", 0x310, NOWHERE);
	is_register("cr0", 0x100, NOWHERE);
	is_register("cr2", 0x102, NOWHERE);
	is_register("cr3", 0x103, NOWHERE);
	is_register("cr4", 0x104, NOWHERE);
	is_register("cr8", 0x108, NOWHERE);
	is_register("xcr0", 0x110, NOWHERE);
	are_registers("dr%u", 0x120, 4);
	is_register("dr6", 0x126, NOWHERE);
	is_register("dr7", 0x127, NOWHERE);
}

static void check_float(void)
{
	is_register("fcw", 0x400, NOWHERE);
	is_register("fsw", 0x401, NOWHERE);
	is_register("ftw", 0x402, NOWHERE);
	is_register("mxcsr", 0x403, NOWHERE);
	are_registers("st%u", 0x410, 8);
	are_registers("st%u_exponent", 0x418, 8);
}

/* Volume 1, 3.4, 8.1 and 10.2.3; volume 3, 3.4.2 and 25.4.1: what has not 64 bits. */
static unsigned width_of(const char *name)
{
	static const struct { const char *name; unsigned width; } narrow[] = {
		{ "ah", 8 }, { "ch", 8 }, { "dh", 8 }, { "bh", 8 }, { "ftw", 8 }, { "fcw", 16 },
		{ "fsw", 16 }, { "mxcsr", 32 }, { "gdtr_limit", 16 }, { "idtr_limit", 16 },
		{ "es", 16 }, { "cs", 16 }, { "ss", 16 }, { "ds", 16 }, { "fs", 16 }, { "gs", 16 },
		{ "ldtr", 16 }, { "tr", 16 },
	};

	for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
		if (strcmp(name, narrow[i].name) == 0)
			return narrow[i].width;
	if (strstr(name, "_exponent"))
		return 16;
	return strstr(name, "_limit") || strstr(name, "_rights") ? 32 : 64;
}

static void check_widths(void)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_X86_64, &count);

	for (; count-- > 0; info++)
		is_u64(info->width, width_of(info->name), "%s: its bits", info->name);
}

int main(void)
{
	check_general();
	check_vectors();
	check_roles();
	check_missing_roles();
	check_segments();
	check_system();
	check_float();
	is_u64(AXVCPU_X86_64_CR3, 0x103, "the number of cr3 by its name in C");
	is_str(axvcpu_arch_name(AXVCPU_ARCH_X86_64), "x86_64", "the arch's name");
	check_widths();
	return done_testing();
}
