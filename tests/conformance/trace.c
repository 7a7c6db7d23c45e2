/* SPDX-License-Identifier: MIT */
/* The records of a trace. */
#include <config.h>

#include "trace.h"

#include <string.h>

#include <cli/fields.h>

#include "monitor.h"

static uint64_t sequences[MACHINES][MACHINE_HARTS];

void trace_record(FILE *stream, uint32_t machine, uint32_t hart, const struct axvcpu_exit *exit)
{
	struct json_object *record = exit_json(++sequences[machine][hart], hart, exit);

	json_object_object_add(record, "vm", json_object_new_int64(machine));
	fputs(json_object_to_json_string_ext(record, JSON_C_TO_STRING_PLAIN), stream);
	putc('\n', stream);
	json_object_put(record);
}

void trace_restart(void)
{
	memset(sequences, 0, sizeof sequences);
}
