/* SPDX-License-Identifier: MIT */
/* The exit of a saved vCPU. Nothing that it says is believed. */
#include "memory_functions.h"
#include "saved.h"

static bool same_text(const char *one, const char *other)
{
	while (*one && *one == *other) {
		one++;
		other++;
	}
	return *one == *other;
}

/* What has no name is called so. */
static bool is_named(const char *name)
{
	return !same_text(name, "unknown");
}

static bool is_reason(uint64_t reason)
{
	return reason == AXVCPU_EXIT_UNKNOWN ||
		is_named(axvcpu_exit_name((enum axvcpu_exit_reason)reason));
}

static bool fits(const struct axvcpu_field *field, uint64_t value)
{
	if (field->kind == AXVCPU_FIELD_BOOL)
		return value <= 1;
	if (field->kind == AXVCPU_FIELD_NAME)
		return value <= UINT32_MAX && is_named(field->value_name((unsigned)value));
	return field->bytes == 8 || value >> 8 * field->bytes == 0;
}

/* A value of 1, 2, 4 or 8 bytes, in the host's order. */
static void store(void *to, size_t bytes, uint64_t value)
{
	uint16_t two = (uint16_t)value;
	uint32_t four = (uint32_t)value;

	if (bytes == 1)
		*(uint8_t *)to = (uint8_t)value;
	else if (bytes == 2)
		memcpy(to, &two, sizeof(two));
	else if (bytes == 4)
		memcpy(to, &four, sizeof(four));
	else
		memcpy(to, &value, sizeof(value));
}

static bool restore_field(const void *data, size_t slot, const struct axvcpu_field *field,
			  struct axvcpu_exit *exit)
{
	char *to = (char *)exit + field->offset;

	for (unsigned i = 0; i < field->count; i++) {
		uint64_t value = axvcpu_saved_get(data, slot + i);

		if (exit->known & field->known ? !fits(field, value) : value != 0)
			return false;
		store(to + i * field->bytes, field->bytes, value);
	}
	return true;
}

static bool is_zero(const void *data, size_t slot, size_t end)
{
	while (slot < end)
		if (axvcpu_saved_get(data, slot++))
			return false;
	return true;
}

static bool restore_payload(const void *data, struct axvcpu_exit *exit)
{
	size_t count, slot = AXVCPU_SAVED_PAYLOAD;
	const struct axvcpu_field *field = axvcpu_exit_fields(exit->reason, &count);
	uint32_t known = 0;

	for (; count--; slot += field->count, field++) {
		if (!restore_field(data, slot, field, exit))
			return false;
		known |= field->known;
	}
	return !(exit->known & ~known) && is_zero(data, slot, AXVCPU_SAVED_HAVE);
}

static bool is_width(unsigned bytes)
{
	return bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8;
}

/* Bytes above the width are zero. */
static bool is_data(uint64_t data, unsigned width)
{
	return is_width(width) && (width == 8 || data >> 8 * width == 0);
}

/* Callers copy as many bytes as a width says, so it is one that there is, or not known. */
static bool has_width(const struct axvcpu_exit *exit)
{
	switch (exit->reason) {
	case AXVCPU_EXIT_MMIO_READ:
		return !(exit->known & AXVCPU_KNOWN_MMIO_READ_WIDTH) ||
			(is_width(exit->mmio_read.width) && is_width(exit->mmio_read.reg_width));
	case AXVCPU_EXIT_MMIO_WRITE:
		return !(exit->known & AXVCPU_KNOWN_MMIO_WRITE_WIDTH) ||
			is_data(exit->mmio_write.data, exit->mmio_write.width);
	case AXVCPU_EXIT_IO_READ:
		return !(exit->known & AXVCPU_KNOWN_IO_READ_WIDTH) || is_width(exit->io_read.width);
	case AXVCPU_EXIT_IO_WRITE:
		return !(exit->known & AXVCPU_KNOWN_IO_WRITE_WIDTH) ||
			is_data(exit->io_write.data, exit->io_write.width);
	default:
		return true;
	}
}

static bool restore_words(const void *data, const struct axvcpu_decoder *decoder,
			  struct axvcpu_exit *exit)
{
	uint64_t have = axvcpu_saved_get(data, AXVCPU_SAVED_HAVE);
	char *syndrome = (char *)&exit->syndrome;

	for (size_t i = 0; i < decoder->word_count; i++) {
		const struct axvcpu_word *word = &decoder->words[i];
		uint64_t value = axvcpu_saved_get(data, AXVCPU_SAVED_SYNDROME + i);

		if (word->width < 64 && value >> word->width)
			return false;
		store(syndrome + word->offset, word->width / 8, value);
		have &= ~(uint64_t)word->have;
	}
	store(syndrome + decoder->have_offset, sizeof(uint32_t),
	      axvcpu_saved_get(data, AXVCPU_SAVED_HAVE));
	return !have;
}

/* Without a decoder there is neither a syndrome nor a cause. */
static bool restore_syndrome(const void *data, struct axvcpu_exit *exit)
{
	const struct axvcpu_decoder *decoder = axvcpu_saved_decoder(exit);
	size_t words = decoder ? decoder->word_count : 0;

	if (exit->cause > (decoder ? decoder->cause_count : 0))
		return false;
	if (!is_zero(data, AXVCPU_SAVED_SYNDROME + words, AXVCPU_SAVED_PRESENT))
		return false;
	if (!decoder)
		return !axvcpu_saved_get(data, AXVCPU_SAVED_HAVE);
	return restore_words(data, decoder, exit);
}

/* The limits of spec/saved.yaml hold. */
const char *axvcpu_restore_exit(const void *data, struct axvcpu_exit *exit)
{
	memset(exit, 0, sizeof(*exit));
	if (!is_reason(axvcpu_saved_get(data, AXVCPU_SAVED_REASON)))
		return "there is no such exit";
	exit->reason = (enum axvcpu_exit_reason)axvcpu_saved_get(data, AXVCPU_SAVED_REASON);
	exit->known = (uint32_t)axvcpu_saved_get(data, AXVCPU_SAVED_KNOWN);
	exit->pc = axvcpu_saved_get(data, AXVCPU_SAVED_PC);
	exit->insn_length = (uint8_t)axvcpu_saved_get(data, AXVCPU_SAVED_INSN_LENGTH);
	exit->retire = (uint8_t)axvcpu_saved_get(data, AXVCPU_SAVED_RETIRE);
	exit->cause = (uint16_t)axvcpu_saved_get(data, AXVCPU_SAVED_CAUSE);
	exit->backend = (uint8_t)axvcpu_saved_get(data, AXVCPU_SAVED_BACKEND);
	if (!is_named(axvcpu_backend_name((enum axvcpu_backend)exit->backend)))
		return "there is no such back end";
	if (!restore_payload(data, exit) || !has_width(exit))
		return "the exit's payload cannot be";
	if (!restore_syndrome(data, exit))
		return "the exit's syndrome cannot be";
	return NULL;
}
