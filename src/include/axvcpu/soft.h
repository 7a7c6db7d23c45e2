/* SPDX-License-Identifier: MIT */
/** @file soft.h The interpreter's own configuration. */
#ifndef AXVCPU_SOFT_H
#define AXVCPU_SOFT_H

#include <stddef.h>
#include <stdint.h>

/** config.arch_config of the back end soft; null: all zero. */
struct axvcpu_soft_config {
	/** Size of this structure as the caller was compiled. */
	size_t size;
	/** Frequency of the guest's time CSR in Hz; 0: 10 MHz. */
	uint64_t timebase;
};

#endif
