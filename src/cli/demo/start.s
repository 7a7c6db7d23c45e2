# SPDX-License-Identifier: MIT
# The demo: hart 0 begins here, and does one thing after the other.
	.include "demo.inc"

	.text
	.globl	start
start:
	la	sp, stack_0
	la	a0, traps_0
	call	take_traps
	string	a0, "axvcpu demo: a RISC-V guest at work; this is what it computes and tries.\n"
	call	put_text
	call	draw_picture
	call	put_flush
	call	try_widths
	call	try_atomic
	call	try_reservation
	call	try_hypervisor_register
	call	try_counter
	call	try_uart
	call	try_hart
	call	put_flush
	call	try_timer
	call	try_stopped
	j	power_off

	.bss
	.balign	16
	.skip	4096
stack_0:
	.skip	4096
	.globl	stack_1
stack_1:
