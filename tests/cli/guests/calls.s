# SPDX-License-Identifier: MIT
# Makes hypercalls for ever.
	.include "guest.inc"
start:
	sbi	0x08000000, 0
	j	start
