/* SPDX-License-Identifier: MIT */
/*
 * The loader of Linux kernels. The bytes are: how many harts, 1; the size of the
 * initial RAM disk, 2, 0 for none; the length of the command line, 1, and the
 * command line; then the file of the kernel.
 */
#include <libfdt.h>

#include "../../src/cli/loader.h"
#include "complaints.h"
#include "file.h"
#include "harness.h"

#define RAM_BASE UINT64_C(0x80000000)
#define RAM_SIZE UINT64_C(0x10000)
#define HARTS_MOST 64
#define INITRD_BYTE 0x5a

struct boot {
	struct run_options options;
	struct ram ram;
	struct start start;
	char append[256];
	uint8_t *initrd;
	size_t initrd_size, kernel_size;
	const uint8_t *kernel;
};

static void take_initrd(struct boot *boot, struct input *input)
{
	static struct file file;

	boot->initrd_size = input_number(input, 2);
	boot->initrd = malloc(boot->initrd_size + 1);
	expect(boot->initrd);
	memset(boot->initrd, INITRD_BYTE, boot->initrd_size);
	file_fill(&file, boot->initrd, boot->initrd_size);
	if (boot->initrd_size)
		boot->options.initrd = file.name;
}

static void take_append(struct boot *boot, struct input *input)
{
	size_t length = input_byte(input);

	input_part(input, boot->append, length);
	if (length)
		boot->options.append = boot->append;
}

static void take_kernel(struct boot *boot, struct input *input)
{
	static struct file file;

	boot->kernel = input->bytes;
	boot->kernel_size = input->size;
	file_fill(&file, boot->kernel, boot->kernel_size);
	boot->options.kernel = file.name;
}

struct range {
	uint64_t begin, end;
};

static void check_in_ram(struct range range)
{
	expect(range.begin >= RAM_BASE && range.begin < range.end &&
	       range.end <= RAM_BASE + RAM_SIZE);
}

static void check_apart(struct range one, struct range other)
{
	expect(one.end <= other.begin || other.end <= one.begin);
}

static const uint8_t *at(const struct boot *boot, uint64_t address)
{
	return boot->ram.bytes + (address - RAM_BASE);
}

static uint64_t chosen(const void *tree, const char *name)
{
	int length, node = fdt_path_offset(tree, "/chosen");
	const void *value = fdt_getprop(tree, node, name, &length);

	expect(value && length == 8);
	return fdt64_ld(value);
}

static void check_initrd(const struct boot *boot, const void *tree, struct range kernel,
			 struct range all_tree)
{
	struct range initrd = { chosen(tree, "linux,initrd-start"),
				chosen(tree, "linux,initrd-end") };

	check_in_ram(initrd);
	expect(initrd.end - initrd.begin == boot->initrd_size);
	expect(memcmp(at(boot, initrd.begin), boot->initrd, boot->initrd_size) == 0);
	check_apart(initrd, kernel);
	check_apart(initrd, all_tree);
}

/* Which is more than its file, if its header says so (image_size, at 16). */
static uint64_t kernel_memory(const struct boot *boot)
{
	struct input header = { boot->kernel + 16, boot->kernel_size - 16 };
	uint64_t size = input_number(&header, 8);

	return size > boot->kernel_size ? size : boot->kernel_size;
}

/* The whole of what the kernel finds: itself, its command line, what it is handed. */
static void check_loaded(const struct boot *boot)
{
	const void *tree = at(boot, boot->start.argument);
	struct range kernel = { boot->start.entry, boot->start.entry + kernel_memory(boot) };
	struct range all_tree = { boot->start.argument, boot->start.argument + 1 };

	check_in_ram(kernel);
	check_in_ram(all_tree);
	all_tree.end = boot->start.argument + fdt_totalsize(tree);
	check_in_ram(all_tree);
	expect(boot->start.argument % 8 == 0);
	expect(fdt_check_full(tree, fdt_totalsize(tree)) == 0);
	check_apart(kernel, all_tree);
	expect(memcmp(at(boot, kernel.begin), boot->kernel, boot->kernel_size) == 0);
	if (boot->initrd_size)
		check_initrd(boot, tree, kernel, all_tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	struct boot boot = {
		.ram = { .bytes = calloc(1, RAM_SIZE), .base = RAM_BASE, .size = RAM_SIZE },
	};

	expect(boot.ram.bytes);
	boot.options.cpus = 1 + input_byte(&input) % HARTS_MOST;
	take_initrd(&boot, &input);
	take_append(&boot, &input);
	take_kernel(&boot, &input);
	bool is_loaded = load_guest(&boot.options, &boot.ram, &boot.start);

	expect(complaints_take() == (is_loaded ? 0 : 1));
	if (is_loaded)
		check_loaded(&boot);
	free(boot.initrd);
	free(boot.ram.bytes);
	return 0;
}
