/* SPDX-License-Identifier: MIT */
/* What the host has in CSRs and fixed registers, and what a run must leave of it. */
#include <axvcpu/hext.h>
#include <axvcpu/host.h>
#include <generated/riscv64_constants.h>

#include "csr.h"
#include "fuzz_host.h"
#include "../fuzz.h"

/* Without scounteren, senvcfg, hedeleg, floating point: the guest's while it is loaded. */
struct host {
	uint64_t sstatus, stvec, sscratch, sie, satp, hideleg, hie, hgeie, hcounteren, henvcfg;
	uint64_t gp, tp, sp;
};

/* A trap writes SPP and SPIE; the rest of sstatus is the host's. */
#define STATUS_BITS ~(AXVCPU_RISCV64_SSTATUS_SPP | AXVCPU_RISCV64_SSTATUS_SPIE)

/* hie has the bits of vsie, too, which are the guest's (18.2.3). */
#define GUEST_INTERRUPTS \
	(AXVCPU_RISCV64_HVIP_VSSIP | AXVCPU_RISCV64_HVIP_VSTIP | AXVCPU_RISCV64_HVIP_VSEIP)

#define REGISTER(name) __extension__({ \
	uint64_t value; \
	__asm__ volatile("mv %0, " #name : "=r"(value)); \
	value; \
})

static void look(struct host *host)
{
	*host = (struct host){
		.sstatus = csr_read(sstatus) & STATUS_BITS, .stvec = csr_read(stvec),
		.sscratch = csr_read(sscratch), .sie = csr_read(sie), .satp = csr_read(satp),
		.hideleg = csr_read(0x603), .hie = csr_read(0x604) & ~GUEST_INTERRUPTS,
		.hgeie = csr_read(0x607), .hcounteren = csr_read(0x606), .henvcfg = csr_read(0x60a),
		.gp = REGISTER(gp), .tp = REGISTER(tp), .sp = REGISTER(sp),
	};
}

_Noreturn void host_registers_changed(void)
{
	fuzz_failed(__FILE__, __LINE__, "callee-saved registers are as before");
}

/* As the back end finds it on a hart that cannot delegate any (18.2.2). */
void fuzz_keep_exceptions(void)
{
	csr_write(0x602, 0);
	axvcpu_host_percpu()->hext.exceptions = 0;
}

static void is_same(const char *name, uint64_t before, uint64_t after)
{
	if (before == after)
		return;
	print("# %s was 0x%lx, and is 0x%lx\n", name, (unsigned long)before, (unsigned long)after);
	fuzz_failed(__FILE__, __LINE__, "the host's registers are as before");
}

static void compare(const struct host *before, const struct host *after)
{
#define COMPARE(name) is_same(#name, before->name, after->name)
	COMPARE(sstatus);
	COMPARE(stvec);
	COMPARE(sscratch);
	COMPARE(sie);
	COMPARE(satp);
	COMPARE(hideleg);
	COMPARE(hie);
	COMPARE(hgeie);
	COMPARE(hcounteren);
	COMPARE(henvcfg);
	COMPARE(gp);
	COMPARE(tp);
	COMPARE(sp);
}

enum axvcpu_status fuzz_run(struct axvcpu *vcpu, const struct axvcpu_exit **exit)
{
	struct host before, after;
	enum axvcpu_status status;

	look(&before);
	status = run_with_marks(vcpu, exit);
	look(&after);
	compare(&before, &after);
	return status;
}

bool fuzz_is_reserved(const struct axvcpu_exit *exit)
{
	return exit->cause == AXVCPU_HEXT_CAUSE_USER_OTHER ||
	       exit->cause == AXVCPU_HEXT_CAUSE_USER_CSR ||
	       exit->cause == AXVCPU_HEXT_CAUSE_SUPERVISOR_OTHER ||
	       exit->cause == AXVCPU_HEXT_CAUSE_SUPERVISOR_SYSTEM;
}
