/* SPDX-License-Identifier: MIT */
/*
 * memory CPUS KERNEL INITRD COMMAND-LINE FILE: the RAM with which a machine begins, as
 * `axvcpu run --isa rv64gc --kernel KERNEL ...' fills it, in a file, and behind it a
 * struct start, for a hypervisor that has no files.
 */
#include <config.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cli/addresses.h>
#include <cli/loader.h>

#define SIZE UINT64_C(0x8000000)

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

/* What is not written to takes no room in it. */
static void *make_file(const char *name, size_t size)
{
	int file = open(name, O_RDWR | O_CREAT | O_TRUNC, 0666);
	void *bytes;

	if (file < 0 || ftruncate(file, (off_t)size) != 0)
		fail(name);
	bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (bytes == MAP_FAILED)
		fail(name);
	close(file);
	return bytes;
}

int main(int count, char **arguments)
{
	if (count != 6) {
		fprintf(stderr, "Usage: memory CPUS KERNEL INITRD COMMAND-LINE FILE\n");
		return 2;
	}
	const struct run_options options = {
		.cpus = (uint32_t)strtoul(arguments[1], NULL, 10), .isa = ISA_RV64GC, .memory = SIZE,
		.kernel = arguments[2], .initrd = arguments[3], .append = arguments[4],
	};
	uint8_t *bytes = make_file(arguments[5], SIZE + sizeof(struct start));
	const struct ram ram = { bytes, RAM_BASE, SIZE };

	return load_kernel(&options, &ram, (struct start *)(void *)(bytes + SIZE)) ? 0 : 1;
}
