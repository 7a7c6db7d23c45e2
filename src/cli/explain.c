/* SPDX-License-Identifier: MIT */
/* What the decoder makes of a crash log. */
#include <config.h>

#include <limits.h>
#include <string.h>

#include "choice.h"
#include "explain.h"
#include "fields.h"

/* Bits of an address that translation keeps. */
#define IN_PAGE UINT64_C(0xfff)

static enum axvcpu_decoded decode(const struct crash_log *log, const void *registers,
				  struct axvcpu_exit *exit)
{
	memset(exit, 0, sizeof *exit);
	return log->decoder->decode(&log->syndrome, registers, exit);
}

/* Registers that are always 0 have the name that says so. */
static bool is_zero(const struct axvcpu_register_info *info)
{
	return (info->alias && strcmp(info->alias, "zero") == 0) || strcmp(info->name, "xzr") == 0;
}

/* Whether it was not given, and may have any value. */
static bool is_free(const struct crash_log *log, const struct axvcpu_register_info *info)
{
	return info->context >= 0 && info->context / 8 < CRASH_LOG_REGISTERS && !is_zero(info) &&
	       !(log->registers_given >> info->context / 8 & 1);
}

/* What stands in for the registers that were not given: a value, and changes in one of them. */
struct filling {
	uint64_t value, change;
	size_t place;
};

static enum axvcpu_decoded decode_filled(const struct crash_log *log, struct filling filling,
					 struct axvcpu_exit *exit)
{
	uint64_t registers[CRASH_LOG_REGISTERS];
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(log->arch, &count);

	memcpy(registers, log->registers, sizeof registers);
	for (; count-- > 0; info++)
		if (is_free(log, info))
			registers[info->context / 8] = filling.value;
	registers[filling.place] ^= filling.change;
	return decode(log, registers, exit);
}

static bool differs(const struct axvcpu_exit *one, const struct axvcpu_exit *other,
		    const struct axvcpu_field *field)
{
	for (unsigned i = 0; i < field->count; i++)
		if (field_value(one, field, i) != field_value(other, field, i))
			return true;
	return false;
}

static bool same_writes(const struct axvcpu_exit *one, const struct axvcpu_exit *other)
{
	for (unsigned i = 0; i < one->write_count; i++)
		if (one->writes[i].value != other->writes[i].value)
			return false;
	return one->write_count == other->write_count;
}

/* What depends on a register that was not given is not known. */
static void forget(struct explanation *explanation, const struct axvcpu_exit *other)
{
	struct axvcpu_exit *exit = &explanation->exit;
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);

	for (; count-- > 0; field++)
		if (differs(exit, other, field))
			exit->known &= ~field->known;
	for (unsigned i = 0; i < exit->part_count; i++)
		if (exit->parts[i].data != other->parts[i].data)
			explanation->parts_known &= ~(1u << i);
	if (!same_writes(exit, other))
		exit->write_count = 0;
}

static bool is_alike(const struct axvcpu_exit *one, const struct axvcpu_exit *other)
{
	return one->cause == other->cause && one->reason == other->reason;
}

/* Change a register that was not given: false if another exit comes of it. */
static bool try_change(const struct crash_log *log, struct filling filling,
		       struct explanation *explanation)
{
	struct axvcpu_exit other;

	if (decode_filled(log, filling, &other) != AXVCPU_DECODED_DONE ||
	    !is_alike(&explanation->exit, &other))
		return false;
	forget(explanation, &other);
	return true;
}

/* An address has to agree with the syndrome within its page, so try changes above that too. */
static bool try_changes(const struct crash_log *log, uint64_t value,
			struct explanation *explanation)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(log->arch, &count);
	bool is_same = true;

	for (; count-- > 0; info++) {
		struct filling filling = { value, ~IN_PAGE, (size_t)info->context / 8 };

		if (!is_free(log, info))
			continue;
		is_same &= try_change(log, filling, explanation);
		filling.change = UINT64_MAX;
		is_same &= try_change(log, filling, explanation);
	}
	return is_same;
}

/* A value for the registers that were not given, with which the exit is that of a blind decoder. */
static uint64_t find_filling(const struct crash_log *log, const struct axvcpu_exit *blind)
{
	struct axvcpu_exit exit;

	for (uint64_t value = 0; value <= IN_PAGE; value++)
		if (decode_filled(log, (struct filling){ .value = value }, &exit) ==
			    AXVCPU_DECODED_DONE &&
		    is_alike(&exit, blind))
			return value;
	return UINT64_MAX;
}

