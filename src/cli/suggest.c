/* SPDX-License-Identifier: MIT */
/*
 * The name that a misspelt word may have meant: the one with the least edit distance,
 * whatever the case of its letters.
 */
#include <config.h>

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "suggest.h"

#define LONGEST 32

static size_t least(size_t a, size_t b, size_t c)
{
	size_t smaller = a < b ? a : b;

	return smaller < c ? smaller : c;
}

static bool is_same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Letters to insert, delete or replace (Levenshtein), one row of the table at a time. */
static size_t distance(const char *from, const char *to)
{
	size_t row[LONGEST + 1], length = strlen(to);

	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 1; from[i - 1]; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= length; j++) {
			size_t replaced = diagonal + !is_same(from[i - 1], to[j - 1]);

			diagonal = row[j];
			row[j] = least(replaced, row[j] + 1, row[j - 1] + 1);
		}
	}
	return row[length];
}

const char *suggest(const char *word, const char *const *names)
{
	size_t length = strlen(word), best = length / 3 + 2;
	const char *nearest = NULL;

	for (; *names && length <= LONGEST; names++) {
		size_t here = strlen(*names) <= LONGEST ? distance(word, *names) : best;

		if (here < best && here < length) {
			best = here;
			nearest = *names;
		}
	}
	return nearest;
}
