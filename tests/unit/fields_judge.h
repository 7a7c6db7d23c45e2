/* SPDX-License-Identifier: MIT */
/* What decoders say of the fields of syndromes, against rows written by hand from the manuals. */
#ifndef FIELDS_JUDGE_H
#define FIELDS_JUDGE_H

#include <stddef.h>
#include <stdint.h>

/* A field, and its bits as the manual would have them: "word[high..low]", "word[bit]". */
struct field_row {
	const char *name, *bits;
};

/* A value of a field, and a piece of what is said of it. */
struct meaning_row {
	const char *field;
	uint64_t value;
	const char *says;
};

/* Each field is where its row has it. */
void judge_fields(const char *backend, const struct field_row *rows, size_t count);

/*
 * Each value means what its row says. The rows of a field stand together, and its other values
 * below the limit mean nothing.
 */
void judge_meanings(const char *backend, const struct meaning_row *rows, size_t count);

#endif
