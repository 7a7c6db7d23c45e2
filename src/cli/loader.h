/* SPDX-License-Identifier: MIT */
/* Guests from files, which may hold anything. */
#ifndef CLI_LOADER_H
#define CLI_LOADER_H

#include <stdbool.h>
#include <stdint.h>

#include "options.h"

struct ram {
	uint8_t *bytes;
	uint64_t base, size;
};

/* What the first hart begins with. */
struct start {
	uint64_t entry;
	uint64_t argument; /* the address of the device tree; 0: there is none */
};

/* Load what the options name. False: the user has been told what is wrong. */
bool load_guest(const struct run_options *options, const struct ram *ram, struct start *start);

/* loader_kernel.c: a Linux kernel, its initial RAM disk and its device tree. */
bool load_kernel(const struct run_options *options, const struct ram *ram, struct start *start);

/* loader_elf.c: a file that begins as ELF files do. */
bool load_elf(const char *name, int file, uint64_t file_size, const struct ram *ram,
	      uint64_t *entry);

/*
 * loader_file.c: whether a range lies in RAM; else the user has been told what
 * does not fit.
 */
bool ram_holds(const struct ram *ram, const char *what, uint64_t address, uint64_t size);

/* Open a regular file that is not empty. -1: the user has been told what is wrong. */
int open_loadable(const char *name, uint64_t *size);

/* Read size bytes at an offset of a file. */
bool read_file(const char *name, int file, uint64_t offset, uint8_t *bytes, uint64_t size);

#endif
