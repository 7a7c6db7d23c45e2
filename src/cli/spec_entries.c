/* SPDX-License-Identifier: MIT */
/* What there is in the specs, kind by kind. */
#include <config.h>

#include <stdio.h>
#include <string.h>

#include "spec.h"

typedef bool take_row(void *context, const struct spec_row *row);

/* The values of an enum have descriptions; others have this one. */
#define UNKNOWN "unknown"
#define VALUES 256

#define FUNCTIONS_OF(kind, type) \
	static const char *kind##_name(unsigned value) \
	{ \
		return axvcpu_##kind##_name((enum type)value); \
	} \
	static const char *kind##_doc(unsigned value) \
	{ \
		return axvcpu_##kind##_doc((enum type)value); \
	}

FUNCTIONS_OF(arch, axvcpu_arch)
FUNCTIONS_OF(state, axvcpu_state)
FUNCTIONS_OF(event, axvcpu_event)
FUNCTIONS_OF(exit, axvcpu_exit_reason)
FUNCTIONS_OF(status, axvcpu_status)

static bool each_value(const struct spec_kind *kind, const char *(*name)(unsigned value),
		       const char *(*doc)(unsigned value), take_row *take, void *context)
{
	char number[sizeof "255"];

	for (unsigned i = 0; i < VALUES; i++) {
		struct spec_row row = { .kind = kind->name, .name = name(i), .doc = doc(i) };

		if (strcmp(row.doc, UNKNOWN) == 0)
			continue;
		snprintf(number, sizeof number, "%u", i);
		row.value = number;
		if (take(context, &row))
			return true;
	}
	return false;
}

#define EACH_OF(kind) \
	static bool each_##kind(const struct spec_kind *what, take_row *take, void *context) \
	{ \
		return each_value(what, kind##_name, kind##_doc, take, context); \
	}

EACH_OF(arch)
EACH_OF(state)
EACH_OF(event)
EACH_OF(exit)
EACH_OF(status)

static bool each_backend(const struct spec_kind *kind, take_row *take, void *context)
{
	size_t count;
	const struct axvcpu_backend_info *info = axvcpu_backends(&count);
	char number[sizeof "255"];

	for (; count-- > 0; info++) {
		struct spec_row row = { .kind = kind->name, .name = info->name, .doc = info->doc };

		snprintf(number, sizeof number, "%u", (unsigned)info->backend & (VALUES - 1));
		row.value = number;
		if (take(context, &row))
			return true;
	}
	return false;
}

static bool each_firmware(const struct spec_kind *kind, take_row *take, void *context)
{
	for (size_t i = 0; i < spec_firmware_count; i++) {
		const struct spec_firmware *firmware = &spec_firmwares[i];
		struct spec_row row = { .kind = kind->name, .name = firmware->name,
					.section = firmware->manual, .doc = firmware->doc };

		if (take(context, &row))
			return true;
	}
	return false;
}

static bool each_op(const struct spec_kind *kind, take_row *take, void *context)
{
	for (size_t i = 0; i < spec_op_count; i++) {
		struct spec_row row = { .kind = kind->name, .name = spec_ops[i].name,
					.more = spec_ops[i].args, .more_is = "signature",
					.doc = spec_ops[i].doc };

		if (take(context, &row))
			return true;
	}
	return false;
}

const struct spec_kind spec_kinds[] = {
	{ "arch", each_arch, spec_show_arch },
	{ "backend", each_backend, spec_show_backend },
	{ "firmware", each_firmware, spec_show_firmware },
	{ "exit", each_exit, spec_show_exit },
	{ "state", each_state, NULL },
	{ "event", each_event, NULL },
	{ "status", each_status, NULL },
	{ "op", each_op, NULL },
};

const size_t spec_kind_count = sizeof spec_kinds / sizeof *spec_kinds;
