/* SPDX-License-Identifier: MIT */
/* The options of `axvcpu run`. */
#include <config.h>

#include <getopt.h>
#include <string.h>

#include "command.h"
#include "message.h"
#include "options.h"
#include "parse.h"

#define DEMO_CPUS 2
#define CPUS_LIMIT 64
#define PAGE 4096

/* What Linux for riscv keeps of its command line (COMMAND_LINE_SIZE, less the zero). */
#define COMMAND_LINE_LIMIT 1023

enum { MAX_INSTRUCTIONS = 256, MAX_EXITS, TIMEOUT, KERNEL, INITRD, APPEND, ISA };

const struct option run_option_list[] = {
	{ "backend", required_argument, NULL, 'b' },
	{ "cpus", required_argument, NULL, 'c' },
	{ "memory", required_argument, NULL, 'm' },
	{ "load", required_argument, NULL, 'l' },
	{ "trace", optional_argument, NULL, 't' },
	{ "stats", optional_argument, NULL, 's' },
	{ "isa", required_argument, NULL, ISA },
	{ "max-instructions", required_argument, NULL, MAX_INSTRUCTIONS },
	{ "max-exits", required_argument, NULL, MAX_EXITS },
	{ "timeout", required_argument, NULL, TIMEOUT },
	{ "kernel", required_argument, NULL, KERNEL },
	{ "initrd", required_argument, NULL, INITRD },
	{ "append", required_argument, NULL, APPEND },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static bool refuse(const char *option, const char *word, const char *expected)
{
	complain("%s '%s': expected %s", option, word, expected);
	return false;
}

static const char *const format_names[] = { "text", "json", NULL };
static const char *const isa_names[] = {
	[ISA_RV64IMAC] = "rv64imac", [ISA_RV64GC] = "rv64gc", NULL,
};

const struct option_words run_option_words[] = {
	{ "trace", format_names },
	{ "stats", format_names },
	{ "isa", isa_names },
	{ NULL, NULL },
};

static bool parse_format(const char *option, const char *word, enum format *format)
{
	if (!word || strcmp(word, "text") == 0)
		*format = FORMAT_TEXT;
	else if (strcmp(word, "json") == 0)
		*format = FORMAT_JSON;
	else {
		complain_unknown(option, word, format_names);
		return false;
	}
	return true;
}

static bool parse_isa(const char *word, enum isa *isa)
{
	for (unsigned i = 0; isa_names[i]; i++)
		if (strcmp(word, isa_names[i]) == 0) {
			*isa = (enum isa)i;
			return true;
		}
	complain_unknown("instruction set", word, isa_names);
	return false;
}

static bool parse_cpus(const char *word, uint32_t *cpus)
{
	uint64_t count;

	if (!parse_number(word, &count) || count < 1 || count > CPUS_LIMIT)
		return refuse("--cpus", word, "a number from 1 to 64");
	*cpus = (uint32_t)count;
	return true;
}

static bool parse_memory(const char *word, uint64_t *bytes)
{
	if (parse_size(word, bytes) && *bytes > 0 && *bytes % PAGE == 0)
		return true;
	return refuse("--memory", word, "a size such as 512K, 128M or 1G, in whole pages of 4K");
}

static bool parse_load(const char *word, struct run_options *options)
{
	options->has_load = true;
	if (parse_number(word, &options->load))
		return true;
	return refuse("--load", word, "an address such as 0x80200000");
}

static bool parse_count(const char *option, const char *word, uint64_t *count)
{
	return (parse_number(word, count) && *count > 0) || refuse(option, word, "a number above 0");
}

static bool parse_timeout(const char *word, uint64_t *timeout)
{
	return parse_seconds(word, timeout) || refuse("--timeout", word, "seconds, such as 2 or 0.5");
}

static bool parse_append(const char *text, const char **append)
{
	*append = text;
	if (strlen(text) <= COMMAND_LINE_LIMIT)
		return true;
	complain("--append: %zu bytes, and a kernel takes no more than %d", strlen(text),
		 COMMAND_LINE_LIMIT);
	return false;
}

static bool take(struct run_options *options, int option, const char *word)
{
	switch (option) {
	case 'b':
		options->backend = word;
		return true;
	case 'c':
		return parse_cpus(word, &options->cpus);
	case 'm':
		return parse_memory(word, &options->memory);
	case 'l':
		return parse_load(word, options);
	case KERNEL:
		options->kernel = word;
		return true;
	case INITRD:
		options->initrd = word;
		return true;
	case APPEND:
		return parse_append(word, &options->append);
	case 't':
		return parse_format("trace format", word, &options->trace);
	case 's':
		return parse_format("statistics format", word, &options->statistics);
	case ISA:
		return parse_isa(word, &options->isa);
	case MAX_INSTRUCTIONS:
		return parse_count("--max-instructions", word, &options->max_instructions);
	case MAX_EXITS:
		return parse_count("--max-exits", word, &options->max_exits);
	default:
		return parse_timeout(word, &options->timeout);
	}
}

/* What belongs to a kernel needs one, and a kernel is the only guest. */
static enum parsed take_kernel(struct run_options *options)
{
	if (options->kernel && options->guest) {
		complain("one guest at a time: '%s' is too many beside --kernel", options->guest);
		return PARSED_BAD;
	}
	if ((options->initrd || options->append) && !options->kernel) {
		complain("%s is for a kernel, and no --kernel is given",
			 options->initrd ? "--initrd" : "--append");
		return PARSED_BAD;
	}
	if (!options->cpus)
		options->cpus = options->guest || options->kernel ? 1 : DEMO_CPUS;
	return PARSED_RUN;
}

static enum parsed take_guest(struct run_options *options, int count, char **arguments)
{
	if (optind < count)
		options->guest = arguments[optind];
	if (optind + 1 < count) {
		complain("one guest at a time: '%s' is too many", arguments[optind + 1]);
		return PARSED_BAD;
	}
	if (options->has_load && !options->guest) {
		complain("--load is for a flat image, and no GUEST is given");
		return PARSED_BAD;
	}
	return take_kernel(options);
}

enum parsed run_options_parse(struct run_options *options, int count, char **arguments)
{
	int option;

	*options = (struct run_options){
		.memory = UINT64_C(128) << 20,
		.load = 0x80200000,
		.max_instructions = UINT64_MAX,
		.max_exits = UINT64_MAX,
		.timeout = UINT64_MAX,
	};
	while ((option = getopt_long(count, arguments, ":b:c:m:l:t::s::h", run_option_list, NULL)) != -1) {
		if (option == 'h')
			return PARSED_HELP;
		if (option == '?' || option == ':') {
			complain_option(option, arguments, optind - 1, run_option_list);
			return PARSED_BAD;
		}
		if (!take(options, option, optarg))
			return PARSED_BAD;
	}
	return take_guest(options, count, arguments);
}
