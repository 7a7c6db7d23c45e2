/* SPDX-License-Identifier: MIT */
/* Guests from files: what the file is, and flat images. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "demo_image.h"
#include "loader.h"
#include "message.h"

/* Below RAM, the offset is larger than any RAM. */
bool ram_holds(const struct ram *ram, const char *what, uint64_t address, uint64_t size)
{
	uint64_t offset = address - ram->base;

	if (offset <= ram->size && size <= ram->size - offset)
		return true;
	complain("%s: %" PRIu64 " bytes at %#" PRIx64 " lie outside RAM, which is %#" PRIx64
		 " to %#" PRIx64, what, size, address, ram->base, ram->base + ram->size - 1);
	return false;
}

static bool refuse(const char *name, const char *why)
{
	complain("%s: %s", name, why);
	return false;
}

bool read_file(const char *name, int file, uint64_t offset, uint8_t *bytes, uint64_t size)
{
	while (size > 0) {
		ssize_t count = pread(file, bytes, (size_t)size, (off_t)offset);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return refuse(name, count < 0 ? strerror(errno) : "the file shrinks");
		bytes += count;
		offset += (uint64_t)count;
		size -= (uint64_t)count;
	}
	return true;
}

static bool load_flat(const char *name, int file, uint64_t size, const struct ram *ram,
		      uint64_t address)
{
	if (address % 2)
		return refuse("--load", "an odd address, where no instruction can be");
	return ram_holds(ram, name, address, size) &&
	       read_file(name, file, 0, ram->bytes + (address - ram->base), size);
}

static bool is_elf(int file)
{
	char magic[4];

	return pread(file, magic, sizeof magic, 0) == sizeof magic &&
	       memcmp(magic, "\177ELF", sizeof magic) == 0;
}

static bool is_loadable(const char *name, int file, struct stat *facts)
{
	if (fstat(file, facts) != 0)
		return refuse(name, strerror(errno));
	if (S_ISDIR(facts->st_mode))
		return refuse(name, "is a directory");
	if (!S_ISREG(facts->st_mode))
		return refuse(name, "is not a regular file");
	if (facts->st_size == 0)
		return refuse(name, "is empty");
	return true;
}

int open_loadable(const char *name, uint64_t *size)
{
	int file = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat facts;

	if (file < 0) {
		refuse(name, strerror(errno));
		return -1;
	}
	if (!is_loadable(name, file, &facts)) {
		close(file);
		return -1;
	}
	*size = (uint64_t)facts.st_size;
	return file;
}

static bool load_open(const struct run_options *options, int file, uint64_t size,
		      const struct ram *ram, uint64_t *entry)
{
	if (!is_elf(file)) {
		*entry = options->load;
		return load_flat(options->guest, file, size, ram, options->load);
	}
	if (options->has_load)
		return refuse(options->guest, "is an ELF image, which says itself where it "
					      "belongs; --load is for flat images");
	return load_elf(options->guest, file, size, ram, entry);
}

static bool load_file(const struct run_options *options, const struct ram *ram, uint64_t *entry)
{
	uint64_t size;
	int file = open_loadable(options->guest, &size);

	if (file < 0)
		return false;
	bool is_loaded = load_open(options, file, size, ram, entry);

	close(file);
	return is_loaded;
}

static bool load_demo(const struct run_options *options, const struct ram *ram, uint64_t *entry)
{
	if (!ram_holds(ram, "the demo", options->load, demo_image_size))
		return false;
	memcpy(ram->bytes + (options->load - ram->base), demo_image, demo_image_size);
	*entry = options->load;
	return true;
}

bool load_guest(const struct run_options *options, const struct ram *ram, struct start *start)
{
	*start = (struct start){ 0 };
	if (options->kernel)
		return load_kernel(options, ram, start);
	return (options->guest ? load_file : load_demo)(options, ram, &start->entry);
}
