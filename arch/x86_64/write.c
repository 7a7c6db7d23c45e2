/* SPDX-License-Identifier: MIT */
/* Instructions that write memory without reading it. */
#include <arch/x86_64/decoding.h>

/* Whether data holds the value: it may be in a vector register, in memory, or in a register where
 * there are none. */
static bool data_known(const struct axvcpu_x86_64_decoding *d)
{
	switch (d->form->does) {
	case AXVCPU_X86_64_DOES_COPY:
		return false;
	case AXVCPU_X86_64_DOES_STORE_IF:
		return d->registers;
	default:
		return axvcpu_x86_64_operand_known(d);
	}
}

static uint64_t data(const struct axvcpu_x86_64_decoding *d)
{
	if (!data_known(d))
		return 0;
	if (d->form->does == AXVCPU_X86_64_DOES_STORE_IF)
		return axvcpu_x86_64_condition(d);
	return axvcpu_x86_64_operand(d);
}

static uint32_t known(const struct axvcpu_x86_64_decoding *d)
{
	uint32_t known = AXVCPU_KNOWN_MMIO_WRITE_ALL;

	if (!d->access->gva_known)
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_WRITE_GVA;
	if (!data_known(d))
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_WRITE_DATA;
	if (!axvcpu_x86_64_is_vector(d))
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_WRITE_REG;
	if (d->form->does != AXVCPU_X86_64_DOES_COPY || !d->registers)
		known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_WRITE_MEMORY;
	return known;
}

void axvcpu_x86_64_write(const struct axvcpu_x86_64_decoding *d)
{
	bool is_copy = d->form->does == AXVCPU_X86_64_DOES_COPY;

	d->exit->reason = AXVCPU_EXIT_MMIO_WRITE;
	d->exit->retire = AXVCPU_RETIRE_NEXT;
	d->exit->known = known(d);
	d->exit->mmio_write = (struct axvcpu_exit_mmio_write){
		.addr = d->access->gpa,
		.width = axvcpu_x86_64_part_width(d),
		.data = data(d),
		.access = d->access->access,
		.gva = d->access->gva_known ? d->access->gva : 0,
		.reg = axvcpu_x86_64_is_vector(d) ? axvcpu_x86_64_operand_register(d) : 0,
		.memory = is_copy && d->registers ? axvcpu_x86_64_other_address(d) : 0,
	};
	if (axvcpu_x86_64_two_parts(d)) {
		d->exit->part_count = 1;
		d->exit->parts[0].reg = (uint16_t)(AXVCPU_X86_64_XMM0_HIGH +
						   axvcpu_x86_64_reg(d->instruction));
	}
}
