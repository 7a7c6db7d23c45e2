# SPDX-License-Identifier: MIT
# 1 + 1 in double precision; then a load into f10 from a device, which is an
# access fault. Instructions of F and D are given by their fields, since not
# every assembler's default has them.
	.include "guest.inc"
	.equ	FS_INITIAL, 1 << 13

start:
	la	t0, trap
	csrw	stvec, t0
	li	s0, 0
	li	t0, FS_INITIAL
	csrs	sstatus, t0
	li	a0, 0x3ff
	slli	a0, a0, 52
	.insn	r 0x53, 0, 0x79, a0, a0, zero    # fmv.d.x f10, a0
	.insn	r 0x53, 7, 0x01, a0, a0, a0      # fadd.d f10, f10, f10
	.insn	r 0x53, 0, 0x71, a1, a0, zero    # fmv.x.d a1, f10
	li	a2, 1 << 62
	bne	a1, a2, bad
	bnez	s0, bad
	li	a5, 0x10000000
	.insn	i 0x07, 3, a0, 0(a5)             # fld f10, (a5)
	li	t0, 5
	bne	s0, t0, bad
	.insn	r 0x53, 0, 0x71, a1, a0, zero
	bne	a1, a2, bad
	down
bad:
	down	0, 1

	.balign	4
trap:                                             # s0: the cause; on behind the instruction
	csrr	s0, scause
	csrr	t1, sepc
	addi	t1, t1, 4
	csrw	sepc, t1
	sret
