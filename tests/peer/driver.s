# SPDX-License-Identifier: MIT
# The guest that runs sequences of instructions, one after the other: it sets up
# what the host's batch says of each, runs it until its end or its last trap, and
# puts out a digest of its traps, registers and memory, 8 bytes each.
#
# A sequence runs with paging or without. It cannot harm the driver: with paging
# the driver's pages are not writable, and what a trap saves is read only after
# it was saved; without, no address that a sequence computes from is near.
	.include "layout.inc"

	.equ	SBI_SRST, 0x53525354
	.equ	SIP_SOFTWARE, 2
	.equ	SSTATUS_SPP, 1 << 8
	.equ	SSTATUS_FS, 3 << 13
	.equ	BREAKPOINT, 3
	.equ	FETCH_PAGE_FAULT, 12
	.equ	FACTOR, 0x9e3779b97f4a7c15
	.equ	ILLEGAL, 0x8000800080008000
	.equ	ILLEGAL_MAY_VARY, 0x1ffc1ffc1ffc1ffc

# In the driver: s0 the sequence, s1 the factor, s2 the digest, s3 whether it is
# verbose, s4 the scause and s5 the sepc of its last trap, s6 how many are left,
# s7 how many sequences, s8 its satp, s9 the UART.

	.text
	.globl	start
start:
	la	sp, stack
	li	s1, FACTOR
	li	s9, UART
	li	t0, -1
	csrw	stimecmp, t0
	call	make_tables
	call	make_template
	li	s0, BATCH
	ld	s7, BATCH_COUNT(s0)
	ld	s3, BATCH_IS_VERBOSE(s0)
	addi	s0, s0, BATCH_SEQUENCES
1:	beqz	s7, power_off
	addi	s7, s7, -1
	j	begin
next:
	li	t0, SEQ_SIZE
	add	s0, s0, t0
	j	1b

power_off:
	li	a0, 0
	li	a1, 0
	li	a6, 0
	li	a7, SBI_SRST
	ecall
2:	j	2b

# Every 16 bits of it are an instruction that is reserved: what jumps there traps.
make_template:
	li	t0, PAGES
	li	t1, TEMPLATE
	li	t2, PAGES_SIZE
	add	t2, t2, t1
	li	t3, ILLEGAL
	li	t4, ILLEGAL_MAY_VARY
	mv	t5, s1
1:	mul	t5, t5, s1
	addi	t5, t5, 1
	srli	t6, t5, 13
	and	t6, t6, t4
	or	t6, t6, t3
	sd	t6, (t0)
	sd	t6, (t1)
	addi	t0, t0, 8
	addi	t1, t1, 8
	bne	t1, t2, 1b
	ret

# Mix a0 into the digest.
mix:
	xor	s2, s2, a0
	mul	s2, s2, s1
	srli	t0, s2, 32
	xor	s2, s2, t0
	beqz	s3, 2f
put_word:
	li	t0, 8
1:	sb	a0, (s9)
	srli	a0, a0, 8
	addi	t0, t0, -1
	bnez	t0, 1b
2:	ret

# Copy a2 words from a1 to a0.
copy:
	ld	t0, (a1)
	sd	t0, (a0)
	addi	a0, a0, 8
	addi	a1, a1, 8
	addi	a2, a2, -1
	bnez	a2, copy
	ret

# The code may begin at any even address.
copy_code:
	ld	a0, SEQ_START(s0)
	ld	t0, SEQ_CODE(s0)
	sub	a0, a0, t0
	li	t0, PAGES
	add	a0, a0, t0
	addi	a1, s0, SEQ_WORDS
	ld	a2, SEQ_CODE_BYTES(s0)
	add	a2, a2, a1
1:	lhu	t0, (a1)
	sh	t0, (a0)
	addi	a0, a0, 2
	addi	a1, a1, 2
	bne	a1, a2, 1b
	ret

begin:
	li	s2, 0
	ld	s6, SEQ_TRAPS(s0)
	li	a0, LEAF
	addi	a1, s0, SEQ_LEAF
	li	a2, LEAF_ENTRIES
	call	copy
	li	a0, MIDDLE + 8
	addi	a1, s0, SEQ_MIDDLE
	li	a2, MIDDLE_ENTRIES
	call	copy
	li	a0, SAVED
	addi	a1, s0, SEQ_REGISTERS
	li	a2, 32
	call	copy
	call	copy_code
	call	load_floats
	fence.i
	ld	t0, SEQ_SSTATUS(s0)
	csrw	sstatus, t0
	ld	t0, SEQ_SIE(s0)
	csrw	sie, t0
	ld	t0, SEQ_SIP(s0)
	csrw	sip, t0
	ld	t0, SEQ_SCOUNTEREN(s0)
	csrw	scounteren, t0
	ld	t0, SEQ_SSCRATCH(s0)
	csrw	sscratch, t0
	csrw	scause, zero
	csrw	stval, zero
	csrw	senvcfg, zero
	ld	s8, SEQ_SATP(s0)
	la	t0, vector
	bnez	s8, 1f
	la	t0, vector_bare
1:	ld	t1, SEQ_STVEC_MODE(s0)
	or	t0, t0, t1
	csrw	stvec, t0
	ld	t0, SEQ_START(s0)
	csrw	sepc, t0

# Go back into the sequence. A reservation does not outlive a trap.
resume:
	la	t0, reservation
	sc.d	t0, t0, (t0)
	la	t0, current
	sd	s0, (t0)
	sd	s6, 8(t0)
	sd	s7, 16(t0)
	sd	s2, 24(t0)
	beqz	s8, resume_bare
	csrw	satp, s8
	sfence.vma
	.irp	i,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	ld	x\i, -2048 + 8 * \i(zero)
	.endr
	sret
