/* SPDX-License-Identifier: MIT */
/*
 * Instructions that a hart with the hypervisor extension traps as virtual
 * (Volume II, 18.6.1): to the guest they are illegal, in both of its modes.
 */
#include "encode.h"
#include "guest.h"

enum { TIME = 0xc01, RET = 0x8082 };

/* With rs1 a1, rd a0 or rs2 a2. */
static const struct row {
	const char *name;
	uint32_t instruction;
} of_supervisor[] = {
	{ "hlv.b", 0x6005c573 },  { "hlv.bu", 0x6015c573 },  { "hlv.h", 0x6405c573 },
	{ "hlv.hu", 0x6415c573 }, { "hlvx.hu", 0x6435c573 }, { "hlv.w", 0x6805c573 },
	{ "hlv.wu", 0x6815c573 }, { "hlvx.wu", 0x6835c573 }, { "hlv.d", 0x6c05c573 },
	{ "hsv.b", 0x62c5c073 },  { "hsv.h", 0x66c5c073 },   { "hsv.w", 0x6ac5c073 },
	{ "hsv.d", 0x6ec5c073 },  { "hfence.vvma", 0x22c58073 }, { "hfence.gvma", 0x62c58073 },
}, of_user[] = {
	{ "sret, as the user", 0x10200073 },
	{ "wfi, as the user", WFI },
	{ "sfence.vma, as the user", 0x12000073 },
	{ "a supervisor's CSR, as the user", 0x10002573 },
	{ "hlv.w, as the user", 0x6805c573 },
	{ "a counter that is withheld, as the user", 0xc0302573 },
};

static void is_illegal(const struct row *row)
{
	probe_prepare();
	trap_expect();
	probe(row->instruction);
	is_trap(trap_taken(), ILLEGAL_INSTRUCTION, row->instruction, probe_pc(), row->name);
}

static _Alignas(4) uint16_t code[3];

static void run_as_user(uint32_t instruction)
{
	code[0] = (uint16_t)instruction;
	code[1] = (uint16_t)(instruction >> 16);
	code[2] = RET;
	__asm__ volatile("fence.i" : : : "memory");
	run_user((void (*)(void))code);
}

static void is_illegal_to_user(const struct row *row)
{
	struct taken taken;

	trap_expect();
	run_as_user(row->instruction);
	taken = trap_taken();
	is_trap(taken, ILLEGAL_INSTRUCTION, row->instruction, (uint64_t)code, row->name);
}

/* What scounteren gives the user it has (Volume II, 10.1.5). */
static void time_of_user(void)
{
	static const struct row withheld = {
		"time while scounteren withholds it, as the user", 0xc0102573,
	};

	csr_write(scounteren, 0);
	is_illegal_to_user(&withheld);
	csr_write(scounteren, BIT(TIME % 32));
	trap_expect();
	run_as_user(withheld.instruction);
	is_no_trap(trap_taken(), "time while scounteren gives it");
}

void guest_main(uint64_t hart)
{
	unsigned i;

	(void)hart;
	plan(LENGTH(of_supervisor) + LENGTH(of_user) + 2);
	for (i = 0; i < LENGTH(of_supervisor); i++)
		is_illegal(&of_supervisor[i]);
	for (i = 0; i < LENGTH(of_user); i++)
		is_illegal_to_user(&of_user[i]);
	time_of_user();
}
