/* SPDX-License-Identifier: MIT */
/* Where harts begin in HS-mode, and where traps of the monitor itself arrive. */

/* The first hart: its number in a0 (SBI 2.0, 9.1). Nothing else is known, bss is not clear. */
	.section .text.start, "ax"
	.globl	start
start:
	csrw	sie, zero
	la	t0, first_is_there
	li	t1, 1
	amoswap.w.aq	t1, t1, (t0)
	bnez	t1, start_again
	la	t0, bss_begin
	la	t1, bss_end
1:	bgeu	t0, t1, 2f
	sd	zero, (t0)
	addi	t0, t0, 8
	j	1b
2:	la	sp, boot_stack_end
	call	boot_first
	mv	a1, a0
	j	start_hart

/*
 * A hart that the first one has started, on an OpenSBI (1.1) that marks it as started before it
 * notes where: if the hart looks in between, it begins here. Its struct cpu is there already.
 */
start_again:
	fence	r, rw
	la	t0, boot_cpus
	slli	t1, a0, 3
	add	t0, t0, t1
	ld	a1, (t0)

/* Each hart: its struct cpu in a1. It goes on, on its own stack, at boot. */
	.globl	start_hart
start_hart:
	csrw	sie, zero
	mv	tp, a1
	ld	sp, (tp)
	la	t0, vector
	csrw	stvec, t0
	call	boot
	j	.

/* The monitor's own traps, of code that may be anywhere: keep what a C function may change. */
	.text
	.balign	4
vector:
	addi	sp, sp, -128
	sd	ra, 0(sp)
	.irp	n, 0, 1, 2, 3, 4, 5, 6
	sd	t\n, 8+8*\n(sp)
	.endr
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7
	sd	a\n, 64+8*\n(sp)
	.endr
	csrr	a0, scause
	csrr	a1, sepc
	csrr	a2, stval
	call	trap
	ld	ra, 0(sp)
	.irp	n, 0, 1, 2, 3, 4, 5, 6
	ld	t\n, 8+8*\n(sp)
	.endr
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7
	ld	a\n, 64+8*\n(sp)
	.endr
	addi	sp, sp, 128
	sret

	.data
	.balign	4
first_is_there:
	.4byte	0

	.bss
	.balign	16
	.skip	4096
boot_stack_end:
