/* SPDX-License-Identifier: MIT */
/* Guests from files: what the file is, and flat images. */
#include <config.h>

#include <string.h>
#include <unistd.h>

#include "demo_image.h"
#include "loader.h"
#include "message.h"

static bool refuse(const char *name, const char *why)
{
	complain("%s: %s", name, why);
	return false;
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
