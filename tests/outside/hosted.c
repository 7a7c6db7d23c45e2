/* SPDX-License-Identifier: MIT */
/* A program for a processor that this one is not: it only has to link. */
#include <stdio.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/names.h>

int main(void)
{
	struct axvcpu_config config = { AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64 };
	struct axvcpu *vcpu;

	puts(axvcpu_status_name(axvcpu_create(&config, &vcpu)));
	return 0;
}
