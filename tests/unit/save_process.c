/* SPDX-License-Identifier: MIT */
/*
 * A guest is stopped anywhere and saved to a file; another process restores it
 * and goes on. What both have traced is the trace of a guest that was not stopped.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "saved_guest.h"

static char state_file[64], trace_file[64];

static FILE *opened(const char *name, const char *mode)
{
	FILE *file = fopen(name, mode);

	if (!file)
		bail_out("%s: cannot be opened", name);
	return file;
}

static void transferred(size_t got, size_t wanted)
{
	if (got != wanted)
		bail_out("%s: cannot be read or written", state_file);
}

/* In the first process: so many instructions, then memory and vCPU to the file. */
static void begin(unsigned long instructions)
{
	FILE *trace = opened(trace_file, "w"), *state = opened(state_file, "wb");
	struct machine machine;
	uint8_t *bytes;
	size_t size;

	machine_make(&machine);
	saved_guest_load(&machine);
	must(axvcpu_set_budget(machine.vcpu, instructions));
	while (machine_run(&machine)->reason != AXVCPU_EXIT_NOTHING) {
		saved_guest_record(trace, &machine);
		saved_guest_answer(&machine);
	}
	bytes = saved_guest_bytes(&machine);
	size = axvcpu_saved_size(machine.vcpu);
	transferred(fwrite(machine.ram, 1, RAM_SIZE, state), RAM_SIZE);
	transferred(fwrite(bytes, 1, size, state), size);
	free(bytes);
	fclose(state);
	fclose(trace);
	machine_end(&machine);
}

/* In the second one: on from there, to the end. */
static void finish(void)
{
	FILE *trace = opened(trace_file, "a"), *state = opened(state_file, "rb");
	struct machine machine;
	uint8_t *bytes;
	size_t size;

	machine_make(&machine);
	must(axvcpu_unbind(machine.vcpu));
	size = axvcpu_saved_size(machine.vcpu);
	bytes = malloc(size);
	if (!bytes)
		bail_out("no memory");
	transferred(fread(machine.ram, 1, RAM_SIZE, state), RAM_SIZE);
	transferred(fread(bytes, 1, size, state), size);
	must(axvcpu_restore(machine.vcpu, bytes, size, &machine.exit));
	must(axvcpu_bind(machine.vcpu));
	saved_guest_finish(&machine, trace, false);
	free(bytes);
	fclose(state);
	fclose(trace);
	machine_end(&machine);
}

/* This program in a process of its own, as `PROGRAM STEP STATE TRACE'. */
static void process(const char *program, const char *step)
{
	char *arguments[] = {(char *)program, (char *)step, state_file, trace_file, NULL};
	pid_t child = fork();
	int status = 1;

	if (child == 0) {
		execv(program, arguments);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
		bail_out("%s %s: failed", program, step);
}

static char *traced(void)
{
	FILE *file = opened(trace_file, "r");
	char *text = NULL;
	size_t size = 0;

	if (getdelim(&text, &size, '\0', file) < 0)
		bail_out("%s: is empty", trace_file);
	fclose(file);
	return text;
}

/* Without a stop, in this process; the instructions that it took. */
static uint64_t uninterrupted(void)
{
	FILE *trace = opened(trace_file, "w");
	struct machine machine;
	uint64_t executed;

	machine_make(&machine);
	saved_guest_load(&machine);
	saved_guest_finish(&machine, trace, false);
	executed = machine_get(&machine, AXVCPU_RISCV64_INSTRET);
	fclose(trace);
	machine_end(&machine);
	return executed;
}

static void interrupted(const char *program, const char *expected, uint64_t instructions)
{
	char step[32];
	char *both;

	snprintf(step, sizeof step, "%llu", (unsigned long long)instructions);
	process(program, step);
	process(program, "restore");
	both = traced();
	is_str(both, expected, "saved after %s instructions", step);
	free(both);
}

static void all(const char *program)
{
	uint64_t executed = uninterrupted(), step = getenv("AXVCPU_SAMPLE") ? 41 : 5;
	char *expected = traced();

	for (uint64_t instructions = 0; instructions < executed; instructions += step)
		interrupted(program, expected, instructions);
	free(expected);
	remove(state_file);
	remove(trace_file);
}

int main(int argc, char **argv)
{
	long self = (long)getpid();

	snprintf(state_file, sizeof state_file, "save_process-%ld.state", self);
	snprintf(trace_file, sizeof trace_file, "save_process-%ld.trace", self);
	if (argc == 4) {
		snprintf(state_file, sizeof state_file, "%s", argv[2]);
		snprintf(trace_file, sizeof trace_file, "%s", argv[3]);
		if (strcmp(argv[1], "restore") == 0)
			finish();
		else
			begin(strtoul(argv[1], NULL, 10));
		return 0;
	}
	all(argv[0]);
	return done_testing();
}
