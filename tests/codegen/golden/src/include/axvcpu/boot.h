/* SPDX-License-Identifier: MIT */
/**
 * @file boot.h The toy's other firmware. Generated from spec/firmware/boot.yaml; change it
 * there.
 */

#ifndef AXVCPU_BOOT_H
#define AXVCPU_BOOT_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Errors of boot calls. */
enum axvcpu_boot_error {
	/** Done. */
	AXVCPU_BOOT_SUCCESS = 0, /* spec/firmware/boot.yaml:12 */
};

/** Calls that the library answers inside. */
enum axvcpu_boot_answer {
	/** Not answered inside. */
	AXVCPU_BOOT_ANSWER_NONE = 0, /* spec/firmware/boot.yaml:8 */
	/** There is no such call. */
	AXVCPU_BOOT_ANSWER_NOT_SUPPORTED = 8, /* spec/firmware/boot.yaml:9 */
};

/** Numbers by which a guest calls. */
enum axvcpu_boot_step {
	/** The first. */
	AXVCPU_BOOT_STEP_BEGIN = 1, /* spec/firmware/boot.yaml:26 */
	/** One that is left out. */
	AXVCPU_BOOT_STEP_SKIP = 2, /* spec/firmware/boot.yaml:28 */
};

/** Whether a guest that probes for this step finds it. */
AXVCPU_API bool axvcpu_boot_offers(uint64_t step);

#ifdef __cplusplus
}
#endif

#endif
