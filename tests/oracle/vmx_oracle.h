/* SPDX-License-Identifier: MIT */
#ifndef VMX_ORACLE_H
#define VMX_ORACLE_H

#include <axvcpu/vmx.h>

#include "x86_exits.h"

/*
 * What a VM exit means, according to the Intel 64 and IA-32 Architectures Software Developer's
 * Manual, volume 3. Without registers (null) what stands in them is not known.
 */
void vmx_oracle(const struct axvcpu_vmx_syndrome *syndrome, x86_registers *registers,
		struct x86_expected *expected);

#endif
