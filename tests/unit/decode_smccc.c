/* SPDX-License-Identifier: MIT */
/*
 * Calls to the firmware by HVC and SMC, the generated decoder of el2 against the oracle: every
 * function of the owners that say something, some of each owner, the bits that must be zero,
 * and every immediate.
 */
#include <axvcpu/axvcpu.h>
#include <axvcpu/names.h>
#include <axvcpu/psci.h>
#include <axvcpu/smccc.h>

#include "../tap.h"
#include "el2_judge.h"
#include "samples.h"

/* Exception classes HVC and SMC (ESR_EL2, EC). */
static const unsigned conduits[] = { 0x16, 0x17 };

/* Bits of a function's number (DEN0028, 2.5). */
#define FAST 0x80000000u
#define WIDE 0x40000000u
#define OWNER(number) ((uint32_t)(number) << 24)

/* The upper half of x0 does not count: it is full. */
static void try_call(uint32_t function, unsigned conduit, uint32_t immediate)
{
	struct axvcpu_el2_syndrome syndrome =
		el2_exception((uint64_t)conduits[conduit] << 26 | 1u << 25 | immediate);

	el2_shuffle_guest();
	el2_guest.x[0] = random_word() << 32 | function;
	el2_try(&syndrome);
}

static void try_function(uint32_t function)
{
	try_call(function, 0, 0);
	try_call(function, 1, 0);
}

/* PSCI and the calling convention's own calls. */
static void try_known_owners(void)
{
	for (uint32_t number = 0; number < 0x10000; number++) {
		try_function(FAST | OWNER(4) | number);
		try_function(FAST | WIDE | OWNER(4) | number);
		try_function(FAST | OWNER(0) | number);
		try_function(FAST | WIDE | OWNER(0) | number);
	}
	el2_finish("functions of PSCI and of the calling convention");
}

/* power_state, StateType: of the words that PSCI looks into, each bit. */
static void try_power_states(void)
{
	for (unsigned i = 0; i < 10000; i++) {
		try_function(FAST | OWNER(4) | 0x01);
		try_function(FAST | WIDE | OWNER(4) | 0x01);
		try_function(FAST | WIDE | OWNER(4) | 0x12);
	}
	el2_finish("CPU_SUSPEND, SYSTEM_RESET2 with any argument");
}

/* Every owner of fast and yielding calls, with and without what must be zero. */
static void try_owners(void)
{
	for (uint32_t upper = 0; upper < 0x10000; upper++) {
		try_function(upper << 16);
		try_function(upper << 16 | 1);
		try_function(upper << 16 | ((uint32_t)random_word() & 0x1f));
		try_function(upper << 16 | ((uint32_t)random_word() & 0xffff));
	}
	el2_finish("the upper half of a function's number");
}

/* Whatever is not 0 is the hypervisor's own. */
static void try_immediates(void)
{
	for (uint32_t immediate = 0; immediate < 0x10000; immediate++) {
		try_call((uint32_t)random_word(), 0, immediate);
		try_call((uint32_t)random_word(), 1, immediate);
	}
	el2_finish("immediates");
}

/* DEN0022, 5.2.2, and DEN0028, 7.1: what a guest gets to see. */
static void check_errors(void)
{
	is_i64(AXVCPU_PSCI_SUCCESS, 0, "success");
	is_i64(AXVCPU_PSCI_NOT_SUPPORTED, -1, "not supported");
	is_i64(AXVCPU_PSCI_INVALID_PARAMETERS, -2, "invalid parameters");
	is_i64(AXVCPU_PSCI_DENIED, -3, "denied");
	is_i64(AXVCPU_PSCI_ALREADY_ON, -4, "already on");
	is_i64(AXVCPU_PSCI_ON_PENDING, -5, "on pending");
	is_i64(AXVCPU_PSCI_INTERNAL_FAILURE, -6, "internal failure");
	is_i64(AXVCPU_PSCI_NOT_PRESENT, -7, "not present");
	is_i64(AXVCPU_PSCI_DISABLED, -8, "disabled");
	is_i64(AXVCPU_PSCI_INVALID_ADDRESS, -9, "invalid address");
	is_i64(AXVCPU_SMCCC_SUCCESS, 0, "success");
	is_i64(AXVCPU_SMCCC_NOT_SUPPORTED, -1, "not supported");
	is_i64(AXVCPU_SMCCC_NOT_REQUIRED, -2, "not required");
	is_i64(AXVCPU_SMCCC_INVALID_PARAMETER, -3, "invalid parameter");
}

/*
 * Functions that are answered like those that there are not, or left to the caller: DEN0022,
 * 5.2.1, and DEN0028, 7.2 to 7.8.
 */
static const struct { uint32_t identifier; const char *name; } functions[] = {
	{ 0x84000005, "migrate" }, { 0xc4000005, "migrate_64" },
	{ 0x84000007, "migrate_info_up_cpu" }, { 0xc4000007, "migrate_info_up_cpu_64" },
	{ 0x8400000b, "cpu_freeze" }, { 0x8400000d, "node_hw_state" },
	{ 0xc400000d, "node_hw_state_64" }, { 0x8400000e, "system_suspend" },
	{ 0xc400000e, "system_suspend_64" }, { 0x8400000f, "psci_set_suspend_mode" },
	{ 0x84000010, "psci_stat_residency" }, { 0xc4000010, "psci_stat_residency_64" },
	{ 0x84000011, "psci_stat_count" }, { 0xc4000011, "psci_stat_count_64" },
	{ 0x84000013, "mem_protect" }, { 0x84000014, "mem_protect_check_range" },
	{ 0xc4000014, "mem_protect_check_range_64" }, { 0x80000002, "smccc_arch_soc_id" },
	{ 0x80003fff, "smccc_arch_workaround_3" }, { 0x80007fff, "smccc_arch_workaround_2" },
	{ 0x80008000, "smccc_arch_workaround_1" },
};

static void check_functions(void)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("el2");
	struct axvcpu_el2_syndrome hvc = { .esr = 0x5a000000 };

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		const struct axvcpu_aarch64_registers registers = {
			.x = { functions[i].identifier },
		};
		struct axvcpu_exit exit = { .cause = 0 };

		is_u64(axvcpu_el2_decode(&hvc, &registers, &exit), AXVCPU_DECODED_DONE,
		       "%#x is decoded", (unsigned)functions[i].identifier);
		is_str(decoder->causes[exit.cause - 1].name, functions[i].name, "by its name");
	}
}

int main(void)
{
	check_errors();
	check_functions();
	try_known_owners();
	try_power_states();
	try_owners();
	try_immediates();
	return done_testing();
}
