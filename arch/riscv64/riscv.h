/* SPDX-License-Identifier: MIT */
/*
 * Short names of the constants that the spec of riscv64 has, and sets of them.
 * Sections are those of the privileged manual (20240411).
 */
#ifndef AXVCPU_ARCH_RISCV64_RISCV_H
#define AXVCPU_ARCH_RISCV64_RISCV_H

#include <stdint.h>

#include <axvcpu/riscv64.h>
#include <generated/riscv64_constants.h>

#define BIT(n) (UINT64_C(1) << (n))

/* Privilege, as the register mode and sstatus.SPP have it (2, table 1). */
enum { MODE_USER = 0, MODE_SUPERVISOR = 1 };

#define CSR_NUMBER(name) AXVCPU_RISCV64_##name##_NUMBER
#define SSTATUS(name) AXVCPU_RISCV64_SSTATUS_##name
#define STVEC(name)   AXVCPU_RISCV64_STVEC_##name
#define SATP(name)    AXVCPU_RISCV64_SATP_##name
#define HSTATUS(name) AXVCPU_RISCV64_HSTATUS_##name
#define HTINST(name)  AXVCPU_RISCV64_HTINST_##name
#define CAUSE(name)   AXVCPU_RISCV64_EXCEPTION_##name
#define PTE(name)     AXVCPU_RISCV64_ENTRY_##name

/* Bits of sip and sie (10.1.3) */
#define SI_SOFTWARE BIT(AXVCPU_RISCV64_INTERRUPT_SOFTWARE)
#define SI_TIMER    BIT(AXVCPU_RISCV64_INTERRUPT_TIMER)
#define SI_EXTERNAL BIT(AXVCPU_RISCV64_INTERRUPT_EXTERNAL)
#define SI_ALL      (SI_SOFTWARE | SI_TIMER | SI_EXTERNAL)

/* What a guest reads by itself: of hcounteren (18.2.6), where TM opens stimecmp, too */
#define HCOUNTEREN \
	(AXVCPU_RISCV64_HCOUNTEREN_CY | AXVCPU_RISCV64_HCOUNTEREN_TM | AXVCPU_RISCV64_HCOUNTEREN_IR)

#define PAGE_SHIFT  AXVCPU_RISCV64_PAGE_SHIFT
#define PAGE_SIZE   BIT(PAGE_SHIFT)
#define PAGE_OFFSET (PAGE_SIZE - 1)
#define INDEX_BITS  AXVCPU_RISCV64_INDEX_BITS

#endif
