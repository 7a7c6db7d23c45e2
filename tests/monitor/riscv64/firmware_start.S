/* SPDX-License-Identifier: MIT */
/* Where harts begin in M-mode, and where traps of the firmware arrive. */
#include "board.h"

#define STACK_SHIFT 11

	.section .text.start, "ax"
	.globl	firmware_start
firmware_start:
	csrr	a0, mhartid
	li	t0, BOARD_HARTS
	bgeu	a0, t0, .
	la	sp, stacks
	addi	t0, a0, 1
	slli	t0, t0, STACK_SHIFT
	add	sp, sp, t0
	csrw	mscratch, sp
	la	t0, vector
	csrw	mtvec, t0
	call	firmware_begin
	/* falls through, with the hart in a0 and its argument in a1 */
	mret

/* From HS-mode, or from what runs above it: sp is the firmware's as long as it takes. */
	.text
	.balign	4
vector:
	csrrw	sp, mscratch, sp
	addi	sp, sp, -128
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7
	sd	a\n, 8*\n(sp)
	.endr
	.irp	n, 0, 1, 2, 3, 4, 5, 6
	sd	t\n, 64+8*\n(sp)
	.endr
	sd	ra, 120(sp)
	mv	a0, sp
	call	firmware_trap
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7
	ld	a\n, 8*\n(sp)
	.endr
	.irp	n, 0, 1, 2, 3, 4, 5, 6
	ld	t\n, 64+8*\n(sp)
	.endr
	ld	ra, 120(sp)
	addi	sp, sp, 128
	csrrw	sp, mscratch, sp
	mret

	.bss
	.balign	16
stacks:
	.skip	BOARD_HARTS << STACK_SHIFT
