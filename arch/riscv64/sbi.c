/* SPDX-License-Identifier: MIT */
/* SBI calls that need nothing of the hypervisor: their results (SBI 2.0, 3 to 8). */
#include "sbi.h"

#include <axvcpu/sbi.h>

/* Version 2.0: the major number in bits 30 to 24 (4.1). */
#define SPEC_VERSION (UINT64_C(2) << 24)

/* "axvc": the standard's table of implementations (4.9) has not given it to anybody. */
#define IMPLEMENTATION_ID UINT64_C(0x61787663)
#define IMPLEMENTATION_VERSION UINT64_C(1)

enum { A0 = 10, A1 = 11 };

static void succeed(struct axvcpu_riscv64_registers *registers, uint64_t value)
{
	registers->x[A0] = AXVCPU_SBI_SUCCESS;
	registers->x[A1] = value;
}

static void refuse(struct axvcpu_riscv64_registers *registers, enum axvcpu_sbi_error error)
{
	registers->x[A0] = (uint64_t)(int64_t)error;
	registers->x[A1] = 0;
}

void axvcpu_sbi_results(unsigned answer, struct axvcpu_riscv64_registers *registers)
{
	switch (answer) {
	case AXVCPU_SBI_ANSWER_SPEC_VERSION:
		succeed(registers, SPEC_VERSION);
		break;
	case AXVCPU_SBI_ANSWER_IMPL_ID:
		succeed(registers, IMPLEMENTATION_ID);
		break;
	case AXVCPU_SBI_ANSWER_IMPL_VERSION:
		succeed(registers, IMPLEMENTATION_VERSION);
		break;
	case AXVCPU_SBI_ANSWER_PROBE:
		succeed(registers, axvcpu_sbi_offers(registers->x[A0]));
		break;
	case AXVCPU_SBI_ANSWER_MACHINE_ID:
	case AXVCPU_SBI_ANSWER_SET_TIMER:
	case AXVCPU_SBI_ANSWER_FENCE_I:
	case AXVCPU_SBI_ANSWER_FENCE_VMA:
		succeed(registers, 0);
		break;
	case AXVCPU_SBI_ANSWER_LEGACY_TIMER:
	case AXVCPU_SBI_ANSWER_LEGACY_CLEAR:
		registers->x[A0] = 0; /* legacy calls change a0 alone (5) */
		break;
	case AXVCPU_SBI_ANSWER_INVALID:
		refuse(registers, AXVCPU_SBI_INVALID_PARAM);
		break;
	default:
		refuse(registers, AXVCPU_SBI_NOT_SUPPORTED);
		break;
	}
}
