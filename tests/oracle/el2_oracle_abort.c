/* SPDX-License-Identifier: MIT */
/*
 * Instruction aborts and data aborts from a lower exception level (ESR_EL2, "ISS encoding
 * for an exception from an Instruction Abort" and "... from a Data Abort").
 */
#include "el2_oracle_parts.h"

enum status { NOT_OF_THE_TABLES, ADDRESS_SIZE, TRANSLATION, ACCESS_FLAG, PERMISSION };

/* DFSC or IFSC, bits [5:0]: four kinds, by the level at which the walk ended: -2 to 3. */
static enum status status_of(uint64_t esr)
{
	switch (el2_bits(esr, 5, 0)) {
	case 0x2c: case 0x29:
	case 0x00: case 0x01: case 0x02: case 0x03: return ADDRESS_SIZE;
	case 0x2a: case 0x2b:
	case 0x04: case 0x05: case 0x06: case 0x07: return TRANSLATION;
	case 0x08: case 0x09: case 0x0a: case 0x0b: return ACCESS_FLAG;
	case 0x0c: case 0x0d: case 0x0e: case 0x0f: return PERMISSION;
	default:                                    return NOT_OF_THE_TABLES;
	}
}

static bool is_walk(uint64_t esr)
{
	return el2_bits(esr, 7, 7);		/* S1PTW */
}

static enum axvcpu_access direction(uint64_t esr)
{
	return el2_bits(esr, 6, 6) ? AXVCPU_ACCESS_WRITE : AXVCPU_ACCESS_READ;	/* WnR */
}

/* HPFAR_EL2: FIPA, bits [43:4], is the address from bit 12 on. */
static uint64_t page(const struct el2_oracle_in *in)
{
	return (in->syndrome->hpfar >> 4 & ((UINT64_C(1) << 40) - 1)) << 12;
}

/*
 * HPFAR_EL2 is written for translation, access flag and address size faults and
 * for any fault of the walk of stage 1; after another permission fault it is not.
 */
static bool find_gpa(const struct el2_oracle_in *in, uint64_t *gpa)
{
	if (status_of(in->syndrome->esr) != PERMISSION) {
		*gpa = page(in) | (in->syndrome->far & 0xfff);
		return true;
	}
	*gpa = in->syndrome->gpa;
	return in->syndrome->have & AXVCPU_EL2_HAVE_GPA;
}

static void fault(const struct el2_oracle_in *in, uint64_t gpa, enum axvcpu_access access,
		  struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_NESTED_PAGE_FAULT;
	exit->known = AXVCPU_KNOWN_NESTED_PAGE_FAULT_ALL;
	exit->nested_page_fault.addr = gpa;
	exit->nested_page_fault.access = access;
	exit->nested_page_fault.gva = in->syndrome->far;
}

/*
 * A walk that meets a read-only page wanted to set the access flag or the dirty state; of
 * other faults of a walk it is not told, and reading is what it does first.
 */
static void walk_fault(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	fault(in, page(in), status_of(in->syndrome->esr) == PERMISSION ? AXVCPU_ACCESS_WRITE :
	      AXVCPU_ACCESS_READ, exit);
	exit->nested_page_fault.walk = true;
}

void el2_instruction_abort(const struct el2_oracle_in *in, struct el2_oracle_out *out)
{
	uint64_t gpa;

	if (status_of(in->syndrome->esr) == NOT_OF_THE_TABLES)
		el2_unknown(in, &out->exit);
	else if (is_walk(in->syndrome->esr))
		walk_fault(in, &out->exit);
	else if (find_gpa(in, &gpa))
		fault(in, gpa, AXVCPU_ACCESS_EXECUTE, &out->exit);
	else
		out->decoded = AXVCPU_DECODED_NEED_GPA;
}

/* ISV is 1: SAS, SSE, SRT and SF describe the access of one general register. */
static void described(const struct el2_oracle_in *in, uint64_t gpa, struct axvcpu_exit *exit)
{
	struct el2_access access = {
		.kind = direction(in->syndrome->esr) == AXVCPU_ACCESS_WRITE ? EL2_STORE : EL2_LOAD,
		.width = 1u << el2_bits(in->syndrome->esr, 23, 22),
		.signed_ext = el2_bits(in->syndrome->esr, 21, 21),
		.rt = el2_bits(in->syndrome->esr, 20, 16),
		.reg_width = el2_bits(in->syndrome->esr, 15, 15) ? 8 : 4,
	};

	el2_transfer(in, &access, gpa, exit);
}

/* M[4] of the saved state is 1 for AArch32, whose instructions are not looked at. */
static bool is_aarch32(const struct el2_oracle_in *in)
{
	return el2_bits(in->syndrome->spsr, 4, 4);
}

/* An instruction that cannot have made this access: the guest changed it since. */
static bool is_contradiction(const struct el2_oracle_in *in, const struct el2_access *access)
{
	return access->kind == EL2_NO_ACCESS ||
		(access->kind == EL2_LOAD && direction(in->syndrome->esr) == AXVCPU_ACCESS_WRITE) ||
		(access->kind == EL2_STORE && direction(in->syndrome->esr) == AXVCPU_ACCESS_READ);
}

/* An access of several bytes may be told of from the page that it runs into. */
static bool is_elsewhere(const struct el2_oracle_in *in, const struct el2_access *access)
{
	uint64_t address = el2_register(in, access->rn == 31 ? EL2_SP : access->rn);

	if (!access->post_index)
		address += (uint64_t)access->offset;
	return access->based && in->registers && ((address ^ in->syndrome->far) & 0xfff) != 0;
}

/* ISV is 0: only the instruction tells. */
static void fetched(const struct el2_oracle_in *in, uint64_t gpa, struct el2_oracle_out *out)
{
	struct el2_access access = el2_disassemble(in->syndrome->insn);

	if (!(in->syndrome->have & AXVCPU_EL2_HAVE_INSN)) {
		out->decoded = AXVCPU_DECODED_NEED_INSN;
		return;
	}
	out->exit.insn_length = 4;
	if (is_contradiction(in, &access))
		el2_nothing(&out->exit, AXVCPU_NOTHING_RETRY);
	else if (access.kind == EL2_OTHER || is_elsewhere(in, &access))
		fault(in, gpa, direction(in->syndrome->esr), &out->exit);
	else
		el2_transfer(in, &access, gpa, &out->exit);
}

void el2_data_abort(const struct el2_oracle_in *in, struct el2_oracle_out *out)
{
	struct axvcpu_exit *exit = &out->exit;
	uint64_t gpa;

	if (status_of(in->syndrome->esr) == NOT_OF_THE_TABLES)
		el2_unknown(in, exit);
	else if (is_walk(in->syndrome->esr))
		walk_fault(in, exit);
	else if (!find_gpa(in, &gpa))
		out->decoded = AXVCPU_DECODED_NEED_GPA;
	else if (el2_bits(in->syndrome->esr, 8, 8))	/* CM: maintenance counts as writing */
		fault(in, gpa, AXVCPU_ACCESS_WRITE, exit);
	else if (el2_bits(in->syndrome->esr, 24, 24))
		described(in, gpa, exit);
	else if (is_aarch32(in))
		fault(in, gpa, direction(in->syndrome->esr), exit);
	else
		fetched(in, gpa, out);
}
