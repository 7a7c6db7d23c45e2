# SPDX-License-Identifier: MIT
# Writes to the console for ever, much at a time.
	.include "guest.inc"
start:
	li	a0, 4096
	li	a1, 0x80000000
	li	a2, 0
	sbi	0x4442434e, 0
	j	start
