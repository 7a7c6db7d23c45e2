/* SPDX-License-Identifier: MIT */
/* The loader of ELF images: the bytes are the file. */
#include <elf.h>

#include "../../src/cli/loader.h"
#include "complaints.h"
#include "file.h"
#include "harness.h"

#define RAM_BASE UINT64_C(0x80000000)
#define RAM_SIZE UINT64_C(0x4000)

/* What RAM must hold, and which of its bytes are a segment's. */
struct expected {
	uint8_t ram[RAM_SIZE];
	bool is_taken[RAM_SIZE];
};

static void copy_segment(struct expected *expected, const uint8_t *bytes,
			 const Elf64_Phdr *segment)
{
	uint64_t place = segment->p_paddr - RAM_BASE;

	expect(place <= RAM_SIZE && segment->p_memsz <= RAM_SIZE - place);
	for (uint64_t i = 0; i < segment->p_memsz; i++) {
		expect(!expected->is_taken[place + i]);
		expected->is_taken[place + i] = true;
	}
	memcpy(expected->ram + place, bytes + segment->p_offset, segment->p_filesz);
}

static void check_loaded(const uint8_t *bytes, const struct ram *ram)
{
	struct expected expected = {0};
	Elf64_Ehdr header;
	Elf64_Phdr segment;

	memcpy(&header, bytes, sizeof header);
	if (header.e_phnum == PN_XNUM)
		return;
	for (unsigned i = 0; i < header.e_phnum; i++) {
		memcpy(&segment, bytes + header.e_phoff + i * sizeof segment, sizeof segment);
		if (segment.p_type == PT_LOAD && segment.p_memsz > 0)
			copy_segment(&expected, bytes, &segment);
	}
	expect(memcmp(ram->bytes, expected.ram, RAM_SIZE) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct file file;
	struct ram ram = { .bytes = calloc(1, RAM_SIZE), .base = RAM_BASE, .size = RAM_SIZE };
	uint64_t entry = 0;

	expect(ram.bytes);
	file_fill(&file, bytes, size);
	bool is_loaded = load_elf("image", file.number, size, &ram, &entry);

	expect(complaints_take() == (is_loaded ? 0 : 1));
	if (is_loaded) {
		expect(entry >= RAM_BASE && entry < RAM_BASE + RAM_SIZE && entry % 2 == 0);
		check_loaded(bytes, &ram);
	}
	free(ram.bytes);
	return 0;
}
