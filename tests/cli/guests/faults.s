# SPDX-License-Identifier: MIT
# Accesses where nothing is, and too wide ones: each is an access fault of its
# own kind at the address, and no instruction takes effect.
	.include "guest.inc"
	.macro	expect cause, value
	li	t0, \cause
	bne	s0, t0, bad
	li	t0, \value
	bne	s1, t0, bad
	li	s0, 0
	.endm

start:
	la	t0, trap
	csrw	stvec, t0
	li	a5, 0x20000000
	li	a4, 0x77
	lw	a4, (a5)
	nop
	expect	5, 0x20000000
	li	t0, 0x77
	bne	a4, t0, bad
	sw	a4, 4(a5)
	nop
	expect	7, 0x20000004
	amoadd.d a4, a4, (a5)
	expect	7, 0x20000000
	li	a5, 0x10000000            # the UART has registers of one byte
	lw	t1, (a5)
	expect	5, 0x10000000
	li	a5, 0x1000103c            # the mailbox ends before these 8 bytes do
	sd	a4, (a5)
	nop
	expect	7, 0x1000103c
	sc.w	t1, a4, (a5)
	nop
	li	a5, 0x20000000
	la	s2, 1f
	jalr	a5
1:	expect	1, 0x20000000
	csrw	hstatus, zero
	li	t0, 2
	bne	s0, t0, bad
	li	s0, 0
	csrw	0xb00, zero               # a counter of the machine's
	li	t0, 2
	bne	s0, t0, bad
	li	s0, 0
	csrr	t1, hpmcounter4           # the machine has hpmcounter3 alone
	li	t0, 2
	bne	s0, t0, bad
	li	s0, 0
	la	t0, 1f                    # and its supervisor alone has that
	csrw	sepc, t0
	li	t0, 0x100
	csrc	sstatus, t0
	sret
1:	csrr	t1, hpmcounter3
	expect	2, 0xc0302373
	.word	0x22000073                # hfence.vvma, an instruction of hypervisors
	li	t0, 2
	bne	s0, t0, bad
	down
bad:
	down	0, 1

	# Note cause and value; go on behind the instruction, or at s2 after a jump.
	.balign	4
trap:
	csrr	s0, scause
	csrr	s1, stval
	csrr	t0, sepc
	li	t1, 1
	beq	s0, t1, 2f
	lhu	t1, (t0)
	andi	t1, t1, 3
	addi	t1, t1, -3
	addi	t0, t0, 2
	bnez	t1, 1f
	addi	t0, t0, 2
1:	csrw	sepc, t0
	li	t1, 0x100
	csrs	sstatus, t1               # the program is the supervisor's
	sret
2:	csrw	sepc, s2
	sret
