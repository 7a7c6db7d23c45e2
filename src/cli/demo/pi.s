# SPDX-License-Identifier: MIT
# Digits of pi by the spigot of Rabinowitz and Wagon (The American Mathematical
# Monthly 102, 1995), four at a time: pi = 2 + 1/3 (2 + 2/5 (2 + 3/7 (2 + ...))).
	.include "demo.inc"

	.equ	GROUPS, 7
	.equ	TERMS, 14 * GROUPS        # 14 terms give four digits

	.text
# Write GROUPS * 4 digits and a point at pi_text.
	.globl	find_pi
find_pi:
	la	a0, pi_terms
	li	t0, TERMS
	li	t1, 2000
1:	sd	t1, (a0)
	addi	a0, a0, 8
	addi	t0, t0, -1
	bnez	t0, 1b

	li	a1, 10000
	li	a2, TERMS                 # terms that still matter
	li	a3, 0                     # carried from the group before
	la	a4, pi_text + 1
2:	li	t0, 0                     # the sum, from its last term on
	addi	t1, a2, -1
3:	slli	t2, t1, 3
	la	t3, pi_terms
	add	t3, t3, t2
	ld	t4, (t3)
	mul	t4, t4, a1
	mul	t0, t0, t1
	add	t0, t0, t4
	slli	t5, t1, 1
	addi	t5, t5, -1
	remu	t4, t0, t5
	sd	t4, (t3)
	divu	t0, t0, t5
	addi	t1, t1, -1
	bgtz	t1, 3b
	divu	t4, t0, a1
	add	t4, t4, a3
	remu	a3, t0, a1

	li	t5, 1000
	li	t6, 10
4:	divu	t0, t4, t5
	remu	t4, t4, t5
	addi	t0, t0, '0'
	sb	t0, (a4)
	addi	a4, a4, 1
	divu	t5, t5, t6
	bnez	t5, 4b
	addi	a2, a2, -14
	bgtz	a2, 2b

	la	a4, pi_text               # 3141... becomes 3.141...
	lbu	t0, 1(a4)
	sb	t0, 0(a4)
	li	t0, '.'
	sb	t0, 1(a4)
	ret

# a0: whether the digits are those of pi.
	.globl	is_pi
is_pi:
	la	t0, pi_text
	la	t1, pi_expected
	li	a0, 0
1:	lbu	t2, (t0)
	lbu	t3, (t1)
	bne	t2, t3, 2f
	addi	t0, t0, 1
	addi	t1, t1, 1
	bnez	t2, 1b
	li	a0, 1
2:	ret

	.section .rodata
pi_expected:
	.asciz	"3.141592653589793238462643383"

	.bss
	.balign	8
pi_terms:
	.skip	8 * TERMS
	.globl	pi_text
pi_text:
	.skip	4 * GROUPS + 2
