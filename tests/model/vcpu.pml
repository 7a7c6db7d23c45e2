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

#define is_elsewhere (cpu != NOWHERE && cpu != me)
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

proctype owner(byte me)
{
	byte event, from, seen;
	bool begun;
	bool loaded;		/* this CPU's percpu.loaded is the vCPU */
	bool sleeping, leaving;

choose:
	atomic { event = 0; from = 0; seen = 0; begun = false };
	if
	:: !sleeping && !leaving ->
		if
		:: event = EVENT_SETUP
		:: event = EVENT_BIND
		:: event = EVENT_RUN
		:: event = EVENT_BLOCK
		:: event = EVENT_UNBIND
		:: event = EVENT_RESET
		:: goto hold
		:: leaving = true; goto choose
		fi
	:: sleeping ->
		if
		:: true ->
			atomic { notified -> notified = false; asleep = false; sleeping = false };
			assert(!is_in(BLOCKED));
			goto choose
		:: goto hold
		fi
	:: !sleeping && leaving ->
		if
		:: cpu != me -> goto left
		:: cpu == me && is_in(BLOCKED) -> try_wake(begun); goto choose
		:: cpu == me && !is_in(BLOCKED) -> event = EVENT_UNBIND
		fi
	fi;

	/* run.c: axvcpu_run, steady */
	if
	:: event == EVENT_RUN && loaded ->
		from = READY;
		begin_step(EVENT_RUN, READY, begun);
		assert(!begun || cpu == me);
		if
		:: begun ->
			if
			:: request == 0 -> goto enter
			:: else -> goto unsteady
			fi
		:: else
		fi
	:: else
	fi;

	/* lifecycle.c: axvcpu_begin */
begin:
	atomic { seen = state; from = seen & ~CLAIMED };
	if
	:: seen != from || from == RUNNING -> goto choose	/* BUSY */
	:: else -> seen = 0
	fi;
	if
	:: is_elsewhere -> goto choose				/* WRONG_CPU */
	:: else
	fi;
	if
	:: step_permitted(event, from) -> begin_step(event, from, begun)
	:: !step_permitted(event, from) && state_refused(POLICY) ->
		assert(!leaving);
		event = EVENT_FAIL;
		begin_step(event, from, begun)
	:: else -> assert(!leaving); goto choose		/* BAD_STATE */
	fi;
	if
	:: !begun -> goto begin
#ifndef NO_SECOND_LOOK
	:: begun && is_elsewhere -> goto give_back
	:: begun && !is_elsewhere
#else
	:: begun
#endif
	fi;
	assert(!is_elsewhere);

	if
	:: event == EVENT_RUN -> goto unsteady
	:: event == EVENT_BLOCK -> goto block
	:: event == EVENT_SETUP || event == EVENT_BIND ->
		if
		:: goto give_back				/* the back end refused */
		:: event == EVENT_BIND -> cpu = me
		:: event == EVENT_SETUP
		fi
	:: event == EVENT_UNBIND || event == EVENT_RESET ->
		if
		:: cpu == me -> loaded = false; cpu = NOWHERE
		:: else
		fi;
		if
		:: event == EVENT_RESET ->
			d_step { request = request & REQUEST_TRACED; woken = false; kicked = false };
			line = false;
			awaited = false
		:: else
		fi
	:: event == EVENT_FAIL
	fi;
	atomic {
		step_end(event, from);
		assert(state != INVALID || from == INVALID || event == EVENT_FAIL)
	};
	goto choose;

	/* run.c: enter_unsteady */
unsteady:
	if
	:: awaited -> goto give_back				/* INCOMPLETE */
	:: else
	fi;
	if
	:: request & REQUEST_KICK -> take_kick(); goto end_run
	:: else
	fi;
	if
	:: loaded
	:: !loaded -> loaded = true
	:: !loaded -> goto give_up
	fi;

	/* ops->run: interrupts are masked; those of before were the host's, or come yet */
enter:
	atomic { assert(!entered && state == RUNNING && cpu == me); entered = true };
	if
	:: doorbell -> doorbell = false
	:: true
	fi;
#ifndef LATE_MASK
	atomic {
		if
		:: request & REQUEST_KICK -> take_kick(); goto exits
		:: else -> request = request & ~REQUEST_IRQ; in_guest = true
		fi
	};
#else
	in_guest = true;
#endif
	if
	:: goto exits
	:: READS ->
		atomic { in_guest = false; entered = false; awaited = true };
		request = request | REQUEST_INCOMPLETE;
		goto end_run
	:: atomic { in_guest = false; entered = false; goto give_up }
	:: true -> doorbell -> doorbell = false			/* it would run for ever */
	fi;
exits:
	atomic { in_guest = false; entered = false };
end_run:
	step_end(EVENT_RUN, READY);
	goto choose;
give_up:
	awaited = false;
	request = request & ~REQUEST_INCOMPLETE;
	step_end(EVENT_FAIL, RUNNING);
	goto choose;

	/* block.c: axvcpu_block */
block:
	atomic { step_end(EVENT_BLOCK, READY); asleep = (SLEEPER == WAITS) };
#ifndef NO_RECHECK
	is_requested(begun);
#else
	begun = false;
#endif
	if
	:: begun -> begin_step(EVENT_WAKE, BLOCKED, begun)
	:: else -> goto sleep
	fi;
	if
	:: begun -> asleep = false; step_end(EVENT_WAKE, BLOCKED); take_kick(); goto choose
#ifndef STALE_NOTIFY
	:: else -> goto sleep
#else
	:: else -> state == READY; asleep = false; take_kick(); goto choose
#endif
	fi;
sleep:
	sleeping = (SLEEPER == WAITS);
	goto choose;

	/* hold.c: axvcpu_hold, and axvcpu_complete as what is done inside */
hold:
	atomic { seen = state; from = seen & ~CLAIMED };
	if
	:: seen != from || from == RUNNING -> goto choose
	:: else -> seen = 0
	fi;
	if
	:: is_elsewhere -> goto choose
	:: else
	fi;
	atomic {
		if
		:: state == from -> state = from | CLAIMED
		:: else -> goto hold
		fi
	};
#ifndef NO_SECOND_LOOK_OF_HOLD
	if
	:: is_elsewhere -> goto give_back
	:: else
	fi;
#endif
	assert(!is_elsewhere);
	if
	:: (from == READY || from == BLOCKED) && awaited ->
		awaited = false;
		request = request & ~REQUEST_INCOMPLETE
	:: true
	fi;

	/* lifecycle.c: axvcpu_cancel, and hold.c: axvcpu_release */
give_back:
	step_cancel(event, from);
#ifndef NO_RECHECK_OF_RELEASE
	if
	:: from == BLOCKED ->
		is_requested(begun);
		if
		:: begun -> try_wake(begun)
		:: else
		fi
	:: else
	fi;
#endif
	goto choose;
left:
	skip
}

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
