/* SPDX-License-Identifier: MIT */
/* Run a guest while each callee-saved register holds a mark of its own. */
	.text
	.globl	run_with_marks
run_with_marks:
	addi	sp, sp, -112
	sd	ra, 0(sp)
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
	sd	s\n, 8+8*\n(sp)
	li	s\n, 0x5a0 + \n
	.endr
	call	axvcpu_run
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
	addi	t0, s\n, -(0x5a0 + \n)
	bnez	t0, 1f
	ld	s\n, 8+8*\n(sp)
	.endr
	ld	ra, 0(sp)
	addi	sp, sp, 112
	ret
1:	call	host_registers_changed
