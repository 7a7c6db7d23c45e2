/* SPDX-License-Identifier: MIT */
/* A hart that waits: its vCPU is Blocked, its thread sleeps. */
#include <config.h>

#include <time.h>

#include "idle.h"

/* A time of the library's clock as one of the condition's. */
static struct timespec clock_time(uint64_t deadline)
{
	struct timespec time;
	uint64_t now = axvcpu_now(), left = deadline > now ? deadline - now : 0;

	clock_gettime(CLOCK_MONOTONIC, &time);
	left += (uint64_t)time.tv_nsec;
	time.tv_sec += (time_t)(left / 1000000000);
	time.tv_nsec = (long)(left % 1000000000);
	return time;
}

/* The machine's lock is held. False: the time is over. */
static bool sleep_until(struct hart *hart, uint64_t deadline)
{
	struct timespec time = clock_time(deadline);

	if (deadline == UINT64_MAX)
		return pthread_cond_wait(&hart->changed, &hart->machine->lock) == 0;
	return pthread_cond_timedwait(&hart->changed, &hart->machine->lock, &time) == 0;
}

static bool is_asleep(const struct hart *hart)
{
	return axvcpu_state(hart->vcpu) == AXVCPU_STATE_BLOCKED;
}

/* The state tells, and not who notified: that may be late, and of the sleep before this one. */
static void sleep_until_woken(struct hart *hart)
{
	struct machine *machine = hart->machine;
	uint64_t deadline = axvcpu_deadline(hart->vcpu);

	pthread_mutex_lock(&machine->lock);
	while (is_asleep(hart) && !machine->ending && sleep_until(hart, deadline))
		;
	pthread_mutex_unlock(&machine->lock);
}

void wait_for_interrupt(struct hart *hart)
{
	enum axvcpu_status status = axvcpu_block(hart->vcpu);

	if (status == AXVCPU_PENDING || !hart_check(hart, status))
		return;
	sleep_until_woken(hart);
	if (is_asleep(hart))
		axvcpu_wake(hart->vcpu);
}
