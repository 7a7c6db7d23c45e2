/* SPDX-License-Identifier: MIT */
/* `axvcpu spec`: rows of the built-in specs, as text or as JSON, and graphs of them. */
#ifndef CLI_SPEC_H
#define CLI_SPEC_H

#include <stdbool.h>
#include <stddef.h>

#include <axvcpu/axvcpu.h>
#include <json.h>

#include "spec_tables.h"

/* One thing that a spec says; what does not apply is null. */
struct spec_row {
	const char *kind;    /* of what it is one, or the table that has it */
	const char *name;
	const char *value;   /* its number, or the values that lead to it */
	const char *more;    /* what else there is to say of it ... */
	const char *more_is; /* ... and what that is: its exit, its alias */
	const char *section;
	const char *doc;
};

/* Where rows go: to standard output as text; list: to that list instead. */
struct spec_output {
	struct json_object *list;
};

void spec_print(struct spec_output *output, const struct spec_row *row);

/* What is shown by its name, or of what all are: "exit", "state". */
struct spec_kind {
	const char *name;
	/* Give each one to a function until it answers true; the answer. */
	bool (*each)(const struct spec_kind *kind,
		     bool (*take)(void *context, const struct spec_row *row), void *context);
	/* Show what belongs to one; null: nothing does. */
	void (*show)(struct spec_output *output, const char *name);
};

extern const struct spec_kind spec_kinds[];
extern const size_t spec_kind_count;

/* spec_show.c */
void spec_show_arch(struct spec_output *output, const char *name);
void spec_show_backend(struct spec_output *output, const char *name);
void spec_show_firmware(struct spec_output *output, const char *name);
void spec_show_exit(struct spec_output *output, const char *name);

/* The tables of the decoder that explains a back end; null: there is none. */
const struct spec_decoder *spec_decoder_of(const char *backend);

/* spec_graph.c: the tables of a decoder and its exits, for Graphviz or Mermaid. */
void spec_graph_decoder(const struct spec_decoder *decoder, bool is_mermaid);

#endif
