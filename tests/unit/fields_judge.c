/* SPDX-License-Identifier: MIT */
/* What decoders say of the fields of syndromes, against rows written by hand from the manuals. */
#include "fields_judge.h"

#include <stdio.h>
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/names.h>

#include "../tap.h"

/* Values beyond are only looked at where a row has them. */
#define LIMIT 32

static size_t index_of(const struct axvcpu_decoder *decoder, const char *name)
{
	size_t i = 0;

	while (i < decoder->bits_count && strcmp(decoder->bits[i].name, name) != 0)
		i++;
	return i;
}

/* The bits of a field as a row spells them. */
static const char *spelled(const struct axvcpu_decoder *decoder, const char *name)
{
	static char text[256];
	size_t length = 0, place = index_of(decoder, name);
	const struct axvcpu_bits *bits = &decoder->bits[place];

	if (place == decoder->bits_count)
		return "no such field";
	text[0] = '\0';
	for (unsigned i = 0; i < bits->ranges; i++) {
		unsigned high = bits->range[i].high, low = bits->range[i].low;

		length += (size_t)snprintf(text + length, sizeof text - length, "%s%s[%u",
					   i ? ", " : "", decoder->words[bits->word].name, high);
		if (high != low)
			length += (size_t)snprintf(text + length, sizeof text - length, "..%u",
						   low);
		length += (size_t)snprintf(text + length, sizeof text - length, "]");
	}
	return text;
}

void judge_fields(const char *backend, const struct field_row *rows, size_t count)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find(backend);

	for (size_t i = 0; i < count; i++)
		is_str(spelled(decoder, rows[i].name), rows[i].bits, "%s: its bits", rows[i].name);
}

static void judge_value(const struct axvcpu_decoder *decoder, const struct meaning_row *row)
{
	size_t place = index_of(decoder, row->field);
	const char *got = place == decoder->bits_count
		? NULL : axvcpu_bits_meaning(decoder, place, row->value);

	if (!ok(got && strstr(got, row->says), "%s: %#llx is %s", row->field,
		(unsigned long long)row->value, row->says))
		diag("it is said to be: %s", got ? got : "nothing");
}

/* No value below the limit is given a meaning but those of the rows of this field. */
static void judge_others(const struct axvcpu_decoder *decoder, const struct meaning_row *rows,
			 size_t count)
{
	unsigned more = 0;

	for (uint64_t value = 0; value < LIMIT; value++) {
		size_t i = 0;

		while (i < count && rows[i].value != value)
			i++;
		more += i == count && axvcpu_bits_meaning(decoder, index_of(decoder,
									     rows->field), value);
	}
	is_u64(more, 0, "%s: values that mean something else", rows->field);
}

void judge_meanings(const char *backend, const struct meaning_row *rows, size_t count)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find(backend);

	for (size_t first = 0, i = 0; i < count; i++) {
		judge_value(decoder, &rows[i]);
		if (i + 1 < count && strcmp(rows[i + 1].field, rows[first].field) == 0)
			continue;
		judge_others(decoder, rows + first, i + 1 - first);
		first = i + 1;
	}
}
