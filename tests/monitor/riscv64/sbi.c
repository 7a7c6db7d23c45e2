/* SPDX-License-Identifier: MIT */
/* Calls of the firmware: only a0 and a1 come back changed (SBI 2.0, chapter 3). */
#include "sbi.h"

struct sbi_result firmware_call(uint64_t extension, uint64_t function,
				uint64_t a0, uint64_t a1, uint64_t a2)
{
	register uint64_t r0 __asm__("a0") = a0;
	register uint64_t r1 __asm__("a1") = a1;
	register uint64_t r2 __asm__("a2") = a2;
	register uint64_t r6 __asm__("a6") = function;
	register uint64_t r7 __asm__("a7") = extension;

	__asm__ volatile("ecall" : "+r"(r0), "+r"(r1) : "r"(r2), "r"(r6), "r"(r7) : "memory");
	return (struct sbi_result){ (int64_t)r0, (int64_t)r1 };
}
