/* SPDX-License-Identifier: MIT */
/*
 * Numbers of the RISC-V manual that the interpreter needs: fields of CSRs,
 * causes, page-table entries. Sections are those of the privileged manual
 * (20240411) unless marked I, the unprivileged one.
 */
#ifndef AXVCPU_ARCH_SOFT_RISCV_H
#define AXVCPU_ARCH_SOFT_RISCV_H

#include <stdint.h>

#include <axvcpu/riscv64.h>

#define BIT(n) (UINT64_C(1) << (n))

/* Privilege, as the register mode and sstatus.SPP have it (2, table 1). */
enum { MODE_USER = 0, MODE_SUPERVISOR = 1 };

/* sstatus (10.1.1) */
#define SSTATUS_SIE   BIT(1)
#define SSTATUS_SPIE  BIT(5)
#define SSTATUS_SPP   BIT(8)
#define SSTATUS_FS    (UINT64_C(3) << 13)
#define SSTATUS_SUM   BIT(18)
#define SSTATUS_MXR   BIT(19)
#define SSTATUS_UXL64 (UINT64_C(2) << 32)
#define SSTATUS_SD    BIT(63)
#define SSTATUS_WRITABLE \
	(SSTATUS_SIE | SSTATUS_SPIE | SSTATUS_SPP | SSTATUS_SUM | SSTATUS_MXR)

/* fcsr (I 20.2): accrued exceptions, and the rounding mode from bit 5 */
#define FCSR_FLAGS      0x1fu
#define FCSR_MODE_SHIFT 5
#define FCSR_MODE       7u

/* stvec (10.1.2): mode 0 direct, 1 vectored, the others reserved */
#define STVEC_VECTORED BIT(0)
#define STVEC_RESERVED BIT(1)
#define STVEC_BASE     (~UINT64_C(3))

/* sip and sie (10.1.3) */
#define SI_SOFTWARE BIT(AXVCPU_RISCV64_INTERRUPT_SOFTWARE)
#define SI_TIMER    BIT(AXVCPU_RISCV64_INTERRUPT_TIMER)
#define SI_EXTERNAL BIT(AXVCPU_RISCV64_INTERRUPT_EXTERNAL)
#define SI_ALL      (SI_SOFTWARE | SI_TIMER | SI_EXTERNAL)

/* scounteren (10.1.5): cycle, time, instret */
#define SCOUNTEREN_WRITABLE UINT64_C(7)

/* senvcfg (10.1.10): FIOM */
#define SENVCFG_WRITABLE BIT(0)

/* satp (10.1.11): mode in 63..60, address-space identifier in 59..44, all 16 bits of it */
#define SATP_MODE_SHIFT 60
#define SATP_PPN        (BIT(44) - 1)
#define SATP_MODE_BARE  0u
#define SATP_MODE_SV39  8u
#define SATP_MODE_SV48  9u

/* scause (10.1.8, table 26) */
#define CAUSE_INTERRUPT        BIT(63)
#define CAUSE_ILLEGAL          UINT64_C(2)
#define CAUSE_BREAKPOINT       UINT64_C(3)
#define CAUSE_LOAD_MISALIGNED  UINT64_C(4)
#define CAUSE_STORE_MISALIGNED UINT64_C(6)
#define CAUSE_USER_CALL        UINT64_C(8)
#define CAUSE_FETCH_PAGE       UINT64_C(12)
#define CAUSE_LOAD_PAGE        UINT64_C(13)
#define CAUSE_STORE_PAGE       UINT64_C(15)

/* Causes that only HS-mode sees (18.6.1, table 40) */
#define CAUSE_SUPERVISOR_CALL    UINT64_C(10)
#define CAUSE_FETCH_GUEST_PAGE   UINT64_C(20)
#define CAUSE_LOAD_GUEST_PAGE    UINT64_C(21)
#define CAUSE_VIRTUAL            UINT64_C(22)
#define CAUSE_STORE_GUEST_PAGE   UINT64_C(23)

/* hstatus (18.2.1) */
#define HSTATUS_GVA    BIT(6)
#define HSTATUS_SPV    BIT(7)
#define HSTATUS_SPVP   BIT(8)
#define HSTATUS_VTW    BIT(21)
#define HSTATUS_VSXL64 (UINT64_C(2) << 32)

/* htinst: pseudoinstructions of implicit 64-bit accesses (18.6.3, table 43) */
#define HTINST_WALK_READ  UINT64_C(0x3000)
#define HTINST_WALK_WRITE UINT64_C(0x3020)

/* htinst: what it keeps of a load (rd, funct3, opcode) and of a store (rs2, funct3, opcode) */
#define HTINST_LOAD         UINT64_C(0x00007fff)
#define HTINST_STORE        UINT64_C(0x01f0707f)
#define HTINST_NOT_16_BIT   BIT(1)
#define HTINST_OFFSET_SHIFT 15

/* Entries of page tables (10.3.1, 10.4.1) */
#define PTE_VALID     BIT(0)
#define PTE_READ      BIT(1)
#define PTE_WRITE     BIT(2)
#define PTE_EXECUTE   BIT(3)
#define PTE_USER      BIT(4)
#define PTE_ACCESSED  BIT(6)
#define PTE_DIRTY     BIT(7)
#define PTE_PPN_SHIFT 10
#define PTE_PPN       (BIT(44) - 1)
/* Svnapot, Svpbmt and reserved bits: none of these extensions is there */
#define PTE_RESERVED  (~(BIT(54) - 1))

#define PAGE_SHIFT  12
#define PAGE_SIZE   BIT(PAGE_SHIFT)
#define PAGE_OFFSET (PAGE_SIZE - 1)

/* What a guest may read by itself: hcounteren.CY, TM, IR (18.2.6); TM opens stimecmp, too */
#define HCOUNTEREN UINT64_C(7)

#endif
