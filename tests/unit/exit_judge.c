/* SPDX-License-Identifier: MIT */
/* Whether two exits say the same, and what they say. */
#include "exit_judge.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <axvcpu/names.h>

#include "../tap.h"

/* Room for an exit with six arguments, three parts and three registers. */
#define TEXT 1024

struct text {
	char line[TEXT];
	size_t length;
};

static uint64_t element(const struct axvcpu_exit *exit, const struct axvcpu_field *field,
			unsigned index)
{
	const char *place = (const char *)exit + field->offset + (size_t)index * field->bytes;
	uint64_t value = 0;

	memcpy(&value, place, field->bytes);
	return value;
}

static bool is_payload_same(const struct axvcpu_exit *got, const struct axvcpu_exit *expected)
{
	size_t count;
	const struct axvcpu_field *fields = axvcpu_exit_fields(got->reason, &count);

	if (got->known != expected->known)
		return false;
	for (size_t i = 0; i < count; i++)
		if (memcmp((const char *)got + fields[i].offset,
			   (const char *)expected + fields[i].offset,
			   (size_t)fields[i].bytes * fields[i].count) != 0)
			return false;
	return true;
}

/* A part of a write holds data, unless the payload says that a register does. */
static bool holds_data(const struct axvcpu_exit *exit)
{
	return exit->reason == AXVCPU_EXIT_MMIO_WRITE &&
		!(exit->known & AXVCPU_KNOWN_MMIO_WRITE_REG);
}

static bool are_parts_same(const struct axvcpu_exit *got, const struct axvcpu_exit *expected)
{
	if (got->part_count != expected->part_count)
		return false;
	for (unsigned i = 0; i < expected->part_count; i++) {
		const struct axvcpu_part *part = &got->parts[i], *other = &expected->parts[i];

		if (holds_data(expected) ? part->data != other->data : part->reg != other->reg)
			return false;
	}
	return true;
}

static bool are_writes_same(const struct axvcpu_exit *got, const struct axvcpu_exit *expected)
{
	if (got->write_count != expected->write_count)
		return false;
	for (unsigned i = 0; i < expected->write_count; i++)
		if (got->writes[i].reg != expected->writes[i].reg ||
		    got->writes[i].value != expected->writes[i].value)
			return false;
	return true;
}

static bool is_answer_same(const struct axvcpu_exit *got, const struct axvcpu_exit *expected)
{
	return expected->answer == EXIT_ANSWERED ? got->answer != 0 :
		got->answer == expected->answer;
}

bool exit_is_same(const struct axvcpu_exit *got, const struct axvcpu_exit *expected)
{
	return got->reason == expected->reason && got->insn_length == expected->insn_length &&
		got->retire == expected->retire && is_answer_same(got, expected) &&
		is_payload_same(got, expected) && are_parts_same(got, expected) &&
		are_writes_same(got, expected);
}

static TAP_PRINTF(2, 3) void add(struct text *text, const char *format, ...)
{
	size_t room = sizeof(text->line) - text->length;
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(text->line + text->length, room, format, arguments);
	va_end(arguments);
	if (length > 0)
		text->length += (size_t)length < room ? (size_t)length : room - 1;
}

static void add_field(struct text *text, const struct axvcpu_exit *exit,
		      const struct axvcpu_field *field)
{
	add(text, " %s=", field->name);
	if (!(exit->known & field->known))
		add(text, "?");
	for (unsigned i = 0; i < field->count; i++) {
		uint64_t value = element(exit, field, i);

		if (exit->known & field->known && field->kind == AXVCPU_FIELD_NAME)
			add(text, "%s", field->value_name((unsigned)value));
		else if (exit->known & field->known || value != 0)
			add(text, "%s%#" PRIx64, i ? "," : "", value);
	}
}

static void add_payload(struct text *text, const struct axvcpu_exit *exit)
{
	size_t count;
	const struct axvcpu_field *fields = axvcpu_exit_fields(exit->reason, &count);

	for (size_t i = 0; i < count; i++)
		add_field(text, exit, &fields[i]);
}

static void add_parts(struct text *text, const struct axvcpu_exit *exit)
{
	for (unsigned i = 0; i < exit->part_count && i < AXVCPU_PARTS_MAX; i++)
		add(text, " part{data=%#" PRIx64 " reg=%u}", exit->parts[i].data,
		    exit->parts[i].reg);
	for (unsigned i = 0; i < exit->write_count && i < AXVCPU_WRITES_MAX; i++)
		add(text, " write{reg=%u value=%#" PRIx64 "}", exit->writes[i].reg,
		    exit->writes[i].value);
}

static void explain(const char *whose, const struct axvcpu_exit *exit)
{
	struct text text = { .length = 0 };

	add(&text, "%s: %s", whose, axvcpu_exit_name(exit->reason));
	add_payload(&text, exit);
	add(&text, "; length %u, retire %u, answer %u, parts %u, writes %u", exit->insn_length,
	    exit->retire, exit->answer, exit->part_count, exit->write_count);
	add_parts(&text, exit);
	diag("%s", text.line);
}

void exit_explain(const struct axvcpu_exit *got, const struct axvcpu_exit *expected)
{
	explain("     got", got);
	explain("expected", expected);
}
