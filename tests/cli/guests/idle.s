# SPDX-License-Identifier: MIT
# Says that it is there, then waits for an interrupt that never comes.
	.include "guest.inc"
start:
	li	a0, '!'
	sbi	0x4442434e, 2
1:	wfi
	j	1b
