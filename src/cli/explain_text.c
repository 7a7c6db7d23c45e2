/* SPDX-License-Identifier: MIT */
/* An explanation for people. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain.h"
#include "fields.h"

static bool is_whole_word(const struct axvcpu_decoder *decoder, size_t index)
{
	const struct axvcpu_bits *bits = &decoder->bits[index];

	return bits->ranges == 1 && bits->range[0].low == 0 &&
	       bits->range[0].high + 1u == decoder->words[bits->word].width;
}

static void print_bits(const struct crash_log *log, size_t index, int room)
{
	const struct axvcpu_bits *bits = &log->decoder->bits[index];
	char place[48];
	int used = 0;

	for (unsigned i = 0; i < bits->ranges && used < 32; i++)
		used += snprintf(place + used, sizeof place - (size_t)used,
				 bits->range[i].high == bits->range[i].low ? "%s%u" : "%s%u:%u",
				 i ? "," : "", bits->range[i].high, bits->range[i].low);
	printf("  %-*s [%s]%*s %#-10" PRIx64 " %s", room, bits->name, place,
	       used < 9 ? 9 - used : 0, "", bits_value(log, index), bits_say(log, index));
	if (strcmp(bits->section, log->decoder->words[bits->word].section) != 0)
		printf(" (%s)", bits->section);
	putchar('\n');
}

/* The word as a whole may have a meaning of its own: that of the cause does. */
static const char *word_says(const struct crash_log *log, const struct explanation *explanation,
			     size_t word)
{
	for (size_t i = 0; i < log->decoder->bits_count; i++)
		if (log->decoder->bits[i].word == word && is_whole_word(log->decoder, i) &&
		    is_shown(log, explanation, i))
			return bits_say(log, i);
	return log->decoder->words[word].doc;
}

static bool word_is_shown(const struct crash_log *log, const struct explanation *explanation,
			  size_t word)
{
	if ((log->words | log->found | explanation->assumed) >> word & 1)
		return true;
	for (size_t i = 0; i < log->decoder->bits_count; i++)
		if (log->decoder->bits[i].word == word && is_shown(log, explanation, i))
			return true;
	return false;
}

static const char *origin(const struct crash_log *log, size_t word)
{
	uint64_t all = log->decoder->words[word].width == 32 ? UINT32_MAX : UINT64_MAX;

	if (log->words >> word & 1)
		return log->given[word] == all ? "" : " - given in part, else taken as 0";
	return log->found >> word & 1 ? " - found in another word" : " - not given, taken as 0";
}

/* The longest name among the fields of a word that are shown. */
static int name_width(const struct crash_log *log, const struct explanation *explanation,
		      size_t word)
{
	size_t longest = 10;

	for (size_t i = 0; i < log->decoder->bits_count; i++)
		if (log->decoder->bits[i].word == word && is_shown(log, explanation, i) &&
		    strlen(log->decoder->bits[i].name) > longest)
			longest = strlen(log->decoder->bits[i].name);
	return (int)longest;
}

static void print_word(const struct crash_log *log, const struct explanation *explanation,
		       size_t index)
{
	const struct axvcpu_word *word = &log->decoder->words[index];
	int digits = word->width / 4, room = name_width(log, explanation, index);

	printf("%-8s 0x%0*" PRIx64 "%*s %s (%s)%s\n", word->name, digits,
	       word_value(&log->syndrome, word), 16 - digits, "", word_says(log, explanation, index),
	       word->section, origin(log, index));
	for (size_t i = 0; i < log->decoder->bits_count; i++)
		if (log->decoder->bits[i].word == index && !is_whole_word(log->decoder, i) &&
		    is_shown(log, explanation, i))
			print_bits(log, i, room);
}

/* The value first goes to memory, which tells how long it is. */
static void print_field(const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	char *value = NULL;
	size_t size;
	FILE *stream = open_memstream(&value, &size);

	if (!stream)
		return;
	field_print(stream, exit, field);
	fclose(stream);
	printf("  %-14s %-18s %s\n", field->name, value, field->doc);
	free(value);
}

static void print_payload(const struct axvcpu_exit *exit)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);

	for (; count-- > 0; field++)
		if (!field->optional || field_is_known(exit, field))
			print_field(exit, field);
}

static void print_part(FILE *stream, const struct explanation *explanation, unsigned part)
{
	const struct axvcpu_part *held = &explanation->exit.parts[part];

	switch (part_holds(explanation, part)) {
	case PART_REGISTER:
		register_print(stream, &explanation->exit, held->reg);
		break;
	case PART_DATA:
		fprintf(stream, "%#" PRIx64, held->data);
		break;
	case PART_UNKNOWN:
		fputs("unknown", stream);
		break;
	}
}

static void print_write(FILE *stream, const struct explanation *explanation, unsigned index)
{
	const struct axvcpu_write *write = &explanation->exit.writes[index];

	register_print(stream, &explanation->exit, write->reg);
	fprintf(stream, "=%#" PRIx64, write->value);
}

/* Rows beside the payload; the value goes to memory first, which tells how long it is. */
static void print_beside(const struct explanation *explanation, const char *name, const char *doc,
			 unsigned count, void (*print)(FILE *stream, const struct explanation *,
						       unsigned index))
{
	for (unsigned i = 0; i < count; i++) {
		char *value = NULL;
		size_t size;
		FILE *stream = open_memstream(&value, &size);

		if (!stream)
			return;
		print(stream, explanation, i);
		fclose(stream);
		printf("  %-14s %-18s %s\n", name, value, doc);
		free(value);
	}
}

static void print_retirement(const struct axvcpu_exit *exit)
{
	if (exit->retire == AXVCPU_RETIRE_NEXT)
		printf("then     pc moves past the instruction, of %u byte%s\n", exit->insn_length,
		       exit->insn_length == 1 ? "" : "s");
	else
		puts("then     pc stays where it is");
}

static void print_exit(const struct explanation *explanation)
{
	const struct axvcpu_exit *exit = &explanation->exit;
	const struct axvcpu_cause *cause = explanation->cause;

	if (cause)
		printf("cause    %s: %s (%s)\n", cause->name, cause->doc, cause->section);
	printf("exit     %s: %s\n", axvcpu_exit_name(exit->reason), axvcpu_exit_doc(exit->reason));
	print_payload(exit);
	if (system_register_of(exit))
		printf("  %-14s %-18s %s\n", "register", system_register_of(exit),
		       "Name of the system register.");
	print_beside(explanation, "part", "Further bytes of the access, right behind.",
		     exit->part_count, print_part);
	print_beside(explanation, "write", "Register that is written when the access retires.",
		     exit->write_count, print_write);
	print_retirement(exit);
}

void explanation_print(const struct crash_log *log, const struct explanation *explanation)
{
	printf("%s: %s, %s\n\n", log->decoder->backend, log->decoder->manual,
	       log->decoder->section);
	for (size_t i = 0; i < log->decoder->word_count; i++)
		if (word_is_shown(log, explanation, i))
			print_word(log, explanation, i);
	putchar('\n');
	if (explanation->decoded == AXVCPU_DECODED_DONE)
		print_exit(explanation);
	else
		printf("exit     needs %s: %s (%s)\n", explanation->needed->name,
		       explanation->needed->doc, explanation->needed->section);
}
