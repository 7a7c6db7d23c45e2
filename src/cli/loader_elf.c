/* SPDX-License-Identifier: MIT */
/* ELF images. Every number in one is a claim of the file's, checked before it is used. */
#include <config.h>

#include <gelf.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "loader.h"
#include "message.h"

#define SEGMENTS_LIMIT 64

struct image {
	const char *name;
	int file;
	uint64_t file_size;
	const struct ram *ram;
	GElf_Ehdr header;
	GElf_Phdr segments[SEGMENTS_LIMIT]; /* those to load */
	size_t indices[SEGMENTS_LIMIT];     /* their program headers */
	size_t count;
};

static bool refuse(const struct image *image, const char *why)
{
	complain("%s: %s", image->name, why);
	return false;
}

static bool refuse_segment(const struct image *image, size_t segment, const char *why)
{
	complain("%s: segment %zu: %s", image->name, image->indices[segment], why);
	return false;
}

static bool check_header(const struct image *image)
{
	const GElf_Ehdr *header = &image->header;

	if (header->e_ident[EI_CLASS] != ELFCLASS64)
		return refuse(image, "is a 32-bit ELF image; the guest is riscv64");
	if (header->e_ident[EI_DATA] != ELFDATA2LSB)
		return refuse(image, "is a big-endian ELF image; riscv64 is little-endian");
	if (header->e_machine != EM_RISCV) {
		complain("%s: is for another processor (ELF machine %u; riscv64 is %u)",
			 image->name, header->e_machine, EM_RISCV);
		return false;
	}
	if (header->e_type != ET_EXEC) {
		complain("%s: is not linked to an address (ELF type %u; an executable is %u)",
			 image->name, header->e_type, ET_EXEC);
		return false;
	}
	if (header->e_phnum && header->e_phentsize != sizeof(Elf64_Phdr))
		return refuse(image, "has program headers of another size than ELF's");
	return true;
}

static bool check_file_part(const struct image *image, size_t segment)
{
	const GElf_Phdr *phdr = &image->segments[segment];

	if (phdr->p_filesz > phdr->p_memsz)
		return refuse_segment(image, segment, "has more bytes in the file than in memory");
	if (phdr->p_offset <= image->file_size &&
	    phdr->p_filesz <= image->file_size - phdr->p_offset)
		return true;
	complain("%s: segment %zu: its %" PRIu64 " bytes at %#" PRIx64 " lie past the end of the "
		 "file, which has %" PRIu64, image->name, image->indices[segment],
		 (uint64_t)phdr->p_filesz, (uint64_t)phdr->p_offset, image->file_size);
	return false;
}

static bool check_place(const struct image *image, size_t segment)
{
	char what[512];

	snprintf(what, sizeof what, "%s: segment %zu", image->name, image->indices[segment]);
	return ram_holds(image->ram, what, image->segments[segment].p_paddr,
			 image->segments[segment].p_memsz);
}

/* Both are known to lie in RAM, so the sums do not overflow. */
static bool check_overlap(const struct image *image, size_t segment)
{
	const GElf_Phdr *one = &image->segments[segment];

	for (size_t i = 0; i < segment; i++) {
		const GElf_Phdr *other = &image->segments[i];

		if (one->p_paddr < other->p_paddr + other->p_memsz &&
		    other->p_paddr < one->p_paddr + one->p_memsz) {
			complain("%s: segment %zu at %#" PRIx64 " overlaps segment %zu at %#" PRIx64,
				 image->name, image->indices[segment], (uint64_t)one->p_paddr,
				 image->indices[i], (uint64_t)other->p_paddr);
			return false;
		}
	}
	return true;
}

static bool take_segment(struct image *image, const GElf_Phdr *phdr, size_t index)
{
	if (phdr->p_type == PT_INTERP)
		return refuse(image, "is a program of an operating system, not a guest");
	if (phdr->p_type != PT_LOAD || phdr->p_memsz == 0)
		return true;
	if (image->count == SEGMENTS_LIMIT)
		return refuse(image, "has more than 64 segments to load");
	image->segments[image->count] = *phdr;
	image->indices[image->count] = index;
	if (!check_file_part(image, image->count) || !check_place(image, image->count) ||
	    !check_overlap(image, image->count))
		return false;
	image->count++;
	return true;
}

static bool refuse_table(const struct image *image, const char *why)
{
	complain("%s: its program headers: %s", image->name, why);
	return false;
}

/* libelf counts those that are there; more than fit the header's field are counted elsewhere. */
static bool count_segments(const struct image *image, Elf *elf, size_t *count)
{
	if (elf_getphdrnum(elf, count) != 0)
		return refuse_table(image, elf_errmsg(-1));
	if (image->header.e_phnum != PN_XNUM && *count < image->header.e_phnum)
		return refuse_table(image, "the file ends before they do");
	return true;
}

static bool take_segments(struct image *image, Elf *elf)
{
	size_t count;
	GElf_Phdr phdr;

	if (!count_segments(image, elf, &count))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!gelf_getphdr(elf, (int)i, &phdr))
			return refuse_table(image, elf_errmsg(-1));
		if (!take_segment(image, &phdr, i))
			return false;
	}
	return image->count > 0 || refuse(image, "has no segment to load");
}

/* The entry is a virtual address; the guest starts without translation. */
static bool find_entry(const struct image *image, uint64_t *entry)
{
	uint64_t address = image->header.e_entry;

	for (size_t i = 0; i < image->count; i++) {
		const GElf_Phdr *phdr = &image->segments[i];

		if (address >= phdr->p_vaddr && address - phdr->p_vaddr < phdr->p_memsz) {
			*entry = address - phdr->p_vaddr + phdr->p_paddr;
			return *entry % 2 == 0 || refuse(image, "its entry is an odd address");
		}
	}
	complain("%s: its entry %#" PRIx64 " is in no segment", image->name, address);
	return false;
}

/* RAM is zero where the file has nothing. */
static bool read_segments(const struct image *image)
{
	for (size_t i = 0; i < image->count; i++) {
		const GElf_Phdr *phdr = &image->segments[i];
		uint8_t *place = image->ram->bytes + (phdr->p_paddr - image->ram->base);

		if (!read_file(image->name, image->file, phdr->p_offset, place, phdr->p_filesz))
			return false;
	}
	return true;
}

static bool load(struct image *image, Elf *elf, uint64_t *entry)
{
	if (elf_kind(elf) != ELF_K_ELF || !gelf_getehdr(elf, &image->header))
		return refuse(image, "has a damaged ELF header");
	return check_header(image) && take_segments(image, elf) && find_entry(image, entry) &&
	       read_segments(image);
}

bool load_elf(const char *name, int file, uint64_t file_size, const struct ram *ram,
	      uint64_t *entry)
{
	struct image image = { .name = name, .file = file, .file_size = file_size, .ram = ram };

	if (elf_version(EV_CURRENT) == EV_NONE)
		return refuse(&image, "libelf is too old");
	Elf *elf = elf_begin(file, ELF_C_READ, NULL);

	if (!elf)
		return refuse(&image, elf_errmsg(-1));
	bool is_loaded = load(&image, elf, entry);

	elf_end(elf);
	return is_loaded;
}
