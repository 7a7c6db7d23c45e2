/* SPDX-License-Identifier: MIT */
/*
 * The header of a RISC-V Linux Image (Linux, Documentation/arch/riscv/boot-image-header.rst),
 * and of the one for UEFI behind it (PE format, sections 3 and 4) what tells how long the file is.
 */
#include <config.h>

#include <endian.h>
#include <inttypes.h>
#include <string.h>

#include "kernel_image.h"
#include "loader.h"
#include "message.h"

/* Little-endian, as all that follows. */
struct image_header {
	uint32_t code[2];
	uint64_t text_offset;
	uint64_t image_size;
	uint64_t flags;
	uint32_t version, reserved1;
	uint64_t reserved2, magic;
	char magic2[4];
	uint32_t pe_offset; /* 0: the kernel is not for UEFI */
};

#define FLAG_BIG_ENDIAN UINT64_C(1)

/* What the pages of the kernel's first mapping cover. */
#define IMAGE_ALIGNMENT UINT64_C(0x200000)

struct pe_header {
	char signature[4];
	uint16_t machine, sections;
	uint32_t timestamp, symbol_table, symbols;
	uint16_t optional_header_size, characteristics;
};

struct pe_section {
	char name[8];
	uint32_t virtual_size, virtual_address;
	uint32_t raw_size, raw_offset; /* of its bytes in the file */
	uint32_t relocations, lines;
	uint16_t relocation_count, line_count;
	uint32_t characteristics;
};

static bool refuse(const char *name, const char *why)
{
	complain("%s: %s", name, why);
	return false;
}

/* Files that are taken for an Image: how they begin, and what helps. */
static const struct other {
	size_t offset, size;
	const char *bytes, *why;
} others[] = {
	{ 0, 2, "\x1f\x8b", "is compressed; --kernel takes what gunzip makes of it" },
	{ 0, 4, "\177ELF", "is an ELF image, not the kernel's arch/riscv/boot/Image; "
			   "ELF images run without --kernel" },
	{ 4, 4, "zimg", "is compressed for UEFI; --kernel takes the Image that is in it" },
	{ 56, 4, "ARM\x64", "is a Linux Image for aarch64; the guest is riscv64" },
};

static bool refuse_magic(const char *name, const struct image_header *header)
{
	const char *bytes = (const char *)header;

	for (const struct other *other = others; other < others + sizeof others / sizeof *others;
	     other++)
		if (memcmp(bytes + other->offset, other->bytes, other->size) == 0)
			return refuse(name, other->why);
	return refuse(name, "is no RISC-V Linux Image: 'RSC\\5' is not at byte 56");
}

static bool check_header(const char *name, const struct image_header *header)
{
	if (memcmp(header->magic2, "RSC\5", sizeof header->magic2) != 0)
		return refuse_magic(name, header);
	if (le64toh(header->flags) & FLAG_BIG_ENDIAN)
		return refuse(name, "is a big-endian kernel; the guest is little-endian");
	if (header->image_size == 0)
		return refuse(name, "does not say how much memory it takes");
	if (le64toh(header->text_offset) % IMAGE_ALIGNMENT)
		return refuse(name, "asks for an address that is not a multiple of 2M");
	return true;
}

static bool read_part(const char *name, int file, uint64_t file_size, uint64_t offset,
		      void *bytes, uint64_t size)
{
	if (size > file_size || offset > file_size - size) {
		complain("%s: is truncated: %" PRIu64 " bytes, where a header goes up to %" PRIu64,
			 name, file_size, offset + size);
		return false;
	}
	return read_file(name, file, offset, bytes, size);
}

static bool check_section(const char *name, int file, uint64_t file_size, uint64_t offset)
{
	struct pe_section section;

	if (!read_part(name, file, file_size, offset, &section, sizeof section))
		return false;
	uint64_t end = (uint64_t)le32toh(section.raw_offset) + le32toh(section.raw_size);

	if (end <= file_size)
		return true;
	complain("%s: is truncated: %" PRIu64 " bytes of at least %" PRIu64, name, file_size, end);
	return false;
}

/* Image_size counts memory that no file fills; only the sections tell where the file ends. */
static bool check_sections(const char *name, int file, uint64_t file_size, uint32_t offset)
{
	struct pe_header pe;

	if (!read_part(name, file, file_size, offset, &pe, sizeof pe))
		return false;
	if (memcmp(pe.signature, "PE\0\0", sizeof pe.signature) != 0)
		return refuse(name, "has a damaged header for UEFI: 'PE' is not where it says");
	uint64_t table = offset + sizeof pe + le16toh(pe.optional_header_size);

	for (unsigned i = 0; i < le16toh(pe.sections); i++)
		if (!check_section(name, file, file_size, table + i * sizeof(struct pe_section)))
			return false;
	return true;
}

bool kernel_image_read(const char *name, int file, uint64_t file_size, struct kernel_image *image)
{
	struct image_header header;

	if (!read_part(name, file, file_size, 0, &header, sizeof header) ||
	    !check_header(name, &header))
		return false;
	uint64_t size = le64toh(header.image_size);

	image->text_offset = le64toh(header.text_offset);
	image->size = size < file_size ? file_size : size; /* a signature may lie behind it */
	return !header.pe_offset ||
	       check_sections(name, file, file_size, le32toh(header.pe_offset));
}
