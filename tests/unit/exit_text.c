/* SPDX-License-Identifier: MIT */
/* An exit as one line; see the header. */
#include "exit_text.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <axvcpu/names.h>

#include "../tap.h"

TAP_PRINTF(2, 3) static void append(char text[EXIT_TEXT_SIZE], const char *format, ...)
{
	size_t used = strlen(text);
	va_list arguments;

	va_start(arguments, format);
	if (vsnprintf(text + used, EXIT_TEXT_SIZE - used, format, arguments) >=
	    (int)(EXIT_TEXT_SIZE - used))
		bail_out("an exit that is longer than any");
	va_end(arguments);
}

static uint64_t element(const struct axvcpu_exit *exit, const struct axvcpu_field *field,
			unsigned index)
{
	const char *place = (const char *)exit + field->offset + (size_t)index * field->bytes;
	uint64_t eight;
	uint32_t four;
	uint16_t two;

	switch (field->bytes) {
	case 8:
		return memcpy(&eight, place, sizeof eight), eight;
	case 4:
		return memcpy(&four, place, sizeof four), four;
	case 2:
		return memcpy(&two, place, sizeof two), two;
	default:
		return (unsigned char)*place;
	}
}

static bool is_zero(const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	for (unsigned i = 0; i < field->count; i++)
		if (element(exit, field, i))
			return false;
	return true;
}

static void append_value(char text[EXIT_TEXT_SIZE], const struct axvcpu_exit *exit,
			 const struct axvcpu_field *field)
{
	for (unsigned i = 0; i < field->count; i++) {
		uint64_t value = element(exit, field, i);

		append(text, i ? "," : "=");
		if (field->value_name)
			append(text, "%s", field->value_name((unsigned)value));
		else
			append(text, "%#" PRIx64, value);
	}
}

static void append_field(char text[EXIT_TEXT_SIZE], const struct axvcpu_exit *exit,
			 const struct axvcpu_field *field)
{
	bool known = exit->known & field->known;

	if (!known && !is_zero(exit, field))
		append(text, " %s=not_zero", field->name);
	else if (!known && !field->optional)
		append(text, " %s=?", field->name);
	else if (known && (field->optional || field->value_name || !is_zero(exit, field))) {
		append(text, " %s", field->name);
		append_value(text, exit, field);
	}
}

void exit_text(const struct axvcpu_exit *exit, char text[EXIT_TEXT_SIZE])
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);

	snprintf(text, EXIT_TEXT_SIZE, "%s", axvcpu_exit_name(exit->reason));
	for (; count-- > 0; field++)
		append_field(text, exit, field);
	for (unsigned i = 0; i < exit->part_count && i < AXVCPU_PARTS_MAX; i++)
		append(text, " +%u=%#" PRIx64, exit->parts[i].reg, exit->parts[i].data);
	for (unsigned i = 0; i < exit->write_count && i < AXVCPU_WRITES_MAX; i++)
		append(text, " [%u]=%#" PRIx64, exit->writes[i].reg, exit->writes[i].value);
	if (exit->answer)
		append(text, " answer=%u", exit->answer);
	append(text, " %s %u", exit->retire == AXVCPU_RETIRE_NEXT ? "next" : "keep",
	       exit->insn_length);
}
