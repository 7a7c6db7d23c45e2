# SPDX-License-Identifier: MIT
# System registers that belong to the hypervisor.
	.include "demo.inc"

	.text
# A guest has no hypervisor extension: an illegal instruction, exception 2.
	.globl	try_hypervisor_register
try_hypervisor_register:
	enter
	csrw	0x602, zero               # hedeleg
	call	take_cause
	addi	a0, a0, -2
	seqz	a0, a0
	string	a1, "system register: hedeleg is not there, so no hypervisor runs in here\n"
	call	report
	leave

# hpmcounter3 counts this hart's exits, of which reading it is one.
	.globl	try_counter
try_counter:
	enter
	csrr	s0, hpmcounter3
	csrr	a0, hpmcounter3
	sub	a0, a0, s0
	addi	a0, a0, -1
	seqz	a0, a0
	string	a1, "system register: hpmcounter3 counts exits\n"
	call	report
	leave
