/* SPDX-License-Identifier: MIT */
#ifndef SVM_ORACLE_H
#define SVM_ORACLE_H

#include <axvcpu/svm.h>

#include "x86_exits.h"

/*
 * What a #VMEXIT means, according to the AMD64 Architecture Programmer's Manual, volume 2.
 * Without registers (null) what stands in them is not known.
 */
void svm_oracle(const struct axvcpu_svm_syndrome *syndrome, x86_registers *registers,
		struct x86_expected *expected);

#endif
