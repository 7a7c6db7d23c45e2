/* SPDX-License-Identifier: MIT */
/* A line of a log as a list of what it says, and what a value in it is the value of. */
#ifndef CLI_SPELLING_H
#define CLI_SPELLING_H

#include "crash_log.h"

struct token {
	const char *text;
	bool is_assigned; /* a colon or an equals sign stands before it */
};

struct tokens {
	struct token *list;
	size_t count;
	char *text; /* what they point into */
};

/* False: no memory. To be freed with tokens_free. */
bool tokens_make(struct tokens *tokens, const char *line);
void tokens_free(struct tokens *tokens);

/*
 * What a token is the value of, by the spellings of the back end's words and
 * fields; is_hex: its digits are hexadecimal without 0x.
 */
struct target spelling_find(const struct crash_log *log, const struct tokens *tokens, size_t value,
			    bool *is_hex);

#endif
