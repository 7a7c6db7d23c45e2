# SPDX-License-Identifier: MIT
# An illegal instruction, and a trap vector that is not in memory.
	.include "guest.inc"
start:
	li	s1, 0x123456789abcdef0
	li	a0, '!'
	sbi	0x4442434e, 2
	csrw	stvec, zero
	unimp
	j	.
