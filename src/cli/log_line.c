/* SPDX-License-Identifier: MIT */
/*
 * A crash log on one line. One that is typed, NAME=VALUE and VALUE, must be right
 * in every word. In one that was pasted from a log, what is known is looked for,
 * and the rest is passed over.
 */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crash_log.h"
#include "fields.h"
#include "message.h"
#include "parse.h"
#include "spelling.h"
#include "suggest.h"

#define NAME_SIZE 40
#define QUOTED 60
#define BLANKS " \t\r\n\v\f"

#define EXPECTED "expected NAME=VALUE, with a value such as 0x17 or 23"

static bool refuse(const char *what, const char *why)
{
	complain("'%.*s%s': %s", QUOTED, what, strlen(what) > QUOTED ? "..." : "", why);
	return false;
}

/* A value that is no number may be a misspelt name of one. */
static bool refuse_value(const struct crash_log *log, struct target target, const char *argument,
			 const char *text)
{
	const char *found = crash_log_suggest(log, target, text);

	if (!found)
		return refuse(argument, EXPECTED);
	complain("unknown value '%s'; did you mean '%s'?", text, found);
	return false;
}

/* NAME=VALUE, or a VALUE of the main word; the value is a number or the name of one. */
static bool take_typed(struct crash_log *log, const char *argument)
{
	const char *equals = strchr(argument, '='), *text = equals ? equals + 1 : argument;
	struct target target = crash_log_main(log);
	char name[NAME_SIZE];
	uint64_t value;

	if (equals) {
		snprintf(name, sizeof name, "%.*s", (int)(equals - argument), argument);
		target = crash_log_find(log, name, true);
	}
	if (target.kind == TARGET_NONE && parse_number(text, &value)) {
		crash_log_refuse(log, name);
		return false;
	}
	if (!parse_number(text, &value) && !crash_log_name(log, &target, text, &value))
		return refuse_value(log, target, argument, text);
	const char *why = crash_log_put(log, target, value);

	return !why || refuse(argument, why);
}

/* Logs leave 0x out of what has all digits of 32 or 64 bits, and of what begins with 0. */
static bool looks_hex(const char *text)
{
	size_t length = strlen(text);

	return length == 8 || length == 16 || (length > 1 && text[0] == '0') ||
	       strcspn(text, "abcdefABCDEF") < length;
}

/* A word of a few letters alone is no number, even if none of them is above f. */
static bool is_hex_digits(const char *text)
{
	size_t length = strlen(text);

	return strspn(text, "0123456789abcdefABCDEF") == length &&
	       (strcspn(text, "0123456789") < length || length == 8 || length == 16);
}

static bool parse_logged(const char *text, bool is_hex, uint64_t *value)
{
	if (is_hex_digits(text) && (is_hex || looks_hex(text))) {
		errno = 0;
		*value = strtoull(text, NULL, 16);
		return errno == 0;
	}
	return parse_number(text, value);
}

/* Prose has the names of some registers in it, without a colon. */
static struct target target_of(const struct crash_log *log, const struct tokens *tokens, size_t at,
			       bool *is_hex)
{
	struct target target = spelling_find(log, tokens, at, is_hex);

	if (target.kind != TARGET_NONE || at == 0)
		return target;
	target = crash_log_find(log, tokens->list[at - 1].text, false);
	if (target.kind == TARGET_REGISTER && !tokens->list[at].is_assigned)
		target.kind = TARGET_NONE;
	return target;
}

static bool is_known(const struct crash_log *log, struct target target, uint64_t value)
{
	if (target.kind == TARGET_REGISTER)
		return log->registers_given >> target.index & 1;
	return target.kind == TARGET_WORD && log->words >> target.index & 1 &&
	       word_value(&log->syndrome, &log->decoder->words[target.index]) == value;
}

/* What a log says again, of a register also later, is passed over. */
static bool take_token(struct crash_log *log, const struct tokens *tokens, size_t at)
{
	const char *text = tokens->list[at].text;
	bool is_hex;
	struct target target = target_of(log, tokens, at, &is_hex);
	uint64_t value;

	if (target.kind == TARGET_NONE || (!crash_log_name(log, &target, text, &value) &&
					   !parse_logged(text, is_hex, &value)))
		return true;
	if (is_known(log, target, value))
		return true;
	const char *why = crash_log_put(log, target, value);

	if (why)
		complain("'%s %s': %s", at ? tokens->list[at - 1].text : "", text, why);
	return !why;
}

