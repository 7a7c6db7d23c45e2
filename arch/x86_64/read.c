/* SPDX-License-Identifier: MIT */
/* Instructions that read memory, and may write back what an operation makes of it. */
#include <arch/x86_64/decoding.h>

static enum axvcpu_result result_of(const struct axvcpu_x86_64_form *form)
{
	switch (form->does) {
	case AXVCPU_X86_64_DOES_COMBINE:
		return AXVCPU_RESULT_REGISTER;
	case AXVCPU_X86_64_DOES_COMPARE:
		return AXVCPU_RESULT_NONE;
	default:
		return AXVCPU_RESULT_MEMORY;
	}
}

static bool has_operation(const struct axvcpu_x86_64_form *form)
{
	return form->operation != AXVCPU_OPERATION_LOAD;
}

/* CMOVcc whose condition does not hold reads memory all the same. */
static bool is_refused(const struct axvcpu_x86_64_decoding *d)
{
	return d->form->does == AXVCPU_X86_64_DOES_LOAD_IF && d->registers &&
	       !axvcpu_x86_64_condition(d);
}

static uint16_t destination(const struct axvcpu_x86_64_decoding *d)
{
	switch (d->form->does) {
	case AXVCPU_X86_64_DOES_LOAD_IF:
		if (is_refused(d))
			return AXVCPU_X86_64_NO_REGISTER;
		return d->registers ? axvcpu_x86_64_operand_register(d) : 0;
	case AXVCPU_X86_64_DOES_LOAD:
	case AXVCPU_X86_64_DOES_EXCHANGE:
	case AXVCPU_X86_64_DOES_COMBINE:
		return axvcpu_x86_64_operand_register(d);
	default:
		return AXVCPU_X86_64_NO_REGISTER;
	}
}

static uint32_t known(const struct axvcpu_x86_64_decoding *d)
{
	uint32_t known = AXVCPU_KNOWN_MMIO_READ_ALL;
	bool is_copy = d->form->does == AXVCPU_X86_64_DOES_COPY;

	if (!d->access->gva_known)
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_GVA;
	if (!is_copy || !d->registers)
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_MEMORY;
	if (has_operation(d->form) && !axvcpu_x86_64_operand_known(d))
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_OPERAND;
	if (d->form->carry && !d->registers)
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_CARRY;
	if (d->form->does == AXVCPU_X86_64_DOES_LOAD_IF && !d->registers)
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_REG;
	return known;
}

/* What becomes of the bits of the register that the value does not fill. */
static void fill_rest(const struct axvcpu_x86_64_decoding *d)
{
	uint8_t reg = axvcpu_x86_64_reg(d->instruction);
	uint16_t upper = (uint16_t)(AXVCPU_X86_64_XMM0_HIGH + reg);

	if (axvcpu_x86_64_two_parts(d)) {
		d->exit->part_count = 1;
		d->exit->parts[0].reg = upper;
	}
	if (d->form->zeroes_upper)
		axvcpu_x86_64_add_write(d, upper, 0);
	/* A destination of 32 bits is zero-extended even then (CMOVcc). */
	if (is_refused(d) && axvcpu_x86_64_part_width(d) == 4)
		axvcpu_x86_64_add_write(d, reg, (uint32_t)d->registers->r[reg]);
}

void axvcpu_x86_64_read(const struct axvcpu_x86_64_decoding *d)
{
	const struct axvcpu_x86_64_form *form = d->form;
	bool is_vector = axvcpu_x86_64_is_vector(d);
	bool is_copy = form->does == AXVCPU_X86_64_DOES_COPY;

	d->exit->reason = AXVCPU_EXIT_MMIO_READ;
	d->exit->retire = AXVCPU_RETIRE_NEXT;
	d->exit->known = known(d);
	d->exit->mmio_read = (struct axvcpu_exit_mmio_read){
		.addr = d->access->gpa,
		.width = axvcpu_x86_64_part_width(d),
		.reg = destination(d),
		.reg_width = is_vector ? 8 : axvcpu_x86_64_width(d->instruction, form->destination),
		.signed_ext = form->sign_extended,
		.operation = (enum axvcpu_operation)form->operation,
		.operand = has_operation(form) ? axvcpu_x86_64_operand(d) : 0,
		.access = d->access->access,
		.gva = d->access->gva_known ? d->access->gva : 0,
		.result = result_of(form),
		.flags = (enum axvcpu_flags)form->flags,
		.carry = form->carry && axvcpu_x86_64_flag(d, AXVCPU_X86_64_FLAG_CARRY),
		.memory = is_copy && d->registers ? axvcpu_x86_64_other_address(d) : 0,
	};
	fill_rest(d);
}
