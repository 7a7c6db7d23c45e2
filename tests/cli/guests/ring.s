# SPDX-License-Identifier: MIT
# Four harts hand a number round, by IPI from one to the next, and sleep in
# between; the one that makes it LIMIT powers off. A wake that is lost ends all.
	.include "guest.inc"
	.equ	LIMIT, 20000
start:
	li	s1, 1
1:	mv	a0, s1
	la	a1, work
	li	a2, 0
	sbi	0x48534d, 0
	bnez	a0, bad
	addi	s1, s1, 1
	li	t0, 4
	bltu	s1, t0, 1b
	li	a0, 0
work:
	mv	s0, a0
	addi	s1, a0, 1
	andi	s1, s1, 3                 # the next one
	li	t0, 2
	csrw	sie, t0                   # wakes from WFI; sstatus.SIE is 0, so nothing traps
	la	s2, number
1:	csrci	sip, 2
	ld	t0, (s2)
	andi	t1, t0, 3
	beq	t1, s0, 2f
	wfi
	j	1b
2:	li	t1, LIMIT
	bgeu	t0, t1, 3f
	addi	t0, t0, 1
	fence
	sd	t0, (s2)
	fence
	li	a0, 1
	mv	a1, s1
	sbi	0x735049, 0
	bnez	a0, bad
	j	1b
3:	down
bad:
	down	0, 1

	.balign	8
number:	.dword	0
