/* SPDX-License-Identifier: MIT */
/* What `axvcpu decode` was given. */
#include <config.h>

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "crash_log.h"
#include "fields.h"
#include "message.h"
#include "suggest.h"

#define NAMES_LIMIT 256

void crash_log_start(struct crash_log *log, const struct axvcpu_backend_info *backend)
{
	*log = (struct crash_log){
		.decoder = axvcpu_decoder_find(backend->name),
		.arch = backend->arch,
	};
}

struct target crash_log_main(const struct crash_log *log)
{
	size_t i;

	for (i = 0; i < log->decoder->word_count; i++)
		if (log->decoder->words[i].main)
			break;
	return (struct target){ TARGET_WORD, i };
}

static bool is_spelt(const char *const *spellings, const char *name)
{
	for (; spellings && *spellings; spellings++)
		if (strcasecmp(*spellings, name) == 0)
			return true;
	return false;
}

static struct target find_word(const struct axvcpu_decoder *decoder, const char *name)
{
	for (size_t i = 0; i < decoder->word_count; i++)
		if (strcasecmp(decoder->words[i].name, name) == 0)
			return (struct target){ TARGET_WORD, i };
	for (size_t i = 0; i < decoder->word_count; i++)
		if (is_spelt(decoder->words[i].log, name))
			return (struct target){ TARGET_WORD, i };
	return (struct target){ TARGET_NONE, 0 };
}

static struct target find_bits(const struct axvcpu_decoder *decoder, const char *name)
{
	for (size_t i = 0; i < decoder->bits_count; i++)
		if (strcasecmp(decoder->bits[i].name, name) == 0 ||
		    is_spelt(decoder->bits[i].log, name))
			return (struct target){ TARGET_BITS, i };
	return (struct target){ TARGET_NONE, 0 };
}

static bool is_saved(const struct axvcpu_register_info *info)
{
	return info->context >= 0 && info->context < CRASH_LOG_REGISTERS * 8;
}

/* A role stands for the register that has it. */
static bool has_name(const struct axvcpu_register_info *info, enum axvcpu_arch arch,
		     const char *name)
{
	uint32_t number;

	if (strcasecmp(info->name, name) == 0)
		return true;
	if (info->alias && strcasecmp(info->alias, name) == 0)
		return true;
	return axvcpu_register_find(arch, name, &number) == AXVCPU_OK && number == info->number;
}

static struct target find_register(enum axvcpu_arch arch, const char *name)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(arch, &count);

	for (; count-- > 0; info++)
		if (is_saved(info) && has_name(info, arch, name))
			return (struct target){ TARGET_REGISTER, (size_t)info->context / 8 };
	return (struct target){ TARGET_NONE, 0 };
}

struct target crash_log_find(const struct crash_log *log, const char *name, bool has_fields)
{
	struct target target = find_word(log->decoder, name);

	if (target.kind == TARGET_NONE)
		target = find_register(log->arch, name);
	if (target.kind == TARGET_NONE && has_fields)
		target = find_bits(log->decoder, name);
	return target;
}

static size_t register_names(enum axvcpu_arch arch, const char **names, size_t room)
{
	size_t count, used = 0;
	const struct axvcpu_register_info *info = axvcpu_registers(arch, &count);

	for (; count-- > 0 && used < room; info++)
		if (is_saved(info))
			names[used++] = info->alias ? info->alias : info->name;
	return used;
}

/* Whatever would have been understood, words first. */
void crash_log_refuse(const struct crash_log *log, const char *name)
{
	const struct axvcpu_decoder *decoder = log->decoder;
	const char *names[NAMES_LIMIT + 1];
	size_t used = 0;

	for (size_t i = 0; i < decoder->word_count && used < NAMES_LIMIT; i++)
		names[used++] = decoder->words[i].name;
	used += register_names(log->arch, names + used, NAMES_LIMIT - used);
	for (size_t i = 0; i < decoder->bits_count && used < NAMES_LIMIT; i++)
		names[used++] = decoder->bits[i].name;
	names[used] = NULL;
	complain_unknown("word, register or field", name, names);
}

/* A constant of a header ends in the name: KVM_EXIT_MMIO is mmio. */
static const char *without_prefix(const char *name, size_t length)
{
	size_t whole = strlen(name);
	const char *end = name + whole - (length < whole ? length : whole);

	for (const char *letter = name; letter < end; letter++)
		if (islower((unsigned char)*letter))
			return name;
	return end > name && end[-1] == '_' ? end : name;
}

