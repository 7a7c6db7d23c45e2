/* SPDX-License-Identifier: MIT */
/*
 * monitor [--backend NAME] [--trace FILE] IMAGE: the conformance monitor as a
 * program of an operating system. It runs a guest's flat image on each back end
 * of this build that can run it, or on the one named, and prints TAP.
 */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "host.h"
#include "monitor.h"
#include "trace.h"

/* What hosted back ends can be in a build; others are passed over. */
static const enum axvcpu_backend backends[] = { AXVCPU_BACKEND_SOFT };

static FILE *trace;

void host_print(const char *text, size_t length)
{
	fwrite(text, 1, length, stdout);
}

void host_trace(uint32_t machine, uint32_t hart, const struct axvcpu_exit *exit)
{
	if (trace)
		trace_record(trace, machine, hart, exit);
}

/* Hosted back ends have budgets, or are stopped by nobody. */
void host_slice(void)
{
}

void host_sleep(uint64_t until)
{
	uint64_t now = axvcpu_now(), left = until > now ? until - now : 0;
	struct timespec time = { (time_t)(left / 1000000000), (long)(left % 1000000000) };

	nanosleep(&time, NULL);
}

static _Noreturn void stop(const char *what)
{
	printf("Bail out! ");
	fflush(stdout);
	perror(what);
	exit(1);
}

/* An image has room in RAM before the other half of it. */
static uint8_t image[MACHINE_RAM_SIZE / 2];

static size_t read_image(const char *name)
{
	FILE *file = fopen(name, "rb");
	size_t size;

	if (!file)
		stop(name);
	size = fread(image, 1, sizeof image, file);
	if (ferror(file) || size == sizeof image)
		stop(name);
	fclose(file);
	return size;
}

/* Each back end has results of its own, and its trace is numbered anew. */
static void run(enum axvcpu_backend backend, size_t size, struct report *report)
{
	report->backend = axvcpu_backend_name(backend);
	report->planned = report->printed = 0;
	trace_restart();
	monitor_run(backend, image, size, report);
}

static int usage(void)
{
	fputs("Usage: monitor [--backend NAME] [--trace FILE] IMAGE\n", stderr);
	return 2;
}

int main(int count, char **arguments)
{
	const char *backend = NULL;
	struct report report = {0};
	int i = 1;

	for (; i + 2 < count; i += 2) {
		if (strcmp(arguments[i], "--backend") == 0)
			backend = arguments[i + 1];
		else if (strcmp(arguments[i], "--trace") != 0)
			return usage();
		else if (!(trace = fopen(arguments[i + 1], "w")))
			stop(arguments[i + 1]);
	}
	if (i + 1 != count)
		return usage();
	size_t size = read_image(arguments[i]);

	for (size_t j = 0; j < sizeof backends / sizeof *backends; j++)
		if (!backend || strcmp(backend, axvcpu_backend_name(backends[j])) == 0)
			run(backends[j], size, &report);
	report_plan(&report);
	if (trace && fclose(trace) != 0)
		stop("trace");
	return report.failed != 0 || report.count == 0;
}
