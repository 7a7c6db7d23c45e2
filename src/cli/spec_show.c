/* SPDX-License-Identifier: MIT */
/* What belongs to an arch, a back end, a firmware interface, an exit. */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "spec.h"

static void print_text(const struct spec_row *row)
{
	printf("%-24s", row->name);
	if (row->value)
		printf(" %-18s", row->value);
	if (row->more_is)
		printf(" %-18s", row->more ? row->more : "");
	printf(" %s", row->doc);
	if (row->section)
		printf(" (%s)", row->section);
	putchar('\n');
}

static void add(struct json_object *object, const char *name, const char *text)
{
	if (text)
		json_object_object_add(object, name, json_object_new_string(text));
}

void spec_print(struct spec_output *output, const struct spec_row *row)
{
	if (!output->list) {
		print_text(row);
		return;
	}
	struct json_object *object = json_object_new_object();

	add(object, "kind", row->kind);
	add(object, "name", row->name);
	add(object, "value", row->value);
	if (row->more_is)
		add(object, row->more_is, row->more);
	add(object, "section", row->section);
	add(object, "doc", row->doc);
	json_object_array_add(output->list, object);
}

/* A line between rows, for people. */
static void print_heading(const struct spec_output *output, const struct spec_table *table)
{
	if (!output->list)
		printf("\n%s: %s On %s. (%s)\n", table->name, table->doc, table->on,
		       table->section);
}

static enum axvcpu_arch arch_by_name(const char *name)
{
	unsigned arch = 0;

	while (strcmp(axvcpu_arch_name((enum axvcpu_arch)arch), name) != 0)
		arch++;
	return (enum axvcpu_arch)arch;
}

void spec_show_arch(struct spec_output *output, const char *name)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(arch_by_name(name), &count);

	for (; count-- > 0; info++) {
		char number[sizeof "0xffffffff"];
		struct spec_row row = { .kind = "register", .name = info->name, .value = number,
					.more = info->alias, .more_is = "alias",
					.doc = info->doc };

		snprintf(number, sizeof number, "%#x", (unsigned)info->number);
		spec_print(output, &row);
	}
}

const struct spec_decoder *spec_decoder_of(const char *backend)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find(backend);

	for (size_t i = 0; decoder && i < spec_decoder_count; i++)
		if (strcmp(spec_decoders[i].backend, decoder->backend) == 0)
			return &spec_decoders[i];
	return NULL;
}

/* What becomes of a row: the next table, the exit, or the answer. */
static void print_row(struct spec_output *output, const struct spec_decoder *decoder, size_t row)
{
	const struct axvcpu_cause *cause = &axvcpu_decoder_find(decoder->backend)->causes[row];
	const struct spec_way *way = &decoder->ways[row];
	char leads[64];
	struct spec_row shown = { .kind = decoder->tables[way->table].name, .name = cause->name,
				  .value = way->at, .more = leads, .more_is = "exit",
				  .section = cause->section, .doc = cause->doc };

	if (way->target >= 0)
		snprintf(leads, sizeof leads, "table %s", decoder->tables[way->target].name);
	else if (way->answer)
		snprintf(leads, sizeof leads, "answer %s", way->answer);
	else
		snprintf(leads, sizeof leads, "%s",
			 axvcpu_exit_name((enum axvcpu_exit_reason)cause->reason));
	spec_print(output, &shown);
}

static void print_table(struct spec_output *output, const struct spec_decoder *decoder,
			size_t table)
{
	size_t rows = axvcpu_decoder_find(decoder->backend)->cause_count;

	print_heading(output, &decoder->tables[table]);
	for (size_t row = 0; row < rows; row++)
		if (decoder->ways[row].table == table)
			print_row(output, decoder, row);
}

static void print_words(struct spec_output *output, const struct axvcpu_decoder *decoder)
{
	for (size_t i = 0; i < decoder->word_count; i++) {
		const struct axvcpu_word *word = &decoder->words[i];
		struct spec_row row = { .kind = "word", .name = word->name,
					.value = word->width == 32 ? "32 bits" : "64 bits",
					.more = word->fetched ? "fetched" : NULL,
					.more_is = "given", .section = word->section, .doc = word->doc };

		spec_print(output, &row);
	}
}

void spec_show_backend(struct spec_output *output, const char *name)
{
	const struct spec_decoder *decoder = spec_decoder_of(name);

	if (!decoder)
		return;
	if (!output->list)
		printf("%s: %s\n\n", name, axvcpu_decoder_find(name)->manual);
	print_words(output, axvcpu_decoder_find(name));
	for (size_t i = 0; i < decoder->table_count; i++)
		print_table(output, decoder, i);
}

static bool belongs(const struct spec_table *table, const char *firmware)
{
	return table->firmware && strcmp(table->firmware, firmware) == 0;
}

/* The tables are those of a decoder that leads to them. */
void spec_show_firmware(struct spec_output *output, const char *name)
{
	bool is_shown = false;

	for (size_t i = 0; i < spec_decoder_count && !is_shown; i++)
		for (size_t j = 0; j < spec_decoders[i].table_count; j++)
			if (belongs(&spec_decoders[i].tables[j], name)) {
				print_table(output, &spec_decoders[i], j);
				is_shown = true;
			}
}

static enum axvcpu_exit_reason exit_by_name(const char *name)
{
	unsigned reason = 0;

	while (strcmp(axvcpu_exit_name((enum axvcpu_exit_reason)reason), name) != 0 ||
	       strcmp(axvcpu_exit_doc((enum axvcpu_exit_reason)reason), "unknown") == 0)
		reason++;
	return (enum axvcpu_exit_reason)reason;
}

static const char *kind_of(const struct axvcpu_field *field)
{
	switch (field->kind) {
	case AXVCPU_FIELD_BOOL:
		return "bool";
	case AXVCPU_FIELD_NAME:
		return "name";
	default:
		return field->bytes == 8 ? "u64" : field->bytes == 4 ? "u32" :
		       field->bytes == 2 ? "u16" : "u8";
	}
}

void spec_show_exit(struct spec_output *output, const char *name)
{
	size_t count;
	const enum axvcpu_exit_reason reason = exit_by_name(name);
	const struct axvcpu_field *field = axvcpu_exit_fields(reason, &count);

	if (!output->list)
		printf("%s: %s\n\n", name, axvcpu_exit_doc(reason));
	for (; count-- > 0; field++) {
		struct spec_row row = { .kind = "field", .name = field->name,
					.value = kind_of(field), .doc = field->doc };

		spec_print(output, &row);
	}
}
