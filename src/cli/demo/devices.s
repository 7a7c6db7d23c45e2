# SPDX-License-Identifier: MIT
# Accesses to devices: each one leaves the guest, and comes back completed.
	.include "demo.inc"

	.text
# Write a device in every width over itself, and read it back signed and unsigned.
	.globl	try_widths
try_widths:
	enter
	li	a4, MAILBOX
	li	t0, 0x8182838485868788
	sd	t0, (a4)
	li	t0, 0x99
	sb	t0, (a4)
	li	t0, 0xaabb
	sh	t0, 2(a4)
	li	t0, 0x70ccddee
	sw	t0, 4(a4)
	ld	a5, (a4)
	li	t1, 0x70ccddeeaabb8799
	xor	s0, a5, t1
	lb	a5, (a4)
	li	t1, -0x67
	xor	a5, a5, t1
	or	s0, s0, a5
	lhu	a5, 2(a4)
	li	t1, 0xaabb
	xor	a5, a5, t1
	or	s0, s0, a5
	lw	a5, 4(a4)
	li	t1, 0x70ccddee
	xor	a5, a5, t1
	or	s0, s0, a5
	seqz	a0, s0
	string	a1, "device: written in 8, 1, 2 and 4 bytes, read back signed and unsigned\n"
	call	report
	leave

# An atomic operation reads the device and writes it.
	.globl	try_atomic
try_atomic:
	enter
	li	a4, MAILBOX + 16
	li	t0, 40
	sw	t0, (a4)
	li	t0, 2
	amoadd.w a5, t0, (a4)
	addi	a5, a5, -40
	lw	t0, (a4)
	addi	t0, t0, -42
	or	a5, a5, t0
	seqz	a0, a5
	string	a1, "device: amoadd.w left 40 + 2 there\n"
	call	report
	leave

# A device grants no reservation: a load access fault, exception 5.
	.globl	try_reservation
try_reservation:
	enter
	li	a4, MAILBOX
	lr.w	t0, (a4)
	call	take_cause
	addi	a0, a0, -5
	seqz	a0, a0
	string	a1, "device: lr.w faults, as on a device that grants no reservation\n"
	call	report
	leave

# The UART takes a byte when it says so: it ends the line.
	.globl	try_uart
try_uart:
	enter
	li	s0, UART
1:	lbu	s1, UART_LINE_STATUS(s0)
	andi	a0, s1, 0x20
	beqz	a0, 1b
	string	a1, "device: the UART ended this line"
	call	report
	call	put_flush
	li	t0, '\n'
	sb	t0, (s0)
	leave
