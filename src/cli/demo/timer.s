# SPDX-License-Identifier: MIT
# The timer: a fiftieth of a second, slept through.
	.include "demo.inc"

	.equ	TICKS, 200000             # of a clock of 10 MHz

	.text
	.globl	try_timer
try_timer:
	enter
	rdtime	s0
	call	sleep
	rdtime	t0
	sub	t0, t0, s0
	li	t1, TICKS
	sltu	a0, t0, t1
	xori	a0, a0, 1
	string	a1, "timer: asleep for 20 ms, then an interrupt\n"
	call	report
	leave

# Idle until the timer interrupts.
	.globl	sleep
sleep:
	enter
	la	s0, traps_0 + TRAP_TIMER
	sd	zero, (s0)
	rdtime	t0
	li	t1, TICKS
	add	a0, t0, t1
	sbi	SBI_TIME, 0
	li	t0, INTERRUPT_TIMER
	csrs	sie, t0
	mv	a0, s0
	call	wait_for
	leave
