/* SPDX-License-Identifier: MIT */
/* `axvcpu spec`: what the built-in specs say. */
#include <config.h>

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "message.h"
#include "spec.h"

#define NAMES_LIMIT 256
#define LIFECYCLE "lifecycle"

const struct option spec_option_list[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "format", required_argument, NULL, 'f' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static const char *const graph_formats[] = { "dot", "mermaid", NULL };

const struct option_words spec_option_words[] = {
	{ "format", graph_formats },
	{ NULL, NULL },
};

struct spec_options {
	bool is_json, has_format, is_mermaid;
};

static void print_help(void)
{
	fputs("Usage: axvcpu spec [--json] list [KIND]\n"
	      "       axvcpu spec [--json] show NAME\n"
	      "       axvcpu spec [--format FORMAT] graph NAME\n"
	      "Show the tables that the library was made of.\n"
	      "\n"
	      "  list     all names, or those of a KIND: arch, backend, firmware, exit, state, event,\n"
	      "           status or op\n"
	      "  show     the registers of an arch, the rows of a back end's decoder or of a firmware\n"
	      "           interface, the fields of an exit\n"
	      "  graph    a back end's decoder, or 'lifecycle'\n"
	      "\n"
	      "      --json           an array of objects\n"
	      "      --format FORMAT  dot for Graphviz (default), or mermaid\n"
	      "\n"
	      "Examples:\n"
	      "  axvcpu spec list exit\n"
	      "  axvcpu spec show hext\n"
	      "  axvcpu spec show --json mmio_read\n"
	      "  axvcpu spec graph lifecycle\n"
	      "  axvcpu spec graph --format mermaid hext\n", stdout);
}

static int refuse(const char *what)
{
	complain("%s", what);
	message_help();
	return OUTCOME_USAGE;
}

static bool print_entry(void *context, const struct spec_row *row)
{
	struct spec_output *output = context;

	if (!output->list)
		printf("%-9s", row->kind);
	spec_print(output, row);
	return false;
}

static int list_all(struct spec_output *output, const char *only)
{
	const char *names[NAMES_LIMIT];
	bool is_found = !only;

	for (size_t i = 0; i < spec_kind_count; i++) {
		bool is_wanted = !only || strcmp(spec_kinds[i].name, only) == 0;

		if (is_wanted)
			spec_kinds[i].each(&spec_kinds[i], print_entry, output);
		is_found |= is_wanted;
		names[i] = spec_kinds[i].name;
	}
	names[spec_kind_count] = NULL;
	if (!is_found)
		complain_unknown("kind", only, names);
	return is_found ? OUTCOME_OFF : OUTCOME_USAGE;
}

static bool has_name(void *name, const struct spec_row *row)
{
	return strcmp(row->name, *(const char **)name) == 0;
}

struct names {
	const char *list[NAMES_LIMIT + 1];
	size_t count;
};

static bool add_name(void *context, const struct spec_row *row)
{
	struct names *names = context;

	if (names->count < NAMES_LIMIT)
		names->list[names->count++] = row->name;
	return false;
}

static int unknown(const char *name, struct names *names)
{
	names->list[names->count] = NULL;
	complain_unknown("name", name, names->list);
	return OUTCOME_USAGE;
}

static int show(struct spec_output *output, const char *name)
{
	struct names names = { .count = 0 };

	for (size_t i = 0; i < spec_kind_count; i++) {
		const struct spec_kind *kind = &spec_kinds[i];

		if (!kind->show)
			continue;
		if (kind->each(kind, has_name, &name)) {
			kind->show(output, name);
			return OUTCOME_OFF;
		}
		kind->each(kind, add_name, &names);
	}
	return unknown(name, &names);
}

static int graph(const char *name, bool is_mermaid)
{
	const struct spec_decoder *decoder = spec_decoder_of(name);
	struct names names = { .list = { LIFECYCLE }, .count = 1 };

	if (strcmp(name, LIFECYCLE) == 0)
		fputs(is_mermaid ? spec_lifecycle_mermaid : spec_lifecycle_dot, stdout);
	else if (decoder)
		spec_graph_decoder(decoder, is_mermaid);
	else {
		for (size_t i = 0; i < spec_decoder_count; i++)
			names.list[names.count++] = spec_decoders[i].backend;
		return unknown(name, &names);
	}
	return OUTCOME_OFF;
}

static int print_list(struct spec_output *output, int outcome)
{
	if (output->list && outcome == OUTCOME_OFF)
		puts(json_object_to_json_string_ext(output->list, JSON_C_TO_STRING_PLAIN));
	json_object_put(output->list);
	return outcome;
}

static int dispatch(const struct spec_options *options, int count, char **words)
{
	static const char *const verbs[] = { "list", "show", "graph", NULL };
	bool is_list = strcmp(words[0], "list") == 0, is_graph = strcmp(words[0], "graph") == 0;

	if (!is_list && !is_graph && strcmp(words[0], "show") != 0) {
		complain_unknown("action", words[0], verbs);
		message_help();
		return OUTCOME_USAGE;
	}
	if (count > 2 || (count < 2 && !is_list))
		return refuse(count > 2 ? "one NAME at a time" : "no NAME given");
	if (is_graph ? options->is_json : options->has_format)
		return refuse(is_graph ? "--json is for list and show" : "--format is for graph");
	if (is_graph)
		return graph(words[1], options->is_mermaid);
	struct spec_output output = { .list = options->is_json ? json_object_new_array() : NULL };

	return print_list(&output, is_list ? list_all(&output, words[1]) : show(&output, words[1]));
}

static bool parse_format(const char *word, struct spec_options *options)
{
	options->has_format = true;
	options->is_mermaid = strcmp(word, graph_formats[1]) == 0;
	if (options->is_mermaid || strcmp(word, graph_formats[0]) == 0)
		return true;
	complain_unknown("graph format", word, graph_formats);
	return false;
}

int command_spec(int count, char **arguments)
{
	struct spec_options options = { .is_json = false };
	int option;

	while ((option = getopt_long(count, arguments, ":h", spec_option_list, NULL)) != -1) {
		if (option == 'h') {
			print_help();
			return OUTCOME_OFF;
		}
		if (option == '?' || option == ':') {
			complain_option(option, arguments, optind - 1, spec_option_list);
			return OUTCOME_USAGE;
		}
		if (option == 'f' && !parse_format(optarg, &options))
			return OUTCOME_USAGE;
		options.is_json |= option == 'j';
	}
	if (optind == count)
		return refuse("nothing to do: expected list, show or graph");
	return dispatch(&options, count - optind, arguments + optind);
}
