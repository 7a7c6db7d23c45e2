/* SPDX-License-Identifier: MIT */
/* Calls of the SBI that are answered inside. */
#include <axvcpu/sbi.h>

#include "../../src/core/space.h"
#include "../riscv64/sbi.h"
#include "soft.h"

/* Harts of the mask in a0, counted from a1, drop what they have cached. */
static void fence(struct soft_hart *hart)
{
	const uint64_t *x = hart->registers.x;

	if (!axvcpu_space_fence(hart->space, hart->vcpu, x[10], x[11]))
		return;
	axvcpu_soft_flush(hart);
	axvcpu_soft_drop_code(hart);
}

void axvcpu_soft_answer(struct soft_hart *hart, unsigned answer)
{
	switch (answer) {
	case AXVCPU_SBI_ANSWER_SET_TIMER:
	case AXVCPU_SBI_ANSWER_LEGACY_TIMER:
		hart->edges &= ~SI_TIMER; /* pending ones end, too (6.1) */
		axvcpu_soft_set_timer(hart, hart->registers.x[10]);
		break;
	case AXVCPU_SBI_ANSWER_FENCE_I:
	case AXVCPU_SBI_ANSWER_FENCE_VMA:
		fence(hart);
		break;
	case AXVCPU_SBI_ANSWER_LEGACY_CLEAR:
		hart->edges &= ~SI_SOFTWARE;
		break;
	default:
		break;
	}
	axvcpu_sbi_results(answer, &hart->registers);
}
