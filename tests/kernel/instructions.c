/* SPDX-License-Identifier: MIT */
/*
 * instructions FILE: read a file of 64-bit x86 code from its first byte to its last, and print of
 * each mnemonic that accesses memory how many times the decoder completes it for a device, refuses
 * it, and disagrees with Zydis.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../oracle/zydis_oracle.h"
#include "../unit/exit_judge.h"
#include "../unit/samples.h"

/* More than there are of those that access memory. */
#define MNEMONICS 2048

static struct count {
	const char *mnemonic;
	unsigned long completed, refused, wrong;
} counts[MNEMONICS];

static uint8_t *code;
static size_t size;

static bool read_code(const char *name)
{
	FILE *file = fopen(name, "rb");

	if (!file || fseek(file, 0, SEEK_END) != 0)
		return false;
	size = (size_t)ftell(file);
	rewind(file);
	code = calloc(1, size + AXVCPU_X86_64_LONGEST);
	return code && fread(code, 1, size, file) == size && fclose(file) == 0;
}

static struct count *count_of(const char *mnemonic)
{
	struct count *count = counts;

	while (count->mnemonic && strcmp(count->mnemonic, mnemonic) != 0)
		count++;
	count->mnemonic = mnemonic;
	return count;
}

static struct axvcpu_x86_64_access access_at(size_t place, enum axvcpu_access wanted)
{
	struct axvcpu_x86_64_access access = {
		.insn_bytes = AXVCPU_X86_64_LONGEST, .mode = AXVCPU_X86_64_MODE_64,
		.gpa = random_word(), .access = wanted,
	};

	for (unsigned i = 0; i < AXVCPU_X86_64_LONGEST; i++)
		*(i < 8 ? &access.insn : &access.insn_high) |=
			(uint64_t)code[place + i] << i % 8 * 8;
	return access;
}

static void judge(const struct zydis_answer *expected, const struct axvcpu_exit *got)
{
	struct count *count = count_of(expected->mnemonic);

	count->completed += expected->verdict == ZYDIS_COMPLETED;
	count->refused += expected->verdict == ZYDIS_OTHER;
	if (!exit_is_same(got, &expected->exit)) {
		count->wrong++;
		exit_explain(got, &expected->exit);
	}
}

/* Try the access that the instruction makes; a read, if it makes both. How long it is. */
static unsigned try_at(size_t place)
{
	struct axvcpu_x86_64_registers registers = { .rip = place, .rflags = random_word() };
	struct axvcpu_x86_64_access access = access_at(place, AXVCPU_ACCESS_READ);
	struct zydis_answer expected;
	struct axvcpu_exit got = { 0 };

	for (unsigned i = 0; i < 16; i++)
		registers.r[i] = random_word();
	expected = zydis_oracle(&access, &registers);
	if (expected.verdict == ZYDIS_CHANGED) {
		access.access = AXVCPU_ACCESS_WRITE;
		expected = zydis_oracle(&access, &registers);
	}
	axvcpu_x86_64_access(&access, &registers, &got);
	if (expected.verdict >= ZYDIS_OTHER)
		judge(&expected, &got);
	return expected.verdict == ZYDIS_INVALID ? 1 : expected.length;
}

int main(int argc, char **argv)
{
	if (argc != 2 || !read_code(argv[1])) {
		fprintf(stderr, "usage: instructions FILE\n");
		return 2;
	}
	for (size_t place = 0; place < size;)
		place += try_at(place);
	for (const struct count *count = counts; count->mnemonic; count++)
		printf("%s %lu %lu %lu\n", count->mnemonic, count->completed, count->refused,
		       count->wrong);
	free(code);
	return 0;
}
