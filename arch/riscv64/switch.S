/* SPDX-License-Identifier: MIT */
/*
 * The world switch (18.6): the guest's general registers and what a trap
 * overwrites go in, and come out again. All else of the guest stays in the
 * hardware while it is loaded.
 */
#include "hext.h"

/* The registers of the guest that a function may change, but a0, which holds the vCPU, and t0. */
	.macro	each_caller_register instruction
	\instruction ra, AXVCPU_RISCV64_X1_OFFSET(a0)
	\instruction t1, AXVCPU_RISCV64_X6_OFFSET(a0)
	\instruction t2, AXVCPU_RISCV64_X7_OFFSET(a0)
	\instruction a1, AXVCPU_RISCV64_X11_OFFSET(a0)
	\instruction a2, AXVCPU_RISCV64_X12_OFFSET(a0)
	\instruction a3, AXVCPU_RISCV64_X13_OFFSET(a0)
	\instruction a4, AXVCPU_RISCV64_X14_OFFSET(a0)
	\instruction a5, AXVCPU_RISCV64_X15_OFFSET(a0)
	\instruction a6, AXVCPU_RISCV64_X16_OFFSET(a0)
	\instruction a7, AXVCPU_RISCV64_X17_OFFSET(a0)
	\instruction t3, AXVCPU_RISCV64_X28_OFFSET(a0)
	\instruction t4, AXVCPU_RISCV64_X29_OFFSET(a0)
	\instruction t5, AXVCPU_RISCV64_X30_OFFSET(a0)
	\instruction t6, AXVCPU_RISCV64_X31_OFFSET(a0)
	.endm

/* Those that it keeps, and those that are no function's. */
	.macro	each_other_register instruction
	\instruction sp, AXVCPU_RISCV64_X2_OFFSET(a0)
	\instruction gp, AXVCPU_RISCV64_X3_OFFSET(a0)
	\instruction tp, AXVCPU_RISCV64_X4_OFFSET(a0)
	\instruction s0, AXVCPU_RISCV64_X8_OFFSET(a0)
	\instruction s1, AXVCPU_RISCV64_X9_OFFSET(a0)
	\instruction s2, AXVCPU_RISCV64_X18_OFFSET(a0)
	\instruction s3, AXVCPU_RISCV64_X19_OFFSET(a0)
	\instruction s4, AXVCPU_RISCV64_X20_OFFSET(a0)
	\instruction s5, AXVCPU_RISCV64_X21_OFFSET(a0)
	\instruction s6, AXVCPU_RISCV64_X22_OFFSET(a0)
	\instruction s7, AXVCPU_RISCV64_X23_OFFSET(a0)
	\instruction s8, AXVCPU_RISCV64_X24_OFFSET(a0)
	\instruction s9, AXVCPU_RISCV64_X25_OFFSET(a0)
	\instruction s10, AXVCPU_RISCV64_X26_OFFSET(a0)
	\instruction s11, AXVCPU_RISCV64_X27_OFFSET(a0)
	.endm

/* Each register of the host that a function keeps; the first three are all that C needs. */
	.macro	each_host_pointer instruction
	\instruction sp, HEXT_HOST + AXVCPU_RISCV64_HOST_X2_OFFSET(a0)
	\instruction gp, HEXT_HOST + AXVCPU_RISCV64_HOST_X3_OFFSET(a0)
	\instruction tp, HEXT_HOST + AXVCPU_RISCV64_HOST_X4_OFFSET(a0)
	.endm

	.macro	each_host_register instruction
	\instruction ra, HEXT_HOST + AXVCPU_RISCV64_HOST_X1_OFFSET(a0)
	\instruction s0, HEXT_HOST + AXVCPU_RISCV64_HOST_X8_OFFSET(a0)
	\instruction s1, HEXT_HOST + AXVCPU_RISCV64_HOST_X9_OFFSET(a0)
	\instruction s2, HEXT_HOST + AXVCPU_RISCV64_HOST_X18_OFFSET(a0)
	\instruction s3, HEXT_HOST + AXVCPU_RISCV64_HOST_X19_OFFSET(a0)
	\instruction s4, HEXT_HOST + AXVCPU_RISCV64_HOST_X20_OFFSET(a0)
	\instruction s5, HEXT_HOST + AXVCPU_RISCV64_HOST_X21_OFFSET(a0)
	\instruction s6, HEXT_HOST + AXVCPU_RISCV64_HOST_X22_OFFSET(a0)
	\instruction s7, HEXT_HOST + AXVCPU_RISCV64_HOST_X23_OFFSET(a0)
	\instruction s8, HEXT_HOST + AXVCPU_RISCV64_HOST_X24_OFFSET(a0)
	\instruction s9, HEXT_HOST + AXVCPU_RISCV64_HOST_X25_OFFSET(a0)
	\instruction s10, HEXT_HOST + AXVCPU_RISCV64_HOST_X26_OFFSET(a0)
	\instruction s11, HEXT_HOST + AXVCPU_RISCV64_HOST_X27_OFFSET(a0)
	.endm

	.text
/* enum axvcpu_status axvcpu_hext_enter(struct hext_vcpu *a0, struct axvcpu_exit *a1) */
	.balign	4
	.globl	axvcpu_hext_enter
	.type	axvcpu_hext_enter, @function
axvcpu_hext_enter:
	each_host_pointer sd
	each_host_register sd
	sd	a1, HEXT_EXIT(a0)