/* A name that is almost that of the word that was looked for. */
static const char *near(const struct axvcpu_word *word, const struct tokens *tokens)
{
	const char *names[] = { word->name, NULL }, *found = NULL;

	for (size_t i = 1; i < tokens->count && !found; i++)
		if (tokens->list[i].is_assigned)
			found = suggest(tokens->list[i - 1].text, names);
	return found;
}

static bool has_main(const struct crash_log *log, const char *line, const struct tokens *tokens)
{
	size_t index = crash_log_main(log).index;
	const struct axvcpu_word *word = &log->decoder->words[index];
	const char *found, *more = strlen(line) > QUOTED ? "..." : "";

	if (log->words >> index & 1)
		return true;
	found = near(word, tokens);
	if (found)
		complain("'%.*s%s': no %s in it; did you mean '%s'?", QUOTED, line, more,
			 word->name, found);
	else
		complain("'%.*s%s': no %s in it", QUOTED, line, more, word->name);
	return false;
}

static bool take_pasted(struct crash_log *log, const char *line)
{
	struct tokens tokens;
	bool is_fine = true;

	if (!tokens_make(&tokens, line))
		return refuse(line, strerror(ENOMEM));
	for (size_t i = 0; i < tokens.count && is_fine; i++)
		is_fine = take_token(log, &tokens, i);
	is_fine = is_fine && has_main(log, line, &tokens);
	tokens_free(&tokens);
	return is_fine;
}

/* Whether nobody types such a word of a command line. */
static bool is_pasted(const char *word)
{
	size_t plain = 0;

	while (isalnum((unsigned char)word[plain]) || (word[plain] && strchr("_=-", word[plain])))
		plain++;
	return word[plain] || word[0] == '=';
}

/* Of the words of a file that are not typed, most are no assignment and no value. */
static bool is_typed(const struct crash_log *log, const char *word)
{
	struct target target = crash_log_main(log);
	uint64_t value;

	return !is_pasted(word) && (strchr(word, '=') || parse_number(word, &value) ||
				    crash_log_name(log, &target, word, &value));
}

static bool all_typed(const struct crash_log *log, char *const *words)
{
	while (*words && is_typed(log, *words))
		words++;
	return !*words;
}

static bool take_all_typed(struct crash_log *log, char *const *words)
{
	for (; *words; words++)
		if (!take_typed(log, *words))
			return false;
	return true;
}

/* The line as a null-ended list of words, which point into it. */
static char **split(char *line)
{
	char **words = calloc(strlen(line) / 2 + 2, sizeof *words), *rest;
	size_t count = 0;

	for (char *word = strtok_r(line, BLANKS, &rest); words && word;
	     word = strtok_r(NULL, BLANKS, &rest))
		words[count++] = word;
	return words;
}

bool crash_log_read(struct crash_log *log, const char *line)
{
	char *copy = strdup(line), **words = copy ? split(copy) : NULL;
	bool is_fine = false;

	if (!words)
		refuse(line, strerror(ENOMEM));
	else
		is_fine = all_typed(log, words) ? take_all_typed(log, words)
						: take_pasted(log, line);
	free(words);
	free(copy);
	return is_fine;
}

static char *join(char *const *words)
{
	char *line = NULL;
	size_t size;
	FILE *stream = open_memstream(&line, &size);

	if (!stream)
		return NULL;
	for (bool is_first = true; *words; words++, is_first = false)
		fprintf(stream, "%s%s", is_first ? "" : " ", *words);
	return fclose(stream) == 0 ? line : NULL;
}

bool crash_log_take(struct crash_log *log, char *const *arguments)
{
	char *const *word = arguments;

	while (*word && !is_pasted(*word))
		word++;
	if (!*word)
		return take_all_typed(log, arguments);
	char *line = join(arguments);
	bool is_fine = line ? take_pasted(log, line) : refuse(*word, strerror(ENOMEM));

	free(line);
	return is_fine;
}
