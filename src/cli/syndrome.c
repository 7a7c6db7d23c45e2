/* SPDX-License-Identifier: MIT */
/* Syndromes, word by word. */
#include <config.h>

#include <inttypes.h>
#include <string.h>

#include "fields.h"

uint64_t word_value(const union axvcpu_syndrome *syndrome, const struct axvcpu_word *word)
{
	const char *place = (const char *)syndrome + word->offset;
	uint64_t eight;
	uint32_t four;

	if (word->width == 32) {
		memcpy(&four, place, sizeof four);
		return four;
	}
	memcpy(&eight, place, sizeof eight);
	return eight;
}

bool word_is_there(const struct axvcpu_decoder *decoder, const union axvcpu_syndrome *syndrome,
		   const struct axvcpu_word *word)
{
	uint32_t have;

	memcpy(&have, (const char *)syndrome + decoder->have_offset, sizeof have);
	return !word->fetched || have & word->have;
}

static const struct axvcpu_decoder *decoder_of(const struct axvcpu_exit *exit)
{
	return axvcpu_decoder_find(axvcpu_backend_name((enum axvcpu_backend)exit->backend));
}

const char *syndrome_name(const struct axvcpu_exit *exit)
{
	const struct axvcpu_decoder *decoder = decoder_of(exit);

	return decoder ? decoder->backend : axvcpu_backend_name((enum axvcpu_backend)exit->backend);
}

void syndrome_print(FILE *stream, const struct axvcpu_exit *exit)
{
	const struct axvcpu_decoder *decoder = decoder_of(exit);

	for (size_t i = 0; decoder && i < decoder->word_count; i++)
		if (word_is_there(decoder, &exit->syndrome, &decoder->words[i]))
			fprintf(stream, " %s=%#" PRIx64, decoder->words[i].name,
				word_value(&exit->syndrome, &decoder->words[i]));
}

struct json_object *syndrome_json(const struct axvcpu_exit *exit)
{
	const struct axvcpu_decoder *decoder = decoder_of(exit);
	struct json_object *object = json_object_new_object();

	for (size_t i = 0; decoder && i < decoder->word_count; i++)
		if (word_is_there(decoder, &exit->syndrome, &decoder->words[i]))
			json_object_object_add(object, decoder->words[i].name,
					       hex_json(word_value(&exit->syndrome, &decoder->words[i])));
	return object;
}
