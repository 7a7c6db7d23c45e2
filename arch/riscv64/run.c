/* SPDX-License-Identifier: MIT */
/* Entering the guest, and what its traps mean. */
#include <generated/hext_ops.h>

#include "../../src/core/memory_functions.h"
#include "hart.h"
#include "hext.h"

#define REQUESTS (AXVCPU_REQUEST_KICK | AXVCPU_REQUEST_IRQ | AXVCPU_REQUEST_TLB)

/* Whether a kick was among the requests. */
static bool take_requests(struct hext_vcpu *vcpu)
{
	uint32_t requests = axvcpu_take_requests(vcpu->vcpu, REQUESTS);

	if (requests & AXVCPU_REQUEST_TLB)
		axvcpu_hext_flush(vcpu);
	/* A vCPU that was restored has other lines, too. */
	if (requests & (AXVCPU_REQUEST_IRQ | AXVCPU_REQUEST_TLB))
		axvcpu_hext_take_lines(vcpu);
	return requests & AXVCPU_REQUEST_KICK;
}

static void fill_kicked(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	memset(exit, 0, sizeof(*exit));
	exit->reason = AXVCPU_EXIT_NOTHING;
	exit->known = AXVCPU_KNOWN_NOTHING_CAUSE;
	exit->pc = vcpu->registers.pc;
	exit->backend = AXVCPU_BACKEND_HEXT;
	exit->nothing.cause = AXVCPU_NOTHING_KICKED;
	axvcpu_hext_announce_deadline(vcpu);
}

/* What is due before an entry; true: the exit is filled. */
static AXVCPU_RARE bool attend(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	if (take_requests(vcpu)) {
		fill_kicked(vcpu, exit);
		return true;
	}
	if (vcpu->attention)
		axvcpu_hext_assert(vcpu);
	return false;
}

static inline bool is_attention_due(struct hext_vcpu *vcpu)
{
	uint32_t requests = atomic_load_explicit(&vcpu->vcpu->request, memory_order_relaxed);

	return (requests & REQUESTS) || vcpu->attention;
}

static enum axvcpu_decoded decode(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	exit->syndrome.hext.have = 0;
	exit->pc = vcpu->registers.pc;
	return axvcpu_hext_decode(&exit->syndrome.hext, &vcpu->registers, exit);
}

/* A host's interrupt (18.6.1); false: it was but a request to look at the requests. */
static bool take_interrupt(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	uint64_t code = exit->syndrome.hext.scause & ~AXVCPU_RISCV64_SCAUSE_INTERRUPT;
	uint64_t vector = axvcpu_host_irq(code);

	if (vector == AXVCPU_HOST_IPI)
		return false;
	(void)decode(vcpu, exit);
	exit->reason = AXVCPU_EXIT_EXTERNAL_INTERRUPT;
	exit->known = AXVCPU_KNOWN_EXTERNAL_INTERRUPT_ALL;
	exit->external_interrupt.vector = vector;
	return true;
}

/* A word that the trap did not give; false: it is not to be had. */
static bool find(struct hext_vcpu *vcpu, struct axvcpu_hext_syndrome *syndrome,
		 enum axvcpu_decoded asked)
{
	if (asked == AXVCPU_DECODED_NEED_GPA)
		return axvcpu_hext_walk(vcpu, syndrome);
	return axvcpu_hext_fetch(vcpu, syndrome);
}

/* False: the guest is entered again, and meets its own fault, or what it has changed. */
static AXVCPU_RARE bool take_found(struct hext_vcpu *vcpu, struct axvcpu_exit *exit,
				   enum axvcpu_decoded decoded)
{
	struct axvcpu_hext_syndrome *syndrome = &exit->syndrome.hext;

	while (decoded != AXVCPU_DECODED_DONE) {
		if (!find(vcpu, syndrome, decoded))
			return false;
		decoded = axvcpu_hext_decode(syndrome, &vcpu->registers, exit);
	}
	return exit->reason != AXVCPU_EXIT_NOTHING;
}

/* A guest's fault, or an instruction that it may not execute by itself. */
static inline bool take_exception(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	enum axvcpu_decoded decoded = decode(vcpu, exit);

	return decoded == AXVCPU_DECODED_DONE || take_found(vcpu, exit, decoded);
}

