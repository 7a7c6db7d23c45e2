/* The world switch: the guest's registers go in, and come out again. */
#include <generated/__arch___context.h>

/* One instruction each: a register of the guest from or to its place behind the pointer. */
	.macro take register, offset
	.endm
	.macro keep register, offset
	.endm

	.text
	.globl axvcpu___backend___enter
axvcpu___backend___enter:
	/* Save what the host's calling convention asks to save. */
	take r1, AXVCPU___ARCH___R1_OFFSET
	take r2, AXVCPU___ARCH___R2_OFFSET
	take r3, AXVCPU___ARCH___R3_OFFSET
	take r4, AXVCPU___ARCH___R4_OFFSET
	take r5, AXVCPU___ARCH___R5_OFFSET
	take r6, AXVCPU___ARCH___R6_OFFSET
	take r7, AXVCPU___ARCH___R7_OFFSET
	take r8, AXVCPU___ARCH___R8_OFFSET
	take r9, AXVCPU___ARCH___R9_OFFSET
	take r10, AXVCPU___ARCH___R10_OFFSET
	take r11, AXVCPU___ARCH___R11_OFFSET
	take r12, AXVCPU___ARCH___R12_OFFSET
	take r13, AXVCPU___ARCH___R13_OFFSET
	take r14, AXVCPU___ARCH___R14_OFFSET
	take r15, AXVCPU___ARCH___R15_OFFSET
	take r16, AXVCPU___ARCH___R16_OFFSET
	take r17, AXVCPU___ARCH___R17_OFFSET
	take r18, AXVCPU___ARCH___R18_OFFSET
	take r19, AXVCPU___ARCH___R19_OFFSET
	take r20, AXVCPU___ARCH___R20_OFFSET
	take r21, AXVCPU___ARCH___R21_OFFSET
	take r22, AXVCPU___ARCH___R22_OFFSET
	take r23, AXVCPU___ARCH___R23_OFFSET
	take r24, AXVCPU___ARCH___R24_OFFSET
	take r25, AXVCPU___ARCH___R25_OFFSET
	take r26, AXVCPU___ARCH___R26_OFFSET
	take r27, AXVCPU___ARCH___R27_OFFSET
	take r28, AXVCPU___ARCH___R28_OFFSET
	take r29, AXVCPU___ARCH___R29_OFFSET
	take r30, AXVCPU___ARCH___R30_OFFSET
	take r31, AXVCPU___ARCH___R31_OFFSET
	/* Enter the guest; the vector of its exits leads to the line below. */
	keep r1, AXVCPU___ARCH___R1_OFFSET
	keep r2, AXVCPU___ARCH___R2_OFFSET
	keep r3, AXVCPU___ARCH___R3_OFFSET
	keep r4, AXVCPU___ARCH___R4_OFFSET
	keep r5, AXVCPU___ARCH___R5_OFFSET
	keep r6, AXVCPU___ARCH___R6_OFFSET
	keep r7, AXVCPU___ARCH___R7_OFFSET
	keep r8, AXVCPU___ARCH___R8_OFFSET
	keep r9, AXVCPU___ARCH___R9_OFFSET
	keep r10, AXVCPU___ARCH___R10_OFFSET
	keep r11, AXVCPU___ARCH___R11_OFFSET
	keep r12, AXVCPU___ARCH___R12_OFFSET
	keep r13, AXVCPU___ARCH___R13_OFFSET
	keep r14, AXVCPU___ARCH___R14_OFFSET
	keep r15, AXVCPU___ARCH___R15_OFFSET
	keep r16, AXVCPU___ARCH___R16_OFFSET
	keep r17, AXVCPU___ARCH___R17_OFFSET
	keep r18, AXVCPU___ARCH___R18_OFFSET
	keep r19, AXVCPU___ARCH___R19_OFFSET
	keep r20, AXVCPU___ARCH___R20_OFFSET
	keep r21, AXVCPU___ARCH___R21_OFFSET
	keep r22, AXVCPU___ARCH___R22_OFFSET
	keep r23, AXVCPU___ARCH___R23_OFFSET
	keep r24, AXVCPU___ARCH___R24_OFFSET
	keep r25, AXVCPU___ARCH___R25_OFFSET
	keep r26, AXVCPU___ARCH___R26_OFFSET
	keep r27, AXVCPU___ARCH___R27_OFFSET
	keep r28, AXVCPU___ARCH___R28_OFFSET
	keep r29, AXVCPU___ARCH___R29_OFFSET
	keep r30, AXVCPU___ARCH___R30_OFFSET
	keep r31, AXVCPU___ARCH___R31_OFFSET
	/* Restore what was saved, and return. */

	/* 1 once all of this is written: run enters no guest before. */
	.section .rodata
	.balign 4
	.globl axvcpu___backend___switch_written
axvcpu___backend___switch_written:
	.long 0

	.section .note.GNU-stack, "", %progbits
