/* SPDX-License-Identifier: MIT */
/* An explanation for programs. */
#include <config.h>

#include <stdio.h>

#include <json.h>

#include "explain.h"
#include "fields.h"

/* High and low bit, for each range of the field. */
static struct json_object *ranges_json(const struct axvcpu_bits *bits)
{
	struct json_object *list = json_object_new_array();

	for (unsigned i = 0; i < bits->ranges; i++) {
		json_object_array_add(list, json_object_new_int(bits->range[i].high));
		json_object_array_add(list, json_object_new_int(bits->range[i].low));
	}
	return list;
}

static struct json_object *bits_json(const struct crash_log *log, size_t index)
{
	const struct axvcpu_bits *bits = &log->decoder->bits[index];
	struct json_object *row = json_object_new_object();

	json_object_object_add(row, "name", json_object_new_string(bits->name));
	json_object_object_add(row, "word",
			       json_object_new_string(log->decoder->words[bits->word].name));
	json_object_object_add(row, "bits", ranges_json(bits));
	json_object_object_add(row, "value", hex_json(bits_value(log, index)));
	json_object_object_add(row, "meaning", json_object_new_string(bits_say(log, index)));
	json_object_object_add(row, "section", json_object_new_string(bits->section));
	return row;
}

static struct json_object *fields_json(const struct crash_log *log,
				       const struct explanation *explanation)
{
	struct json_object *list = json_object_new_array();

	for (size_t i = 0; i < log->decoder->bits_count; i++)
		if (is_shown(log, explanation, i))
			json_object_array_add(list, bits_json(log, i));
	return list;
}

static struct json_object *part_json(const struct explanation *explanation, unsigned index)
{
	const struct axvcpu_part *part = &explanation->exit.parts[index];
	enum part_holds holds = part_holds(explanation, index);
	struct json_object *row = json_object_new_object();

	if (holds == PART_REGISTER)
		json_object_object_add(row, "reg", json_object_new_int(part->reg));
	else
		json_object_object_add(row, "data",
				       holds == PART_DATA ? hex_json(part->data) : NULL);
	return row;
}

static struct json_object *write_json(const struct explanation *explanation, unsigned index)
{
	const struct axvcpu_write *write = &explanation->exit.writes[index];
	struct json_object *row = json_object_new_object();

	json_object_object_add(row, "reg", json_object_new_int(write->reg));
	json_object_object_add(row, "value", hex_json(write->value));
	return row;
}

/* What most exits do not have is left out. */
static void add_beside(struct json_object *object, const char *name, unsigned count,
		       const struct explanation *explanation,
		       struct json_object *(*json)(const struct explanation *, unsigned index))
{
	struct json_object *list = count ? json_object_new_array() : NULL;

	for (unsigned i = 0; i < count; i++)
		json_object_array_add(list, json(explanation, i));
	if (list)
		json_object_object_add(object, name, list);
}

static void add_exit(struct json_object *object, const struct explanation *explanation)
{
	const struct axvcpu_exit *exit = &explanation->exit;

	if (explanation->decoded != AXVCPU_DECODED_DONE) {
		json_object_object_add(object, "exit", NULL);
		json_object_object_add(object, "needs",
				       json_object_new_string(explanation->needed->name));
		return;
	}
	json_object_object_add(object, "exit", json_object_new_string(axvcpu_exit_name(exit->reason)));
	payload_json(object, exit);
	if (system_register_of(exit))
		json_object_object_add(object, "register",
				       json_object_new_string(system_register_of(exit)));
	add_beside(object, "parts", exit->part_count, explanation, part_json);
	add_beside(object, "writes", exit->write_count, explanation, write_json);
	json_object_object_add(object, "insn_length", json_object_new_int(exit->insn_length));
	if (explanation->cause)
		json_object_object_add(object, "row", json_object_new_string(explanation->cause->name));
}

void explanation_print_json(const struct crash_log *log, const struct explanation *explanation)
{
	struct json_object *object = json_object_new_object();

	json_object_object_add(object, "backend", json_object_new_string(log->decoder->backend));
	add_exit(object, explanation);
	json_object_object_add(object, "fields", fields_json(log, explanation));
	puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN));
	json_object_put(object);
}
