/* SPDX-License-Identifier: MIT */
/*
 * Firmware for machines that have none (-bios none): what the monitor needs of
 * OpenSBI. It hands the harts over in HS-mode, and answers three extensions of
 * the SBI: hart state, interrupts between harts, timer.
 */
#include "firmware.h"

#include <stdatomic.h>
#include <stdbool.h>

#include <axvcpu/riscv64.h>
#include <axvcpu/sbi.h>

#include "board.h"
#include "csr.h"

/* Privileged manual, 3.1.6: mstatus.MPP, and its value for S-mode. */
#define MSTATUS_MPP   (UINT64_C(3) << 11)
#define MSTATUS_MPP_S (UINT64_C(1) << 11)
/* 3.1.9: interrupts of M-mode; 3.1.15: exceptions that stay there. */
#define IRQ_MACHINE_SOFTWARE 3
#define IRQ_MACHINE_TIMER    7
#define CAUSE_CALL           UINT64_C(9)
#define CAUSE_MACHINE_CALL   UINT64_C(11)
/* 3.1.18 and Sstc: S-mode has a timer of its own. Not every assembler knows the names. */
#define MENVCFG      "0x30a"
#define MENVCFG_STCE (UINT64_C(1) << 63)
#define STIMECMP     "0x14d"
/* 3.7.1: one region, all addresses, all accesses. */
#define PMP_ALL 0x1f

static volatile uint32_t *const msip = (volatile uint32_t *)BOARD_CLINT;
static volatile uint64_t *const mtimecmp = (volatile uint64_t *)(BOARD_CLINT + 0x4000);

/* A hart waits in the firmware until it is told where to begin. All of them begin at once. */
static struct {
	_Atomic uint64_t entry;
	uint64_t argument;
} harts[BOARD_HARTS] = {
	{ .entry = BOARD_MONITOR },
};

static bool has_stimecmp;

/* Some emulators let menvcfg.STCE be set in vain. Where the CSR is not, the access traps. */
static bool probe_stimecmp(void)
{
	uint64_t vector, there = 0;

	__asm__ volatile("la %0, 1f\n\t"
			 "csrrw %0, mtvec, %0\n\t"
			 "csrr zero, " STIMECMP "\n\t"
			 "li %1, 1\n\t"
			 ".balign 4\n"
			 "1:	csrw mtvec, %0"
			 : "=&r"(vector), "+&r"(there) : : "memory");
	return there;
}

static void open_supervisor(void)
{
	csr_write(pmpaddr0, -1);
	csr_write(pmpcfg0, PMP_ALL);
	csr_write(medeleg, ~(1 << CAUSE_CALL | 1 << CAUSE_MACHINE_CALL));
	csr_write(mideleg, -1);
	csr_write(mcounteren, -1);
	__asm__ volatile("csrs " MENVCFG ", %0" : : "r"(MENVCFG_STCE));
	has_stimecmp = probe_stimecmp();
	csr_clear(mstatus, MSTATUS_MPP);
	csr_set(mstatus, MSTATUS_MPP_S);
	csr_write(mie, 1 << IRQ_MACHINE_SOFTWARE);
}

struct firmware_arguments firmware_begin(uint64_t hart, uint64_t device_tree)
{
	uint64_t entry;

	open_supervisor();
	while (!(entry = atomic_load(&harts[hart].entry)))
		__asm__ volatile("wfi");
	msip[hart] = 0;
	csr_write(mepc, entry);
	return (struct firmware_arguments){ hart, hart == 0 ? device_tree : harts[hart].argument };
}

static int64_t start(uint64_t hart, uint64_t entry, uint64_t argument)
{
	if (hart >= BOARD_HARTS)
		return AXVCPU_SBI_INVALID_PARAM;
	if (harts[hart].entry)
		return AXVCPU_SBI_ALREADY_AVAILABLE;
	harts[hart].argument = argument;
	atomic_store(&harts[hart].entry, entry);
	msip[hart] = 1;
	return AXVCPU_SBI_SUCCESS;
}

/* SBI 2.0, 9.3: 0 has started, 1 is stopped. */
static int64_t get_status(uint64_t hart, uint64_t *status)
{
	if (hart >= BOARD_HARTS)
		return AXVCPU_SBI_INVALID_PARAM;
	*status = !harts[hart].entry;
	return AXVCPU_SBI_SUCCESS;
}

/* SBI 2.0, chapter 7: bit i of the mask is hart base + i; base -1 is all harts. */
static int64_t send_ipi(uint64_t mask, uint64_t base)
{
	for (uint64_t hart = 0; hart < BOARD_HARTS; hart++)
		if (base == UINT64_MAX || (hart >= base && hart - base < 64 && mask >> (hart - base) & 1))
			msip[hart] = 1;
	return AXVCPU_SBI_SUCCESS;
}

/* Without Sstc the timer of M-mode is its timer, and is handed on. */
static int64_t set_timer(uint64_t time)
{
	if (has_stimecmp) {
		__asm__ volatile("csrw " STIMECMP ", %0" : : "r"(time));
	} else {
		mtimecmp[csr_read(mhartid)] = time;
		csr_clear(mip, IRQ_BIT(IRQ_TIMER));
		csr_set(mie, 1 << IRQ_MACHINE_TIMER);
	}
	return AXVCPU_SBI_SUCCESS;
}

/* a7 is the extension, a6 the function; the error goes to a0, the value to a1. */
static int64_t answer(uint64_t arguments[8])
{
	uint64_t extension = arguments[7], function = arguments[6];

	if (extension == AXVCPU_SBI_EXTENSION_HSM && function == AXVCPU_SBI_HSM_HART_START)
		return start(arguments[0], arguments[1], arguments[2]);
	if (extension == AXVCPU_SBI_EXTENSION_HSM && function == AXVCPU_SBI_HSM_HART_GET_STATUS)
		return get_status(arguments[0], &arguments[1]);
	if (extension == AXVCPU_SBI_EXTENSION_IPI && function == AXVCPU_SBI_IPI_SEND_IPI_ALL)
		return send_ipi(arguments[0], arguments[1]);
	if (extension == AXVCPU_SBI_EXTENSION_TIME && function == AXVCPU_SBI_TIME_SET_TIMER)
		return set_timer(arguments[0]);
	return AXVCPU_SBI_NOT_SUPPORTED;
}

/* What the firmware is not made for ends the machine, with the cause as its status. */
static void give_up(uint64_t cause)
{
	*(volatile uint32_t *)BOARD_END_DEVICE = (uint32_t)(0x80 | (cause & 0x3f)) << 16 | 0x3333;
}

void firmware_trap(uint64_t arguments[8])
{
	uint64_t cause = csr_read(mcause);

	if (cause == (CAUSE_INTERRUPT | IRQ_MACHINE_SOFTWARE)) {
		msip[csr_read(mhartid)] = 0;
		csr_set(mip, IRQ_BIT(IRQ_SOFTWARE));
	} else if (cause == (CAUSE_INTERRUPT | IRQ_MACHINE_TIMER)) {
		csr_clear(mie, 1 << IRQ_MACHINE_TIMER);
		csr_set(mip, IRQ_BIT(IRQ_TIMER));
	} else if (cause == CAUSE_CALL) {
		arguments[0] = (uint64_t)answer(arguments);
		csr_write(mepc, csr_read(mepc) + 4);
	} else {
		give_up(cause);
	}
}
