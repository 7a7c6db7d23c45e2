/* SPDX-License-Identifier: MIT */
/** @file bios.h The toy's firmware. Generated from spec/firmware/bios.yaml; change it there. */

#ifndef AXVCPU_BIOS_H
#define AXVCPU_BIOS_H

#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Errors of bios calls. */
enum axvcpu_bios_error {
	/** Done. */
	AXVCPU_BIOS_SUCCESS = 0, /* spec/firmware/bios.yaml:14 */
	/** Not done. */
	AXVCPU_BIOS_DENIED = -1, /* spec/firmware/bios.yaml:15 */
};

/** Calls that the library answers inside. */
enum axvcpu_bios_answer {
	/** Not answered inside. */
	AXVCPU_BIOS_ANSWER_NONE = 0, /* spec/firmware/bios.yaml:9 */
	/** There is no such call. */
	AXVCPU_BIOS_ANSWER_REFUSED = 1, /* spec/firmware/bios.yaml:10 */
	/** The other CPU knows. */
	AXVCPU_BIOS_ANSWER_TOLD = 2, /* spec/firmware/bios.yaml:11 */
};

/** Extension ids. */
enum axvcpu_bios_extension {
	/** Sleep. */
	AXVCPU_BIOS_EXTENSION_SLEEP = 1, /* spec/firmware/bios.yaml:31 */
	/** Tell another CPU, if it is known. */
	AXVCPU_BIOS_EXTENSION_TELL = 2, /* spec/firmware/bios.yaml:32 */
	/** Go on booting. */
	AXVCPU_BIOS_EXTENSION_BOOT_STEP = 3, /* spec/firmware/bios.yaml:33 */
	/** The hypervisor's own. */
	AXVCPU_BIOS_EXTENSION_OWN_FIRST = 128, /* spec/firmware/bios.yaml:34 */
	/** The hypervisor's own. */
	AXVCPU_BIOS_EXTENSION_OWN_LAST = 191, /* spec/firmware/bios.yaml:34 */
};

/** Whether a guest that probes for this extension finds it. */
AXVCPU_API bool axvcpu_bios_offers(uint64_t extension);

#ifdef __cplusplus
}
#endif

#endif
