/* SPDX-License-Identifier: MIT */
/* Whether an exit is one that the specs allow, whatever the guest did. */
#include "check_exit.h"

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

		if ((exit->known & field->known) == 0)
			expect(value == 0);
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

static bool fits(uint64_t data, unsigned width)
{
	return width == 8 || data >> 8 * width == 0;
}

static void check_write(const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_mmio_write *write = &exit->mmio_write;

	expect(is_width(write->width));
	expect(fits(write->data, write->width));
	for (unsigned i = 0; i < exit->part_count && i < AXVCPU_PARTS_MAX; i++)
		expect(fits(exit->parts[i].data, write->width));
}

/* Ports have at most 32 bits. */
static void check_ports(const struct axvcpu_exit *exit)
{
	if (exit->reason == AXVCPU_EXIT_IO_READ)
		expect(is_width(exit->io_read.width) && exit->io_read.width <= 4);
	if (exit->reason == AXVCPU_EXIT_IO_WRITE) {
		expect(is_width(exit->io_write.width) && exit->io_write.width <= 4);
		expect(fits(exit->io_write.data, exit->io_write.width));
	}
}

/* Only accesses of memory have further parts. */
static void check_beside(enum axvcpu_arch arch, const struct axvcpu_exit *exit)
{
	expect(exit->part_count <= AXVCPU_PARTS_MAX && exit->write_count <= AXVCPU_WRITES_MAX);
	expect(exit->part_count == 0 || exit->reason == AXVCPU_EXIT_MMIO_READ ||
	       exit->reason == AXVCPU_EXIT_MMIO_WRITE);
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
		check_write(exit);
	if (exit->reason == AXVCPU_EXIT_SYSREG_READ)
		expect(is_register(arch, exit->sysreg_read.reg));
	check_ports(exit);
	check_beside(arch, exit);
}

/* The fields that have one of these bits in known. */
static void check_same_fields(const struct axvcpu_exit *one, const struct axvcpu_exit *other,
			      uint32_t known)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(one->reason, &count);

	for (; count-- > 0; field++)
		for (unsigned i = 0; i < field->count; i++)
			expect((field->known & known) == 0 ||
			       field_value(one, field, i) == field_value(other, field, i));
}

static void check_same_beside(const struct axvcpu_exit *one, const struct axvcpu_exit *other)
{
	expect(one->part_count == other->part_count && one->write_count == other->write_count);
	for (unsigned i = 0; i < one->part_count; i++)
		expect(one->parts[i].reg == other->parts[i].reg &&
		       one->parts[i].data == other->parts[i].data);
	for (unsigned i = 0; i < one->write_count; i++)
		expect(one->writes[i].reg == other->writes[i].reg &&
		       one->writes[i].value == other->writes[i].value);
}

void check_same(const struct axvcpu_exit *one, const struct axvcpu_exit *other)
{
	expect(one->reason == other->reason && one->known == other->known);
	expect(one->retire == other->retire && one->insn_length == other->insn_length);
	expect(one->cause == other->cause);
	check_same_fields(one, other, UINT32_MAX);
	check_same_beside(one, other);
}

void check_part_of(const struct axvcpu_exit *part, const struct axvcpu_exit *whole)
{
	expect(part->reason == whole->reason);
	expect((part->known & ~whole->known) == 0);
	check_same_fields(part, whole, part->known);
}
