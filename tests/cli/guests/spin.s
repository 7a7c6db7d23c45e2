# SPDX-License-Identifier: MIT
# Computes for ever, without an exit.
	.include "guest.inc"
start:
	j	.
