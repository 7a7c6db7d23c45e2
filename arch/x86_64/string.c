/* SPDX-License-Identifier: MIT */
/* One iteration of MOVS, STOS or LODS. */
#include <arch/x86_64/decoding.h>

/* A register as an address or a counter, by the width of addresses. */
static uint64_t address(const struct axvcpu_x86_64_decoding *d, uint16_t reg)
{
	return axvcpu_x86_64_low_bytes(d->registers->r[reg],
		axvcpu_x86_64_address_width(d->instruction));
}

static void step(const struct axvcpu_x86_64_decoding *d, uint16_t reg, uint64_t by)
{
	axvcpu_x86_64_add_write(d, reg, axvcpu_x86_64_stepped(d->registers->r[reg], by,
		axvcpu_x86_64_address_width(d->instruction)));
}

static void step_all(const struct axvcpu_x86_64_decoding *d)
{
	uint64_t width = axvcpu_x86_64_part_width(d);
	uint64_t by = axvcpu_x86_64_flag(d, AXVCPU_X86_64_FLAG_DIRECTION) ? 0 - width : width;

	if (d->form->steps != AXVCPU_X86_64_STEPS_DESTINATION)
		step(d, AXVCPU_X86_64_RSI, by);
	if (d->form->steps != AXVCPU_X86_64_STEPS_SOURCE)
		step(d, AXVCPU_X86_64_RDI, by);
	if (d->instruction->repeat)
		step(d, AXVCPU_X86_64_RCX, UINT64_MAX);
}

/* Segments have a known base, 0, in 64-bit mode alone, and there FS and GS have not; only that
 * of the source can be overridden. */
bool axvcpu_x86_64_string_known(const struct axvcpu_x86_64_decoding *d)
{
	if (d->form->does != AXVCPU_X86_64_DOES_COPY)
		return true;
	return d->instruction->long_mode &&
	       (d->access->access == AXVCPU_ACCESS_READ || !d->instruction->segment);
}

uint64_t axvcpu_x86_64_other_address(const struct axvcpu_x86_64_decoding *d)
{
	bool to_device = d->access->access == AXVCPU_ACCESS_WRITE;

	return address(d, to_device ? AXVCPU_X86_64_RSI : AXVCPU_X86_64_RDI);
}

void axvcpu_x86_64_string(const struct axvcpu_x86_64_decoding *d)
{
	bool repeats = d->instruction->repeat;

	if (repeats && d->registers && !address(d, AXVCPU_X86_64_RCX)) {
		axvcpu_x86_64_nothing(d->exit, AXVCPU_NOTHING_HANDLED, AXVCPU_RETIRE_NEXT);
		return;
	}
	if (d->access->access == AXVCPU_ACCESS_WRITE)
		axvcpu_x86_64_write(d);
	else
		axvcpu_x86_64_read(d);
	d->exit->retire = repeats ? AXVCPU_RETIRE_KEEP : AXVCPU_RETIRE_NEXT;
	if (d->registers)
		step_all(d);
}
