/* SPDX-License-Identifier: MIT */
/* The back end lvz, for those who make a vCPU of it. */
#ifndef LVZ_H
#define LVZ_H

#include <axvcpu/backend.h>
#include <axvcpu/lvz.h>

#include <generated/lvz_ops.h>

/* What config.arch_config points to: how a physical CPU enters a guest. */
struct lvz_cpu {
	/* Enter with these registers, come back with the guest's, and with ESTAT, BADV and BADI. */
	void (*enter)(struct axvcpu_loongarch64_registers *registers,
		      struct axvcpu_lvz_syndrome *syndrome);
};

#endif
