# SPDX-License-Identifier: MIT
# Writes registers of the UART and compares what it reads back: each row of the
# table is an offset, what to write (or -1), and what to read (or -1).
	.include "guest.inc"
start:
	li	s0, 0x10000000
	la	s1, rows
1:	lh	t0, 0(s1)
	bltz	t0, 3f
	lh	t1, 2(s1)
	lh	t2, 4(s1)
	add	t0, t0, s0
	bltz	t1, 2f
	sb	t1, (t0)
2:	addi	s1, s1, 6
	bltz	t2, 1b
	lbu	t3, (t0)
	beq	t2, t3, 1b
	down	0, 1
3:	down

rows:
	.half	5, -1, 0x60               # LSR: nothing received, all sent
	.half	5, 0xff, 0x60             # and read only
	.half	7, 0xa5, 0xa5             # SCR
	.half	4, 0xff, 0x1f             # MCR: three bits are always 0
	.half	6, -1, 0xb0               # MSR: connected
	.half	1, 0xff, 0x0f             # IER: four bits are always 0
	.half	2, -1, 0x02               # IIR: the transmitter is empty
	.half	1, 0x00, 0x00
	.half	2, -1, 0x01               # IIR: no interrupt
	.half	2, 0x01, 0xc1             # FCR turns the FIFOs on, and IIR says so
	.half	3, 0x83, 0x83             # LCR: the divisor is at 0 and 1
	.half	0, 0x34, 0x34
	.half	1, 0x12, 0x12
	.half	3, 0x03, 0x03
	.half	1, -1, 0x00               # IER is back
	.half	0, -1, 0x00               # RBR: nothing received
	.half	-1
