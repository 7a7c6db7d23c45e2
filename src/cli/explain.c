/* SPDX-License-Identifier: MIT */
/* What the decoder makes of a crash log. */
#include <config.h>

#include <string.h>

#include "explain.h"
#include "fields.h"

static enum axvcpu_decoded decode(const struct crash_log *log, const void *registers,
				  struct axvcpu_exit *exit)
{
	memset(exit, 0, sizeof *exit);
	return log->decoder->decode(&log->syndrome, registers, exit);
}

/* With another value in each register that was not given. */
static enum axvcpu_decoded decode_with(const struct crash_log *log, uint64_t others,
				       struct axvcpu_exit *exit)
{
	struct axvcpu_riscv64_registers registers = log->registers;

	for (unsigned i = 1; i < 32; i++)
		if (!(log->registers_given >> i & 1))
			registers.x[i] = others;
	return decode(log, &registers, exit);
}

static bool differs(const struct axvcpu_exit *one, const struct axvcpu_exit *other,
		    const struct axvcpu_field *field)
{
	for (unsigned i = 0; i < field->count; i++)
		if (field_value(one, field, i) != field_value(other, field, i))
			return true;
	return false;
}

/* What depends on a register that was not given is not known. */
static void forget(struct axvcpu_exit *exit, const struct axvcpu_exit *other)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);

	for (; count-- > 0; field++)
		if (differs(exit, other, field))
			exit->known &= ~field->known;
}

/*
 * The decoder takes all registers or none, and a log may have some. Decode it
 * with the others all zeros and all ones: what comes out the same needs none of
 * them.
 */
static enum axvcpu_decoded decode_some(const struct crash_log *log, struct axvcpu_exit *exit)
{
	struct axvcpu_exit other;
	enum axvcpu_decoded decoded = decode_with(log, 0, exit);

	if (decoded != decode_with(log, UINT64_MAX, &other) || exit->cause != other.cause ||
	    exit->reason != other.reason)
		return decode(log, NULL, exit);
	if (decoded == AXVCPU_DECODED_DONE)
		forget(exit, &other);
	return decoded;
}

/* The answers after done name the fetched words, in order. */
static const struct axvcpu_word *needed_word(const struct axvcpu_decoder *decoder,
					     enum axvcpu_decoded decoded)
{
	for (size_t i = 0; i < decoder->word_count; i++)
		if (decoder->words[i].fetched && decoder->words[i].have == 1u << (decoded - 1))
			return &decoder->words[i];
	return NULL;
}

void explain(struct crash_log *log, struct explanation *explanation)
{
	const struct axvcpu_decoder *decoder = log->decoder;
	struct axvcpu_exit *exit = &explanation->exit;

	explanation->decoded = log->registers_given ? decode_some(log, exit)
						    : decode(log, NULL, exit);
	explanation->cause = NULL;
	explanation->needed = NULL;
	if (explanation->decoded != AXVCPU_DECODED_DONE)
		explanation->needed = needed_word(decoder, explanation->decoded);
	if (exit->cause > 0 && exit->cause <= decoder->cause_count)
		explanation->cause = &decoder->causes[exit->cause - 1];
	find_instruction(log, explanation);
}

static bool is_among(const uint16_t *list, size_t count, size_t bits)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == bits)
			return true;
	return false;
}

bool was_looked_at(const struct axvcpu_cause *cause, size_t bits)
{
	return cause && is_among(cause->fields, cause->field_count, bits);
}

/* Whether the field says something in this row. */
static bool counts(const struct crash_log *log, const struct axvcpu_cause *cause, size_t bits)
{
	return !log->decoder->bits[bits].limited ||
	       (cause && is_among(cause->limited, cause->limited_count, bits));
}

/*
 * Of a word that is always there, all fields say something that do so in this
 * row; those of an instruction depend on what it is, so only what the decoder
 * looked at does.
 */
bool is_shown(const struct crash_log *log, const struct explanation *explanation, size_t bits)
{
	size_t word = log->decoder->bits[bits].word;
	bool is_given = (log->words | log->found) >> word & 1;

	if (log->decoder->words[word].fetched)
		return is_given && was_looked_at(explanation->cause, bits);
	return was_looked_at(explanation->cause, bits) ||
	       (is_given && counts(log, explanation->cause, bits));
}

uint64_t bits_value(const struct crash_log *log, size_t index)
{
	const struct axvcpu_bits *bits = &log->decoder->bits[index];
	uint64_t word = word_value(&log->syndrome, &log->decoder->words[bits->word]), value = 0;

	for (unsigned i = 0; i < bits->ranges; i++) {
		unsigned width = bits->range[i].high - bits->range[i].low + 1u;
		uint64_t part = word >> bits->range[i].low & UINT64_MAX >> (64 - width);

		value = width == 64 ? part : value << width | part;
	}
	return value;
}

const char *bits_say(const struct crash_log *log, size_t bits)
{
	const char *meaning = axvcpu_bits_meaning(log->decoder, bits, bits_value(log, bits));

	return meaning ? meaning : log->decoder->bits[bits].doc;
}