enter_again:
	ld	t0, HEXT_SSTATUS(a0)
	ld	t1, HEXT_HSTATUS(a0)
	ld	t2, AXVCPU_RISCV64_PC_OFFSET(a0)
	lla	t3, guest_trap
	csrrw	t0, sstatus, t0
	csrw	AXVCPU_RISCV64_HSTATUS_NUMBER, t1
	csrw	sepc, t2
	csrrw	t3, stvec, t3
	csrrw	t4, sscratch, a0
	sd	t0, HEXT_HOST_SSTATUS(a0)
	sd	t3, HEXT_HOST_STVEC(a0)
	sd	t4, HEXT_HOST_SSCRATCH(a0)
	each_other_register ld
enter_guest:
	each_caller_register ld
	ld	t0, AXVCPU_RISCV64_X5_OFFSET(a0)
	ld	a0, AXVCPU_RISCV64_X10_OFFSET(a0)
	sret

/*
 * A call of the guest's to SBI's base extension: the host's function needs no more
 * of the host than its stack, and leaves all but the caller's registers alone.
 */
base_call:
	csrr	t0, scause
	addi	t0, t0, -AXVCPU_RISCV64_EXCEPTION_SUPERVISOR_CALL
	bnez	t0, leave_guest
	each_caller_register sd
	csrrw	t0, sscratch, a0
	csrr	t1, sepc
	sd	t0, AXVCPU_RISCV64_X10_OFFSET(a0)
	addi	t1, t1, 4
	sd	sp, AXVCPU_RISCV64_X2_OFFSET(a0)
	csrw	sepc, t1
	ld	sp, HEXT_HOST + AXVCPU_RISCV64_HOST_X2_OFFSET(a0)
	call	axvcpu_hext_answer_base
	csrr	a0, sscratch
	ld	sp, AXVCPU_RISCV64_X2_OFFSET(a0)
	j	enter_guest

/* Where every trap of the guest leads that is not its own; interrupts are masked by it. */
	.balign	4
guest_trap:
	csrrw	a0, sscratch, a0
	sd	t0, AXVCPU_RISCV64_X5_OFFSET(a0)
	addi	t0, a7, -HEXT_SBI_BASE
	beqz	t0, base_call
leave_guest:
	each_caller_register sd
	each_other_register sd
	ld	a1, HEXT_EXIT(a0)
	ld	t0, HEXT_HOST_SSTATUS(a0)
	ld	t2, HEXT_HOST_STVEC(a0)
	ld	t3, HEXT_HOST_SSCRATCH(a0)
	csrrw	t0, sstatus, t0
	csrr	t1, AXVCPU_RISCV64_HSTATUS_NUMBER
	csrw	stvec, t2
	csrrw	t3, sscratch, t3
	csrr	t2, sepc
	csrr	a2, scause
	csrr	a3, stval
	csrr	a4, AXVCPU_RISCV64_HTVAL_NUMBER
	csrr	a5, AXVCPU_RISCV64_HTINST_NUMBER
	sd	t0, HEXT_SSTATUS(a0)
	sd	t2, AXVCPU_RISCV64_PC_OFFSET(a0)
	sd	t3, AXVCPU_RISCV64_X10_OFFSET(a0)
	sd	a2, HEXT_SYNDROME + HEXT_SYNDROME_SCAUSE(a1)
	sd	a3, HEXT_SYNDROME + HEXT_SYNDROME_STVAL(a1)
	sd	a4, HEXT_SYNDROME + HEXT_SYNDROME_HTVAL(a1)
	sd	a5, HEXT_SYNDROME + HEXT_SYNDROME_HTINST(a1)
	sd	t1, HEXT_SYNDROME + HEXT_SYNDROME_HSTATUS(a1)
	mv	s0, a0
	each_host_pointer ld
	call	axvcpu_hext_take
	mv	t0, a0
	mv	a0, s0
	beqz	t0, enter_again
	ld	t1, HEXT_HOST_HSTATUS(a0)
	each_host_register ld
	csrw	AXVCPU_RISCV64_HSTATUS_NUMBER, t1
	li	a0, 0
	ret
	.size	axvcpu_hext_enter, . - axvcpu_hext_enter

/* fld and fsd, csrw and csrr of fcsr, where the assembler was not told of the extensions. */
	.macro	load_float number
	.insn	i 0x07, 3, x\number, a0, 8 * \number
	.endm
	.macro	store_float number
	.insn	s 0x27, 3, x\number, 8 * \number(a0)
	.endm
	.macro	each_float instruction
	.irp	number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
	\instruction \number
	.endr
	.irp	number, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	\instruction \number
	.endr
	.endm

	.globl	axvcpu_hext_load_float
	.type	axvcpu_hext_load_float, @function
axvcpu_hext_load_float:
	each_float load_float
	ld	t0, 8 * 32(a0)
	csrw	AXVCPU_RISCV64_FCSR_NUMBER, t0
	ret
	.size	axvcpu_hext_load_float, . - axvcpu_hext_load_float

	.globl	axvcpu_hext_store_float
	.type	axvcpu_hext_store_float, @function
axvcpu_hext_store_float:
	each_float store_float
	csrr	t0, AXVCPU_RISCV64_FCSR_NUMBER
	sd	t0, 8 * 32(a0)
	ret
	.size	axvcpu_hext_store_float, . - axvcpu_hext_store_float

	.section .note.GNU-stack, "", %progbits
