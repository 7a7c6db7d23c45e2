/* SPDX-License-Identifier: MIT */
/*
 * The main of a harness without libFuzzer: the files that the arguments name, or
 * else each seed of the harness, whole and cut off behind each of its bytes.
 */
#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tap.h"
#include "harness.h"

#define PATH_SIZE 4096

/* In memory of its own, so that a sanitizer sees a byte too far. */
static void try_bytes(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		bail_out("no memory");
	memcpy(copy, bytes, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

/* All of a file; the caller frees it. */
static uint8_t *read_all(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	struct stat facts;
	uint8_t *bytes;

	if (!file || fstat(fileno(file), &facts) != 0)
		bail_out("%s: %s", path, strerror(errno));
	*size = (size_t)facts.st_size;
	bytes = malloc(*size + 1);
	if (!bytes || fread(bytes, 1, *size, file) != *size)
		bail_out("%s cannot be read", path);
	fclose(file);
	return bytes;
}

static void try_file(const char *path)
{
	size_t size;
	uint8_t *bytes = read_all(path, &size);

	try_bytes(bytes, size);
	free(bytes);
	pass("%s", path);
}

static void try_seed(const char *name)
{
	size_t size;
	uint8_t *bytes = read_all(name, &size);

	for (size_t i = 0; i <= size; i++)
		try_bytes(bytes, i);
	free(bytes);
	pass("%s, whole and cut off anywhere", name);
}

static int is_seed(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void try_seeds(const char *folder)
{
	struct dirent **entries;
	int count = chdir(folder) == 0 ? scandir(".", &entries, is_seed, alphasort) : 0;

	if (count <= 0)
		bail_out("%s: no seeds", folder);
	for (int i = 0; i < count; i++) {
		try_seed(entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
}

int main(int count, char **arguments)
{
	const char *source = getenv("top_srcdir"), *name = strrchr(arguments[0], '/');
	char folder[PATH_SIZE];

	for (int i = 1; i < count; i++)
		try_file(arguments[i]);
	if (count == 1) {
		snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus/%s", source ? source : ".",
			 name ? name + 1 : arguments[0]);
		try_seeds(folder);
	}
	return done_testing();
}
