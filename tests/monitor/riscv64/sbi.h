/* SPDX-License-Identifier: MIT */
/* Calls of the firmware below the monitor: SBI 2.0, chapter 3. */
#ifndef MONITOR_SBI_H
#define MONITOR_SBI_H

#include <stdint.h>

#include <axvcpu/sbi.h>

struct sbi_result {
	int64_t error; /* an enum axvcpu_sbi_error */
	int64_t value;
};

struct sbi_result firmware_call(uint64_t extension, uint64_t function,
				uint64_t a0, uint64_t a1, uint64_t a2);

#endif
