/* SPDX-License-Identifier: MIT */
/* The CSRs of F and D: fcsr, and its parts under names of their own (I 20.2). */
#include "float_execute.h"

#define FLAGS      ((uint8_t)AXVCPU_RISCV64_FCSR_FLAGS)
#define MODE       ((uint8_t)AXVCPU_RISCV64_FCSR_MODE)
#define MODE_SHIFT AXVCPU_RISCV64_FCSR_MODE_SHIFT

/* Where a CSR is in fcsr. */
struct part {
	uint8_t shift, mask;
};

static struct part part_of(uint32_t csr)
{
	switch (csr) {
	case CSR_NUMBER(FFLAGS):
		return (struct part){0, FLAGS};
	case CSR_NUMBER(FRM):
		return (struct part){MODE_SHIFT, MODE >> MODE_SHIFT};
	default:
		return (struct part){0, FLAGS | MODE};
	}
}

static bool is_float_csr(uint32_t csr)
{
	return csr >= CSR_NUMBER(FFLAGS) && csr <= CSR_NUMBER(FCSR);
}

bool axvcpu_soft_float_csr_read(const struct soft_hart *hart, uint32_t csr, uint64_t *value)
{
	struct part part = part_of(csr);

	if (!hart->has_float || !is_float_csr(csr))
		return false;
	*value = hart->floating.fcsr >> part.shift & part.mask;
	return true;
}

bool axvcpu_soft_float_csr_write(struct soft_hart *hart, uint32_t csr, uint64_t value)
{
	struct part part = part_of(csr);
	unsigned kept = hart->floating.fcsr & ~((unsigned)part.mask << part.shift);

	if (!hart->has_float || !is_float_csr(csr))
		return false;
	hart->floating.fcsr = (uint8_t)(kept | (value & part.mask) << part.shift);
	return true;
}

bool axvcpu_soft_float_csr_off(const struct soft_hart *hart, uint32_t csr)
{
	return is_float_csr(csr) && soft_float_off(hart);
}

void axvcpu_soft_float_csr_written(struct soft_hart *hart, uint32_t csr)
{
	if (is_float_csr(csr))
		soft_float_dirty(hart);
}
