/* SPDX-License-Identifier: MIT */
/* Each exit as a line on standard error, in one piece. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fields.h"
#include "terminal.h"
#include "trace.h"

#define CYAN "\033[36m"
#define PLAIN "\033[0m"

/* Colours for people who have a terminal that has them, and who have not said no. */
static bool wants_colour(void)
{
	const char *refused = getenv("NO_COLOR");

	return !(refused && *refused) && terminal_is_screen();
}

static bool outputs_meet(void)
{
	struct stat out, err;

	return fstat(STDOUT_FILENO, &out) == 0 && fstat(STDERR_FILENO, &err) == 0 &&
	       out.st_dev == err.st_dev && out.st_ino == err.st_ino;
}

void trace_start(struct trace *trace, enum format format, struct console *console)
{
	*trace = (struct trace){
		.format = format,
		.coloured = wants_colour(),
		.beside = outputs_meet() ? console : NULL,
	};
	pthread_mutex_init(&trace->lock, NULL);
}

static void write_text(FILE *stream, const struct trace *trace, uint32_t vcpu,
		       const struct axvcpu_exit *exit)
{
	const char *on = trace->coloured ? CYAN : "", *off = trace->coloured ? PLAIN : "";

	if (trace->beside && atomic_exchange(&trace->beside->in_line, false))
		putc('\n', stream);
	fprintf(stream, "%4" PRIu64 " %" PRIu32 " 0x%08" PRIx64 " ", trace->sequence, vcpu, exit->pc);
	exit_print(stream, exit, on, off);
	putc('\n', stream);
}

static void write_json(FILE *stream, const struct trace *trace, uint32_t vcpu,
		       const struct axvcpu_exit *exit)
{
	struct json_object *record = exit_json(trace->sequence, vcpu, exit);

	fputs(json_object_to_json_string_ext(record, JSON_C_TO_STRING_PLAIN), stream);
	putc('\n', stream);
	json_object_put(record);
}

/* Standard error has no buffer: gather the line first, so that it is written at once. */
static void write_line(const struct trace *trace, uint32_t vcpu, const struct axvcpu_exit *exit)
{
	char *line = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&line, &size);

	if (!stream)
		return;
	(trace->format == FORMAT_JSON ? write_json : write_text)(stream, trace, vcpu, exit);
	fclose(stream);
	fwrite(line, 1, size, stderr);
	free(line);
}

void trace_exit(struct trace *trace, uint32_t vcpu, const struct axvcpu_exit *exit)
{
	if (trace->format == FORMAT_NONE)
		return;
	pthread_mutex_lock(&trace->lock);
	trace->sequence++;
	write_line(trace, vcpu, exit);
	pthread_mutex_unlock(&trace->lock);
}
