# SPDX-License-Identifier: MIT
# A second hart: started, interrupted, answering, stopped.
	.include "demo.inc"

	.equ	PATIENCE, 100             # times to look whether it has stopped

	.text
	.globl	try_hart
try_hart:
	enter
	li	a0, 1
	la	a1, hart_1
	la	a2, stack_1
	sbi	SBI_HSM, 0
	bnez	a0, 1f
	li	a0, 1
	call	interrupt_hart
	la	a0, traps_0 + TRAP_IPI
	call	wait_for
	call	is_pi
	string	a1, "hart 1: an IPI woke it, and it found pi = "
	j	2f
	# A machine may have one hart.
1:	call	find_pi
	call	is_pi
	string	a1, "hart 1 is not there; hart 0 found pi = "
2:	call	report
	la	a0, pi_text
	call	put_text
	string	a0, "\n"
	call	put_text
	leave

# Interrupt hart a0.
interrupt_hart:
	mv	a1, a0
	li	a0, 1
	fence
	sbi	SBI_IPI, 0
	ret

# Hart 1 begins here, with a stack in a1.
hart_1:
	mv	sp, a1
	la	a0, traps_1
	call	take_traps
	la	a0, traps_1 + TRAP_IPI
	call	wait_for
	call	find_pi
	li	a0, 0
	call	interrupt_hart
	sbi	SBI_HSM, 1
1:	j	1b

# It has most likely stopped by the time that hart 0 has slept; else sleep on.
	.globl	try_stopped
try_stopped:
	enter
	li	s0, PATIENCE
1:	li	a0, 1
	sbi	SBI_HSM, 2
	bnez	a0, 3f
	li	t0, 1                     # stopped
	beq	a1, t0, 2f
	call	sleep
	addi	s0, s0, -1
	bnez	s0, 1b
2:	mv	a0, s0
	string	a1, "hart 1: stopped\n"
	call	report
3:	leave
