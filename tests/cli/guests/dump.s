# SPDX-License-Identifier: MIT
# What a kernel begins with, behind its header: writes the SIZE bytes at ADDRESS to the
# console, or, if SIZE is 0, those of the device tree. Fails if it is not hart 0, or is
# elsewhere than at PLACE.
	.include "guest.inc"
start:
	auipc	t0, 0
	li	t1, PLACE
	bne	t0, t1, failed
	bnez	a0, failed
	li	t0, SIZE
	bnez	t0, 1f
	mv	t1, a1
	lbu	t0, 5(a1)	# the tree's size is big-endian, and below 16M
	lbu	t2, 6(a1)
	slli	t0, t0, 8
	or	t0, t0, t2
	lbu	t2, 7(a1)
	slli	t0, t0, 8
	or	t0, t0, t2
	j	2f
1:	li	t1, ADDRESS
2:	mv	a0, t0
	mv	a1, t1
	li	a2, 0
	sbi	0x4442434e, 0
	down
failed:
	down	0, 1
