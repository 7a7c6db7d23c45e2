/* SPDX-License-Identifier: MIT */
/* Calls of the SBI that are answered inside. */
#include <axvcpu/sbi.h>

#include "../../src/core/space.h"
#include "../riscv64/sbi.h"
#include "soft.h"

/* Harts of the mask in a0, counted from a1, drop what they cached; false: not all are there. */
static bool fence(struct soft_hart *hart)
{
	const uint64_t *x = hart->registers.x;
	bool drop, known = axvcpu_space_fence(hart->space, hart->vcpu, x[10], x[11], &drop);

	if (drop) {
		axvcpu_soft_flush(hart);
		axvcpu_soft_drop_code(hart);
	}
	return known;
}

bool axvcpu_soft_answer(struct soft_hart *hart, unsigned answer)
{
	switch (answer) {
	case AXVCPU_SBI_ANSWER_SET_TIMER:
	case AXVCPU_SBI_ANSWER_LEGACY_TIMER:
		hart->edges &= ~SI_TIMER; /* pending ones end, too (6.1) */
		axvcpu_soft_set_timer(hart, hart->registers.x[10]);
		break;
	case AXVCPU_SBI_ANSWER_FENCE_I:
	case AXVCPU_SBI_ANSWER_FENCE_VMA:
		if (!fence(hart))
			return false;
		break;
	case AXVCPU_SBI_ANSWER_LEGACY_CLEAR:
		hart->edges &= ~SI_SOFTWARE;
		break;
	default:
		break;
	}
	axvcpu_sbi_results(answer, &hart->registers);
	return true;
}
