/* SPDX-License-Identifier: MIT */
/* What `axvcpu run` was asked to do. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

enum format {
	FORMAT_NONE,
	FORMAT_TEXT,
	FORMAT_JSON,
};

/* The instruction set of the guest's harts. */
enum isa {
	ISA_RV64IMAC,
	ISA_RV64GC,
};

struct run_options {
	const char *guest;   /* null: the kernel, or the built-in demo */
	const char *kernel, *initrd; /* files; null: none */
	const char *append;  /* the kernel's command line; null: none */
	const char *backend; /* null: the default */
	enum isa isa;
	uint32_t cpus;
	uint64_t memory;
	uint64_t load;
	bool has_load;
	enum format trace, statistics;
	uint64_t max_instructions; /* of each vCPU; UINT64_MAX: no limit */
	uint64_t max_exits;        /* of all together; UINT64_MAX: no limit */
	uint64_t timeout;          /* nanoseconds; UINT64_MAX: no limit */
};

enum parsed {
	PARSED_RUN,
	PARSED_HELP,
	PARSED_BAD, /* the user has been told */
};

enum parsed run_options_parse(struct run_options *options, int count, char **arguments);

#endif
