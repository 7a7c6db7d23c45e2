/* SPDX-License-Identifier: MIT */
/* A line for who waits at a terminal, while the guest has printed nothing. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "progress.h"
#include "signals.h"
#include "terminal.h"

#define SECOND UINT64_C(1000000000)
/* What a hart that runs is given to answer; one that does not has nothing new to say. */
#define ANSWER_TIME (SECOND / 100)

/* A trace shows that the guest lives; in the background the terminal is somebody else's. */
static bool is_wanted(const struct machine *machine)
{
	return !machine->options->trace && !machine->console.is_used && terminal_is_screen() &&
	       tcgetpgrp(STDERR_FILENO) == getpgrp();
}

/* A second, at the end of which each hart is asked how far it is. */
static int wait_second(struct machine *machine)
{
	int number = signals_wait(SECOND - ANSWER_TIME);

	if (number != SIGNALS_TIMEOUT)
		return number;
	for (uint32_t i = 0; i < machine->count; i++)
		axvcpu_kick(machine->harts[i].vcpu);
	return signals_wait(ANSWER_TIME);
}

static uint64_t count_instructions(struct machine *machine)
{
	uint64_t all = 0;

	for (uint32_t i = 0; i < machine->count; i++)
		all += machine->harts[i].executed;
	return all;
}

static void show(struct machine *machine, uint64_t nanoseconds)
{
	char line[80];

	snprintf(line, sizeof line,
		 "axvcpu: %" PRIu64 " s, %" PRIu64 " million instructions, nothing printed yet",
		 nanoseconds / SECOND, count_instructions(machine) / 1000000);
	console_show_progress(&machine->console, line);
}

int progress_wait(struct machine *machine)
{
	uint64_t begin = axvcpu_now(), passed = 0, limit = machine->options->timeout;

	while (is_wanted(machine) && limit - passed > SECOND) {
		int number = wait_second(machine);

		if (number != SIGNALS_TIMEOUT)
			return number;
		passed = axvcpu_now() - begin;
		if (passed >= limit)
			return SIGNALS_TIMEOUT;
		show(machine, passed);
	}
	return signals_wait(limit == UINT64_MAX ? limit : limit - passed);
}