/*
 * The decoder takes all registers or none, and a log may have some. Find values
 * for the others, and see what comes out the same with other ones: that needs
 * none of them. A decoder without registers tells what comes of them all; if
 * those given lead to another exit, it must not need the ones that are not.
 */
static enum axvcpu_decoded decode_some(const struct crash_log *log,
				       struct explanation *explanation)
{
	struct axvcpu_exit blind;
	enum axvcpu_decoded decoded = decode(log, NULL, &blind);
	uint64_t value = find_filling(log, &blind);
	bool is_other = value == UINT64_MAX;

	explanation->parts_known = UINT_MAX;
	if (decode_filled(log, (struct filling){ .value = is_other ? 0 : value },
			  &explanation->exit) == AXVCPU_DECODED_DONE &&
	    (try_changes(log, is_other ? 0 : value, explanation) || !is_other))
		return AXVCPU_DECODED_DONE;
	explanation->exit = blind;
	explanation->parts_known = 0;
	return decoded;
}

static bool same_payload(const struct axvcpu_exit *one, const struct axvcpu_exit *other)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(one->reason, &count);

	for (; count-- > 0; field++)
		if (field_is_known(one, field) && differs(one, other, field))
			return false;
	return true;
}

/* Whether the exit would be another one with other bits in a word. */
static bool shapes(const struct crash_log *log, const void *registers,
		   const struct axvcpu_exit *exit, size_t word)
{
	struct crash_log changed = *log;
	struct axvcpu_exit other;

	crash_log_set(&changed, word, ~word_value(&log->syndrome, &log->decoder->words[word]));
	return decode(&changed, registers, &other) != AXVCPU_DECODED_DONE ||
	       !is_alike(exit, &other) || !same_payload(exit, &other);
}

/* What nobody gave and counts all the same: a reader has to know that it was taken as 0. */
static uint64_t find_assumed(const struct crash_log *log)
{
	const void *registers = log->registers_given ? log->registers : NULL;
	struct axvcpu_exit exit;
	uint64_t assumed = 0;

	if (decode(log, registers, &exit) != AXVCPU_DECODED_DONE)
		return 0;
	for (size_t i = 0; i < log->decoder->word_count; i++)
		if (!log->decoder->words[i].fetched && !((log->words | log->found) >> i & 1) &&
		    shapes(log, registers, &exit, i))
			assumed |= UINT64_C(1) << i;
	return assumed;
}

static const struct axvcpu_word *needed_word(const struct axvcpu_decoder *decoder,
					     enum axvcpu_decoded decoded)
{
	for (size_t i = 0; i < decoder->word_count; i++)
		if (decoder->words[i].fetched && decoder->words[i].need == decoded)
			return &decoder->words[i];
	return NULL;
}

void explain(struct crash_log *log, struct explanation *explanation)
{
	const struct axvcpu_decoder *decoder = log->decoder;
	struct axvcpu_exit *exit = &explanation->exit;

	explanation->parts_known = 0;
	explanation->decoded = log->registers_given ? decode_some(log, explanation)
						    : decode(log, NULL, exit);
	exit->backend = (uint8_t)backend_by_name(decoder->backend)->backend;
	explanation->cause = NULL;
	explanation->needed = NULL;
	if (explanation->decoded != AXVCPU_DECODED_DONE)
		explanation->needed = needed_word(decoder, explanation->decoded);
	if (exit->cause > 0 && exit->cause <= decoder->cause_count)
		explanation->cause = &decoder->causes[exit->cause - 1];
	find_instruction(log, explanation);
	explanation->assumed = find_assumed(log);
}

/* Where the payload of a write gives a register, the parts do as well. */
static bool gives_register(const struct axvcpu_exit *exit)
{
	size_t count;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);

	for (; count-- > 0; field++)
		if (strcmp(field->name, "reg") == 0)
			return field_is_known(exit, field);
	return false;
}

enum part_holds part_holds(const struct explanation *explanation, unsigned part)
{
	if (gives_register(&explanation->exit))
		return PART_REGISTER;
	return explanation->parts_known >> part & 1 ? PART_DATA : PART_UNKNOWN;
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
