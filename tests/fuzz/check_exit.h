/* SPDX-License-Identifier: MIT */
/* Whether an exit is one that the specs allow, whatever the guest did. */
#ifndef CHECK_EXIT_H
#define CHECK_EXIT_H

#include <axvcpu/axvcpu.h>

/* Abort unless each value of an exit of such a guest is one that its field may have. */
void check_exit(enum axvcpu_arch arch, const struct axvcpu_exit *exit);

/*
 * Abort unless the decoder of hext, and the oracle written from the manual, say
 * the same of its syndrome. The vCPU's registers are as the exit left them.
 */
void check_syndrome(struct axvcpu *vcpu, const struct axvcpu_exit *exit);

#endif
