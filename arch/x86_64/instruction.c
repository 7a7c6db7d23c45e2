/* SPDX-License-Identifier: MIT */
/* From an access that was refused, and its instruction, to the exit. */
#include <stddef.h>

#include <arch/x86_64/decoding.h>

/* Volume 2, 2.1.2: F2 and F3 count before 66. */
static uint8_t mandatory_prefix(const struct axvcpu_x86_64_instruction *i)
{
	if (i->repeat)
		return i->repeat == 0xf3 ? 4 : 8;
	return i->operand_size ? 2 : 1;
}

static bool has_form(const struct axvcpu_x86_64_instruction *i,
	const struct axvcpu_x86_64_form *form)
{
	return form->digits >> axvcpu_x86_64_digit(i) & 1 &&
	       form->prefixes & mandatory_prefix(i) &&
	       form->modes & (i->long_mode ? 2 : 1) &&
	       (form->lock || !i->lock);
}

/* The first form whose opcodes do not end before this one. */
static uint32_t first_form(uint16_t key)
{
	uint32_t low = 0, high = axvcpu_x86_64_form_count;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (axvcpu_x86_64_forms[middle].last < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const struct axvcpu_x86_64_form *find_form(const struct axvcpu_x86_64_instruction *i)
{
	uint16_t key = (uint16_t)(i->map << 8 | i->opcode);

	if (i->extended)
		return NULL;
	for (uint32_t n = first_form(key); n < axvcpu_x86_64_form_count; n++) {
		const struct axvcpu_x86_64_form *form = &axvcpu_x86_64_forms[n];

		if (form->first > key)
			break;
		if (has_form(i, form))
			return form;
	}
	return NULL;
}

/* A form accesses nothing but what its ModRM names; others of its opcode may (FF: INC and CALL). */
static bool touches_memory(const struct axvcpu_x86_64_instruction *i,
	const struct axvcpu_x86_64_form *form)
{
	switch (axvcpu_x86_64_follows(i)) {
	case AXVCPU_X86_64_FOLLOWS_IMPLICIT:
		return true;
	case AXVCPU_X86_64_FOLLOWS_MODRM:
		return !axvcpu_x86_64_register_form(i);
	case AXVCPU_X86_64_FOLLOWS_MODRM_IMPLICIT:
		return !axvcpu_x86_64_register_form(i) || !form;
	default:
		return false;
	}
}

/* Whether a form that is found makes such an access. */
static bool makes(const struct axvcpu_x86_64_form *form, enum axvcpu_access access)
{
	switch (form->does) {
	case AXVCPU_X86_64_DOES_STORE:
	case AXVCPU_X86_64_DOES_STORE_IF:
		return access == AXVCPU_ACCESS_WRITE;
	case AXVCPU_X86_64_DOES_UPDATE:
	case AXVCPU_X86_64_DOES_EXCHANGE:
	case AXVCPU_X86_64_DOES_COPY:
		return true;
	default:
		return access == AXVCPU_ACCESS_READ;
	}
}

void axvcpu_x86_64_add_write(const struct axvcpu_x86_64_decoding *d, uint16_t reg, uint64_t value)
{
	d->exit->writes[d->exit->write_count++] = (struct axvcpu_write){ value, reg };
}

void axvcpu_x86_64_nothing(struct axvcpu_exit *exit, enum axvcpu_nothing cause,
	enum axvcpu_retire retire)
{
	exit->reason = AXVCPU_EXIT_NOTHING;
	exit->known = AXVCPU_KNOWN_NOTHING_ALL;
	exit->retire = retire;
	exit->nothing.cause = cause;
}

/* What the caller gets for an instruction that is not completed for a device. */
static void fault(const struct axvcpu_x86_64_access *access, struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_NESTED_PAGE_FAULT;
	exit->known = AXVCPU_KNOWN_NESTED_PAGE_FAULT_ALL;
	if (!access->gva_known)
		exit->known &= ~(uint32_t)AXVCPU_KNOWN_NESTED_PAGE_FAULT_GVA;
	exit->nested_page_fault = (struct axvcpu_exit_nested_page_fault){
		.addr = access->gpa,
		.access = access->access,
		.gva = access->gva_known ? access->gva : 0,
	};
}

static void complete(const struct axvcpu_x86_64_decoding *d)
{
	if (d->form->steps)
		axvcpu_x86_64_string(d);
	else if (d->form->does == AXVCPU_X86_64_DOES_STORE ||
		 d->form->does == AXVCPU_X86_64_DOES_STORE_IF)
		axvcpu_x86_64_write(d);
	else
		axvcpu_x86_64_read(d);
}

static void dispatch(const struct axvcpu_x86_64_decoding *d)
{
	bool is_data = d->access->access == AXVCPU_ACCESS_READ ||
		       d->access->access == AXVCPU_ACCESS_WRITE;

	if (!is_data || d->instruction->cut)
		fault(d->access, d->exit);
	else if (!touches_memory(d->instruction, d->form) ||
		 (d->form && !makes(d->form, d->access->access)))
		axvcpu_x86_64_nothing(d->exit, AXVCPU_NOTHING_RETRY, AXVCPU_RETIRE_KEEP);
	else if (!d->form || !axvcpu_x86_64_string_known(d))
		fault(d->access, d->exit);
	else
		complete(d);
}

void axvcpu_x86_64_access(const struct axvcpu_x86_64_access *access,
	const struct axvcpu_x86_64_registers *registers, struct axvcpu_exit *exit)
{
	struct axvcpu_x86_64_instruction instruction = axvcpu_x86_64_parse(access->insn,
		access->insn_high, access->insn_bytes, access->mode);

	exit->insn_length = instruction.cut ? 0 : instruction.length;
	exit->retire = AXVCPU_RETIRE_KEEP;
	exit->answer = 0;
	exit->part_count = exit->write_count = 0;
	for (unsigned n = 0; n < AXVCPU_PARTS_MAX; n++)
		exit->parts[n] = (struct axvcpu_part){ 0 };
	for (unsigned n = 0; n < AXVCPU_WRITES_MAX; n++)
		exit->writes[n] = (struct axvcpu_write){ 0 };
	dispatch(&(struct axvcpu_x86_64_decoding){
		access, registers, &instruction, find_form(&instruction), exit });
}
