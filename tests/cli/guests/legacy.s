# SPDX-License-Identifier: MIT
# The legacy console, fences and IPI, which answer in a0 alone.
	.include "guest.inc"
start:
	li	s1, 0x5a
	mv	a1, s1
	li	a0, 'k'
	sbi	1, 0
	bnez	a0, 1f
	bne	a1, s1, 1f
	sbi	2, 0
	li	t0, 'x'
	bne	a0, t0, 1f
	sbi	2, 0
	li	t0, -1
	bne	a0, t0, 1f
	li	a0, 0
	sbi	5, 0
	bnez	a0, 1f
	li	a0, 0
	sbi	6, 0
	bnez	a0, 1f
	li	a0, 0
	sbi	4, 0
	bnez	a0, 1f
	csrr	t0, sip                   # the IPI reached its sender too
	andi	t0, t0, 2
	beqz	t0, 1f
	sbi	8, 0
1:	down	0, 1
