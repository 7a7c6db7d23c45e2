/* SPDX-License-Identifier: MIT */
#ifndef KVM_ORACLE_H
#define KVM_ORACLE_H

#include <axvcpu/kvm.h>

#include "x86_exits.h"

/*
 * What it means that KVM_RUN came back on an x86 host, according to the kernel's documentation,
 * virt/kvm/api.rst, "The kvm_run structure". No register is looked at.
 */
void kvm_oracle(const struct axvcpu_kvm_syndrome *syndrome, struct axvcpu_exit *exit);

#endif
