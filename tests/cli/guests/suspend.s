# SPDX-License-Identifier: MIT
# Hart 0 sleeps by a retentive and a non-retentive suspension; the timer wakes it.
	.include "guest.inc"
	.macro	arm
	rdtime	t0
	li	t1, 50000                 # 5 ms
	add	a0, t0, t1
	sbi	0x54494d45, 0
	.endm

start:
	li	t0, 1 << 5
	csrw	sie, t0
	arm
	li	a0, 0
	li	a1, 0
	li	a2, 0
	sbi	0x48534d, 3
	bnez	a0, bad
	csrr	t0, sip
	andi	t0, t0, 1 << 5
	beqz	t0, bad
	arm
	li	s1, 0x55
	li	a0, 0x80000000
	la	a1, resumed
	li	a2, 0x77
	sbi	0x48534d, 3
bad:	down	0, 1
resumed:
	bnez	a0, bad                   # its own number
	li	t0, 0x77
	bne	a1, t0, bad
	csrr	t0, satp
	bnez	t0, bad
	down
