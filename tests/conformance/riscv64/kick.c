/* SPDX-License-Identifier: MIT */
/*
 * A hart that is kicked in the middle of anything goes on as if it had not been:
 * between the parts of an access, between a fault and its retry, before an
 * interrupt is delivered, while it waits.
 */
#include "encode.h"
#include "stop.h"

static uint64_t kicked(void)
{
	control_set(CONTROL_TARGET, hart_id());
	return control_get(CONTROL_KICKED);
}

static void kick_at(unsigned exit)
{
	order_later(exit, ORDER_KICK, 0, 0, 0);
}

static const struct stop kick = { kick_at, kicked };

/* The kick is what the hart has waited for: it is not blocked, and not stopped again. */
static bool wait_is_over(void)
{
	uint64_t before = kicked();

	stop_interrupts = 0;
	probe_prepare();
	kick_at(1);
	probe(WFI);
	return probe_only_changed(0) && kicked() == before;
}

/* The kick finds the hart asleep; it goes on to sleep until the interrupt. */
static bool kicked_asleep(void)
{
	uint64_t before = kicked();

	stop_interrupts = 0;
	order_later(CONTROL_BLOCKED, ORDER_KICK, 0, 0, 0);
	order_later(CONTROL_BLOCKED, ORDER_EDGE, EXTERNAL, 0, 0);
	wait_for_interrupt();
	return stop_interrupts == 1 && kicked() - before == 1;
}

static const char *const kicks[STOPS] = {
	"a kick between a read and its answer", "a kick before a store retires",
	"a kick at the read of an AMO", "a kick at the write of an AMO",
	"a kick between a fault and its retry", "a kick before a call returns",
	"a kick between the fault of a fetch and its retry", "a kick before an exception is taken",
	"a kick before an interrupt is taken",
};

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(STOPS + 2);
	stop_prepare();
	stop_everywhere(&kick, kicks);
	check(wait_is_over(), "a kick before the hart is blocked ends its wait");
	check(kicked_asleep(), "a kick while the hart sleeps does not wake it");
}
