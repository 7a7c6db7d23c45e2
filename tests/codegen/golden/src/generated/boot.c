/* SPDX-License-Identifier: MIT */
/*
 * What a guest finds when it probes boot. Generated from spec/firmware/boot.yaml; change it
 * there.
 */

#include <axvcpu/boot.h>

bool axvcpu_boot_offers(uint64_t step)
{
	switch (step) {
	case AXVCPU_BOOT_STEP_BEGIN: /* spec/firmware/boot.yaml:26 */
		return true;
	default:
		return false;
	}
}
