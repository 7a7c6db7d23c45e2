/* SPDX-License-Identifier: MIT */
/*
 * The registers of aarch64, by hand from the Arm Architecture Reference Manual, B1.2.1 and
 * C1.2.5, and the procedure call standard, AAPCS64, 6.1.1 and 6.8.2.
 */
#include <stddef.h>
#include <stdio.h>

#include <axvcpu/aarch64.h>
#include <axvcpu/axvcpu.h>

#include "../tap.h"

#define NOWHERE (-1)

static const struct axvcpu_register_info *find(const char *name)
{
	size_t count;
	uint32_t number = UINT32_MAX;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_AARCH64, &count);

	if (axvcpu_register_find(AXVCPU_ARCH_AARCH64, name, &number) == AXVCPU_OK)
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
	char name[16];

	for (unsigned i = 0; i < 31; i++) {
		snprintf(name, sizeof name, "x%u", i);
		is_register(name, i, (int)i * 8);
	}
	is_register("xzr", 31, 31 * 8);
	is_register("sp", 32, 32 * 8);
	is_register("pc", 33, 33 * 8);
	is_register("pstate", 34, NOWHERE);
	is_u64(sizeof(struct axvcpu_aarch64_registers), 34 * 8, "nothing else is saved at an exit");
}

/* The halves of v0 to v31, a number for each. */
static void check_vectors(void)
{
	char name[16];

	for (unsigned i = 0; i < 32; i++) {
		snprintf(name, sizeof name, "d%u", i);
		is_register(name, 64 + i, NOWHERE);
		snprintf(name, sizeof name, "d%u_high", i);
		is_register(name, 96 + i, NOWHERE);
	}
}

/* Other names: the two of veneers, the frame pointer, the link register; and roles. */
static void check_names(void)
{
	static const struct { const char *name; uint32_t number; } names[] = {
		{ "ip0", 16 }, { "ip1", 17 }, { "fp", 29 }, { "lr", 30 },
		{ "arg0", 0 }, { "arg1", 1 }, { "arg2", 2 }, { "arg3", 3 }, { "arg4", 4 },
		{ "arg5", 5 }, { "arg6", 6 }, { "arg7", 7 }, { "return", 0 }, { "return1", 1 },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct axvcpu_register_info *info = find(names[i].name);

		is_u64(info ? info->number : UINT32_MAX, names[i].number, "%s: its number",
		       names[i].name);
	}
}

static void check_widths(void)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_AARCH64, &count);

	for (; count-- > 0; info++)
		is_u64(info->width, 64, "%s: its bits", info->name);
}

int main(void)
{
	size_t count;

	check_general();
	check_vectors();
	check_names();
	axvcpu_registers(AXVCPU_ARCH_AARCH64, &count);
	is_u64(count, 35 + 64, "there are no others");
	is_str(axvcpu_arch_name(AXVCPU_ARCH_AARCH64), "aarch64", "the arch's name");
	is_u64(AXVCPU_ARCH_AARCH64, 2, "its number");
	check_widths();
	return done_testing();
}
