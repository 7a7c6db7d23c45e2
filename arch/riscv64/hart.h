/* SPDX-License-Identifier: MIT */
/*
 * The instructions of HS-mode that C has no words for, and no others anywhere but in
 * switch.S: CSRs by name, as csr_read(vsatp), fences, and fetches in the guest's name.
 */
#ifndef AXVCPU_ARCH_RISCV64_HART_H
#define AXVCPU_ARCH_RISCV64_HART_H

#include <stdbool.h>
#include <stdint.h>

#include <generated/riscv64_hardware.h>

#define HART_CSR(name, number)                                                                    \
	static inline uint64_t hart_read_##name(void)                                             \
	{                                                                                         \
		uint64_t value;                                                                   \
		__asm__ volatile("csrr %0, %1" : "=r"(value) : "i"(number) : "memory");           \
		return value;                                                                     \
	}                                                                                         \
	static inline void hart_write_##name(uint64_t value)                                      \
	{                                                                                         \
		__asm__ volatile("csrw %0, %1" : : "i"(number), "rK"(value) : "memory");          \
	}                                                                                         \
	static inline uint64_t hart_swap_##name(uint64_t value)                                   \
	{                                                                                         \
		__asm__ volatile("csrrw %0, %1, %2"                                               \
				 : "=r"(value) : "i"(number), "rK"(value) : "memory");            \
		return value;                                                                     \
	}                                                                                         \
	static inline void hart_set_##name(uint64_t bits)                                         \
	{                                                                                         \
		__asm__ volatile("csrs %0, %1" : : "i"(number), "rK"(bits) : "memory");           \
	}                                                                                         \
	static inline uint64_t hart_clear_##name(uint64_t bits)                                   \
	{                                                                                         \
		uint64_t value;                                                                   \
		__asm__ volatile("csrrc %0, %1, %2"                                               \
				 : "=r"(value) : "i"(number), "rK"(bits) : "memory");             \
		return value;                                                                     \
	}

AXVCPU_RISCV64_HARDWARE(HART_CSR)
#undef HART_CSR

#define csr_read(name) hart_read_##name()
#define csr_write(name, value) hart_write_##name(value)
#define csr_swap(name, value) hart_swap_##name(value)
#define csr_set(name, bits) hart_set_##name(bits)
#define csr_clear(name, bits) hart_clear_##name(bits) /* and what it held before */

/* All of one VMID's second stage (18.3.2). */
static inline void hfence_gvma(uint64_t vmid)
{
	__asm__ volatile(".insn r 0x73, 0, 0x31, x0, x0, %0" : : "r"(vmid) : "memory");
}

/* All first stages of the VMID that is in hgatp (18.3.2). */
static inline void hfence_vvma(void)
{
	__asm__ volatile(".insn r 0x73, 0, 0x11, x0, x0, x0" : : : "memory");
}

static inline void fence_i(void)
{
	__asm__ volatile(".insn i 0x0f, 1, x0, x0, 0" : : : "memory");
}

/*
 * Instructions that may trap: then execution goes on behind them, and ok stays 0.
 * Host interrupts are masked, for they would come the same way.
 */
#define HART_TRY(instruction)                                                                     \
	"lla %[vector], 1f\n"                                                                     \
	"csrrw %[vector], stvec, %[vector]\n"                                                     \
	"li %[ok], 0\n" instruction "\nli %[ok], 1\n"                                             \
	".balign 4\n1:\n"                                                                         \
	"csrw stvec, %[vector]"

/*
 * The instruction of the guest's at an address, as hstatus.SPVP would fetch it (18.3.1),
 * in its lowest 16 or 32 bits. By halves: the second may be on a page that is not there.
 */
static inline bool hlvx(uint64_t address, uint32_t *insn)
{
	uint64_t vector, low, high, ok;

	__asm__ volatile(HART_TRY(".insn r 0x73, 4, 0x32, %[low], %[address], x3\n"
				  "not %[high], %[low]\n"
				  "andi %[high], %[high], 3\n"
				  "bnez %[high], 2f\n"
				  "addi %[address], %[address], 2\n"
				  ".insn r 0x73, 4, 0x32, %[high], %[address], x3\n"
				  "slli %[high], %[high], 16\n"
				  "or %[low], %[low], %[high]\n"
				  "2:")
			 : [ok] "=&r"(ok), [vector] "=&r"(vector), [low] "=&r"(low),
			   [high] "=&r"(high), [address] "+&r"(address) : : "memory");
	*insn = (uint32_t)low;
	return ok;
}

/* Whether the hart has a CSR and lets HS-mode read it. */
#define HART_HAS(name, number)                                                                    \
	static inline bool hart_has_##name(void)                                                  \
	{                                                                                         \
		uint64_t vector, value, ok;                                                       \
		__asm__ volatile(HART_TRY("csrr %[value], %[csr]")                                \
				 : [ok] "=&r"(ok), [vector] "=&r"(vector), [value] "=&r"(value)   \
				 : [csr] "i"(number) : "memory");                                 \
		return ok;                                                                        \
	}

AXVCPU_RISCV64_HARDWARE(HART_HAS)
#undef HART_HAS

#define csr_exists(name) hart_has_##name()

/* No SC of the next guest's succeeds by the last one's LR (I 13.2). */
static inline void drop_reservation(void)
{
	uint64_t scratch = 0, failed;

	__asm__ volatile("sc.d %0, x0, %1" : "=r"(failed), "+A"(scratch) : : "memory");
}

#endif
