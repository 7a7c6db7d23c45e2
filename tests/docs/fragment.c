/* SPDX-License-Identifier: MIT */
/* What stands around the statements that a page shows: FRAGMENT is their file. */
#include <stdio.h>
#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>

int fragment(struct axvcpu *vcpu, const struct axvcpu_exit *exit);

int fragment(struct axvcpu *vcpu, const struct axvcpu_exit *exit)
{
	(void)exit;
#include FRAGMENT
	return 0;
}
