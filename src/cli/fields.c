/* SPDX-License-Identifier: MIT */
/* Payloads of exits, printed as the spec describes them. */
#include <config.h>

#include <inttypes.h>
#include <string.h>

#include "fields.h"

/* A number of 1, 2, 4 or 8 bytes at an offset of a structure. */
static uint64_t load(const void *structure, size_t offset, unsigned bytes)
{
	const char *place = (const char *)structure + offset;
	uint64_t eight;
	uint32_t four;
	uint16_t two;

	switch (bytes) {
	case 8:
		memcpy(&eight, place, sizeof eight);
		return eight;
	case 4:
		memcpy(&four, place, sizeof four);
		return four;
	case 2:
		memcpy(&two, place, sizeof two);
		return two;
	default:
		return (unsigned char)*place;
	}
}

bool field_is_known(const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	return exit->known & field->known;
}

uint64_t field_value(const struct axvcpu_exit *exit, const struct axvcpu_field *field,
		     unsigned element)
{
	return load(exit, field->offset + (size_t)element * field->bytes, field->bytes);
}

/* Arguments end at the last one that is not 0. */
static unsigned shown_elements(const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	unsigned count = field->count;

	while (count > 1 && field_value(exit, field, count - 1) == 0)
		count--;
	return count;
}

static enum axvcpu_arch arch_of(const struct axvcpu_exit *exit)
{
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);

	for (; count-- > 0; info++)
		if (info->backend == exit->backend)
			return info->arch;
	return (enum axvcpu_arch)0;
}

void register_print(FILE *stream, const struct axvcpu_exit *exit, uint64_t number)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(arch_of(exit), &count);

	for (; count-- > 0; info++)
		if (info->number == number) {
			fputs(info->alias ? info->alias : info->name, stream);
			return;
		}
	if (number == AXVCPU_NO_REGISTER)
		fputs("none", stream);
	else
		fprintf(stream, "%" PRIu64, number);
}

const char *system_register_of(const struct axvcpu_exit *exit)
{
	switch (exit->reason) {
	case AXVCPU_EXIT_SYSREG_READ:
		return axvcpu_system_register_name(arch_of(exit), exit->sysreg_read.addr);
	case AXVCPU_EXIT_SYSREG_WRITE:
		return axvcpu_system_register_name(arch_of(exit), exit->sysreg_write.addr);
	default:
		return NULL;
	}
}

static bool is_register(const struct axvcpu_field *field)
{
	return strcmp(field->name, "reg") == 0 || strcmp(field->name, "reg_high") == 0;
}

static void print_value(FILE *stream, const struct axvcpu_exit *exit,
			const struct axvcpu_field *field, uint64_t value)
{
	switch (field->kind) {
	case AXVCPU_FIELD_HEX:
		fprintf(stream, "%#" PRIx64, value);
		break;
	case AXVCPU_FIELD_NUMBER:
		if (is_register(field))
			register_print(stream, exit, value);
		else
			fprintf(stream, "%" PRIu64, value);
		break;
	case AXVCPU_FIELD_BOOL:
		fputs(value ? "true" : "false", stream);
		break;
	case AXVCPU_FIELD_NAME:
		fputs(field->value_name((unsigned)value), stream);
		break;
	}
}

void field_print(FILE *stream, const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	if (!field_is_known(exit, field)) {
		fputs("unknown", stream);
		return;
	}
	if (field->count > 1)
		putc('[', stream);
	for (unsigned i = 0; i < shown_elements(exit, field); i++) {
		if (i)
			putc(' ', stream);
		print_value(stream, exit, field, field_value(exit, field, i));
	}
	if (field->count > 1)
		putc(']', stream);
}

/* An address of a guest that does not translate, and accesses that the rest tells. */
static bool repeats(const struct axvcpu_exit *exit, const char *name, uint64_t value)
{
	switch (exit->reason) {
	case AXVCPU_EXIT_MMIO_READ:
		return (strcmp(name, "gva") == 0 && value == exit->mmio_read.addr) ||
		       strcmp(name, "access") == 0;
	case AXVCPU_EXIT_MMIO_WRITE:
		return (strcmp(name, "gva") == 0 && value == exit->mmio_write.addr) ||
		       strcmp(name, "access") == 0;
	case AXVCPU_EXIT_NESTED_PAGE_FAULT:
		return strcmp(name, "gva") == 0 && value == exit->nested_page_fault.addr;
	default:
		return false;
	}
}

/* What a reader of the trace takes for granted; JSON has it all. */
static bool is_plain(const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	static const struct { const char *name; uint64_t value; } plain[] = {
		{ "operation", AXVCPU_OPERATION_LOAD }, { "operand", 0 }, { "reg_width", 8 },
		{ "result", AXVCPU_RESULT_MEMORY }, { "flags", AXVCPU_FLAGS_NONE },
	};
	uint64_t value = field_value(exit, field, 0);

	if (field->kind == AXVCPU_FIELD_BOOL && !value)
		return true;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (strcmp(field->name, plain[i].name) == 0 && value == plain[i].value)
			return true;
	return repeats(exit, field->name, value);
}

void exit_print(FILE *stream, const struct axvcpu_exit *exit, const char *on, const char *off)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);

	fprintf(stream, "%s%-*s%s", on, count ? 17 : 0, axvcpu_exit_name(exit->reason), off);
	for (; count-- > 0; field++) {
		if (field_is_known(exit, field) ? is_plain(exit, field) : field->optional)
			continue;
		fprintf(stream, " %s", field->name);
		if (field->kind == AXVCPU_FIELD_BOOL && field_is_known(exit, field))
			continue;
		putc('=', stream);
		field_print(stream, exit, field);
	}
}
