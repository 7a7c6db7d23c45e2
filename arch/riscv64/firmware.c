/* SPDX-License-Identifier: MIT */
/* Calls of the SBI that are answered inside. */
#include <axvcpu/sbi.h>

#include "../../src/core/space.h"
#include "hart.h"
#include "hext.h"
#include "sbi.h"

/* Harts of the mask in a0, counted from a1, drop what they cached; false: not all are there. */
static bool fence(struct hext_vcpu *vcpu)
{
	const uint64_t *x = vcpu->registers.x;
	bool drop, known = axvcpu_space_fence(vcpu->space, vcpu->vcpu, x[10], x[11], &drop);

	if (drop)
		axvcpu_hext_flush(vcpu);
	return known;
}

/* These calls need nothing but their arguments, and are never returned from run (SBI 2.0, 4). */
void axvcpu_hext_answer_base(struct hext_vcpu *vcpu)
{
	static const struct axvcpu_hext_syndrome call = {.scause = CAUSE(SUPERVISOR_CALL)};
	struct axvcpu_exit exit;

	(void)axvcpu_hext_decode(&call, &vcpu->registers, &exit);
	axvcpu_sbi_results(exit.answer, &vcpu->registers);
}

bool axvcpu_hext_answer(struct hext_vcpu *vcpu, unsigned answer)
{
	switch (answer) {
	case AXVCPU_SBI_ANSWER_SET_TIMER:
	case AXVCPU_SBI_ANSWER_LEGACY_TIMER:
		axvcpu_hext_set_timer(vcpu, vcpu->registers.x[10]);
		break;
	case AXVCPU_SBI_ANSWER_FENCE_I:
	case AXVCPU_SBI_ANSWER_FENCE_VMA:
		if (!fence(vcpu))
			return false;
		break;
	case AXVCPU_SBI_ANSWER_LEGACY_CLEAR:
		csr_clear(hvip, AXVCPU_RISCV64_HVIP_VSSIP);
		break;
	default:
		break;
	}
	axvcpu_sbi_results(answer, &vcpu->registers);
	return true;
}
