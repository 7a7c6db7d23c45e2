# SPDX-License-Identifier: MIT
# What runs in M-mode under the driver where the peer emulates a whole machine:
# it delegates all that a hypervisor delegates, and answers calls as one does that
# has no extension but the one that powers off. Volume II, 3.1 and 3.7.
#
# It moves away from where RAM begins, and leaves zeros: addresses that a sequence
# gets wrong by a little often lie there.

	.equ	RAM, 0x80000000
	.equ	RAM_SIZE, 0x8000000
	.equ	PLACE, 0x87000000
	.equ	HAS_MOVED, PLACE + 0x1000 # by the second hart
	.equ	DRIVER, 0x80200000
	.equ	UART, 0x10000000
	.equ	UART_ROOM, 0x1000
	.equ	PMP_RWX_NAPOT, 0x1f
	.equ	FINISHER, 0x100000        # of QEMU's machine `virt'
	.equ	FINISHER_PASS, 0x5555
	.equ	FINISHER_FAIL, 0x13333
	.equ	SBI_SRST, 0x53525354
	.equ	SBI_NOT_SUPPORTED, -2
	.equ	SUPERVISOR_CALL, 9
	.equ	KEPT, 1 << 9 | 1 << 11    # calls from S and from M are not delegated
	.equ	DELEGATED_INTERRUPTS, 0x222
	.equ	COUNTERS, 7
	.equ	MPP_SUPERVISOR, 1 << 11
	.equ	SSTC, 1 << 63             # menvcfg.STCE

	.text
	.globl	start
start:
	li	t0, PLACE
	li	t1, RAM
	la	t2, end
1:	ld	t3, (t1)
	sd	t3, (t0)
	addi	t0, t0, 8
	addi	t1, t1, 8
	bltu	t1, t2, 1b
	fence.i
	la	t0, moved
	li	t1, PLACE - RAM
	add	t0, t0, t1
	li	t1, HAS_MOVED
	jr	t0

# The peer has a second hart only because it then executes atomics as such.
moved:
	csrr	t0, mhartid
	beqz	t0, 2f
	sd	t0, (t1)
1:	wfi
	j	1b
2:	ld	t0, (t1)
	beqz	t0, 2b
	li	t0, RAM
	li	t1, RAM + 0x1000
3:	sd	zero, (t0)
	addi	t0, t0, 8
	bltu	t0, t1, 3b
	la	t0, trap
	csrw	mtvec, t0
	li	t0, ~(KEPT)
	csrw	medeleg, t0
	li	t0, DELEGATED_INTERRUPTS
	csrw	mideleg, t0
	li	t0, COUNTERS
	csrw	mcounteren, t0
	li	t0, SSTC
	csrw	0x30a, t0
	# S and U reach RAM and the UART, and nothing else: as in the virtual machine.
	li	t0, (RAM | (RAM_SIZE / 2 - 1)) >> 2
	csrw	pmpaddr0, t0
	li	t0, (UART | (UART_ROOM / 2 - 1)) >> 2
	csrw	pmpaddr1, t0
	li	t0, PMP_RWX_NAPOT << 8 | PMP_RWX_NAPOT
	csrw	pmpcfg0, t0
	li	t0, MPP_SUPERVISOR
	csrw	mstatus, t0
	li	t0, DRIVER
	csrw	mepc, t0
	mret

	.balign	4
trap:
	csrw	mscratch, t0
	csrr	t0, mcause
	addi	t0, t0, -SUPERVISOR_CALL
	bnez	t0, fail
	csrr	t0, mepc
	addi	t0, t0, 4
	csrw	mepc, t0
	li	t0, SBI_SRST
	beq	a7, t0, power_off
	li	a0, SBI_NOT_SUPPORTED
	li	a1, 0
	csrr	t0, mscratch
	mret

power_off:
	li	t1, FINISHER_PASS
	j	3f
fail:	li	t1, FINISHER_FAIL
3:	li	t0, FINISHER
	sw	t1, (t0)
4:	j	4b
	.balign	8
end:
