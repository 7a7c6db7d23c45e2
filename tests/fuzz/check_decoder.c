/* SPDX-License-Identifier: MIT */
/* Whether a decoder keeps its word, whatever the guest, the hardware and its caller say. */
#include "check_decoder.h"

#include "check_exit.h"
#include "harness.h"

/* The longest instruction of any arch. */
#define LONGEST 15

/* What two exits hold before they are written: no value of a field but a number has both. */
enum { ONE = 0x00, OTHER = 0xa5 };

struct subject subject_of(const char *backend)
{
	struct subject subject = { .decoder = axvcpu_decoder_find(backend) };
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);

	for (; count-- > 0; info++)
		if (strcmp(info->name, backend) == 0) {
			subject.backend = info->backend;
			subject.arch = info->arch;
		}
	return subject;
}

uint32_t have_all(const struct axvcpu_decoder *decoder)
{
	uint32_t have = 0;

	for (size_t i = 0; i < decoder->word_count; i++)
		have |= decoder->words[i].have;
	return have;
}

uint32_t have_of(const struct axvcpu_decoder *decoder, const union axvcpu_syndrome *syndrome)
{
	uint32_t have = 0;

	if (have_all(decoder))
		memcpy(&have, (const char *)syndrome + decoder->have_offset, sizeof(have));
	return have;
}

void have_set(const struct axvcpu_decoder *decoder, union axvcpu_syndrome *syndrome, uint32_t have)
{
	if (have_all(decoder))
		memcpy((char *)syndrome + decoder->have_offset, &have, sizeof(have));
}

uint64_t word_of(const struct axvcpu_word *word, const union axvcpu_syndrome *syndrome)
{
	const char *place = (const char *)syndrome + word->offset;
	uint64_t value;
	uint32_t half;

	if (word->width == 64) {
		memcpy(&value, place, sizeof(value));
		return value;
	}
	memcpy(&half, place, sizeof(half));
	return half;
}

void word_set(const struct axvcpu_word *word, union axvcpu_syndrome *syndrome, uint64_t value)
{
	char *place = (char *)syndrome + word->offset;
	uint32_t half = (uint32_t)value;

	if (word->width == 64)
		memcpy(place, &value, sizeof(value));
	else
		memcpy(place, &half, sizeof(half));
}

static void change_absent(const struct axvcpu_decoder *decoder, union axvcpu_syndrome *syndrome)
{
	uint32_t have = have_of(decoder, syndrome);

	for (size_t i = 0; i < decoder->word_count; i++) {
		const struct axvcpu_word *word = &decoder->words[i];

		if (word->fetched && (have & word->have) == 0)
			word_set(word, syndrome, ~word_of(word, syndrome));
	}
}

/* The words that an answer asks for; 0 where no word of this syndrome is. */
static uint32_t asked_for(const struct axvcpu_decoder *decoder, enum axvcpu_decoded answer)
{
	uint32_t have = 0;

	for (size_t i = 0; i < decoder->word_count; i++)
		if (decoder->words[i].fetched && decoder->words[i].need == answer)
			have |= decoder->words[i].have;
	return have;
}

static void check_done(const struct subject *subject, const struct axvcpu_exit *one,
		       const struct axvcpu_exit *other)
{
	check_exit(subject->arch, one);
	check_same(one, other);
	expect(one->answer == other->answer);
	expect(one->backend == subject->backend && other->backend == subject->backend);
	expect(one->insn_length <= LONGEST);
}

static enum axvcpu_decoded decode_twice(const struct subject *subject,
					const union axvcpu_syndrome *syndrome,
					const void *registers, struct axvcpu_exit *exit)
{
	const struct axvcpu_decoder *decoder = subject->decoder;
	union axvcpu_syndrome changed = *syndrome;
	struct axvcpu_exit other;
	enum axvcpu_decoded answer;

	memset(exit, ONE, sizeof(*exit));
	memset(&other, OTHER, sizeof(other));
	change_absent(decoder, &changed);
	answer = decoder->decode(syndrome, registers, exit);
	expect(decoder->decode(&changed, registers, &other) == answer);
	expect(exit->cause > 0 && exit->cause <= decoder->cause_count);
	expect(exit->cause == other.cause);
	if (answer == AXVCPU_DECODED_DONE)
		check_done(subject, exit, &other);
	return answer;
}

/* Decode until nothing is asked for; each time something is there that was not. */
static void decode(const struct subject *subject, union axvcpu_syndrome *syndrome,
		   const void *registers, struct axvcpu_exit *exit)
{
	for (;;) {
		enum axvcpu_decoded answer = decode_twice(subject, syndrome, registers, exit);
		uint32_t have = have_of(subject->decoder, syndrome);
		uint32_t asked;

		if (answer == AXVCPU_DECODED_DONE)
			return;
		asked = asked_for(subject->decoder, answer);
		expect(asked != 0 && (asked & have) == 0);
		have_set(subject->decoder, syndrome, have | asked);
	}
}

unsigned check_decoder(const struct subject *subject, union axvcpu_syndrome *syndrome,
		       const void *registers)
{
	struct axvcpu_exit with, without;

	decode(subject, syndrome, registers, &with);
	decode(subject, syndrome, NULL, &without);
	/* Without registers, a firmware call stays at the row that leads to the firmware's. */
	expect(subject->decoder->causes[with.cause - 1].ends);
	if (without.reason == with.reason)
		check_part_of(&without, &with);
	return with.cause;
}
