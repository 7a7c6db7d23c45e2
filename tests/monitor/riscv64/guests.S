/* SPDX-License-Identifier: MIT */
/*
 * The guests of the scenarios, to be copied anywhere. What the host puts into
 * their registers before they begin stands above each. A call of the
 * hypervisor is an ecall with a7 = CALL (guests.h), which the host sets.
 */

	/* fmv.d.x and fmv.x.d (Volume I, 21.5), by their fields: clang 14 cannot be told of D. */
	.macro	move_to_float n, from
	.insn	r 0x53, 0, 0x79, x\n, \from, x0
	.endm
	.macro	move_from_float to, n
	.insn	r 0x53, 0, 0x71, \to, x\n, x0
	.endm

	.macro	guest name
	.section .rodata.guests, "a"
	.balign	8
	.globl	guest_\name
guest_\name:
	.endm

	.macro	end name
	.globl	guest_\name\()_end
guest_\name\()_end:
	.endm

	.macro	count at, base, scratch=t0
	ld	\scratch, \at(\base)
	addi	\scratch, \scratch, 1
	sd	\scratch, \at(\base)
	.endm

/* Count at a1 for ever. */
guest count
1:	count	0, a1
	j	1b
end count

/* Call for ever. */
guest call
1:	ecall
	j	1b
end call

/* Load, store or call at a1, then tell what came, in a0; there is more of it at each call. */
guest load
1:	ld	a0, (a1)
	ecall
	j	1b
end load
guest store
1:	sd	a0, (a1)
	ecall
	j	1b
end store
guest execute
1:	jalr	a1
	ecall
	j	1b
end execute

/* What the guests of execute call: it returns VALUE_OLD, or VALUE_NEW. */
guest old
	li	a0, 1
	ret
end old
guest new
	li	a0, 2
	ret
end new

/* The same accesses of a1 without end: count at a2, and leave what came at a2 + 8. */
guest loads
1:	ld	a0, (a1)
	sd	a0, 8(a2)
	count	0, a2
	j	1b
end loads
guest stores
1:	sd	a0, (a1)
	count	0, a2
	j	1b
end stores
guest executes
1:	jalr	a1
	sd	a0, 8(a2)
	count	0, a2
	j	1b
end executes

	/* All interrupts on, to the handler below at 9f; told at a1 + 32. */
	.macro	open_interrupts
	lla	t0, 9f
	csrw	stvec, t0
	sd	t0, 32(a1)
	li	t0, 0x222
	csrw	sie, t0
	csrsi	sstatus, 2
	.endm

	/*
	 * Count an interrupt at a1: software 0, timer 8, external 16. The guest clears
	 * software's bit itself; it tells a device at a2 of external ones, if a2 is not 0.
	 */
	.macro	take_interrupt
	.balign	4
9:	csrr	t1, scause
	andi	t1, t1, 15
	addi	t1, t1, -1
	bnez	t1, 1f
	csrci	sip, 2
1:	slli	t2, t1, 1
	add	t2, t2, a1
	count	0, t2
	li	t2, 8
	bne	t1, t2, 1f
	beqz	a2, 1f
	sd	zero, (a2)
1:
	.endm

/* Count interrupts at a1; at a1 + 24, how far it came between them. */
guest interrupts
	open_interrupts
1:	count	24, a1, t3
	j	1b
	take_interrupt
	sret
end interrupts

/* The same in its sleep. */
guest sleep
	open_interrupts
1:	wfi
	j	1b
	take_interrupt
	sret
end sleep

/*
 * Sleep a2 ticks, and count at a1 + 8 that the timer ended it. It does not go back to
 * where it was, but to sleep again.
 */
guest timer
	mv	s0, a1
	lla	t0, 2f
	csrw	stvec, t0
	li	t0, 0x20
	csrw	sie, t0
1:	rdtime	a0
	add	a0, a0, a2
	li	a7, 0x54494d45
	li	a6, 0
	ecall
	csrsi	sstatus, 2
	wfi
	j	1b
	.balign	4
2:	count	8, s0
	j	1b
end timer

/* The same, but it counts at a1 + 24 until the timer comes. */
guest ticks
	mv	s0, a1
	lla	t0, 3f
	csrw	stvec, t0
	li	t0, 0x20
	csrw	sie, t0
1:	rdtime	a0
	add	a0, a0, a2
	li	a7, 0x54494d45
	li	a6, 0
	ecall
	csrsi	sstatus, 2
2:	count	24, s0
	j	2b
	.balign	4
3:	count	8, s0
	j	1b
end ticks

	.macro	each_register instruction
	.irp	n, 1, 2, 3, 4, 7, 8, 9, 12, 13, 14, 15, 16, 18, 19, 20, 21
	\instruction	\n
	.endr
	.irp	n, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	\instruction	\n
	.endr
	.endm
	.macro	each_float instruction
	.irp	n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	\instruction	\n
	.endr
	.irp	n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	\instruction	\n
	.endr
	.endm
	/* CSRs and what they can hold of a0, as bits; the bits beside it are 0. */
	.macro	each_csr instruction
	\instruction	sscratch, -1, 1
	\instruction	sepc, -2, 2
	\instruction	stval, -1, 3
	\instruction	stvec, -4, 4
	\instruction	scause, 15, 5
	\instruction	scounteren, 7, 6
	\instruction	0x003, 255, 7
	\instruction	0x14d, -1, 8
	.endm

	.macro	fill_register n
	addi	x\n, a0, \n
	.endm
	.macro	fill_float n
	addi	t0, a0, 64 + \n
	move_to_float \n, t0
	.endm
	.macro	fill_csr name, mask, n
	addi	t0, a0, 128 + \n
	andi	t0, t0, \mask
	csrw	\name, t0
	.endm

	/* a1: the number of the first that is not as it was; 0: all are. */
	.macro	check_register n
	addi	t0, a0, \n
	beq	t0, x\n, 1f
	li	a1, \n
	j	9f
1:
	.endm
	.macro	check_float n
	addi	t0, a0, 64 + \n
	move_from_float t1, \n
	beq	t0, t1, 1f
	li	a1, 64 + \n
	j	9f
1:
	.endm
	.macro	check_csr name, mask, n
	addi	t0, a0, 128 + \n
	andi	t0, t0, \mask
	csrr	t1, \name
	beq	t0, t1, 1f
	li	a1, 128 + \n
	j	9f
1:
	.endm

/*
 * From a0, a seed, all registers are made; at each call, and after it, they hold
 * that still. Every second time the seed grows, so that registers are sometimes
 * dirty when the guest leaves, and sometimes not.
 */
guest registers
	li	t0, 0x6000
	csrs	sstatus, t0
	li	a1, 0
2:	each_register fill_register
	each_float fill_float
	each_csr fill_csr
	ecall
	each_register check_register
	each_float check_float
	each_csr check_csr
	ecall
	each_register check_register
	each_float check_float
	each_csr check_csr
	addi	a0, a0, 256
	j	2b
9:	ecall
	j	9b
end registers

/* Tell, in a1, what is in the floating-point registers of a guest that has written none. */
guest fresh
	li	t0, 0x2000
	csrs	sstatus, t0
	csrr	a1, 0x003
	.macro	gather n
	move_from_float t0, \n
	or	a1, a1, t0
	.endm
	each_float gather
	ecall
end fresh

/*
 * Virtual memory, Sv39. Change the entry at s2 between s3 and s4, which lead to
 * the pages that s5 and s6 are the addresses of, s0 times. The page that comes
 * holds the round's number first. When hart 1 is fenced, the number is told at s7.
 * Before each change hart 1 has read the page as it was, unless it takes long: it
 * counts its reads at s7 + 8.
 */
guest remap
	li	s1, 0
1:	addi	s1, s1, 1
	ld	t0, 8(s7)
	addi	t0, t0, 2
	li	t2, 1 << 26
4:	ld	t1, 8(s7)
	addi	t2, t2, -1
	beqz	t2, 3f
	bltu	t1, t0, 4b
3:
	sd	s1, (s5)
	fence	rw, rw
	sd	s3, (s2)
	li	a7, 0x52464e43
	li	a6, 1
	li	a0, 2
	li	a1, 0
	li	a2, 0
	li	a3, -1
	ecall
	bnez	a0, 2f
	fence	rw, w
	sd	s1, (s7)
	mv	t0, s3
	mv	s3, s4
	mv	s4, t0
	mv	t0, s5
	mv	s5, s6
	mv	s6, t0
	bne	s1, s0, 1b
2:	li	a7, 0x08000000
	ecall
end remap

/*
 * Hart 1 reads, at s1, at least the number that was told at s7 before: 0 in a0; up
 * to s0. It counts its reads at s7 + 8.
 */
guest follow
	li	a0, 0
	li	t2, 0
1:	ld	t0, (s7)
	fence	r, r
	ld	t1, (s1)
	addi	t2, t2, 1
	sd	t2, 8(s7)
	bltu	t1, t0, 2f
	bne	t0, s0, 1b
	ecall
2:	li	a0, 1
	ecall
end follow

/* Fence all harts, s0 times; s1 has how many are left. 0 in a0: each was answered so. */
guest fence
	li	s2, 0
1:	sd	s0, (s1)
	li	a7, 0x52464e43
	li	a6, 1
	li	a0, 0
	li	a1, -1
	li	a2, 0
	li	a3, -1
	ecall
	or	s2, s2, a0
	addi	s0, s0, -1
	bnez	s0, 1b
	mv	a0, s2
	li	a7, 0x08000000
	ecall
end fence
