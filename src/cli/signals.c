/* SPDX-License-Identifier: MIT */
/* What the main thread waits for while the harts run: a pipe carries it. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include <axvcpu/vcpu.h>

#include "signals.h"

static int ends[2]; /* of the pipe: to read, to write */

void signals_raise(int number)
{
	unsigned char byte = (unsigned char)number;
	int before = errno;

	/* A full pipe holds more than enough to wake the main thread. */
	if (write(ends[1], &byte, 1) != 1)
		errno = before;
}

bool signals_start(void)
{
	struct sigaction action = { .sa_handler = signals_raise };

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	sigemptyset(&action.sa_mask);
	action.sa_flags = (int)SA_RESETHAND | SA_RESTART;
	return sigaction(SIGINT, &action, NULL) == 0 && sigaction(SIGTERM, &action, NULL) == 0;
}

/* ppoll takes what is left of the time, and a signal that another thread took cuts it short. */
static bool wait_readable(uint64_t deadline)
{
	struct pollfd input = { .fd = ends[0], .events = POLLIN };
	uint64_t now = axvcpu_now(), left = deadline > now ? deadline - now : 0;
	struct timespec limit = {
		.tv_sec = (time_t)(left / 1000000000),
		.tv_nsec = (long)(left % 1000000000),
	};

	return ppoll(&input, 1, deadline == UINT64_MAX ? NULL : &limit, NULL) == 1;
}

int signals_wait(uint64_t nanoseconds)
{
	uint64_t now = axvcpu_now();
	uint64_t deadline = nanoseconds > UINT64_MAX - now ? UINT64_MAX : now + nanoseconds;
	unsigned char number;

	while (!wait_readable(deadline))
		if (axvcpu_now() >= deadline)
			return SIGNALS_TIMEOUT;
	return read(ends[0], &number, 1) == 1 ? number : 0;
}
