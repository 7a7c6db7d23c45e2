/* SPDX-License-Identifier: MIT */
/*
 * A syndrome may hold the instruction in a word that has another name: stval of
 * a virtual instruction, htinst of an access. The decoder knows where, and
 * says only what came of it. So try each given word as the instruction: the one
 * that leads to the same row in the place of its own word is it.
 */
#include <config.h>

#include "explain.h"
#include "fields.h"

/* A 16-bit instruction is given in its 32-bit form, with bit 1 cleared to tell (18.6.3). */
#define EXPANDED UINT64_C(2)

static bool leads_to(const struct crash_log *log, const struct axvcpu_exit *exit)
{
	struct axvcpu_exit other = { .cause = 0 };

	return log->decoder->decode(&log->syndrome, NULL, &other) == AXVCPU_DECODED_DONE &&
	       other.cause == exit->cause && other.reason == exit->reason;
}

/* Whether the row is reached by one word as the instruction, and is not without it. */
static bool holds_instruction(const struct crash_log *log, size_t from, size_t to, uint64_t value,
			      const struct axvcpu_exit *exit)
{
	struct crash_log trial = *log;

	crash_log_set(&trial, from, 0);
	if (leads_to(&trial, exit))
		return false;
	crash_log_set(&trial, to, value);
	return leads_to(&trial, exit);
}

static bool try_word(struct crash_log *log, size_t from, size_t to, uint64_t value,
		     const struct axvcpu_exit *exit)
{
	if (value > UINT32_MAX || !holds_instruction(log, from, to, value, exit))
		return false;
	crash_log_set(log, to, value);
	log->found |= UINT64_C(1) << to;
	return true;
}

static void find_word(struct crash_log *log, size_t to, const struct axvcpu_exit *exit)
{
	const struct axvcpu_decoder *decoder = log->decoder;

	for (size_t from = 0; from < decoder->word_count; from++) {
		uint64_t value = word_value(&log->syndrome, &decoder->words[from]);

		if (decoder->words[from].main || decoder->words[from].fetched)
			continue;
		if (try_word(log, from, to, value, exit) ||
		    try_word(log, from, to, value | EXPANDED, exit))
			return;
	}
}

void find_instruction(struct crash_log *log, const struct explanation *explanation)
{
	const struct axvcpu_decoder *decoder = log->decoder;

	for (size_t i = 0; i < decoder->bits_count; i++) {
		size_t word = decoder->bits[i].word;

		if (decoder->words[word].fetched && !((log->words | log->found) >> word & 1) &&
		    was_looked_at(explanation->cause, i))
			find_word(log, word, &explanation->exit);
	}
}
