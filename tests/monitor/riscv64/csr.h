/* SPDX-License-Identifier: MIT */
/* CSRs of the hart that executes this, by their names. */
#ifndef MONITOR_CSR_H
#define MONITOR_CSR_H

#include <stdint.h>

#define csr_read(name) __extension__({ \
	uint64_t csr_value; \
	__asm__ volatile("csrr %0, " #name : "=r"(csr_value) : : "memory"); \
	csr_value; \
})
#define csr_write(name, value) \
	__asm__ volatile("csrw " #name ", %0" : : "rK"((uint64_t)(value)) : "memory")
#define csr_set(name, bits) \
	__asm__ volatile("csrs " #name ", %0" : : "rK"((uint64_t)(bits)) : "memory")
#define csr_clear(name, bits) \
	__asm__ volatile("csrc " #name ", %0" : : "rK"((uint64_t)(bits)) : "memory")

/* sstatus.SIE, sstatus of M-mode likewise; sip, sie and mip, mie (privileged manual, 3.1.9, 10.1.3) */
#define STATUS_SIE   (UINT64_C(1) << 1)
#define IRQ_SOFTWARE 1
#define IRQ_TIMER    5
#define IRQ_BIT(n)   (UINT64_C(1) << (n))
#define CAUSE_INTERRUPT (UINT64_C(1) << 63)

#endif
