/* SPDX-License-Identifier: MIT */
/* Whether an exit is one that the specs allow, whatever the guest did. */
#include "check_exit.h"

#include <axvcpu/hext.h>

#include "../unit/hext_judge.h"
#include "harness.h"

static bool is_named(const char *name)
{
	return strcmp(name, "unknown") != 0;
}

static uint64_t field_value(const struct axvcpu_exit *exit, const struct axvcpu_field *field,
			    unsigned i)
{
	uint64_t value = 0;

	memcpy(&value, (const char *)exit + field->offset + (size_t)i * field->bytes,
	       field->bytes);
	return value;
}

static void check_field(const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	for (unsigned i = 0; i < field->count; i++) {
		uint64_t value = field_value(exit, field, i);

		if (field->kind == AXVCPU_FIELD_BOOL)
			expect(value <= 1);
		if (field->kind == AXVCPU_FIELD_NAME && exit->known & field->known)
			expect(is_named(field->value_name((unsigned)value)));
	}
}

static void check_fields(const struct axvcpu_exit *exit)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);
	uint32_t all = 0;

	for (size_t i = 0; i < count; i++) {
		check_field(exit, &field[i]);
		all |= field[i].known;
	}
	expect((exit->known & ~all) == 0);
}

static bool is_width(unsigned width)
{
	return width == 1 || width == 2 || width == 4 || width == 8;
}

/* A register of the arch, or none. */
static bool is_register(enum axvcpu_arch arch, uint32_t number)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(arch, &count);

	while (count-- > 0)
		if (info[count].number == number)
			return true;
	return number == UINT16_MAX;
}

static void check_read(enum axvcpu_arch arch, const struct axvcpu_exit_mmio_read *read)
{
	expect(is_width(read->width));
	expect(is_register(arch, read->reg));
	expect(is_width(read->reg_width));
}

static void check_write(const struct axvcpu_exit_mmio_write *write)
{
	expect(is_width(write->width));
	expect(write->width == 8 || write->data >> 8 * write->width == 0);
}

static void check_beside(enum axvcpu_arch arch, const struct axvcpu_exit *exit)
{
	expect(exit->part_count <= AXVCPU_PARTS_MAX && exit->write_count <= AXVCPU_WRITES_MAX);
	for (unsigned i = 0; i < exit->part_count; i++)
		expect(is_register(arch, exit->parts[i].reg));
	for (unsigned i = 0; i < exit->write_count; i++)
		expect(is_register(arch, exit->writes[i].reg));
}

void check_exit(enum axvcpu_arch arch, const struct axvcpu_exit *exit)
{
	expect(exit->reason == AXVCPU_EXIT_UNKNOWN || is_named(axvcpu_exit_name(exit->reason)));
	expect(exit->retire == AXVCPU_RETIRE_KEEP || exit->retire == AXVCPU_RETIRE_NEXT);
	check_fields(exit);
	if (exit->reason == AXVCPU_EXIT_MMIO_READ && exit->known & AXVCPU_KNOWN_MMIO_READ_WIDTH)
		check_read(arch, &exit->mmio_read);
	if (exit->reason == AXVCPU_EXIT_MMIO_WRITE && exit->known & AXVCPU_KNOWN_MMIO_WRITE_WIDTH)
		check_write(&exit->mmio_write);
	if (exit->reason == AXVCPU_EXIT_SYSREG_READ)
		expect(is_register(arch, exit->sysreg_read.reg));
	check_beside(arch, exit);
}

static struct axvcpu_riscv64_registers registers_of(struct axvcpu *vcpu)
{
	struct axvcpu_riscv64_registers registers = {0};

	for (uint32_t i = 0; i < 32; i++)
		expect(axvcpu_get_register(vcpu, i, &registers.x[i]) == AXVCPU_OK);
	expect(axvcpu_get_register(vcpu, AXVCPU_RISCV64_PC, &registers.pc) == AXVCPU_OK);
	return registers;
}

static void check_same(const struct axvcpu_exit *one, const struct axvcpu_exit *other)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(one->reason, &count);

	expect(one->reason == other->reason && one->known == other->known);
	expect(one->retire == other->retire && one->insn_length == other->insn_length);
	expect(one->cause == other->cause);
	expect(one->answer == 0); /* what is answered inside is never seen */
	for (; count-- > 0; field++)
		for (unsigned i = 0; i < field->count; i++)
			expect(field_value(one, field, i) == field_value(other, field, i));
}

static struct hext_oracle_in oracle_input(const struct axvcpu_hext_syndrome *syndrome,
					  const struct axvcpu_riscv64_registers *registers)
{
	struct hext_oracle_in in = {
		.scause = syndrome->scause, .stval = syndrome->stval, .htval = syndrome->htval,
		.htinst = syndrome->htinst, .hstatus = syndrome->hstatus, .insn = syndrome->insn,
		.have_insn = syndrome->have & AXVCPU_HEXT_HAVE_INSN, .gpa = syndrome->gpa,
		.have_gpa = syndrome->have & AXVCPU_HEXT_HAVE_GPA,
	};

	memcpy(in.x, registers->x, sizeof in.x);
	return in;
}

void check_syndrome(struct axvcpu *vcpu, const struct axvcpu_exit *exit)
{
	struct axvcpu_riscv64_registers registers = registers_of(vcpu);
	struct hext_oracle_in in = oracle_input(&exit->syndrome.hext, &registers);
	struct axvcpu_exit again = {0};

	expect(exit->insn_length == 0 || exit->insn_length == 2 || exit->insn_length == 4);
	expect(exit->pc % 2 == 0 && registers.pc == exit->pc && registers.x[0] == 0);
	expect(axvcpu_hext_decode(&exit->syndrome.hext, &registers, &again) == AXVCPU_DECODED_DONE);
	check_same(exit, &again);
	expect(hext_agree(&in, true));
}
