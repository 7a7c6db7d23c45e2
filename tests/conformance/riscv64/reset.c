/* SPDX-License-Identifier: MIT */
/*
 * System reset: hart 0 begins again at its entry, with the registers that a
 * hart begins with; the others are stopped; memory is as it was.
 */
#include "guest.h"

enum { COLD_REBOOT = 1, WARM_REBOOT = 2 };

/* Outlives a reset, unlike what start clears. */
static __attribute__((section(".kept"))) uint64_t boots;
static uint64_t cleared;

#define SATP_SV39_AT(root) (UINT64_C(8) << 60 | (uint64_t)(root) >> 12)

static _Alignas(4096) uint64_t root[512];

static void sleep_for_ever(uint64_t hart)
{
	(void)hart;
	for (;;)
		wait_for_interrupt();
}

/* What the next boot must not find: paging, interrupts, a second hart, an interrupt pending. */
static void leave_traces(void)
{
	root[0] = 0xcf;
	root[2] = 0x80000 << 10 | 0xcf;
	csr_write(satp, SATP_SV39_AT(root));
	csr_write(sie, BIT(TIMER));
	csr_set(sstatus, SSTATUS_SIE);
	order(ORDER_EDGE, EXTERNAL, 0, 0);
	start_function(1, sleep_for_ever);
}

static void is_as_at_first(uint64_t hart)
{
	is(hart, 0, "hart 0 begins again");
	is(csr_read(satp), 0, "without paging");
	is(csr_read(sstatus) & SSTATUS_SIE, 0, "with interrupts off");
	is(csr_read(sie), 0, "none enabled");
	is(csr_read(sip), 0, "none pending");
	is(hart_status(1), HSM_STOPPED, "the other hart is stopped");
	is(cleared, 0, "memory is cleared by the guest, as at first");
}

static _Noreturn void reboot(uint64_t kind)
{
	cleared = 1;
	leave_traces();
	sbi(SBI_SRST, 0, kind, 0, 0);
	bail_out("the reset returns");
}

void guest_main(uint64_t hart)
{
	switch (boots++) {
	case 0:
		plan(15);
		reboot(COLD_REBOOT);
	case 1:
		is_as_at_first(hart);
		reboot(WARM_REBOOT);
	default:
		is_as_at_first(hart);
		is(boots, 3, "what is not cleared outlives a reset");
	}
}
