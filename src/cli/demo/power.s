# SPDX-License-Identifier: MIT
# The end: power off, and say whether all went well.
	.include "demo.inc"

	.text
	.globl	power_off
power_off:
	la	t0, failures
	lw	s0, (t0)
	bnez	s0, 1f
	string	a0, "All checks passed. Powering off.\n"
	j	2f
1:	string	a0, "A check failed.\n"
2:	call	put_text
	call	put_flush
	li	a0, 0                     # shutdown
	snez	a1, s0                    # 1: after a failure
	sbi	SBI_SRST, 0
3:	j	3b
