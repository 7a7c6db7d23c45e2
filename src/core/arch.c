/* SPDX-License-Identifier: MIT */
/* What the core asks of an arch's spec. */
#include <axvcpu/riscv64.h>

#include "space.h"
#include "vcpu.h"

const struct axvcpu_table_format *axvcpu_format_of(enum axvcpu_arch arch)
{
	return arch == AXVCPU_ARCH_RISCV64 ? &axvcpu_riscv64_formats[0] : NULL;
}

bool axvcpu_interrupt_exists(enum axvcpu_arch arch, uint32_t id)
{
	if (arch != AXVCPU_ARCH_RISCV64)
		return true;
	return id == AXVCPU_RISCV64_INTERRUPT_SOFTWARE || id == AXVCPU_RISCV64_INTERRUPT_TIMER ||
		id == AXVCPU_RISCV64_INTERRUPT_EXTERNAL;
}
