/* SPDX-License-Identifier: MIT */
/* Whether the exit of a vCPU is what its syndrome says. */
#ifndef CHECK_SYNDROME_H
#define CHECK_SYNDROME_H

#include <axvcpu/axvcpu.h>

/*
 * Abort unless the decoder of hext, and the oracle written from the manual, say
 * the same of its syndrome. The vCPU's registers are as the exit left them.
 */
void check_syndrome(struct axvcpu *vcpu, const struct axvcpu_exit *exit);

#endif
