/* SPDX-License-Identifier: MIT */
/* `axvcpu backends`: the ways to run a guest, and why one is not there. */
#include <config.h>

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

#include <axvcpu/axvcpu.h>
#include <json.h>

#include "command.h"
#include "message.h"

const struct option backends_option_list[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static void print_help(void)
{
	fputs("Usage: axvcpu backends [--json]\n"
	      "List the back ends: their guests, whether this build can run them, and if not, why.\n"
	      "\n"
	      "Each of them can be explained by 'axvcpu decode', also where it cannot run.\n"
	      "\n"
	      "Examples:\n"
	      "  axvcpu backends\n"
	      "  axvcpu backends --json\n", stdout);
}

static void print_text(const struct axvcpu_backend_info *info, size_t count)
{
	printf("%-8s %-9s %-18s %s\n", "name", "guests", "available", "what");
	for (; count-- > 0; info++)
		printf("%-8s %-9s %-18s %s\n", info->name, axvcpu_arch_name(info->arch),
		       info->ops ? "yes" : info->why, info->doc);
}

static struct json_object *backend_json(const struct axvcpu_backend_info *info)
{
	struct json_object *row = json_object_new_object();

	json_object_object_add(row, "name", json_object_new_string(info->name));
	json_object_object_add(row, "arch", json_object_new_string(axvcpu_arch_name(info->arch)));
	json_object_object_add(row, "what", json_object_new_string(info->doc));
	json_object_object_add(row, "available", json_object_new_boolean(info->ops != NULL));
	if (!info->ops)
		json_object_object_add(row, "why", json_object_new_string(info->why));
	return row;
}

static void print_json(const struct axvcpu_backend_info *info, size_t count)
{
	struct json_object *list = json_object_new_array();

	for (; count-- > 0; info++)
		json_object_array_add(list, backend_json(info));
	puts(json_object_to_json_string_ext(list, JSON_C_TO_STRING_PLAIN));
	json_object_put(list);
}

int command_backends(int count, char **arguments)
{
	void (*print)(const struct axvcpu_backend_info *, size_t) = print_text;
	const struct axvcpu_backend_info *info;
	size_t backends;
	int option;

	while ((option = getopt_long(count, arguments, ":h", backends_option_list, NULL)) != -1) {
		if (option == 'h') {
			print_help();
			return OUTCOME_OFF;
		}
		if (option != 'j') {
			complain_option(option, arguments, optind - 1, backends_option_list);
			return OUTCOME_USAGE;
		}
		print = print_json;
	}
	if (optind < count) {
		complain("'%s' is too many: backends takes no names", arguments[optind]);
		return OUTCOME_USAGE;
	}
	info = axvcpu_backends(&backends);
	print(info, backends);
	return OUTCOME_OFF;
}
