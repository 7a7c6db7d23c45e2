/* SPDX-License-Identifier: MIT */
/* What the command shows of the specs, beside what the library holds of them: generated. */
#ifndef CLI_SPEC_TABLES_H
#define CLI_SPEC_TABLES_H

#include <stddef.h>
#include <stdint.h>

/* A table of a decoder; firmware: the interface that it belongs to, or null. */
struct spec_table {
	const char *name, *on, *doc, *section, *firmware;
};

/* A row, beside that of the cause table: its table, the one that it leads to or -1. */
struct spec_way {
	uint16_t table;
	int16_t target;
	const char *at;
	const char *answer; /* what the library answers inside; null: nothing */
};

struct spec_decoder {
	const char *backend;
	const struct spec_table *tables;
	size_t table_count;
	const struct spec_way *ways; /* one for each cause */
};

struct spec_firmware {
	const char *name, *doc, *manual;
};

/* A slot of the dispatch table of a back end. */
struct spec_op {
	const char *name, *args, *states, *doc;
};

extern const struct spec_decoder spec_decoders[];
extern const size_t spec_decoder_count;
extern const struct spec_firmware spec_firmwares[];
extern const size_t spec_firmware_count;
extern const struct spec_op spec_ops[];
extern const size_t spec_op_count;
extern const char spec_lifecycle_dot[], spec_lifecycle_mermaid[];

#endif
