/* SPDX-License-Identifier: MIT */
/* Calls of the firmware. */
#include "guest.h"

struct sbi_result sbi(uint64_t extension, uint64_t function, uint64_t a0, uint64_t a1, uint64_t a2)
{
	register uint64_t r0 __asm__("a0") = a0;
	register uint64_t r1 __asm__("a1") = a1;
	register uint64_t r2 __asm__("a2") = a2;
	register uint64_t r3 __asm__("a3") = 0;
	register uint64_t r4 __asm__("a4") = 0;
	register uint64_t r5 __asm__("a5") = 0;
	register uint64_t r6 __asm__("a6") = function;
	register uint64_t r7 __asm__("a7") = extension;

	__asm__ volatile("ecall" : "+r"(r0), "+r"(r1)
			 : "r"(r2), "r"(r3), "r"(r4), "r"(r5), "r"(r6), "r"(r7) : "memory");
	return (struct sbi_result){ r0, r1 };
}
