# SPDX-License-Identifier: MIT
# The first program of a kernel: works on each processor in turn, sleeps, says how many
# there are, and powers off. With FLOAT set it computes across the sleep with numbers of
# double precision.
	.equ	SYS_ioctl, 29
	.equ	SYS_write, 64
	.equ	SYS_nanosleep, 101
	.equ	SYS_sched_setaffinity, 122
	.equ	SYS_sched_getaffinity, 123
	.equ	SYS_reboot, 142
	.equ	SYS_getcpu, 168
	.equ	MASK, 8		# bytes of a mask of processors

	.macro	call number
	li	a7, \number
	ecall
	.endm

	.macro	say text, length
	li	a0, 1
	la	a1, \text
	li	a2, \length
	call	SYS_write
	.endm

	.data
	.balign	8
mask:	.quad	0
moment:	.quad	0, 50000000	# seconds, nanoseconds
here:	.word	0
told:	.ascii	"init: processors: "
count:	.ascii	"0\n"
	.equ	told_size, . - told
floating:
	.ascii	"init: floating point\n"
	.equ	floating_size, . - floating
bad:	.ascii	"init: failed\n"
	.equ	bad_size, . - bad

	.option	norelax	# nothing sets gp
	.globl	start
	.text
start:
	li	a0, 0
	li	a1, MASK
	la	a2, mask
	call	SYS_sched_getaffinity
	blez	a0, failed
	ld	s0, mask	# those not yet visited
	li	s1, 0		# how many there are
	li	s2, 0		# the one at hand
1:	andi	t0, s0, 1
	beqz	t0, 2f
	jal	visit
	addi	s1, s1, 1
2:	addi	s2, s2, 1
	srli	s0, s0, 1
	bnez	s0, 1b

.ifdef FLOAT
	li	t0, 3
	fcvt.d.l fs0, t0
	li	t0, 7
	fcvt.d.l fs1, t0
	fdiv.d	fs0, fs0, fs1
.endif
	la	a0, moment
	li	a1, 0
	call	SYS_nanosleep
	bnez	a0, failed
.ifdef FLOAT
	fmul.d	fs0, fs0, fs1
	fcvt.l.d t0, fs0	# 3 / 7 * 7, rounded
	li	t1, 3
	bne	t0, t1, failed
	say	floating, floating_size
.endif
	la	t0, count
	addi	t1, s1, '0'
	sb	t1, 0(t0)
	say	told, told_size
	j	off
failed:
	say	bad, bad_size
off:	li	a0, 1		# until the console has it all: TCSBRK, 1
	li	a1, 0x5409
	li	a2, 1
	call	SYS_ioctl
	li	a0, 0xfee1dead	# LINUX_REBOOT_MAGIC1 and 2, CMD_POWER_OFF
	li	a1, 0x28121969
	li	a2, 0x4321fedc
	li	a3, 0
	call	SYS_reboot
3:	j	3b

# Go to processor s2, and see that it is the one.
visit:
	li	t0, 1
	sll	t0, t0, s2
	la	a2, mask
	sd	t0, 0(a2)
	li	a0, 0
	li	a1, MASK
	call	SYS_sched_setaffinity
	bnez	a0, failed
	la	a0, here
	li	a1, 0
	li	a2, 0
	call	SYS_getcpu
	lw	t0, here
	bne	t0, s2, failed
	ret
