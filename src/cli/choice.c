/* SPDX-License-Identifier: MIT */
/* Which back end runs the guest: the one asked for, or the first of the default ones. */
#include <config.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "choice.h"
#include "message.h"

#define NOT_IN_BUILD "not in this build"

/* Hardware before the interpreter. */
static const char *const defaults[] = { "kvm", "soft" };

#define DEFAULTS (sizeof defaults / sizeof *defaults)

const struct axvcpu_backend_info *backend_by_name(const char *name)
{
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);

	for (; count-- > 0; info++)
		if (strcmp(info->name, name) == 0)
			return info;
	return NULL;
}

void complain_backend(const char *name)
{
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);
	const char *names[32];

	if (count > sizeof names / sizeof *names - 1)
		count = sizeof names / sizeof *names - 1;
	for (size_t i = 0; i < count; i++)
		names[i] = info[i].name;
	names[count] = NULL;
	complain_unknown("back end", name, names);
}

/* Why it cannot run the guest; null: it can. */
static const char *why_not(const struct axvcpu_backend_info *info)
{
	if (!info)
		return NOT_IN_BUILD;
	return info->ops ? NULL : info->why;
}

static bool is_default(const char *name)
{
	for (size_t i = 0; i < DEFAULTS; i++)
		if (strcmp(defaults[i], name) == 0)
			return true;
	return false;
}

static enum outcome choose_named(const char *name, enum axvcpu_backend *backend)
{
	const struct axvcpu_backend_info *info = backend_by_name(name);
	const char *why = why_not(info);

	if (!info && !is_default(name)) {
		complain_backend(name);
		return OUTCOME_USAGE;
	}
	if (why) {
		complain("back end %s: %s", name, why);
		return OUTCOME_UNAVAILABLE;
	}
	*backend = info->backend;
	return OUTCOME_OFF;
}

/* Said to people, not to programs that read JSON. */
static bool is_told(const struct run_options *options)
{
	if (options->trace == FORMAT_JSON || options->statistics == FORMAT_JSON)
		return false;
	return options->trace || options->statistics || isatty(STDERR_FILENO);
}

static void tell(size_t chosen)
{
	fprintf(stderr, "axvcpu: %s", defaults[chosen]);
	for (size_t i = 0; i < chosen; i++)
		fprintf(stderr, "%s%s: %s", i ? ", " : " (", defaults[i],
			why_not(backend_by_name(defaults[i])));
	fputs(chosen ? ")\n" : "\n", stderr);
}

static enum outcome choose_default(const struct run_options *options, enum axvcpu_backend *backend)
{
	for (size_t i = 0; i < DEFAULTS; i++) {
		const struct axvcpu_backend_info *info = backend_by_name(defaults[i]);

		if (why_not(info))
			continue;
		*backend = info->backend;
		if (is_told(options))
			tell(i);
		return OUTCOME_OFF;
	}
	complain("no back end of this build can run a guest here; see 'axvcpu backends'");
	return OUTCOME_UNAVAILABLE;
}

enum outcome choose_backend(const struct run_options *options, enum axvcpu_backend *backend)
{
	if (options->backend)
		return choose_named(options->backend, backend);
	return choose_default(options, backend);
}
