/* SPDX-License-Identifier: MIT */
/* The decoder of x86 instructions against Zydis: encodings of each form, and any bytes. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include <arch/x86_64/form.h>

#include "../oracle/zydis_oracle.h"
#include "../tap.h"
#include "exit_judge.h"
#include "samples.h"

/* Encodings of all, and how many of each form at least have to be completed. */
#define ENCODINGS 10000000
#define HITS      1000
#define FORMS     512
#define SHOWN     5

static unsigned long hits[FORMS], tried, lengths, completed, wrong;

/* An instruction in the making. */
struct encoding {
	uint8_t bytes[AXVCPU_X86_64_LONGEST + 16];
	unsigned count;
};

static void put(struct encoding *encoding, uint8_t byte)
{
	encoding->bytes[encoding->count++] = byte;
}

static bool one_in(unsigned count)
{
	return random_word() % count == 0;
}

/* Prefixes that change widths, segments and counts, but not which form it is. */
static void put_prefixes(struct encoding *encoding, const struct axvcpu_x86_64_form *form)
{
	static const uint8_t others[] = {
		0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x67, 0x66, 0xf2, 0xf3, 0xf0,
	};
	static const uint8_t mandatory[] = { 0x66, 0xf3, 0xf2 };

	if (one_in(3))
		put(encoding, others[random_word() % (form->prefixes == 0xf ? 10 : 7)]);
	if (one_in(4))
		put(encoding, others[random_word() % 7]);
	if (one_in(form->lock ? 4 : 16)) /* also where the form does not allow it */
		put(encoding, 0xf0);
	for (unsigned i = 0; i < 3; i++)
		if (form->prefixes == 2u << i)
			put(encoding, mandatory[i]);
}

static void put_opcode(struct encoding *encoding, const struct axvcpu_x86_64_form *form)
{
	unsigned map = form->first >> 8;

	if (map > 0)
		put(encoding, 0x0f);
	if (map > 1)
		put(encoding, map == 2 ? 0x38 : 0x3a);
	put(encoding, (uint8_t)(form->first + random_word() % (form->last - form->first + 1u)));
}

/* The first digit that a form allows, or any. */
static uint8_t digit_of(const struct axvcpu_x86_64_form *form)
{
	uint8_t digit = (uint8_t)(random_word() % 8);

	while (!(form->digits >> digit & 1))
		digit = (digit + 1) % 8;
	return digit;
}

/* An encoding of this form, mostly; whatever follows is at random. */
static void encode(struct encoding *encoding, const struct axvcpu_x86_64_form *form, bool long_mode)
{
	uint8_t modrm = (uint8_t)(random_word() & 0xc7);

	encoding->count = 0;
	put_prefixes(encoding, form);
	if (long_mode && one_in(2))
		put(encoding, (uint8_t)(0x40 | random_word() % 16));
	put_opcode(encoding, form);
	if (modrm >= 0xc0 && !one_in(8))
		modrm &= 0x3f;
	put(encoding, (uint8_t)(modrm | digit_of(form) << 3));
	while (encoding->count < AXVCPU_X86_64_LONGEST)
		put(encoding, (uint8_t)random_word());
}

/* Any bytes; VEX, EVEX, XOP and the longer maps more often than they would come. */
static void encode_any(struct encoding *encoding)
{
	static const uint8_t first[] = { 0xc4, 0xc5, 0x62, 0x8f, 0x0f, 0x66, 0xf2, 0xf3 };

	encoding->count = 0;
	if (one_in(2))
		put(encoding, first[random_word() % sizeof first]);
	if (one_in(8)) {
		put(encoding, 0x0f);
		put(encoding, one_in(2) ? 0x38 : 0x3a);
	}
	while (encoding->count < AXVCPU_X86_64_LONGEST)
		put(encoding, (uint8_t)random_word());
}

static struct axvcpu_x86_64_access access_of(const struct encoding *encoding, uint32_t mode)
{
	struct axvcpu_x86_64_access access = {
		.insn_bytes = AXVCPU_X86_64_LONGEST, .mode = mode,
		.gpa = random_word(), .gva = random_word(), .gva_known = one_in(2),
		.access = one_in(2) ? AXVCPU_ACCESS_READ : AXVCPU_ACCESS_WRITE,
	};

	for (unsigned i = 0; i < AXVCPU_X86_64_LONGEST; i++)
		*(i < 8 ? &access.insn : &access.insn_high) |=
			(uint64_t)encoding->bytes[i] << i % 8 * 8;
	return access;
}

static struct axvcpu_x86_64_registers any_registers(void)
{
	struct axvcpu_x86_64_registers registers;

	for (unsigned i = 0; i < 16; i++)
		registers.r[i] = random_word();
	registers.r[AXVCPU_X86_64_RCX] <<= random_word() % 4 * 16;
	registers.rip = random_word();
	registers.rflags = random_word();
	return registers;
}

static void complain(const struct encoding *encoding, const struct zydis_answer *expected,
		     const struct axvcpu_exit *got)
{
	char text[3 * AXVCPU_X86_64_LONGEST + 1] = "";

	if (++wrong > SHOWN)
		return;
	for (unsigned i = 0; i < AXVCPU_X86_64_LONGEST; i++)
		snprintf(text + 3 * i, 4, "%02x ", encoding->bytes[i]);
	diag("%s(%s, %u bytes)", text, expected->mnemonic, expected->length);
	exit_explain(got, &expected->exit);
}

