/* SPDX-License-Identifier: MIT */
/* Files that hold what an input says, without a place on a disk. */
#ifndef FILE_H
#define FILE_H

#include <stddef.h>
#include <stdint.h>

struct file {
	int number;
	char name[32]; /* by which it can be opened */
};

/* Make the file hold these bytes; the first time it is zero, and is made. */
void file_fill(struct file *file, const uint8_t *bytes, size_t size);

#endif
