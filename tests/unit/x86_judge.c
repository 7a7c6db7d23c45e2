/* SPDX-License-Identifier: MIT */
/* The generated decoders of x86 against the oracles that were written from the manuals. */
#include "x86_judge.h"

#include <inttypes.h>
#include <string.h>

#include <axvcpu/names.h>

#include "../tap.h"
#include "exit_judge.h"
#include "samples.h"

/* How many disagreements a group prints before it only counts. */
#define SHOWN 5

static const struct axvcpu_decoder *decoder;
static x86_oracle *expect;
static struct axvcpu_x86_64_registers guest;
static unsigned long tried, wrong;

/* The sign bit of each width is set, and each byte is another. */
void x86_begin(const char *backend, x86_oracle *oracle)
{
	decoder = axvcpu_decoder_find(backend);
	if (!decoder)
		bail_out("no decoder %s", backend);
	expect = oracle;
	for (unsigned i = 0; i < 16; i++)
		guest.r[i] = UINT64_C(0x8182838485868788) + i * UINT64_C(0x0101010101010101);
	guest.rflags = 2;
}

struct axvcpu_x86_64_registers *x86_guest(void)
{
	return &guest;
}

void x86_shuffle_guest(void)
{
	enum { RCX = 1 };
	static const uint64_t counts[] = {
		0, 1, 2, 0x10000, 0x10001, UINT64_C(0x100000000), UINT64_C(0x100000001),
	};

	for (unsigned i = 0; i < 16; i++)
		guest.r[i] = random_word();
	guest.rflags = random_word();
	guest.r[RCX] = random_of(counts, sizeof counts / sizeof *counts);
}

static void *place(union axvcpu_syndrome *syndrome, size_t offset)
{
	return (unsigned char *)syndrome + offset;
}

void x86_shuffle(union axvcpu_syndrome *syndrome)
{
	for (size_t i = 0; i < decoder->word_count; i++) {
		const struct axvcpu_word *word = &decoder->words[i];
		uint64_t random = random_word();
		uint32_t half = (uint32_t)random;

		if (word->width == 64)
			memcpy(place(syndrome, word->offset), &random, sizeof(random));
		else
			memcpy(place(syndrome, word->offset), &half, sizeof(half));
	}
}

static uint32_t all_fetched(void)
{
	uint32_t have = 0;

	for (size_t i = 0; i < decoder->word_count; i++)
		have |= decoder->words[i].have;
	return have;
}

/* A move, its bytes in insn: [prefix] [REX] opcode ModRM immediate. */
uint64_t x86_any_move(void)
{
	static const uint8_t opcodes[] = { 0x88, 0x89, 0x8a, 0x8b, 0xc6, 0xc7 };
	static const uint8_t wide[] = { 0xb6, 0xb7, 0xbe, 0xbf };
	uint64_t random = random_word(), insn = (random >> 8 & 0x38) | (random >> 16 & 3);

	if (random >> 20 & 1)
		insn |= random >> 32 << 8;
	insn <<= 8;
	if (random >> 21 & 1)
		insn = (insn | wide[random >> 22 & 3]) << 8 | 0x0f;
	else
		insn |= opcodes[(random >> 24 & 0xff) % 6];
	if (random >> 2 & 1)
		insn = insn << 8 | 0x40 | (random >> 3 & 15);
	return random & 1 ? insn << 8 | 0x66 : insn;
}

static void set_fetched(union axvcpu_syndrome *syndrome, uint32_t have)
{
	if (all_fetched() != 0)
		memcpy(place(syndrome, decoder->have_offset), &have, sizeof(have));
}

/* An instruction that the oracle does not read: the access is the same, whatever it does. */
static bool is_possible(const struct axvcpu_exit *got, struct axvcpu_exit refused)
{
	uint64_t gpa = refused.nested_page_fault.addr;

	refused.insn_length = got->insn_length;
	switch ((int)got->reason) {
	case AXVCPU_EXIT_MMIO_READ:
		return got->mmio_read.addr == gpa && got->insn_length != 0;
	case AXVCPU_EXIT_MMIO_WRITE:
		return got->mmio_write.addr == gpa && got->insn_length != 0;
	case AXVCPU_EXIT_NOTHING:
		return got->nothing.cause == AXVCPU_NOTHING_RETRY ||
			got->nothing.cause == AXVCPU_NOTHING_HANDLED;
	default:
		return got->insn_length <= 15 && exit_is_same(got, &refused);
	}
}

static bool is_right(enum axvcpu_decoded decoded, const struct axvcpu_exit *got,
		     const struct x86_expected *expected)
{
	if ((unsigned)decoded > 31 || (expected->answers & ORACLE_ANSWER(decoded)) == 0)
		return false;
	if (decoded != AXVCPU_DECODED_DONE)
		return true;
	return expected->is_elsewhere ? is_possible(got, expected->exit) :
		exit_is_same(got, &expected->exit);
}

static uint64_t value_of(const union axvcpu_syndrome *syndrome, const struct axvcpu_word *word)
{
	const unsigned char *from = (const unsigned char *)syndrome + word->offset;
	uint64_t value = 0;
	uint32_t half;

	if (word->width == 64) {
		memcpy(&value, from, sizeof(value));
		return value;
	}
	memcpy(&half, from, sizeof(half));
	return half;
}

static void explain(const union axvcpu_syndrome *syndrome, bool registers,
		    enum axvcpu_decoded decoded, const struct axvcpu_exit *got,
		    const struct x86_expected *expected)
{
	for (size_t i = 0; i < decoder->word_count; i++)
		diag("%s=%#" PRIx64, decoder->words[i].name,
		     value_of(syndrome, &decoder->words[i]));
	diag("%s registers: the answer is %d; right are %#x", registers ? "with" : "without",
	     (int)decoded, (unsigned)expected->answers);
	if (decoded == AXVCPU_DECODED_DONE)
		exit_explain(got, &expected->exit);
}

static void compare(const union axvcpu_syndrome *syndrome, x86_registers *registers)
{
	struct x86_expected expected;
	struct axvcpu_exit got;
	enum axvcpu_decoded decoded;

	memset(&got, 0x5a, sizeof(got));
	expect(syndrome, registers, &expected);
	decoded = decoder->decode(syndrome, registers, &got);
	tried++;
	if (is_right(decoded, &got, &expected))
		return;
	if (wrong++ < SHOWN)
		explain(syndrome, registers != NULL, decoded, &got, &expected);
}

void x86_try(union axvcpu_syndrome *syndrome)
{
	set_fetched(syndrome, 0);
	compare(syndrome, NULL);
	compare(syndrome, &guest);
	set_fetched(syndrome, all_fetched());
	compare(syndrome, NULL);
	compare(syndrome, &guest);
}

void x86_try_once(union axvcpu_syndrome *syndrome)
{
	uint64_t random = random_word();

	set_fetched(syndrome, (uint32_t)(random >> 32) & all_fetched());
	compare(syndrome, (random & 1) != 0 ? &guest : NULL);
}

void x86_finish(const char *what)
{
	ok(wrong == 0 && tried > 0, "%s: %lu syndromes, %lu disagreements", what, tried, wrong);
	wrong = 0;
	tried = 0;
}
