/* SPDX-License-Identifier: MIT */
/*
 * The registers of x86_64, by hand from the Intel SDM, volume 2, table 2-2 (numbers in
 * instructions), and the System V ABI, 3.2.3 (arguments and results).
 */
#include <stddef.h>
#include <stdio.h>

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

/* Volume 4, table 2-2; AMD's manual, volume 2, appendix A. */
static void check_msrs(void)
{
	static const struct { const char *name; uint32_t number; } msrs[] = {
		{ "ia32_apic_base", 0x1b }, { "ia32_mtrr_physmask9", 0x213 },
		{ "ia32_mc3_misc", 0x40f }, { "ia32_vmx_exit_ctls2", 0x493 },
		{ "ia32_x2apic_icr", 0x830 }, { "ia32_x2apic_irr7", 0x827 },
		{ "ia32_efer", 0xc0000080 }, { "vm_hsave_pa", 0xc0010117 },
	};

	for (size_t i = 0; i < sizeof msrs / sizeof *msrs; i++)
		is_str(axvcpu_system_register_name(AXVCPU_ARCH_X86_64, msrs[i].number),
		       msrs[i].name, "MSR %#x", (unsigned)msrs[i].number);
	is_str(axvcpu_system_register_name(AXVCPU_ARCH_X86_64, 0x2), NULL, "there is no MSR 2");
}

int main(void)
{
	check_msrs();
	check_general();
	check_vectors();
	check_roles();
	check_missing_roles();
	is_register("cr3", AXVCPU_X86_64_CR3, NOWHERE);
	is_register("gs_base", AXVCPU_X86_64_GS_BASE, NOWHERE);
	is_register("efer", AXVCPU_X86_64_EFER, NOWHERE);
	is_str(axvcpu_arch_name(AXVCPU_ARCH_X86_64), "x86_64", "the arch's name");
	return done_testing();
}
