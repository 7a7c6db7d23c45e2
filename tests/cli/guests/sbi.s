# SPDX-License-Identifier: MIT
# Firmware calls, many of them hostile. Each row of the table holds a7, a6, a0,
# a1, a2, the error expected, and a1 expected where the error is 0. The letter
# of a row that answers something else is printed.
	.include "guest.inc"
	.equ	DBCN, 0x4442434e
	.equ	HSM, 0x48534d
	.equ	IPI, 0x735049
	.equ	RFENCE, 0x52464e43
	.equ	RAM, 0x80000000
	.equ	RAM_END, 0x81000000       # the test gives 16M
start:
	la	s1, rows
	la	s2, rows_end
	li	s3, 'Y'
1:	ld	a7, 0(s1)
	ld	a6, 8(s1)
	ld	a0, 16(s1)
	ld	a1, 24(s1)
	ld	a2, 32(s1)
	ecall
	ld	t0, 40(s1)
	bne	a0, t0, 2f
	bnez	a0, 3f
	ld	t0, 48(s1)
	beq	a1, t0, 3f
2:	mv	a0, s3
	sbi	DBCN, 2
3:	addi	s1, s1, 56
	addi	s3, s3, 1
	bltu	s1, s2, 1b
	down

	.balign	8
message:
	.ascii	"console\n"
	.balign	8
buffer:	.skip	8
rows:
	.dword	RFENCE, 0, 4, 0, 0, -3, 0              # Y: there is no hart 2
	.dword	RFENCE, 1, 0, 2, 0, -3, 0              # Z: to count from, either
	.dword	RFENCE, 2, 2, -2, 0, -3, 0             # [: counted from far away
	.dword	RFENCE, 1, -1, 1, 0, -3, 0             # \: too many
	.dword	RFENCE, 0, 3, 0, 0, 0, 0               # ]: the other one is there, if stopped
	.dword	RFENCE, 1, 2, 0, 0, 0, 0               # ^
	.dword	RFENCE, 2, 5, -1, 0, 0, 0              # _: all
	.dword	RFENCE, 3, 1, 0, 0, -2, 0              # `: for nested guests
	.dword	DBCN, 0, 8, message, 0, 0, 8           # a: the console writes
	.dword	DBCN, 0, 0, message, 0, 0, 0           # b: nothing
	.dword	DBCN, 0, 8, 0, 0, -3, 0                # c: no memory there
	.dword	DBCN, 0, 8, message, 1, -3, 0          # d: above 2^64
	.dword	DBCN, 0, -1, RAM, 0, -3, 0             # e: far too much
	.dword	DBCN, 0, 2, RAM_END - 1, 0, -3, 0      # f: past the end
	.dword	DBCN, 0, 16, -8, 0, -3, 0              # g: around the end of all addresses
	.dword	DBCN, 1, 8, buffer, 0, 0, 3            # h: the test types three bytes
	.dword	DBCN, 1, 8, buffer, 0, 0, 0            # i: and no more
	.dword	DBCN, 1, 8, 0x10000000, 0, -3, 0       # j: a device is no memory
	.dword	DBCN, 3, 0, 0, 0, -2, 0                # k: no such function
	.dword	HSM, 2, 0, 0, 0, 0, 0                  # l: this hart is started
	.dword	HSM, 2, 1, 0, 0, 0, 1                  # m: the other one is stopped
	.dword	HSM, 2, 2, 0, 0, -3, 0                 # n: there is no third
	.dword	HSM, 0, 0, RAM, 0, -6, 0               # o: started already
	.dword	HSM, 0, 2, RAM, 0, -3, 0               # p: not there
	.dword	HSM, 0, -1, RAM, 0, -3, 0              # q
	.dword	HSM, 0, 1, 0x10000000, 0, -5, 0        # r: a device is no code
	.dword	HSM, 0, 1, RAM + 1, 0, -5, 0           # s: misaligned
	.dword	HSM, 0, 1, RAM_END, 0, -5, 0           # t: past the end
	.dword	HSM, 3, 1, 0, 0, -3, 0                 # u: a reserved kind of suspension
	.dword	HSM, 3, 0x10000000, 0, 0, -3, 0        # v: a platform's own
	.dword	HSM, 3, 0x80000000, 0, 0, -5, 0        # w: it would resume nowhere
	.dword	IPI, 0, 4, 0, 0, -3, 0                 # x: there is no hart 2
	.dword	IPI, 0, 1, 2, 0, -3, 0                 # y
	.dword	IPI, 0, 2, -2, 0, -3, 0                # z: counted from far away
	.dword	IPI, 0, 3, 0, 0, 0, 0                  # {: both
	.dword	IPI, 0, 0, -1, 0, 0, 0                 # |: all
	.dword	0x08000000, 0, 0, 0, 0, -2, 0          # }: no extension of our own
	.dword	0x09000000, 7, 0, 0, 0, -2, 0          # ~
rows_end:
