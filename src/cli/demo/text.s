# SPDX-License-Identifier: MIT
# Text is gathered here and handed to the debug console in one call.
	.include "demo.inc"

	.text
# Append the string a0.
	.globl	put_text
put_text:
	la	t0, text_end
	ld	t1, (t0)
1:	lbu	t2, (a0)
	beqz	t2, 2f
	sb	t2, (t1)
	addi	a0, a0, 1
	addi	t1, t1, 1
	j	1b
2:	sd	t1, (t0)
	ret

# Write what was gathered, as often as it takes to get all of it out.
	.globl	put_flush
put_flush:
	enter
	la	s0, text
	la	t0, text_end
	ld	s1, (t0)
	sd	s0, (t0)
1:	sub	a0, s1, s0
	blez	a0, 2f
	mv	a1, s0
	li	a2, 0
	sbi	SBI_DBCN, 0
	bnez	a0, 2f
	add	s0, s0, a1
	j	1b
2:	leave

# Report a check: a0 says whether it passed, a1 what it was.
	.globl	report
report:
	enter
	mv	s0, a1
	bnez	a0, 1f
	la	t0, failures
	lw	t1, (t0)
	addi	t1, t1, 1
	sw	t1, (t0)
	string	a0, "  FAIL  "
	j	2f
1:	string	a0, "  ok    "
2:	call	put_text
	mv	a0, s0
	call	put_text
	leave

	.data
	.balign	8
	.globl	text_end
text_end:
	.dword	text

	.bss
text:	.skip	4096
	.balign	4
	.globl	failures
failures:
	.skip	4
