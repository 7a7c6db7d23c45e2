/* SPDX-License-Identifier: MIT */
/* The file that holds a Linux kernel for riscv64, and may hold anything. */
#ifndef CLI_KERNEL_IMAGE_H
#define CLI_KERNEL_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

struct kernel_image {
	uint64_t text_offset; /* where it belongs, from the start of RAM */
	uint64_t size;        /* in memory, which the file may not fill */
};

/* Read what the file says of itself. False: the user has been told what is wrong. */
bool kernel_image_read(const char *name, int file, uint64_t file_size, struct kernel_image *image);

#endif
