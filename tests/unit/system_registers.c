/* SPDX-License-Identifier: MIT */
/* Names of system registers by number, against encodings written by hand from the manuals. */
#include <string.h>

#include <axvcpu/axvcpu.h>

#include "../tap.h"

/* The ISS of a trapped MSR or MRS (DDI 0487, ESR_EL2): op0, op2, op1, CRn, CRm. */
#define ISS(op0, op1, crn, crm, op2) \
	((op0) << 20 | (op2) << 17 | (op1) << 14 | (crn) << 10 | (crm) << 1)
#define ISS_NUMBERS (1u << 22)

static const struct { uint32_t number; const char *name; } aarch64[] = {
	{ ISS(3, 0, 0, 0, 0), "midr_el1" },
	{ ISS(3, 0, 0, 0, 5), "mpidr_el1" },
	{ ISS(3, 0, 1, 0, 0), "sctlr_el1" },
	{ ISS(3, 0, 12, 11, 5), "icc_sgi1r_el1" },
	{ ISS(3, 0, 12, 11, 6), "icc_asgi1r_el1" },
	{ ISS(3, 0, 12, 11, 7), "icc_sgi0r_el1" },
	{ ISS(3, 3, 14, 0, 1), "cntpct_el0" },
	{ ISS(3, 3, 14, 11, 6), "pmevcntr30_el0" },
	{ ISS(2, 0, 0, 15, 7), "dbgwcr15_el1" },
	{ ISS(1, 0, 7, 14, 2), "dc_cisw" },
	{ ISS(1, 4, 8, 7, 6), "tlbi_vmalls12e1" },
	{ ISS(3, 4, 1, 1, 0), "hcr_el2" },
};

static void check_by_hand(void)
{
	for (unsigned i = 0; i < sizeof aarch64 / sizeof *aarch64; i++) {
		const char *doc =
			axvcpu_system_register_doc(AXVCPU_ARCH_AARCH64, aarch64[i].number);

		is_str(axvcpu_system_register_name(AXVCPU_ARCH_AARCH64, aarch64[i].number),
		       aarch64[i].name, "%s", aarch64[i].name);
		ok(doc && strlen(doc) > 5, "it is described");
	}
	is_u64(aarch64[3].number, 0x3a3016, "a number as kernels write it");
}

/*
 * No number leads astray: where a register has a name, it has a description. How many there are
 * is written down, so that none is lost.
 */
static void check_all(enum axvcpu_arch arch, uint32_t numbers, unsigned count)
{
	unsigned named = 0, described = 0;

	for (uint32_t number = 0; number < numbers; number++) {
		named += axvcpu_system_register_name(arch, number) != NULL;
		described += axvcpu_system_register_doc(arch, number) != NULL;
	}
	is_u64(named, count, "%s: registers", axvcpu_arch_name(arch));
	is_u64(described, named, "all described");
}

static void check_none(enum axvcpu_arch arch, uint32_t number, const char *why)
{
	ok(!axvcpu_system_register_name(arch, number), "no name: %s", why);
	ok(!axvcpu_system_register_doc(arch, number), "no description");
}

int main(void)
{
	check_by_hand();
	check_all(AXVCPU_ARCH_AARCH64, ISS_NUMBERS, 630);
	check_none(AXVCPU_ARCH_AARCH64, ISS(3, 0, 0, 0, 0) | 1, "the direction is no part of it");
	check_none(AXVCPU_ARCH_AARCH64, ISS(3, 3, 15, 15, 7), "implementation defined");
	check_none(AXVCPU_ARCH_AARCH64, UINT32_MAX, "beyond all");
	check_none(AXVCPU_ARCH_CUSTOM, ISS(3, 0, 0, 0, 0), "an arch of the caller's");
	check_none((enum axvcpu_arch)999, ISS(3, 0, 0, 0, 0), "an arch that is none");
	return done_testing();
}
