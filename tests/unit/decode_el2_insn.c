/* SPDX-License-Identifier: MIT */
/*
 * Instructions that are fetched after a data abort, the generated decoder of el2 against the
 * oracle: ten million of them, of each class of loads and stores and of all others, each at
 * the address that it accesses, or another. With AXVCPU_SAMPLE set, and where it is not
 * optimised, a hundredth.
 */
#include "../oracle/el2_oracle_parts.h"
#include "../tap.h"
#include "el2_judge.h"
#include "samples.h"

#define INSTRUCTIONS 10000000u

/* A data abort without ISV: EC 0x24, IL; DFSC 0x07, a translation fault at level 3. */
#define ABORT (UINT64_C(0x24) << 26 | 1u << 25 | 0x07)
#define PERMISSION_FAULT 0x0fu
#define WRITE (1u << 6)

/* Bits that make a class (C4.1); the others are free. */
static const struct { const char *name; uint32_t mask, value; } classes[] = {
	{ "SME and reserved",                  0x1e000000, 0x00000000 },
	{ "not allocated",                     0x1a000000, 0x02000000 },
	{ "SVE",                               0x1e000000, 0x04000000 },
	{ "data processing of immediates",     0x1c000000, 0x10000000 },
	{ "branches and system",               0x1c000000, 0x14000000 },
	{ "data processing of registers",      0x0a000000, 0x0a000000 },
	{ "loads and stores",                  0x0a000000, 0x08000000 },
	{ "exclusive, ordered, compare",       0x3f000000, 0x08000000 },
	{ "structures",                        0xbe000000, 0x0c000000 },
	{ "literal",                           0x3b000000, 0x18000000 },
	{ "ordered, unscaled; tags; copies",   0x3b000000, 0x19000000 },
	{ "pair",                              0x3a000000, 0x28000000 },
	{ "unscaled",                          0x3b200c00, 0x38000000 },
	{ "post-indexed",                      0x3b200c00, 0x38000400 },
	{ "unprivileged",                      0x3b200c00, 0x38000800 },
	{ "pre-indexed",                       0x3b200c00, 0x38000c00 },
	{ "atomic",                            0x3b200c00, 0x38200000 },
	{ "register offset",                   0x3b200c00, 0x38200800 },
	{ "signed pointer",                    0x3b200400, 0x38200400 },
	{ "unsigned offset",                   0x3b000000, 0x39000000 },
};

#define CLASSES (sizeof classes / sizeof *classes)

/* Where the instruction goes, mostly. */
static uint64_t address(const struct el2_access *access)
{
	const uint64_t *base = access->rn == 31 ? &el2_guest.sp : &el2_guest.x[access->rn];

	if (!access->based || (random_word() & 7) == 0)
		return random_word();
	return *base + (access->post_index ? 0 : (uint64_t)access->offset);
}

static uint64_t esr_of(const struct el2_access *access)
{
	uint64_t random = random_word(), esr = ABORT;

	if (access->kind == EL2_STORE)
		esr |= WRITE;
	if ((random & 7) == 0)
		esr ^= WRITE;
	if ((random >> 3 & 7) == 0)
		esr |= PERMISSION_FAULT;
	return esr;
}

static void try_instruction(uint32_t insn)
{
	struct el2_access access = el2_disassemble(insn);
	struct axvcpu_el2_syndrome syndrome = el2_exception(esr_of(&access));

	syndrome.insn = insn;
	syndrome.far = address(&access);
	el2_try(&syndrome);
}

static void try_class(const char *name, uint32_t mask, uint32_t value, unsigned long count)
{
	while (count-- > 0) {
		if ((count & 63) == 0)
			el2_shuffle_guest();
		try_instruction(((uint32_t)random_word() & ~mask) | value);
	}
	el2_finish(name);
}

int main(void)
{
	unsigned long count = INSTRUCTIONS / (is_sampled() ? 100 : 1) / CLASSES + 1;

	for (unsigned i = 0; i < CLASSES; i++)
		try_class(classes[i].name, classes[i].mask, classes[i].value, count);
	return done_testing();
}
