/* SPDX-License-Identifier: MIT */
/* Exceptions: into the guest where HS-mode delegates them, else out as a syndrome. */
#include <axvcpu/hext.h>

#include "../../src/core/memory_functions.h"
#include "execute.h"

enum soft_step axvcpu_soft_raise(struct soft_hart *hart, uint64_t cause, uint64_t value)
{
	hart->trap = (struct soft_trap){.cause = cause, .value = value};
	return SOFT_TRAP;
}

/* stval holds the instruction's bits (10.1.9). */
enum soft_step axvcpu_soft_illegal(struct soft_hart *hart, const struct soft_insn *insn)
{
	return axvcpu_soft_raise(hart, CAUSE(ILLEGAL_INSTRUCTION), insn->raw);
}

enum soft_step axvcpu_soft_virtual(struct soft_hart *hart, const struct soft_insn *insn)
{
	return axvcpu_soft_raise(hart, CAUSE(VIRTUAL_INSTRUCTION), insn->raw);
}

static uint64_t vector(const struct soft_hart *hart, uint64_t cause)
{
	uint64_t base = hart->csr.stvec & STVEC(BASE);

	if ((cause & AXVCPU_RISCV64_SCAUSE_INTERRUPT) && (hart->csr.stvec & STVEC(MODE_VECTORED)))
		return base + 4 * (cause & ~AXVCPU_RISCV64_SCAUSE_INTERRUPT);
	return base;
}

/* The guest's trap to its supervisor (10.1.1, 10.1.2, 18.6.2). The pc is the instruction's. */
void axvcpu_soft_deliver(struct soft_hart *hart, uint64_t cause, uint64_t value)
{
	uint64_t sstatus = hart->csr.sstatus & ~(SSTATUS(SPP) | SSTATUS(SPIE) | SSTATUS(SIE));

	if (hart->mode == MODE_SUPERVISOR)
		sstatus |= SSTATUS(SPP);
	if (hart->csr.sstatus & SSTATUS(SIE))
		sstatus |= SSTATUS(SPIE);
	hart->csr.sstatus = sstatus;
	hart->csr.sepc = hart->registers.pc;
	hart->csr.scause = cause;
	hart->csr.stval = value;
	hart->mode = MODE_SUPERVISOR;
	hart->registers.pc = vector(hart, cause);
	hart->reserved = 0;
	axvcpu_soft_view(hart);
}

/* As HS-mode delegates by hedeleg (18.2.2). */
static bool leaves_guest(uint64_t cause)
{
	return !(AXVCPU_RISCV64_EXCEPTIONS_DELEGATED >> cause & 1);
}

static uint64_t hstatus(const struct soft_hart *hart)
{
	uint64_t value = HSTATUS(VSXL_RV64) | HSTATUS(VTW) | HSTATUS(SPV);

	if (hart->mode == MODE_SUPERVISOR)
		value |= HSTATUS(SPVP);
	if (hart->trap.gva)
		value |= HSTATUS(GVA);
	return value;
}

/*
 * A hart may leave htinst 0, and soft does, but where a later portion of a
 * misaligned access faults: stval is then no address of the instruction's, and
 * htinst says by how much it is not (18.6.3).
 */
static uint64_t htinst(const struct soft_trap *trap)
{
	if (trap->htinst || !trap->portion)
		return trap->htinst;
	return axvcpu_riscv64_transform(trap->insn, trap->portion);
}

/* As the trap of a hart with the hypervisor extension into HS-mode (18.6.2). */
static void report(const struct soft_hart *hart, struct axvcpu_exit *exit)
{
	const struct soft_trap *trap = &hart->trap;

	exit->pc = hart->registers.pc;
	exit->syndrome.hext = (struct axvcpu_hext_syndrome){
		.scause = trap->cause,
		.stval = trap->value,
		.htval = trap->gpa >> 2,
		.htinst = htinst(trap),
		.hstatus = hstatus(hart),
		.gpa = trap->gpa,
		.insn = trap->insn,
		.have = AXVCPU_HEXT_HAVE_GPA | (trap->has_insn ? AXVCPU_HEXT_HAVE_INSN : 0),
	};
	/* The words that may be asked for are there: the answer is always DONE. */
	(void)axvcpu_hext_decode(&exit->syndrome.hext, &hart->registers, exit);
	exit->backend = AXVCPU_BACKEND_SOFT;
}

void axvcpu_soft_nothing(struct soft_hart *hart, struct axvcpu_exit *exit,
			 enum axvcpu_nothing cause)
{
	memset(exit, 0, sizeof(*exit));
	exit->reason = AXVCPU_EXIT_NOTHING;
	exit->known = AXVCPU_KNOWN_NOTHING_CAUSE;
	exit->pc = hart->registers.pc;
	exit->backend = AXVCPU_BACKEND_SOFT;
	exit->nothing.cause = cause;
}

/* A trap ends its instruction: it counts for the slice, though it does not retire. */
static void deliver(struct soft_hart *hart)
{
	if (hart->slice)
		hart->slice--;
	axvcpu_soft_deliver(hart, hart->trap.cause, hart->trap.value);
	hart->attention = true;
}

bool axvcpu_soft_take_trap(struct soft_hart *hart, struct axvcpu_exit *exit)
{
	if (!leaves_guest(hart->trap.cause)) {
		deliver(hart);
		return false;
	}
	report(hart, exit);
	if (exit->answer && axvcpu_soft_answer(hart, exit->answer)) {
		axvcpu_soft_retire(hart, exit->insn_length);
		return false;
	}
	exit->answer = 0;
	return true;
}
