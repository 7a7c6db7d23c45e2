/* SPDX-License-Identifier: MIT */
/* Where harts begin, where their traps arrive, and the probe of a single instruction. */
#include "../control.h"
#include "context.h"

	/* x1 to x29, in their places of a frame. */
	.macro	each instruction, base
	.irp	n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	\instruction	x\n, 8*\n(\base)
	.endr
	.irp	n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29
	\instruction	x\n, 8*\n(\base)
	.endr
	.endm

	.section .text.start, "ax"
	.globl	start
start:
	la	t0, bss_begin
	la	t1, bss_end
1:	bgeu	t0, t1, 2f
	sd	zero, (t0)
	addi	t0, t0, 8
	j	1b
2:	la	a1, boot
	/* falls through */

/* A hart with its number in a0, its function in a1; it stops when that returns (SBI 2.0, 9.2). */
	.globl	start_hart
start_hart:
	li	t0, MACHINE_HARTS
	bgeu	a0, t0, .
	li	t1, STACK_SIZE
	addi	t2, a0, 1
	mul	t1, t1, t2
	la	sp, stacks
	add	sp, sp, t1
	la	t3, trap_stacks
	add	t3, t3, t1
	li	t1, CONTEXT_SIZE
	mul	t1, t1, a0
	la	t2, contexts
	add	t2, t2, t1
	sd	t3, CONTEXT_TRAP_STACK(t2)
	csrw	sscratch, t2
	la	t1, vector
	csrw	stvec, t1
	jalr	a1
	li	a7, 0x48534d
	li	a6, 1
	ecall
	j	.

	.text
	.balign	4
	.globl	vector
vector:
	csrrw	x31, sscratch, x31
	sd	x30, CONTEXT_X30(x31)
	ld	x30, CONTEXT_TRAP_STACK(x31)
	addi	x30, x30, -FRAME_SIZE
	each	sd, x30
	ld	x1, CONTEXT_X30(x31)
	sd	x1, 8*30(x30)
	li	x1, TRAP_LEVEL
	sub	x1, x30, x1
	sd	x1, CONTEXT_TRAP_STACK(x31)
	csrrw	x1, sscratch, x31
	sd	x1, 8*31(x30)
	csrr	x1, sepc
	sd	x1, FRAME_SEPC(x30)
	csrr	x1, sstatus
	sd	x1, FRAME_SSTATUS(x30)
	mv	sp, x30
	mv	a0, sp
	call	trap
	csrci	sstatus, 2
	mv	x30, sp
	ld	x1, FRAME_SEPC(x30)
	csrw	sepc, x1
	ld	x1, FRAME_SSTATUS(x30)
	csrw	sstatus, x1
	csrr	x31, sscratch
	addi	x1, x30, FRAME_SIZE
	sd	x1, CONTEXT_TRAP_STACK(x31)
	each	ld, x30
	ld	x31, 8*31(x30)
	ld	x30, 8*30(x30)
	sret

/*
 * void probe_at(uint64_t x[32], const void *code): jump to code with every
 * register from x; code ends in a jump to probe_end, and x has what it left.
 * The jump is `sret' for the want of a register; it goes to S-mode.
 */
	.globl	probe_at
probe_at:
	csrr	t0, sscratch
	sd	sp, CONTEXT_SAVED+0(t0)
	sd	ra, CONTEXT_SAVED+8(t0)
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
	sd	s\n, CONTEXT_SAVED+16+8*\n(t0)
	.endr
	sd	a0, CONTEXT_PROBE(t0)
	csrw	sepc, a1
	li	t1, 0x20
	csrc	sstatus, t1
	csrr	t1, sstatus
	andi	t1, t1, 2
	slli	t1, t1, 4
	ori	t1, t1, 0x100
	csrs	sstatus, t1
	mv	x31, a0
	each	ld, x31
	ld	x30, 8*30(x31)
	ld	x31, 8*31(x31)
	sret

	.globl	probe_end
probe_end:
	csrrw	x31, sscratch, x31
	sd	x30, CONTEXT_X30(x31)
	ld	x30, CONTEXT_PROBE(x31)
	each	sd, x30
	ld	x1, CONTEXT_X30(x31)
	sd	x1, 8*30(x30)
	csrrw	x1, sscratch, x31
	sd	x1, 8*31(x30)
	mv	t0, x31
	ld	sp, CONTEXT_SAVED+0(t0)
	ld	ra, CONTEXT_SAVED+8(t0)
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
	ld	s\n, CONTEXT_SAVED+16+8*\n(t0)
	.endr
	ret

/* The probe arrived where the instruction, by its length, does not end. */
	.globl	probe_astray
probe_astray:
	ebreak
	j	probe_end

/* void run_user(void (*function)(void)): in U-mode; the trap of its end leads back. */
	.globl	run_user
run_user:
	addi	sp, sp, -16
	sd	ra, (sp)
	la	ra, user_end
	csrw	sepc, a0
	li	t0, 0x100
	csrc	sstatus, t0
	sret
	.globl	user_end
user_end:
	ecall
	ld	ra, (sp)
	addi	sp, sp, 16
	ret

	.bss
	.balign	16
	.globl	contexts
contexts:
	.skip	CONTEXT_SIZE * MACHINE_HARTS
	.balign	16
stacks:
	.skip	STACK_SIZE * MACHINE_HARTS
trap_stacks:
	.skip	STACK_SIZE * MACHINE_HARTS
