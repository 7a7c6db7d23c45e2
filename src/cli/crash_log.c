/* SPDX-License-Identifier: MIT */
/* What `axvcpu decode` was given. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "explain.h"
#include "message.h"
#include "parse.h"

#define NAMES_LIMIT 128
#define NAME_SIZE 32

static bool refuse(const char *argument, const char *why)
{
	complain("'%s': %s", argument, why);
	return false;
}

static size_t find_word(const struct axvcpu_decoder *decoder, const char *name)
{
	size_t i;

	for (i = 0; i < decoder->word_count; i++)
		if (strcmp(decoder->words[i].name, name) == 0)
			break;
	return i;
}

static size_t find_main(const struct axvcpu_decoder *decoder)
{
	size_t i;

	for (i = 0; i < decoder->word_count; i++)
		if (decoder->words[i].main)
			break;
	return i;
}

/* Whatever would have been understood. */
static bool refuse_name(const struct axvcpu_decoder *decoder, const char *name)
{
	size_t count, used = 0;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);
	const char *names[NAMES_LIMIT + 1];

	for (size_t i = 0; i < decoder->word_count && used < NAMES_LIMIT; i++)
		names[used++] = decoder->words[i].name;
	for (; count-- > 0 && used < NAMES_LIMIT; info++)
		if (info->context >= 0)
			names[used++] = info->alias ? info->alias : info->name;
	names[used] = NULL;
	complain_unknown("word or register", name, names);
	return false;
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

static bool take_word(struct crash_log *log, size_t index, const char *argument, uint64_t value)
{
	if (log->words >> index & 1)
		return refuse(argument, "is given twice");
	if (log->decoder->words[index].width == 32 && value > UINT32_MAX)
		return refuse(argument, "has more than 32 bits");
	log->words |= UINT64_C(1) << index;
	crash_log_set(log, index, value);
	return true;
}

static bool take_register(struct crash_log *log, const char *name, const char *argument,
			  uint64_t value)
{
	uint32_t number;

	if (axvcpu_register_find(AXVCPU_ARCH_RISCV64, name, &number) != AXVCPU_OK)
		return refuse_name(log->decoder, name);
	number = axvcpu_register_of_role(AXVCPU_ARCH_RISCV64, number);
	if (number == AXVCPU_RISCV64_PC) {
		log->registers.pc = value;
		return true;
	}
	if (number >= 32)
		return refuse_name(log->decoder, name);
	if (log->registers_given >> number & 1)
		return refuse(argument, "is given twice");
	log->registers_given |= UINT32_C(1) << number;
	log->registers.x[number] = value;
	return true;
}

bool crash_log_take(struct crash_log *log, const char *argument)
{
	const char *equals = strchr(argument, '=');
	char name[NAME_SIZE];
	uint64_t value;

	if (!parse_number(equals ? equals + 1 : argument, &value))
		return refuse(argument, "expected NAME=VALUE, with a value such as 0x17 or 23");
	if (!equals)
		return take_word(log, find_main(log->decoder), argument, value);
	snprintf(name, sizeof name, "%.*s", (int)(equals - argument), argument);
	size_t word = find_word(log->decoder, name);

	if (word < log->decoder->word_count)
		return take_word(log, word, argument, value);
	return take_register(log, name, argument, value);
}
