# SPDX-License-Identifier: MIT
# Traps: an exception is noted and its instruction skipped, an interrupt is noted.
	.include "demo.inc"

	.text
# Take traps from now on, with a0 as the place for them; interrupts stay off.
	.globl	take_traps
take_traps:
	csrw	sscratch, a0
	la	t0, trap
	csrw	stvec, t0
	li	t0, INTERRUPT_SOFTWARE
	csrw	sie, t0
	ret

	.balign	4
trap:
	csrrw	t6, sscratch, t6
	sd	t0, 0(t6)
	sd	t1, 8(t6)
	csrr	t0, scause
	bltz	t0, 2f
	# Each instruction that the demo expects to trap has four bytes.
	sd	t0, TRAP_CAUSE(t6)
	csrr	t0, sepc
	addi	t0, t0, 4
	csrw	sepc, t0
1:	ld	t0, 0(t6)
	ld	t1, 8(t6)
	csrrw	t6, sscratch, t6
	sret
2:	slli	t0, t0, 1
	addi	t0, t0, -(5 << 1)
	li	t1, 1
	beqz	t0, 3f
	csrci	sip, INTERRUPT_SOFTWARE
	sd	t1, TRAP_IPI(t6)
	j	1b
	# The timer stays due until it is set anew: look away from it.
3:	li	t0, INTERRUPT_TIMER
	csrc	sie, t0
	sd	t1, TRAP_TIMER(t6)
	j	1b

# Idle until the trap's flag a0 is set. The interrupts are off between the look
# and WFI, which ends all the same when one is pending, so none is slept through.
	.globl	wait_for
wait_for:
	csrci	sstatus, 2
	ld	t0, (a0)
	bnez	t0, 1f
	wfi
	csrsi	sstatus, 2
	j	wait_for
1:	ret

# a0: the cause of the last exception, which is forgotten; 0: there was none.
	.globl	take_cause
take_cause:
	la	t0, traps_0
	ld	a0, TRAP_CAUSE(t0)
	sd	zero, TRAP_CAUSE(t0)
	ret

	.bss
	.balign	8
	.globl	traps_0
traps_0:
	.skip	TRAP_SIZE
	.globl	traps_1
traps_1:
	.skip	TRAP_SIZE
