/* SPDX-License-Identifier: MIT */
/* Reading a file into RAM, whatever it holds. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
