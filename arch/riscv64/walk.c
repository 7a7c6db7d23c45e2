/* SPDX-License-Identifier: MIT */
/*
 * The guest-physical address of a fault, for harts that leave htval 0 (18.2.8): by the
 * guest's own tables (10.3.2), read through its space. Permissions were the hart's to check.
 */
#include "../../src/core/space.h"
#include "hart.h"
#include "hext.h"

/* Sv39 has three levels, each wider mode has one more (10.4 to 10.6). */
#define LEVELS_SV39 3
#define MODE_SV39   (SATP(MODE_SV39) >> AXVCPU_RISCV64_SATP_MODE_SHIFT)
#define LEVELS_MAX  5

static bool read_entry(const struct hext_vcpu *vcpu, uint64_t gpa, uint64_t *entry)
{
	struct axvcpu_mapping mapping;

	if (axvcpu_space_lookup(vcpu->space, gpa, &mapping) != AXVCPU_OK)
		return false;
	*entry = *(const volatile uint64_t *)mapping.host;
	return true;
}

/* The walk itself is what faulted: the hart may, and here we do, say so (18.6.3, table 43). */
static bool blame_walk(struct axvcpu_hext_syndrome *syndrome, uint64_t gpa)
{
	syndrome->htinst = HTINST(PSEUDO_WALK_READ);
	syndrome->htval = gpa >> 2;
	return true;
}

static uint64_t frame(uint64_t entry)
{
	return (entry & PTE(FRAME)) >> AXVCPU_RISCV64_ENTRY_FRAME_SHIFT << PAGE_SHIFT;
}

/* False: no longer there; the guest has changed its tables. */
static bool walk(const struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome,
		 uint64_t satp, unsigned levels)
{
	uint64_t table = (satp & SATP(PPN)) << PAGE_SHIFT, entry;

	for (unsigned level = levels; level--;) {
		unsigned shift = PAGE_SHIFT + INDEX_BITS * level;
		uint64_t index = syndrome->stval >> shift & (BIT(INDEX_BITS) - 1);

		if (!read_entry(vcpu, table + index * sizeof(entry), &entry))
			return blame_walk(syndrome, table + index * sizeof(entry));
		if (!(entry & PTE(VALID)))
			return false;
		table = frame(entry);
		if (entry & (PTE(READ) | PTE(EXECUTE))) {
			uint64_t offset = BIT(shift) - 1;

			syndrome->gpa = (table & ~offset) | (syndrome->stval & offset);
			syndrome->have |= AXVCPU_HEXT_HAVE_GPA;
			return true;
		}
	}
	return false;
}

bool axvcpu_hext_walk(const struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome)
{
	uint64_t satp = csr_read(vsatp);
	uint64_t mode = (satp & SATP(MODE)) >> AXVCPU_RISCV64_SATP_MODE_SHIFT;
	uint64_t levels = LEVELS_SV39 + mode - MODE_SV39;

	if (mode)
		return levels <= LEVELS_MAX && walk(vcpu, syndrome, satp, (unsigned)levels);
	syndrome->gpa = syndrome->stval;
	syndrome->have |= AXVCPU_HEXT_HAVE_GPA;
	return true;
}
