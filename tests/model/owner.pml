/* SPDX-License-Identifier: MIT */
/* A physical CPU that makes an owner's calls, in any order, until it leaves. See vcpu.pml. */
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

	/* run.c, bind.c, block.c: the steady ways; what is loaded here is bound here */
	if
	:: event == EVENT_RUN && loaded -> from = READY
	:: (event == EVENT_BLOCK || event == EVENT_UNBIND) && cpu == me -> from = READY
	:: event == EVENT_BIND -> from = FREE
	:: else -> goto begin
	fi;
	begin_step(event, from, begun);
	assert(!begun || !is_elsewhere);
	if
	:: begun && event == EVENT_RUN ->
		if
		:: request == 0 -> goto enter
		:: else -> goto unsteady
		fi
	:: begun && event != EVENT_RUN -> goto claimed
	:: else
	fi;

	/* lifecycle.c: axvcpu_begin */
begin:
	atomic { seen = state; from = seen & ~CLAIMED };
	if
	:: seen != from || from == RUNNING ->			/* BUSY */
		assert(cpu != me || from == BLOCKED || from == INVALID);
		goto choose
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

claimed:
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
	atomic { step_end(EVENT_FAIL, RUNNING); assert(state == INVALID) };
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
	:: seen != from || from == RUNNING ->
		assert(cpu != me || from == BLOCKED || from == INVALID);
		goto choose
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
