/* SPDX-License-Identifier: MIT */
/* What a guest reads in a0 and a1 after an SBI call that is answered inside. */
#ifndef AXVCPU_ARCH_RISCV64_SBI_H
#define AXVCPU_ARCH_RISCV64_SBI_H

#include <axvcpu/riscv64.h>

/*
 * Write the results of a call (enum axvcpu_sbi_answer) over its arguments. The
 * back end has done before what the call asks of the hart.
 */
void axvcpu_sbi_results(unsigned answer, struct axvcpu_riscv64_registers *registers);

#endif
