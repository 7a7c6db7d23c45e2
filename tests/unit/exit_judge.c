/* SPDX-License-Identifier: MIT */
/* Whether two exits say the same, and what they say. */
#include "exit_judge.h"

#include <string.h>

#include <axvcpu/names.h>

#include "../tap.h"
#include "exit_text.h"

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

bool exit_is_same(const struct axvcpu_exit *got, const struct axvcpu_exit *expected)
{
	return got->reason == expected->reason && got->insn_length == expected->insn_length &&
		got->retire == expected->retire && got->answer == expected->answer &&
		is_payload_same(got, expected) && are_parts_same(got, expected) &&
		are_writes_same(got, expected);
}

static void explain(const char *whose, const struct axvcpu_exit *exit)
{
	char text[EXIT_TEXT_SIZE];

	exit_text(exit, text);
	diag("%s: %s", whose, text);
}

void exit_explain(const struct axvcpu_exit *got, const struct axvcpu_exit *expected)
{
	explain("     got", got);
	explain("expected", expected);
}
