/* SPDX-License-Identifier: MIT */
/* The machine, as it is told to a kernel. */
#ifndef CLI_DEVICE_TREE_H
#define CLI_DEVICE_TREE_H

#include <stdint.h>

#include "loader.h"
#include "options.h"

/* The initial RAM disk in the guest's memory. */
struct initrd {
	uint64_t address, size; /* of size 0: there is none */
};

/* A flattened device tree, which the caller frees; null: the user has been told. */
void *device_tree_make(const struct run_options *options, const struct ram *ram,
		       const struct initrd *initrd);

#endif