/* WFI with an interrupt pending that is enabled, whatever sstatus.SIE says, is over (3.3.3). */
static bool take_wait(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	if (csr_read(hip) & csr_read(hie)) {
		vcpu->registers.pc += exit->insn_length;
		return false;
	}
	axvcpu_hext_announce_deadline(vcpu);
	return true;
}

/* Whatever is neither a call nor an access. */
static AXVCPU_RARE bool take_other(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	const struct axvcpu_hext_syndrome *syndrome = &exit->syndrome.hext;
	bool is_redirected = axvcpu_hext_redirect(vcpu);

	if (syndrome->scause & AXVCPU_RISCV64_SCAUSE_INTERRUPT)
		return take_interrupt(vcpu, exit);
	if (is_redirected)
		return false;
	if (syndrome->scause < 64 && AXVCPU_RISCV64_EXCEPTIONS_DELEGATED >> syndrome->scause & 1) {
		axvcpu_hext_deliver(vcpu, syndrome->scause, syndrome->stval);
		return false;
	}
	if (!take_exception(vcpu, exit))
		return false;
	return exit->reason != AXVCPU_EXIT_HALT || take_wait(vcpu, exit);
}

static bool take_answer(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	if (axvcpu_hext_answer(vcpu, exit->answer)) {
		vcpu->registers.pc += exit->insn_length;
		return false;
	}
	exit->answer = 0;
	return true;
}

static bool take_call(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	(void)decode(vcpu, exit);
	if (exit->answer)
		return take_answer(vcpu, exit);
	if (exit->reason == AXVCPU_EXIT_CPU_DOWN)
		axvcpu_hext_announce_deadline(vcpu);
	return true;
}

/* A load or a store: where htinst does not hold it, the decoder asks for the instruction. */
static bool take_access(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	struct axvcpu_hext_syndrome *syndrome = &exit->syndrome.hext;
	enum axvcpu_decoded decoded;

	syndrome->have = 0;
	exit->pc = vcpu->registers.pc;
	if (!syndrome->htinst && !axvcpu_hext_fetch(vcpu, syndrome))
		return false;
	decoded = axvcpu_hext_decode(syndrome, &vcpu->registers, exit);
	if (decoded != AXVCPU_DECODED_DONE)
		return take_found(vcpu, exit, decoded);
	return exit->reason != AXVCPU_EXIT_NOTHING;
}

static inline bool take_trap(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	uint64_t cause = exit->syndrome.hext.scause;

	if (cause == CAUSE(SUPERVISOR_CALL))
		return take_call(vcpu, exit);
	if (cause == CAUSE(LOAD_GUEST_PAGE) || cause == CAUSE(STORE_GUEST_PAGE))
		return take_access(vcpu, exit);
	return take_other(vcpu, exit);
}

bool axvcpu_hext_take(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	if (!take_trap(vcpu, exit) && !(is_attention_due(vcpu) && attend(vcpu, exit)))
		return false;
	csr_set(sstatus, vcpu->interrupts);
	return true;
}

static AXVCPU_RARE enum axvcpu_status run_attended(struct hext_vcpu *vcpu, struct axvcpu_exit *exit)
{
	if (!attend(vcpu, exit))
		return axvcpu_hext_enter(vcpu, exit);
	csr_set(sstatus, vcpu->interrupts);
	return AXVCPU_OK;
}

/*
 * The host's interrupts are masked before the requests are looked at for the last
 * time: one that comes then is taken at the entry, for HS-mode's are always
 * enabled while a guest runs (10.1.1), and ends the run. So no kick is lost.
 */
enum axvcpu_status axvcpu_hext_run(void *state, struct axvcpu_exit *exit)
{
	struct hext_vcpu *vcpu = state;

	if (exit->retire == AXVCPU_RETIRE_NEXT)
		vcpu->registers.pc += exit->insn_length;
	vcpu->interrupts = csr_clear(sstatus, SSTATUS(SIE)) & SSTATUS(SIE);
	if (is_attention_due(vcpu))
		return run_attended(vcpu, exit);
	return axvcpu_hext_enter(vcpu, exit);
}
