/* SPDX-License-Identifier: MIT */
/* Registers by number, by name and by role; on riscv64 and on a back end of a caller's own. */
#include <stdio.h>

#include <axvcpu/riscv64.h>

#include "guest.h"

/* The names of the calling convention, in order of number. */
static const char *const aliases[32] = {
	"zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3",
	"a4", "a5", "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11",
	"t3", "t4", "t5", "t6",
};

/* CSR numbers of The RISC-V Instruction Set Manual volume II, 2.2. */
static const struct { const char *name; uint32_t number; } csrs[] = {
	{ "sstatus", 0x100 }, { "sie", 0x104 }, { "stvec", 0x105 }, { "scounteren", 0x106 },
	{ "sscratch", 0x140 }, { "sepc", 0x141 }, { "scause", 0x142 }, { "stval", 0x143 },
	{ "sip", 0x144 }, { "satp", 0x180 },
};

static void is_found(const char *name, uint32_t expected)
{
	uint32_t reg = UINT32_MAX;

	is_status(axvcpu_register_find(AXVCPU_ARCH_RISCV64, name, &reg), AXVCPU_OK, "%s", name);
	is_u64(reg, expected, "%s: its number", name);
}

static void check_names(void)
{
	char name[8];

	for (uint32_t i = 0; i < 32; i++) {
		snprintf(name, sizeof name, "x%u", i);
		is_found(name, i);
		is_found(aliases[i], i);
	}
	is_found("pc", AXVCPU_RISCV64_PC);
	for (unsigned i = 0; i < sizeof csrs / sizeof *csrs; i++)
		is_found(csrs[i].name, 0x1000 + csrs[i].number);
}

static void check_unknown_names(void)
{
	static const char *const names[] = { "", "x", "x32", "x01", "a8", "A0", "pcc", "arg8", "eax" };
	uint32_t reg = 77;

	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		ok(axvcpu_register_find(AXVCPU_ARCH_RISCV64, names[i], &reg) != AXVCPU_OK,
		   "there is no register \"%s\"", names[i]);
	is_u64(reg, 77, "the caller's variable is left alone");
	ok(axvcpu_register_find((enum axvcpu_arch)99, "x0", &reg) != AXVCPU_OK, "nor an arch 99");
	ok(axvcpu_register_find(AXVCPU_ARCH_RISCV64, NULL, &reg) != AXVCPU_OK, "no name at all");
}

static void check_roles(void)
{
	static const struct { const char *name; uint32_t role, number; } roles[] = {
		{ "pc", AXVCPU_REGISTER_PC, 64 }, { "sp", AXVCPU_REGISTER_SP, 2 },
		{ "arg0", AXVCPU_REGISTER_ARG0, 10 }, { "arg1", AXVCPU_REGISTER_ARG1, 11 },
		{ "arg7", AXVCPU_REGISTER_ARG7, 17 }, { "return", AXVCPU_REGISTER_RETURN, 10 },
		{ "return1", AXVCPU_REGISTER_RETURN1, 11 },
	};

	for (unsigned i = 0; i < sizeof roles / sizeof *roles; i++) {
		is_found(roles[i].name, roles[i].number);
		is_u64(axvcpu_register_of_role(AXVCPU_ARCH_RISCV64, roles[i].role), roles[i].number,
		       "the role %s", roles[i].name);
		is_u64(axvcpu_register_of_role(AXVCPU_ARCH_CUSTOM, roles[i].role), roles[i].role,
		       "which a back end of one's own sees as it is");
	}
	is_u64(axvcpu_register_of_role(AXVCPU_ARCH_RISCV64, 5), 5, "a number is no role");
	is_u64(axvcpu_register_of_role(AXVCPU_ARCH_RISCV64, UINT32_MAX), UINT32_MAX, "nor is this");
}

static void check_table(void)
{
	size_t count = 0, wrong = 0;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);

	ok(count > 40, "there are %zu registers", count);
	for (size_t i = 0; i < count; i++) {
		wrong += !info[i].name || !info[i].doc;
		wrong += i > 0 && info[i].number <= info[i - 1].number;
	}
	is_u64(wrong, 0, "each has a name and is described, in order of number");
	is_ptr(axvcpu_registers(AXVCPU_ARCH_CUSTOM, &count), NULL, "a custom arch has no table");
	is_u64(count, 0, "of no registers");
}

/* With an arch, the back end is given the arch's numbers for roles. */
static void check_translated(void)
{
	struct guest_script script = { 0 };
	struct axvcpu_config config = guest_config(&script, AXVCPU_POLICY_STRICT);
	struct axvcpu_space *space;
	struct axvcpu *vcpu;
	uint64_t value = 0;

	config.arch = AXVCPU_ARCH_RISCV64;
	must(axvcpu_space_create(&config, &space));
	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, 0x1000, space, NULL));
	must(axvcpu_set_register(vcpu, AXVCPU_REGISTER_ARG0, 0xa0));
	must(axvcpu_set_register(vcpu, AXVCPU_REGISTER_SP, 0x5b));
	is_u64(guest_of(vcpu)->registers[10], 0xa0, "arg0 is x10");
	is_u64(guest_of(vcpu)->registers[2], 0x5b, "sp is x2");
	must(axvcpu_get_register(vcpu, AXVCPU_REGISTER_RETURN, &value));
	is_u64(value, 0xa0, "return is x10, too");
	is_status(axvcpu_get_register(vcpu, AXVCPU_REGISTER_PC, &value), AXVCPU_BAD_ARGUMENT,
		  "the back end, which knows no 64, is asked for 64");
	must(axvcpu_destroy(vcpu));
	must(axvcpu_space_destroy(space));
}

int main(void)
{
	check_names();
	check_unknown_names();
	check_roles();
	check_table();
	check_translated();
	return done_testing();
}