/* What makes no access may be asked for again, and what does must not. */
static bool agrees(const struct zydis_answer *expected, const struct axvcpu_exit *got)
{
	bool retried = got->reason == AXVCPU_EXIT_NOTHING && got->insn_length == expected->length &&
		       got->nothing.cause == AXVCPU_NOTHING_RETRY &&
		       got->retire == AXVCPU_RETIRE_KEEP;

	switch (expected->verdict) {
	case ZYDIS_INVALID:
		return true;
	case ZYDIS_NO_MEMORY:
		return retried || (got->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT &&
				   got->insn_length == expected->length);
	default:
		return exit_is_same(got, &expected->exit);
	}
}

/* Where the bytes end inside of the instruction, nothing is made of it. */
static void try_cut(struct axvcpu_x86_64_access access, unsigned length)
{
	struct axvcpu_exit exit = { 0 };

	access.insn_bytes = (uint32_t)(random_word() % length);
	axvcpu_x86_64_access(&access, NULL, &exit);
	if (exit.reason != AXVCPU_EXIT_NESTED_PAGE_FAULT || exit.insn_length != 0)
		wrong++;
}

static bool try_one(const struct encoding *encoding, const struct axvcpu_x86_64_access *access,
		    const struct axvcpu_x86_64_registers *registers)
{
	struct zydis_answer expected = zydis_oracle(access, registers);
	struct axvcpu_exit got = { 0 };

	axvcpu_x86_64_access(access, registers, &got);
	tried++;
	if (!agrees(&expected, &got))
		complain(encoding, &expected, &got);
	if (expected.verdict != ZYDIS_INVALID) {
		lengths++;
		try_cut(*access, expected.length);
	}
	completed += expected.verdict == ZYDIS_COMPLETED;
	return expected.verdict == ZYDIS_COMPLETED;
}

/* One encoding in one mode, with registers or without. */
static bool try_in_mode(const struct encoding *encoding, uint32_t mode)
{
	struct axvcpu_x86_64_access access = access_of(encoding, mode);
	struct axvcpu_x86_64_registers registers = any_registers();

	return try_one(encoding, &access, one_in(8) ? NULL : &registers);
}

/* An opcode of a map with each ModRM byte but for the register or base: 4 kinds and 8 digits. */
static void try_opcode(unsigned prefix, unsigned map, uint8_t opcode, uint32_t mode)
{
	static const uint8_t prefixes[] = { 0x66, 0xf2, 0xf3 };

	for (unsigned modrm = 0; modrm < 0x100; modrm += 8) {
		struct encoding encoding = { .count = 0 };

		if (prefix > 0)
			put(&encoding, prefixes[prefix - 1]);
		if (map > 0)
			put(&encoding, 0x0f);
		if (map > 1)
			put(&encoding, map == 2 ? 0x38 : 0x3a);
		put(&encoding, opcode);
		put(&encoding, (uint8_t)(modrm | random_word() % 8));
		while (encoding.count < AXVCPU_X86_64_LONGEST)
			put(&encoding, (uint8_t)random_word());
		try_in_mode(&encoding, mode);
	}
}

/* Each opcode of each map, however few encodings are tried of the rest. */
static void try_opcodes(void)
{
	for (unsigned n = 0; n < 4 * 4 * 4 * 0x100; n++)
		try_opcode(n & 3, n >> 2 & 3, (uint8_t)(n >> 6), n >> 4 & 3);
	ok(wrong == 0, "each opcode: the decoder agrees with Zydis");
	wrong = 0;
}

/* Encodings of a form, or, without one, of anything. */
static unsigned long try_form(const struct axvcpu_x86_64_form *form, unsigned long count)
{
	unsigned long found = 0;

	while (count--) {
		uint32_t mode = (uint32_t)(random_word() % 4);
		struct encoding encoding;

		if (form)
			encode(&encoding, form, mode >= AXVCPU_X86_64_MODE_64);
		else
			encode_any(&encoding);
		found += try_in_mode(&encoding, mode);
	}
	return found;
}

static void show_hits(void)
{
	for (uint32_t n = 0; n < axvcpu_x86_64_form_count; n++) {
		const struct axvcpu_x86_64_form *form = &axvcpu_x86_64_forms[n];

		diag("map %u opcode %02x..%02x digits %02x prefixes %x: %lu", form->first >> 8,
		     form->first & 0xff, form->last & 0xff, form->digits, form->prefixes, hits[n]);
	}
}

/* Half of all encodings are of the forms, half are of anything. */
static void try_forms(unsigned long encodings)
{
	unsigned long each = encodings / 2 / axvcpu_x86_64_form_count;
	unsigned long wanted = each < 4 * HITS ? each / 8 : HITS;

	for (uint32_t n = 0; n < axvcpu_x86_64_form_count; n++) {
		hits[n] = try_form(&axvcpu_x86_64_forms[n], each);
		ok(hits[n] >= wanted, "form %u: enough encodings were completed", (unsigned)n);
	}
	show_hits();
	ok(wrong == 0, "encodings of the forms: the decoder agrees with Zydis");
	wrong = 0;
	try_form(NULL, encodings / 2);
	ok(wrong == 0, "any bytes: the decoder agrees with Zydis");
}

int main(void)
{
	const char *rounds = getenv("ROUNDS");

	try_opcodes();
	try_forms(rounds ? strtoul(rounds, NULL, 0) : is_sampled() ? ENCODINGS / 50 : ENCODINGS);
	diag("%lu encodings, %lu of them instructions, %lu completed", tried, lengths, completed);
	return done_testing();
}
