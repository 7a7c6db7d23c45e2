# SPDX-License-Identifier: MIT
# Writes the byte 2, asks for input, and powers off.
	.include "guest.inc"
start:
	li	a0, 2
	sbi	0x4442434e, 2
	li	a0, 1
	la	a1, input
	li	a2, 0
	sbi	0x4442434e, 1
	down
input:	.byte	0
