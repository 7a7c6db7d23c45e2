/* SPDX-License-Identifier: MIT */
/*
 * Completion of a command line, for the script of the shell: what its last word
 * may become, one a line, from the tables that the commands themselves use. None:
 * the name of a file.
 */
#include <config.h>

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "command.h"
#include "crash_log.h"
#include "spec.h"

struct line {
	const struct command *command;
	char **words; /* those behind the command */
	int count;
	const char *last; /* the word to complete */
};

static void offer(const char *last, const char *before, const char *name, const char *behind)
{
	char word[256];

	snprintf(word, sizeof word, "%s%s%s", before, name, behind);
	if (strncmp(word, last, strlen(last)) == 0)
		puts(word);
}

static void offer_list(const char *last, const char *before, const char *const *names)
{
	for (; *names; names++)
		offer(last, before, *names, "");
}

static void offer_commands(const char *last)
{
	for (size_t i = 0; i < command_count; i++)
		offer(last, "", commands[i].name, "");
	offer(last, "", "--help", "");
	offer(last, "", "--version", "");
}

static void offer_backends(const char *last, const char *before, bool has_decoder)
{
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);

	for (; count-- > 0; info++)
		if (!has_decoder || axvcpu_decoder_find(info->name))
			offer(last, before, info->name, "");
}

/* An option by the text behind its dashes, which may go on with a value. */
static const struct option *find_option(const struct line *line, const char *text)
{
	size_t length = strcspn(text, "=");

	for (const struct option *option = line->command->options; option->name; option++)
		if (strlen(option->name) == length && strncmp(option->name, text, length) == 0)
			return option;
	return NULL;
}

static void offer_words(const struct line *line, const char *before, const struct option *option)
{
	const struct option_words *list = line->command->words;

	if (strcmp(option->name, "backend") == 0)
		offer_backends(line->last, before, false);
	for (; list && list->option; list++)
		if (strcmp(list->option, option->name) == 0)
			offer_list(line->last, before, list->words);
}

static void offer_options(const struct line *line)
{
	const struct option *option = find_option(line, line->last + 2);
	char before[64];

	if (strchr(line->last, '=')) {
		snprintf(before, sizeof before, "%.*s", (int)strcspn(line->last, "=") + 1,
			 line->last);
		if (option)
			offer_words(line, before, option);
		return;
	}
	for (option = line->command->options; option->name; option++)
		offer(line->last, "--", option->name, "");
}

/* The option whose value the last word is. */
static const struct option *option_before(const struct line *line)
{
	const char *word = line->count > 1 ? line->words[line->count - 2] : "";
	bool is_long = strncmp(word, "--", 2) == 0;
	const struct option *option = is_long ? find_option(line, word + 2) : NULL;

	if (word[0] == '-' && !is_long && strlen(word) == 2)
		for (option = line->command->options; option->name; option++)
			if (option->val == word[1])
				break;
	return option && option->name && option->has_arg == required_argument ? option : NULL;
}

/* Words that are no options, before the last one; the first of them. */
static int plain_words(const struct line *line, const char **first)
{
	int count = 0;

	for (int i = 0; i < line->count - 1; i++) {
		if (line->words[i][0] == '-')
			continue;
		if (count++ == 0)
			*first = line->words[i];
	}
	return count;
}

static void offer_meanings(const struct line *line, const char *before,
			   const struct axvcpu_decoder *decoder, struct target target)
{
	for (size_t i = 0; i < decoder->bits_count; i++) {
		const struct axvcpu_bits *bits = &decoder->bits[i];
		bool is_wanted = target.kind == TARGET_WORD ? bits->word == target.index
							    : i == target.index;

		for (size_t j = 0; is_wanted && j < bits->meaning_count; j++)
			if (bits->meanings[j].name)
				offer(line->last, before, bits->meanings[j].name, "");
	}
}

static void offer_registers(const struct line *line, enum axvcpu_arch arch)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(arch, &count);

	for (; count-- > 0; info++)
		if (info->context >= 0)
			offer(line->last, "", info->alias ? info->alias : info->name, "=");
}

static void offer_names(const struct line *line, const struct crash_log *log)
{
	const struct axvcpu_decoder *decoder = log->decoder;

	for (size_t i = 0; i < decoder->word_count; i++)
		offer(line->last, "", decoder->words[i].name, "=");
	for (size_t i = 0; i < decoder->bits_count; i++)
		if (crash_log_find(log, decoder->bits[i].name, false).kind == TARGET_NONE)
			offer(line->last, "", decoder->bits[i].name, "=");
	offer_registers(line, log->arch);
}

/* NAME=, or its VALUE by name. */
static void offer_values(const struct line *line, const char *backend)
{
	const struct axvcpu_backend_info *info = backend_by_name(backend);
	const char *equals = strchr(line->last, '=');
	struct crash_log log;
	char name[64];

	if (!info || !axvcpu_decoder_find(backend))
		return;
	crash_log_start(&log, info);
	if (!equals) {
		offer_names(line, &log);
		return;
	}
	snprintf(name, sizeof name, "%.*s", (int)(equals - line->last), line->last);
	struct target target = crash_log_find(&log, name, true);

	snprintf(name, sizeof name, "%.*s", (int)(equals - line->last) + 1, line->last);
	if (target.kind == TARGET_WORD || target.kind == TARGET_BITS)
		offer_meanings(line, name, log.decoder, target);
}

static bool offer_row(void *line, const struct spec_row *row)
{
	offer(((const struct line *)line)->last, "", row->name, "");
	return false;
}

static void offer_spec(struct line *line, int plain, const char *verb)
{
	static const char *const verbs[] = { "list", "show", "graph", NULL };

	if (plain == 0)
		offer_list(line->last, "", verbs);
	else if (strcmp(verb, "graph") == 0) {
		offer(line->last, "", "lifecycle", "");
		offer_backends(line->last, "", true);
	}
	for (size_t i = 0; plain == 1 && i < spec_kind_count; i++) {
		if (strcmp(verb, "list") == 0)
			offer(line->last, "", spec_kinds[i].name, "");
		else if (strcmp(verb, "show") == 0 && spec_kinds[i].show)
			spec_kinds[i].each(&spec_kinds[i], offer_row, line);
	}
}

static void offer_for(struct line *line)
{
	const char *first = "";
	int plain = plain_words(line, &first);
	const struct option *option = option_before(line);

	if (option)
		offer_words(line, "", option);
	else if (strncmp(line->last, "-", 1) == 0)
		offer_options(line);
	else if (line->command->run == command_decode && plain == 0)
		offer_backends(line->last, "", true);
	else if (line->command->run == command_decode)
		offer_values(line, first);
	else if (line->command->run == command_spec)
		offer_spec(line, plain, first);
}

int command_complete(int count, char **arguments)
{
	struct line line = { .words = arguments + 2, .count = count - 2 };

	if (count < 2)
		return OUTCOME_USAGE;
	line.last = arguments[count - 1];
	if (count == 2)
		offer_commands(line.last);
	for (size_t i = 0; count > 2 && i < command_count; i++)
		if (strcmp(commands[i].name, arguments[1]) == 0) {
			line.command = &commands[i];
			offer_for(&line);
		}
	return OUTCOME_OFF;
}