resume_bare:
	csrw	satp, zero
	sfence.vma
	li	x31, SAVED
	csrw	sscratch, x31
	.irp	i,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	ld	x\i, 8 * \i(x31)
	.endr
	sret

# Where traps come in: with an interrupt's number in vectored mode.
	.option	push
	.option	norvc
	.balign	256
vector:
	.rept	16
	j	trap
	.endr
	.balign	256
vector_bare:
	.rept	16
	j	trap_bare
	.endr
	.option	pop

trap:
	.irp	i,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
	sd	x\i, -2048 + 8 * \i(zero)
	.endr
	csrr	s8, satp
	csrw	satp, zero
	sfence.vma
	j	trapped
trap_bare:
	csrrw	x31, sscratch, x31
	.irp	i,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
	sd	x\i, 8 * \i(x31)
	.endr
	csrrw	x1, sscratch, x31
	sd	x1, 8 * 31(x31)
	csrr	s8, satp

trapped:
	la	sp, stack
	li	s1, FACTOR
	li	s9, UART
	li	t0, BATCH
	ld	s3, BATCH_IS_VERBOSE(t0)
	la	t0, current
	ld	s0, (t0)
	ld	s6, 8(t0)
	ld	s7, 16(t0)
	ld	s2, 24(t0)
	csrr	s4, scause
	csrr	s5, sepc
	li	a0, TAG_TRAP
	call	mix
	mv	a0, s4
	call	mix
	mv	a0, s5
	call	mix
	call	trap_value
	call	mix
	csrr	a0, sstatus
	call	mix
	addi	s6, s6, -1
	beqz	s6, finish
	bltz	s4, interrupted
	li	t0, BREAKPOINT
	bne	s4, t0, 1f
	ld	t0, SEQ_END(s0)
	beq	s5, t0, finish
1:	ld	t0, SEQ_CODE(s0)
	sub	t0, s5, t0
	li	t1, CODE_SIZE
	bgeu	t0, t1, finish
	li	t1, FETCH_PAGE_FAULT
	beq	s4, t1, other_mode
	# Skip the instruction.
	li	t1, PAGES
	add	t0, t0, t1
	lbu	t0, (t0)
	andi	t0, t0, 3
	addi	t0, t0, -3
	seqz	t0, t0
	slli	t0, t0, 1
	addi	t0, t0, 2
	add	s5, s5, t0
	csrw	sepc, s5
	j	resume

# Code that one mode may not execute is perhaps the other's.
other_mode:
	csrr	t0, sstatus
	li	t1, SSTATUS_SPP
	xor	t0, t0, t1
	csrw	sstatus, t0
	j	resume

interrupted:
	csrci	sip, SIP_SOFTWARE
	j	resume

# a0: stval. That of a breakpoint may be 0 or its address (Volume II, 10.1.9);
# the sequence reads 0.
trap_value:
	csrr	a0, stval
	li	t0, BREAKPOINT
	bne	s4, t0, 1f
	csrw	stval, zero
	li	t0, BATCH
	ld	t0, BATCH_IS_EXACT(t0)
	bnez	t0, 1f
	bne	a0, s5, 1f
	li	a0, 0
1:	ret

	.macro	mix_csr name
	csrr	a0, \name
	call	mix
	.endm

finish:
	li	a0, TAG_FINAL
	call	mix
	li	s10, SAVED + 8
	li	s11, SAVED + 256
1:	ld	a0, (s10)
	call	mix
	addi	s10, s10, 8
	bne	s10, s11, 1b
	mix_csr	sstatus
	mix_csr	sie
	mix_csr	sip
	csrr	a0, stvec
	andi	a0, a0, 3
	call	mix
	mix_csr	scounteren
	mix_csr	senvcfg
	mix_csr	sscratch
	mv	a0, s8
	call	mix
	li	s10, LEAF
	li	s11, LEAF + 8 * LEAF_ENTRIES
2:	ld	a0, (s10)
	call	mix
	addi	s10, s10, 8
	bne	s10, s11, 2b
	li	s10, MIDDLE + 8
	li	s11, MIDDLE + 8 + 8 * MIDDLE_ENTRIES
3:	ld	a0, (s10)
	call	mix
	addi	s10, s10, 8
	bne	s10, s11, 3b
	call	mix_floats
	call	compare_pages
	li	a0, TAG_END
	call	mix
	mv	a0, s2
	call	put_word
	j	next

# Mix what the sequence has changed, and put it back.
compare_pages:
	mv	s11, ra
	li	a0, TAG_MEMORY
	call	mix
	li	s4, PAGES
	li	s5, PAGES + PAGES_SIZE
	li	s10, TEMPLATE
1:	ld	t0, (s4)
	ld	t1, (s10)
	ld	t2, 8(s4)
	ld	t3, 8(s10)
	bne	t0, t1, 3f
	bne	t2, t3, 3f
2:	addi	s4, s4, 16
	addi	s10, s10, 16
	bne	s4, s5, 1b
	jr	s11
3:	mv	a0, s4
	call	mix
	ld	a0, (s4)
	call	mix
	ld	a0, 8(s4)
	call	mix
	ld	t0, (s10)
	sd	t0, (s4)
	ld	t0, 8(s10)
	sd	t0, 8(s4)
	j	2b

	.include "tables.inc"
	.include "floats.inc"

	.bss
	.balign	16
current:
	.skip	32
reservation:
	.skip	16
	.skip	1024
stack:
