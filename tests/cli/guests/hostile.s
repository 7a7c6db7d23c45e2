# SPDX-License-Identifier: MIT
# Guests that never end by themselves; KIND says how.
	.include "guest.inc"
start:
	csrci	sstatus, 2
	la	t0, handler
	csrw	stvec, t0
	.if	KIND == 0               # spins with interrupts off
	j	.
	.elseif	KIND == 1               # traps in its trap handler
	unimp
	.elseif	KIND == 2               # tables that lead to themselves, and no handler in them
	la	t0, table
	srli	t1, t0, 2
	ori	t1, t1, 1
	li	t2, 512
1:	sd	t1, 0(t0)
	addi	t0, t0, 8
	addi	t2, t2, -1
	bnez	t2, 1b
	la	t0, table
	srli	t0, t0, 12
	li	t1, 8 << 60
	or	t0, t0, t1
	csrw	satp, t0
	sfence.vma
	.elseif	KIND == 3               # writes the code that it executes
1:	lw	t0, 2f
	la	t1, 3f
	sw	t0, 0(t1)
	fence.i
3:	unimp
	j	1b
2:	.option	push
	.option	norvc
	nop
	.option	pop
	.elseif	KIND == 4               # sleeps without an interrupt to wake it
	csrw	sie, zero
1:	wfi
	j	1b
	.elseif	KIND == 5               # is woken at once, for ever, and never takes it
	csrwi	sie, 2
	csrsi	sip, 2
1:	wfi
	j	1b
	.elseif	KIND == 6               # suspends itself with nothing enabled
	csrw	sie, zero
	li	a0, 0
	sbi	0x48534d, 3
	.elseif	KIND == 7               # interrupts all harts for ever
1:	li	a1, -1
	sbi	0x735049, 0
	j	1b
	.elseif	KIND == 8               # asks for fences of everything for ever
1:	li	a0, -1
	li	a1, -1
	li	a2, 0
	li	a3, -1
	li	a4, -1
	sbi	0x52464e43, 1
	j	1b
	.elseif	KIND == 9               # writes as much as there is to the console, for ever
1:	li	a0, 0x1000000
	li	a1, 0x80000000
	li	a2, 0
	sbi	0x4442434e, 0
	j	1b
	.endif

	.balign	4
handler:
	.if	KIND == 3
	j	handler
	.else
	unimp
	.endif

	.balign	4096
table:	.skip	4096
