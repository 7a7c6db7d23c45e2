/* SPDX-License-Identifier: MIT */
/*
 * The decoders of all back ends, by their tables: any syndrome, with and without registers.
 * The bytes are the number of a back end in the list below, the words of its syndrome in the
 * order of its table, which of the fetched ones are there, and the registers.
 */
#include "check_exit.h"
#include "harness.h"

static const struct {
	const char *name;
	enum axvcpu_arch arch;
} backends[] = {
	{ "hext", AXVCPU_ARCH_RISCV64 }, { "el2", AXVCPU_ARCH_AARCH64 },
	{ "vmx", AXVCPU_ARCH_X86_64 }, { "svm", AXVCPU_ARCH_X86_64 },
	{ "kvm", AXVCPU_ARCH_X86_64 },
};

/* As many as any arch has, and more. */
static uint64_t registers[64];

static void take_word(struct input *input, const struct axvcpu_word *word,
		      union axvcpu_syndrome *syndrome)
{
	uint64_t value = input_number(input, word->width / 8u);
	uint32_t half = (uint32_t)value;
	char *place = (char *)syndrome + word->offset;

	if (word->width == 64)
		memcpy(place, &value, sizeof(value));
	else
		memcpy(place, &half, sizeof(half));
}

static uint32_t all_fetched(const struct axvcpu_decoder *decoder)
{
	uint32_t have = 0;

	for (size_t i = 0; i < decoder->word_count; i++)
		have |= decoder->words[i].have;
	return have;
}

static void set_have(const struct axvcpu_decoder *decoder, union axvcpu_syndrome *syndrome,
		     uint32_t have)
{
	if (all_fetched(decoder))
		memcpy((char *)syndrome + decoder->have_offset, &have, sizeof(have));
}

static void take(struct input *input, const struct axvcpu_decoder *decoder,
		 union axvcpu_syndrome *syndrome)
{
	memset(syndrome, 0, sizeof(*syndrome));
	for (size_t i = 0; i < decoder->word_count; i++)
		take_word(input, &decoder->words[i], syndrome);
	set_have(decoder, syndrome, (uint32_t)input_number(input, 4));
	for (unsigned i = 0; i < sizeof registers / sizeof *registers; i++)
		registers[i] = input_number(input, 8);
}

static void check_row(const struct axvcpu_decoder *decoder, const struct axvcpu_exit *exit)
{
	expect(exit->cause > 0 && exit->cause <= decoder->cause_count);
}

/* Every byte that a decoder does not write is 0x5a, which no field but a number may have. */
static bool decode(const struct axvcpu_decoder *decoder, enum axvcpu_arch arch,
		   const union axvcpu_syndrome *syndrome, const void *known,
		   struct axvcpu_exit *exit)
{
	memset(exit, 0x5a, sizeof(*exit));
	if (decoder->decode(syndrome, known, exit) != AXVCPU_DECODED_DONE)
		return false;
	check_exit(arch, exit);
	check_row(decoder, exit);
	return true;
}

/* With all that may be fetched it is done; registers only add to what is known. */
static void check(const struct axvcpu_decoder *decoder, enum axvcpu_arch arch,
		  union axvcpu_syndrome *syndrome)
{
	struct axvcpu_exit with, without;

	decode(decoder, arch, syndrome, registers, &with);
	decode(decoder, arch, syndrome, NULL, &without);
	set_have(decoder, syndrome, all_fetched(decoder));
	expect(decode(decoder, arch, syndrome, registers, &with));
	expect(decode(decoder, arch, syndrome, NULL, &without));
	expect((without.known & ~with.known) == 0 || without.reason != with.reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	unsigned number = input_byte(&input) % (sizeof backends / sizeof *backends);
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find(backends[number].name);
	union axvcpu_syndrome syndrome;

	if (decoder) {
		take(&input, decoder, &syndrome);
		check(decoder, backends[number].arch, &syndrome);
	}
	return 0;
}