static bool is_called(const struct axvcpu_meaning *meaning, const char *name)
{
	if (is_spelt(meaning->log, name))
		return true;
	return meaning->name &&
	       strcasecmp(meaning->name, without_prefix(name, strlen(meaning->name))) == 0;
}

static const struct axvcpu_meaning *find_meaning(const struct axvcpu_bits *bits, const char *name)
{
	for (size_t i = 0; i < bits->meaning_count; i++)
		if (is_called(&bits->meanings[i], name))
			return &bits->meanings[i];
	return NULL;
}

static bool is_of(const struct crash_log *log, size_t bits, struct target target)
{
	if (target.kind == TARGET_WORD)
		return log->decoder->bits[bits].word == target.index;
	return target.kind == TARGET_BITS && bits == target.index;
}

bool crash_log_name(const struct crash_log *log, struct target *target, const char *name,
		    uint64_t *value)
{
	for (size_t i = 0; i < log->decoder->bits_count; i++) {
		const struct axvcpu_meaning *meaning =
			is_of(log, i, *target) ? find_meaning(&log->decoder->bits[i], name) : NULL;

		if (meaning) {
			*target = (struct target){ TARGET_BITS, i };
			*value = meaning->value;
			return true;
		}
	}
	return false;
}

const char *crash_log_suggest(const struct crash_log *log, struct target target, const char *name)
{
	const char *names[NAMES_LIMIT + 1];
	size_t used = 0;

	for (size_t i = 0; i < log->decoder->bits_count; i++) {
		const struct axvcpu_bits *bits = &log->decoder->bits[i];

		for (size_t j = 0; is_of(log, i, target) && j < bits->meaning_count; j++)
			if (bits->meanings[j].name && used < NAMES_LIMIT)
				names[used++] = bits->meanings[j].name;
	}
	names[used] = NULL;
	return suggest(name, names);
}

void crash_log_set(struct crash_log *log, size_t index, uint64_t value)
{
	const struct axvcpu_word *word = &log->decoder->words[index];
	char *syndrome = (char *)&log->syndrome;
	uint32_t have, four = (uint32_t)value;

	if (word->width == 32)
		memcpy(syndrome + word->offset, &four, sizeof four);
	else
		memcpy(syndrome + word->offset, &value, sizeof value);
	memcpy(&have, syndrome + log->decoder->have_offset, sizeof have);
	have |= word->have;
	memcpy(syndrome + log->decoder->have_offset, &have, sizeof have);
}

static const char *put_bits_of_word(struct crash_log *log, size_t index, uint64_t mask,
				    uint64_t value)
{
	uint64_t before = word_value(&log->syndrome, &log->decoder->words[index]);

	if (log->given[index] & mask)
		return "is given twice";
	log->words |= UINT64_C(1) << index;
	log->given[index] |= mask;
	crash_log_set(log, index, (before & ~mask) | value);
	return NULL;
}

static const char *put_word(struct crash_log *log, size_t index, uint64_t value)
{
	bool is_narrow = log->decoder->words[index].width == 32;

	if (is_narrow && value > UINT32_MAX)
		return "has more than 32 bits";
	return put_bits_of_word(log, index, is_narrow ? UINT32_MAX : UINT64_MAX, value);
}

/* The ranges of a field take the value from its lowest bit on, the last range first. */
static const char *put_bits(struct crash_log *log, size_t index, uint64_t value)
{
	const struct axvcpu_bits *bits = &log->decoder->bits[index];
	uint64_t mask = 0, spread = 0;

	for (unsigned i = bits->ranges; i-- > 0;) {
		unsigned width = bits->range[i].high - bits->range[i].low + 1u;
		uint64_t ones = UINT64_MAX >> (64 - width);

		mask |= ones << bits->range[i].low;
		spread |= (value & ones) << bits->range[i].low;
		value = width == 64 ? 0 : value >> width;
	}
	if (value)
		return "is more than the field holds";
	return put_bits_of_word(log, bits->word, mask, spread);
}

static const char *put_register(struct crash_log *log, size_t place, uint64_t value)
{
	if (log->registers_given >> place & 1)
		return "is given twice";
	log->registers_given |= UINT64_C(1) << place;
	log->registers[place] = value;
	return NULL;
}

const char *crash_log_put(struct crash_log *log, struct target target, uint64_t value)
{
	switch (target.kind) {
	case TARGET_WORD:
		return put_word(log, target.index, value);
	case TARGET_BITS:
		return put_bits(log, target.index, value);
	default:
		return put_register(log, target.index, value);
	}
}
