/* SPDX-License-Identifier: MIT */
/* Files that hold what an input says, without a place on a disk. */
#include <config.h>

#include "file.h"

#include <sys/mman.h>
#include <unistd.h>

#include "harness.h"

void file_fill(struct file *file, const uint8_t *bytes, size_t size)
{
	if (!file->number) {
		file->number = memfd_create("input", MFD_CLOEXEC);
		expect(file->number > 0);
		snprintf(file->name, sizeof file->name, "/proc/self/fd/%d", file->number);
	}
	expect(ftruncate(file->number, 0) == 0);
	expect(pwrite(file->number, bytes, size, 0) == (ssize_t)size);
}
