/* SPDX-License-Identifier: MIT */
/* Preparing a hart: what it has, and what its guests get without an exit (18.2). */
#include <generated/hext_ops.h>

#include "hart.h"
#include "hext.h"

/* The format that every hart with guests has. */
#define MODE ((uint64_t)AXVCPU_RISCV64_FORMAT_SV39X4 << AXVCPU_RISCV64_HGATP_MODE_SHIFT)

/*
 * QEMU, before its version 8, gives the guest another cause than that of an illegal
 * instruction where hedeleg leaves it to the hart: so it goes the way of exceptions that
 * the hart does not delegate.
 */
#define GUEST_EXCEPTIONS (AXVCPU_RISCV64_EXCEPTIONS_DELEGATED & ~BIT(CAUSE(ILLEGAL_INSTRUCTION)))

/* Guests may use Sv39x4 at least; one that has no second stage has no guests. */
static bool has_second_stage(void)
{
	uint64_t old, held;

	if (!csr_exists(hgatp) || !csr_exists(henvcfg))
		return false;
	old = csr_swap(hgatp, MODE | AXVCPU_RISCV64_HGATP_VMID);
	held = csr_swap(hgatp, old);
	return (held & AXVCPU_RISCV64_HGATP_MODE) == MODE;
}

/* VMID bits that stay when written: VMIDLEN of them (18.2.10). */
static uint32_t count_tags(void)
{
	uint64_t held;

	csr_write(hgatp, MODE | AXVCPU_RISCV64_HGATP_VMID);
	held = csr_swap(hgatp, 0);
	return (uint32_t)((held & AXVCPU_RISCV64_HGATP_VMID) >> AXVCPU_RISCV64_HGATP_VMID_SHIFT) + 1;
}

/* stimecmp has to be there, and M-mode to grant it (16.1.1): then STCE holds a 1. */
static bool has_timer(void)
{
	csr_write(henvcfg, AXVCPU_RISCV64_HENVCFG_STCE);
	return csr_read(henvcfg) & AXVCPU_RISCV64_HENVCFG_STCE && csr_exists(vstimecmp);
}

/* Without F and D, FS is 0 (3.1.6.6). */
static bool has_float(void)
{
	uint64_t old = csr_read(sstatus), held;

	csr_set(sstatus, SSTATUS(FS));
	held = csr_read(sstatus) & SSTATUS(FS);
	csr_write(sstatus, old);
	return held;
}

static void prepare(struct axvcpu_percpu *cpu)
{
	axvcpu_tags_begin(cpu, count_tags());
	csr_write(hedeleg, GUEST_EXCEPTIONS);
	csr_write(hideleg, SI_ALL << 1);
	csr_write(hcounteren, HCOUNTEREN);
	csr_write(hie, 0);
	csr_write(hvip, 0);
	csr_write(vsatp, 0);
	cpu->hext.exceptions = csr_read(hedeleg);
	cpu->hext.floating = has_float();
	cpu->hext.timer = has_timer();
	if (!cpu->hext.timer)
		csr_write(henvcfg, 0);
}

/* The counter that guests' timers are compared with is M-mode's to grant (3.1.11). */
static bool fits(void)
{
	return has_second_stage() && csr_exists(time);
}

/* The host's vector is ours while instructions are tried. */
enum axvcpu_status axvcpu_hext_enable(struct axvcpu_percpu *cpu)
{
	uint64_t interrupts = csr_clear(sstatus, SSTATUS(SIE)) & SSTATUS(SIE);
	bool found = fits();

	if (found)
		prepare(cpu);
	csr_set(sstatus, interrupts);
	return found ? AXVCPU_OK : AXVCPU_UNAVAILABLE;
}

void axvcpu_hext_disable(struct axvcpu_percpu *cpu)
{
	(void)cpu;
	csr_write(hgatp, 0);
	csr_write(hedeleg, 0);
	csr_write(hideleg, 0);
	csr_write(hcounteren, 0);
	csr_write(henvcfg, 0);
}
