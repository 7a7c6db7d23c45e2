/* SPDX-License-Identifier: MIT */
/*
 * How logs spell the words of a syndrome: "reason", "hardware error", "info %* %x".
 * The last word stands before the value, the others somewhere before it, in
 * order; %* passes over a value, and %x says that the value is hexadecimal.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "spelling.h"

#define BETWEEN " \t\r\n\v\f:=,;()[]<>\"'"
#define WORD_LIMIT 32

/* Length of the token, without a full stop behind it. */
static size_t token_length(const char *token)
{
	size_t length = strcspn(token, BETWEEN);

	while (length > 1 && token[length - 1] == '.')
		length--;
	return length;
}

/* Tokens end where zeros are put into the copy; what stands between them is in the line. */
static void split(struct tokens *tokens, const char *line)
{
	char *copy = tokens->text;

	for (size_t at = 0;;) {
		size_t gap = strspn(line + at, BETWEEN);
		bool is_assigned = strcspn(line + at, ":=") < gap;

		at += gap;
		if (!line[at])
			return;
		tokens->list[tokens->count++] = (struct token){ copy + at, is_assigned };
		at += token_length(line + at);
		copy[at] = '\0';
		at += strspn(line + at, ".");
	}
}

bool tokens_make(struct tokens *tokens, const char *line)
{
	*tokens = (struct tokens){ .text = strdup(line) };
	tokens->list = calloc(strlen(line) / 2 + 1, sizeof *tokens->list);
	if (!tokens->text || !tokens->list) {
		tokens_free(tokens);
		return false;
	}
	split(tokens, line);
	return true;
}

void tokens_free(struct tokens *tokens)
{
	free(tokens->list);
	free(tokens->text);
}

/* Take the last word off a spelling that ends at a place. */
static void take_word(const char *spelling, const char **end, char *word)
{
	const char *start = *end;

	while (start > spelling && start[-1] != ' ')
		start--;
	snprintf(word, WORD_LIMIT, "%.*s", (int)(*end - start), start);
	*end = start > spelling ? start - 1 : spelling;
}

/* A spelling that fits the tokens before a value. */
struct fit {
	struct target target;
	unsigned words; /* 0: it does not fit */
	size_t first;   /* where its first word stands */
	bool is_hex;
};

/* Go back to a word: right before where we are, or for those before the last one anywhere. */
static bool go_back(struct fit *fit, const struct tokens *tokens, const char *word)
{
	bool is_near = fit->words == 0;

	while (fit->first-- > 0) {
		if (strcasecmp(tokens->list[fit->first].text, word) == 0) {
			fit->words++;
			return true;
		}
		if (is_near)
			return false;
	}
	return false;
}

static struct fit try_spelling(const char *spelling, const struct tokens *tokens, size_t value)
{
	struct fit fit = { .first = value };
	char word[WORD_LIMIT];

	for (const char *end = spelling + strlen(spelling); end > spelling;) {
		take_word(spelling, &end, word);
		if (strcmp(word, "%x") == 0)
			fit.is_hex = true;
		else if (strcmp(word, "%*") == 0 && fit.first > 0)
			fit.first--;
		else if (!go_back(&fit, tokens, word))
			return (struct fit){ .words = 0 };
	}
	return fit;
}

/* The one that says more is better, or else the one that stands nearer to the value. */
static void try_all(struct fit *best, struct target target, const char *const *spellings,
		    const struct tokens *tokens, size_t value)
{
	for (; spellings && *spellings; spellings++) {
		struct fit fit = try_spelling(*spellings, tokens, value);

		if (fit.words < best->words ||
		    (fit.words == best->words && fit.first <= best->first))
			continue;
		*best = fit;
		best->target = target;
	}
}

struct target spelling_find(const struct crash_log *log, const struct tokens *tokens, size_t value,
			    bool *is_hex)
{
	const struct axvcpu_decoder *decoder = log->decoder;
	struct fit best = { .target = { TARGET_NONE, 0 } };

	for (size_t i = 0; i < decoder->word_count; i++)
		try_all(&best, (struct target){ TARGET_WORD, i }, decoder->words[i].log, tokens,
			value);
	for (size_t i = 0; i < decoder->bits_count; i++)
		try_all(&best, (struct target){ TARGET_BITS, i }, decoder->bits[i].log, tokens,
			value);
	*is_hex = best.is_hex;
	return best.target;
}
