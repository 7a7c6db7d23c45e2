# SPDX-License-Identifier: MIT
# A suspension is over at once where an interrupt is pending and enabled already.
	.include "guest.inc"
start:
	li	t0, 2
	csrw	sie, t0                   # sstatus.SIE is 0, so nothing traps
	li	a0, 1
	li	a1, 0
	sbi	0x735049, 0               # to itself
	csrr	t0, sip
	andi	t0, t0, 2
	beqz	t0, bad
	li	a0, 0
	sbi	0x48534d, 3
	bnez	a0, bad
	down
bad:	down	0, 1
