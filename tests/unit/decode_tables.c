/* SPDX-License-Identifier: MIT */
/* How a syndrome of the hypervisor extension is described, by hand from the manual. */
#include <stddef.h>
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/hext.h>

#include "../tap.h"

static const struct {
	const char *name;
	unsigned width, bytes;
	bool main;
	uint32_t have;
} words[] = {
	{ "scause", 64, 0, true, 0 }, { "stval", 64, 8, false, 0 },
	{ "htval", 64, 16, false, 0 }, { "htinst", 64, 24, false, 0 },
	{ "hstatus", 64, 32, false, 0 }, { "insn", 32, 48, false, AXVCPU_HEXT_HAVE_INSN },
	{ "gpa", 64, 40, false, AXVCPU_HEXT_HAVE_GPA },
};

/*
 * Fields: scause, hstatus and htinst by 10.1.8, 18.2.1 and 18.6.3 of volume II,
 * those of instructions by 2.2 and 26.2 of volume I.
 */
static const struct {
	const char *name, *word;
	unsigned ranges, high, low, second_high, second_low;
} fields[] = {
	{ "scause", "scause", 1, 63, 0, 0, 0 },
	{ "interrupt", "scause", 1, 63, 63, 0, 0 }, { "code", "scause", 1, 62, 0, 0, 0 },
	{ "gva", "hstatus", 1, 6, 6, 0, 0 }, { "spv", "hstatus", 1, 7, 7, 0, 0 },
	{ "spvp", "hstatus", 1, 8, 8, 0, 0 }, { "form", "htinst", 1, 1, 0, 0, 0 },
	{ "offset", "htinst", 1, 19, 15, 0, 0 },
	{ "quadrant", "insn", 1, 1, 0, 0, 0 }, { "opcode", "insn", 1, 6, 2, 0, 0 },
	{ "funct3", "insn", 1, 14, 12, 0, 0 }, { "memory", "insn", 2, 6, 2, 14, 12 },
	{ "system", "insn", 2, 6, 0, 14, 12 }, { "size", "insn", 1, 13, 12, 0, 0 },
	{ "rd", "insn", 1, 11, 7, 0, 0 }, { "rs1", "insn", 1, 19, 15, 0, 0 },
	{ "rs2", "insn", 1, 24, 20, 0, 0 }, { "funct5", "insn", 1, 31, 27, 0, 0 },
	{ "csr", "insn", 1, 31, 20, 0, 0 }, { "csr_level", "insn", 1, 29, 28, 0, 0 },
	{ "compressed", "insn", 2, 15, 13, 1, 0 }, { "c_reg", "insn", 1, 4, 2, 0, 0 },
	{ "c_rs2", "insn", 1, 6, 2, 0, 0 }, { "zcb", "insn", 1, 12, 10, 0, 0 },
	{ "zcb_sign", "insn", 1, 6, 6, 0, 0 },
};

static void check_words(const struct axvcpu_decoder *decoder)
{
	is_u64(decoder->word_count, sizeof words / sizeof *words, "words of the syndrome");
	for (size_t i = 0; i < decoder->word_count && i < sizeof words / sizeof *words; i++) {
		const struct axvcpu_word *word = &decoder->words[i];

		is_str(word->name, words[i].name, "word %zu", i);
		is_u64(word->width, words[i].width, "%s: its bits", words[i].name);
		is_u64(word->offset, words[i].bytes, "%s: its place", words[i].name);
		is_u64(word->main, words[i].main, "%s: whether it is the cause", words[i].name);
		is_u64(word->fetched, words[i].have != 0, "%s: whether it is fetched",
		       words[i].name);
		is_u64(word->have, words[i].have, "%s: what says that it is there",
		       words[i].name);
	}
}

static void check_field(const struct axvcpu_decoder *decoder, size_t i)
{
	const struct axvcpu_bits *bits = &decoder->bits[i];
	const char *name = fields[i].name;

	is_str(bits->name, name, "field %zu", i);
	is_str(decoder->words[bits->word].name, fields[i].word, "%s: its word", name);
	is_u64(bits->ranges, fields[i].ranges, "%s: its ranges", name);
	is_u64(bits->range[0].high, fields[i].high, "%s: its highest bit", name);
	is_u64(bits->range[0].low, fields[i].low, "%s: its lowest bit", name);
	if (fields[i].ranges == 2) {
		is_u64(bits->range[1].high, fields[i].second_high, "%s: and then from", name);
		is_u64(bits->range[1].low, fields[i].second_low, "%s: and then to", name);
	}
}

/* The syndrome's value of each bit of have is the caller's to set. */
static void check_have(const struct axvcpu_decoder *decoder)
{
	is_u64(decoder->have_offset, offsetof(struct axvcpu_hext_syndrome, have), "have: its place");
	is_u64(AXVCPU_HEXT_HAVE_INSN, 1, "the instruction's bit");
	is_u64(AXVCPU_HEXT_HAVE_GPA, 2, "the address's bit");
}

/* The interpreter reports the syndromes of the hypervisor extension. */
static void check_who(void)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("hext");

	is_str(decoder->backend, "hext", "the decoder of hext");
	is_ptr(axvcpu_decoder_find("soft"), decoder, "is that of soft");
	is_ptr(axvcpu_decoder_find("sof"), NULL, "half a name has none");
}

int main(void)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("hext");

	check_who();
	check_words(decoder);
	is_u64(decoder->bits_count, sizeof fields / sizeof *fields, "fields of the words");
	for (size_t i = 0; i < decoder->bits_count && i < sizeof fields / sizeof *fields; i++)
		check_field(decoder, i);
	check_have(decoder);
	return done_testing();
}
