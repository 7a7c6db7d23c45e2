# SPDX-License-Identifier: MIT
# The Mandelbrot set, in fixed point with 24 bits behind the point.
	.include "demo.inc"

	.equ	COLUMNS, 72
	.equ	ROWS, 13
	.equ	LEFT, -36071014           # -2.15
	.equ	COLUMN_STEP, 696255       # 0.0415
	.equ	TOP, -18790482            # -1.12
	.equ	ROW_STEP, 3131747         # 1.12 / 6
	.equ	FOUR, 4 << 24
	.equ	STEPS, 48

	.text
	.globl	draw_picture
draw_picture:
	enter
	li	s0, TOP
	li	s1, ROWS
1:	mv	a0, s0
	call	draw_row
	li	t0, ROW_STEP
	add	s0, s0, t0
	addi	s1, s1, -1
	bnez	s1, 1b
	leave

# A line of the picture: a0 is its height.
draw_row:
	la	a6, text_end
	ld	a7, (a6)
	li	a1, LEFT
	li	a2, COLUMNS
1:	li	t0, 0                     # x
	li	t1, 0                     # y
	li	t2, 0                     # steps so far
2:	mul	t3, t0, t0
	srai	t3, t3, 24
	mul	t4, t1, t1
	srai	t4, t4, 24
	add	t5, t3, t4                # far from 0: it escapes
	li	t6, FOUR
	bgt	t5, t6, 3f
	mul	t1, t1, t0                # y = 2 x y + height
	srai	t1, t1, 23
	add	t1, t1, a0
	sub	t0, t3, t4                # x = x x - y y + place
	add	t0, t0, a1
	addi	t2, t2, 1
	li	t6, STEPS
	blt	t2, t6, 2b
	li	t3, '#'
	j	4f
3:	li	t6, 15
	ble	t2, t6, 5f
	mv	t2, t6
5:	la	t3, shades
	add	t3, t3, t2
	lbu	t3, (t3)
4:	sb	t3, (a7)
	addi	a7, a7, 1
	li	t0, COLUMN_STEP
	add	a1, a1, t0
	addi	a2, a2, -1
	bnez	a2, 1b
	li	t0, '\n'
	sb	t0, (a7)
	addi	a7, a7, 1
	sd	a7, (a6)
	ret

	.section .rodata
shades:	.ascii	"  ..::--==++**%%"
