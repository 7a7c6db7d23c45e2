/* SPDX-License-Identifier: MIT */
/* The loader of ELF images: the bytes are the file. */
#include <config.h>

#include <elf.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../src/cli/loader.h"
#include "complaints.h"
#include "harness.h"

#define RAM_BASE UINT64_C(0x80000000)
#define RAM_SIZE UINT64_C(0x4000)

/* A file with these bytes and no name, the same one for all inputs. */
static int file_of(const uint8_t *bytes, size_t size)
{
	static int file = -1;

	if (file < 0)
		file = memfd_create("image", MFD_CLOEXEC);
	expect(file >= 0 && ftruncate(file, 0) == 0);
	expect(pwrite(file, bytes, size, 0) == (ssize_t)size);
	return file;
}

/* What RAM must hold: segments are sound, for the loader took them. */
static void copy_segments(const uint8_t *bytes, uint8_t *ram)
{
	Elf64_Ehdr header;
	Elf64_Phdr segment;

	memcpy(&header, bytes, sizeof header);
	for (unsigned i = 0; i < header.e_phnum; i++) {
		memcpy(&segment, bytes + header.e_phoff + i * sizeof segment, sizeof segment);
		if (segment.p_type == PT_LOAD && segment.p_memsz > 0)
			memcpy(ram + (segment.p_paddr - RAM_BASE), bytes + segment.p_offset,
			       segment.p_filesz);
	}
}

static void check_loaded(const uint8_t *bytes, const struct ram *ram, uint64_t entry)
{
	uint8_t *expected = calloc(1, RAM_SIZE);
	Elf64_Ehdr header;

	memcpy(&header, bytes, sizeof header);
	expect(expected && entry >= RAM_BASE && entry < RAM_BASE + RAM_SIZE && entry % 2 == 0);
	if (header.e_phnum != PN_XNUM) {
		copy_segments(bytes, expected);
		expect(memcmp(ram->bytes, expected, RAM_SIZE) == 0);
	}
	free(expected);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct ram ram = { .bytes = calloc(1, RAM_SIZE), .base = RAM_BASE, .size = RAM_SIZE };
	uint64_t entry = 0;

	expect(ram.bytes);
	bool is_loaded = load_elf("image", file_of(bytes, size), size, &ram, &entry);

	expect(complaints_take() == (is_loaded ? 0 : 1));
	if (is_loaded)
		check_loaded(bytes, &ram, entry);
	free(ram.bytes);
	return 0;
}
