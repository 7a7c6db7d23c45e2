# SPDX-License-Identifier: MIT
# Echoes what the UART receives, in capitals, until a full stop.
	.include "guest.inc"
	.equ	UART, 0x10000000
start:
	li	s0, UART
1:	lbu	t0, 5(s0)
	andi	t1, t0, 1
	beqz	t1, 1b
	lbu	t2, 0(s0)
	li	t3, '.'
	beq	t2, t3, 2f
	andi	t2, t2, ~0x20
	sb	t2, 0(s0)
	j	1b
2:	down
