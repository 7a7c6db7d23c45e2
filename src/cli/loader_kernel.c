/* SPDX-License-Identifier: MIT */
/*
 * A Linux kernel, with what it is handed: the kernel at the start of RAM, as its
 * header says, the initial RAM disk and the device tree at the end.
 */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libfdt.h>

#include "device_tree.h"
#include "kernel_image.h"
#include "loader.h"
#include "message.h"

#define PAGE UINT64_C(4096)

struct boot {
	const struct run_options *options;
	const struct ram *ram;
	uint64_t bottom, top; /* between them, RAM is not taken yet; in pages */
	struct initrd initrd;
};

static uint8_t *ram_at(const struct boot *boot, uint64_t address)
{
	return boot->ram->bytes + (address - boot->ram->base);
}

/* From the end of RAM down, so that the kernel has the rest in one piece. */
static bool take_top(struct boot *boot, const char *what, uint64_t size, uint64_t *address)
{
	if (size > boot->top - boot->bottom) {
		complain("%s: %" PRIu64 " bytes do not fit into RAM behind the kernel, which has "
			 "%#" PRIx64 " to %#" PRIx64 " left; see --memory",
			 what, size, boot->bottom, boot->top);
		return false;
	}
	boot->top = (boot->top - size) & ~(PAGE - 1);
	*address = boot->top;
	return true;
}

static bool load_image(struct boot *boot, int file, uint64_t file_size, uint64_t *entry)
{
	const char *name = boot->options->kernel;
	struct kernel_image image;

	if (!kernel_image_read(name, file, file_size, &image))
		return false;
	*entry = boot->ram->base + image.text_offset;
	if (!ram_holds(boot->ram, name, *entry, image.size))
		return false;
	boot->top = boot->ram->base + boot->ram->size;
	boot->bottom = (*entry + image.size + PAGE - 1) & ~(PAGE - 1);
	return read_file(name, file, 0, ram_at(boot, *entry), file_size);
}

static bool load_initrd(struct boot *boot, int file, uint64_t size)
{
	const char *name = boot->options->initrd;
	uint64_t address;

	if (!take_top(boot, name, size, &address))
		return false;
	boot->initrd = (struct initrd){ address, size };
	return read_file(name, file, 0, ram_at(boot, address), size);
}

static bool open_image(struct boot *boot, uint64_t *entry)
{
	uint64_t size;
	int file = open_loadable(boot->options->kernel, &size);
	bool is_loaded = file >= 0 && load_image(boot, file, size, entry);

	if (file >= 0)
		close(file);
	return is_loaded;
}

static bool open_initrd(struct boot *boot)
{
	if (!boot->options->initrd)
		return true;
	uint64_t size;
	int file = open_loadable(boot->options->initrd, &size);
	bool is_loaded = file >= 0 && load_initrd(boot, file, size);

	if (file >= 0)
		close(file);
	return is_loaded;
}

/* It names the place of the initial RAM disk, so it is the last one. */
static bool place_device_tree(struct boot *boot, uint64_t *address)
{
	void *tree = device_tree_make(boot->options, boot->ram, &boot->initrd);
	bool is_placed = tree && take_top(boot, "the device tree", fdt_totalsize(tree), address);

	if (is_placed)
		memcpy(ram_at(boot, *address), tree, fdt_totalsize(tree));
	free(tree);
	return is_placed;
}

bool load_kernel(const struct run_options *options, const struct ram *ram, struct start *start)
{
	struct boot boot = { .options = options, .ram = ram };

	return open_image(&boot, &start->entry) && open_initrd(&boot) &&
	       place_device_tree(&boot, &start->argument);
}
