/* SPDX-License-Identifier: MIT */
/* The guest's interrupts and its timer (10.1.3, 18.2.3). */
#include <axvcpu/vcpu.h>

#include "../../src/core/arches.h"
#include "soft.h"

#define SECOND UINT64_C(1000000000)

uint64_t axvcpu_soft_sip(const struct soft_hart *hart)
{
	return hart->edges | hart->levels | (hart->timer_due ? SI_TIMER : 0);
}

/* The interrupts' numbers are the bits of sip. */
void axvcpu_soft_take_lines(struct soft_hart *hart)
{
	hart->edges |= axvcpu_take_interrupts(hart->vcpu, 0) & SI_ALL;
	hart->levels = axvcpu_interrupt_levels(hart->vcpu, 0) & SI_ALL;
	hart->attention = true;
}

/* The first of those that are deliverable, of which there is one (10.1.3). */
static uint64_t number_of(uint64_t deliverable)
{
	const uint32_t *number = axvcpu_riscv64_interrupt_order;

	while (!(deliverable & BIT(*number)))
		number++;
	return *number;
}

/* Take the interrupt that is due, if one is. The software one stays until the guest clears it. */
bool axvcpu_soft_interrupt(struct soft_hart *hart)
{
	uint64_t deliverable = axvcpu_soft_sip(hart) & hart->csr.sie, number;

	hart->attention = false;
	if (!deliverable)
		return false;
	if (hart->mode == MODE_SUPERVISOR && !(hart->csr.sstatus & SSTATUS(SIE)))
		return false;
	number = number_of(deliverable);
	hart->edges &= ~(BIT(number) & (SI_EXTERNAL | SI_TIMER));
	axvcpu_soft_deliver(hart, AXVCPU_RISCV64_SCAUSE_INTERRUPT | number, 0);
	return true;
}

uint64_t axvcpu_soft_time(const struct soft_hart *hart)
{
	uint64_t now = axvcpu_now();

	return now / SECOND * hart->timebase + now % SECOND * hart->timebase / SECOND +
	       hart->timedelta;
}

/* The host's ticks when the time CSR has a value; 0: before they began; UINT64_MAX: never. */
static uint64_t host_ticks(const struct soft_hart *hart, uint64_t time)
{
	uint64_t ticks = time - hart->timedelta;

	if ((int64_t)hart->timedelta < 0)
		return ticks < time ? UINT64_MAX : ticks;
	return ticks > time ? 0 : ticks;
}

/* The first nanosecond in which the time CSR has reached a value; UINT64_MAX: too late to tell. */
static uint64_t host_time(const struct soft_hart *hart, uint64_t ticks)
{
	uint64_t seconds = ticks / hart->timebase, rest = ticks % hart->timebase;

	if (seconds >= UINT64_MAX / SECOND - 1)
		return UINT64_MAX;
	return seconds * SECOND + (rest * SECOND + hart->timebase - 1) / hart->timebase;
}

/* stimecmp: STIP is whether the time has come, and nothing else sets or clears it (Sstc 2.1). */
void axvcpu_soft_set_timer(struct soft_hart *hart, uint64_t timecmp)
{
	hart->timecmp = timecmp;
	hart->deadline = host_time(hart, host_ticks(hart, timecmp));
	hart->timer_due = false;
	axvcpu_soft_look_at_clock(hart);
}

/* htimedelta (18.2.7). */
void axvcpu_soft_set_timedelta(struct soft_hart *hart, uint64_t timedelta)
{
	hart->timedelta = timedelta;
	axvcpu_soft_set_timer(hart, hart->timecmp);
}

void axvcpu_soft_look_at_clock(struct soft_hart *hart)
{
	if (hart->timer_due || hart->deadline == UINT64_MAX || axvcpu_now() < hart->deadline)
		return;
	hart->timer_due = true;
	hart->attention = true;
}

/* A timer whose interrupt the guest has masked wakes nobody. */
uint64_t axvcpu_soft_wake_time(const struct soft_hart *hart)
{
	return hart->csr.sie & SI_TIMER ? hart->deadline : UINT64_MAX;
}
