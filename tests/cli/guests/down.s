# SPDX-License-Identifier: MIT
# Ends the machine in the way that KIND and REASON say.
	.include "guest.inc"
start:
	down	KIND, REASON
	j	.
