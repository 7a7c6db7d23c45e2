# SPDX-License-Identifier: MIT
# Says nothing for 2.5 seconds, and has no trap vector for the illegal instruction then.
	.include "guest.inc"
start:
	rdtime	t0
	li	t1, 25000000
	add	t0, t0, t1
1:	rdtime	t1
	bltu	t1, t0, 1b
	csrw	stvec, zero
	unimp
