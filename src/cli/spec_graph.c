/* SPDX-License-Identifier: MIT */
/* A decoder as a graph: its tables, the exits, and how many rows lead from one to another. */
#include <config.h>

#include <stdio.h>

#include "spec.h"

/* A reason is one byte. */
#define EXITS 256

/* How many rows of a table lead to another table, or to an exit. */
static unsigned count_rows(const struct spec_decoder *decoder, size_t from, int to_table,
			   int to_exit)
{
	const struct axvcpu_decoder *causes = axvcpu_decoder_find(decoder->backend);
	unsigned count = 0;

	for (size_t i = 0; i < causes->cause_count; i++) {
		const struct spec_way *way = &decoder->ways[i];

		if (way->table == from && way->target == to_table &&
		    (to_table >= 0 || causes->causes[i].reason == to_exit))
			count++;
	}
	return count;
}

static void print_edge(const char *from, const char *to, unsigned rows, bool is_mermaid)
{
	if (is_mermaid)
		printf("    %s -->|%u| %s\n", from, rows, to);
	else
		printf("\t%s -> %s [label=\"%u\"];\n", from, to, rows);
}

static void print_edges(const struct spec_decoder *decoder, size_t from, bool is_mermaid)
{
	const char *name = decoder->tables[from].name;
	char exit[64];
	unsigned rows;

	for (size_t i = 0; i < decoder->table_count; i++)
		if ((rows = count_rows(decoder, from, (int)i, -1)) > 0)
			print_edge(name, decoder->tables[i].name, rows, is_mermaid);
	for (int i = 0; i < EXITS; i++)
		if ((rows = count_rows(decoder, from, -1, i)) > 0) {
			snprintf(exit, sizeof exit, "exit_%s",
				 axvcpu_exit_name((enum axvcpu_exit_reason)i));
			print_edge(name, exit, rows, is_mermaid);
		}
}

static bool is_reached(const struct spec_decoder *decoder, int exit)
{
	for (size_t i = 0; i < decoder->table_count; i++)
		if (count_rows(decoder, i, -1, exit) > 0)
			return true;
	return false;
}

static void print_exits(const struct spec_decoder *decoder, bool is_mermaid)
{
	for (int i = 0; i < EXITS; i++) {
		const char *name = axvcpu_exit_name((enum axvcpu_exit_reason)i);

		if (is_reached(decoder, i))
			printf(is_mermaid ? "    exit_%s([%s])\n" :
					    "\texit_%s [label=\"%s\", style=rounded];\n",
			       name, name);
	}
}

void spec_graph_decoder(const struct spec_decoder *decoder, bool is_mermaid)
{
	if (is_mermaid)
		puts("flowchart LR");
	else
		printf("digraph %s {\n\trankdir=LR;\n\tnode [shape=box];\n", decoder->backend);
	print_exits(decoder, is_mermaid);
	for (size_t i = 0; i < decoder->table_count; i++)
		print_edges(decoder, i, is_mermaid);
	if (!is_mermaid)
		puts("}");
}
