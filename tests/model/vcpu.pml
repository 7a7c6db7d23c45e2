/* SPDX-License-Identifier: MIT */
/*
 * The life cycle under everything at once, for spin: one or two physical CPUs that make an
 * owner's calls in any order and misuse them, and what may come from anywhere: wakes,
 * interrupts, kicks. The states, the requests and the steps are the generated lifecycle.pml's;
 * the rest follows src/core, function by function, each atomic access of the C one step here,
 * in the order of the C11 operations (all that meet are sequentially consistent, or ordered by a
 * read-modify-write of one word). Nothing is bounded: every process goes on as long as it wants.
 *
 * What is asserted: one CPU at a time is in the back end, where the vCPU is bound; nobody's call
 * touches a vCPU that is bound elsewhere; Invalid is entered by a failure, or by a strict misuse
 * of one's own; each sleep has one notification. When nothing moves any more, nobody sleeps on a
 * wake or an interrupt, and no guest runs on with a kick. Then each owner leaves: from every
 * state that can be reached, a way leads to the end.
 *
 * Parameters: OWNERS 1, 2; POLICY STRICT, LENIENT; SLEEPER WAITS for the notification that ends
 * its sleep, or POLLS, and calls what it likes; WAKER, INJECTOR, KICKER, READS (exits that owe a
 * value) 0, 1. A mutant, -D and its name, leaves one thing out that the C is careful to do:
 * check.sh lists them, and runs all this.
 */
#include "lifecycle.pml"

#define POLLS 0
#define WAITS 1
#define NOWHERE 0

/* What struct axvcpu has beside the two words. */
byte cpu = NOWHERE;
bool line;		/* levels and edges */
bool awaited;		/* AXVCPU_ANSWER_AWAITED */

/* The machine: a CPU inside ops->run, one that executes the guest, an interrupt on its way to it. */
bool entered, in_guest, doorbell;

/* What the assertions are about. */
bool asleep;		/* block has made it Blocked, and its owner has not gone on */
bool notified;		/* and has been told to */
bool woken, kicked;	/* who has asked for the kick that is pending */

#ifndef LOOSE_LOOK	/* vcpu.h: axvcpu_is_elsewhere, when the state was from */
#define is_elsewhere (cpu != me && (cpu != NOWHERE || from == READY || from == BLOCKED))
#else
#define is_elsewhere (cpu != me && cpu != NOWHERE)
#endif
#define is_in(s) ((state & ~CLAIMED) == s)
#define has_wake ((request & REQUEST_KICK && woken) || (request & REQUEST_IRQ && line))
#define has_kick ((request & REQUEST_KICK && kicked) || (request & REQUEST_IRQ))

#ifdef SPLIT_STEP	/* a load, a comparison and a store instead of a compare-and-swap */
#define begin_step(event, from, begun) \
	if \
	:: state == from -> atomic { state = from; step_begin(event, from, begun) } \
	:: else -> begun = false \
	fi
#else
#define begin_step(event, from, begun) step_begin(event, from, begun)
#endif

inline take_kick()
{
	d_step { request = request & ~REQUEST_KICK; woken = false; kicked = false }
}

/* block.c: axvcpu_try_wake */
inline try_wake(begun)
{
	begin_step(EVENT_WAKE, BLOCKED, begun);
	if
	:: begun ->
		step_end(EVENT_WAKE, BLOCKED);
		d_step {
			assert(SLEEPER == POLLS || (asleep && !notified));
			notified = (SLEEPER == WAITS)
		}
	:: else
	fi
}

/* block.c: axvcpu_wake */
inline wake(begun)
{
	try_wake(begun);
	if
	:: begun
	:: else ->
		d_step { request = request | REQUEST_KICK; woken = true };
#ifndef NO_SECOND_TRY
		try_wake(begun)
#endif
	fi;
	begun = false
}

/* ops->kick, where the vCPU runs. */
inline interrupt_cpu()
{
	if
	:: state == RUNNING -> doorbell = true
	:: else
	fi
}

/* block.c: axvcpu_kick */
inline kick()
{
#ifdef EARLY_LOOK
	if
	:: state == RUNNING ->
		d_step { request = request | REQUEST_KICK; kicked = true };
		doorbell = true
	:: else -> d_step { request = request | REQUEST_KICK; kicked = true }
	fi
#else
	d_step { request = request | REQUEST_KICK; kicked = true };
	interrupt_cpu()
#endif
}

/* interrupts.c: axvcpu_requests_wake, of a request word that was read by a read-modify-write */
inline is_requested(found)
{
	seen = request;
	if
	:: seen & REQUEST_KICK -> found = true
	:: !(seen & REQUEST_KICK) && (seen & REQUEST_IRQ) -> found = line
	:: else -> found = false
	fi;
	seen = 0
}

#include "owner.pml"

proctype waker()
{
	bool begun;

	do
	:: wake(begun)
	:: break
	od
}

/* interrupts.c: axvcpu_set_interrupt, raised and lowered */
proctype injector()
{
	bool begun;

	do
	:: line = true;
		request = request | REQUEST_IRQ;
		try_wake(begun);
		if
		:: begun
		:: else -> interrupt_cpu()
		fi;
		begun = false
	:: line = false;
		request = request | REQUEST_IRQ;
		interrupt_cpu()
	:: break
	od
}

proctype kicker()
{
	do
	:: kick()
	:: break
	od
}

init {
	bool begun;

	atomic {
		run owner(1);
		if
		:: OWNERS == 2 -> run owner(2)
		:: else
		fi;
		if
		:: WAKER -> run waker()
		:: else
		fi;
		if
		:: INJECTOR -> run injector()
		:: else
		fi;
		if
		:: KICKER -> run kicker()
		:: else
		fi
	};
	do
	:: _nr_pr == 1 -> break
	:: timeout ->
		assert(!asleep || (is_in(BLOCKED) && !has_wake));
		assert(!in_guest || !has_kick);
		if
		:: asleep -> try_wake(begun)
		:: in_guest -> kick()
		fi
	od;
	assert(cpu == NOWHERE && step_permitted(EVENT_DESTROY, state))
}
