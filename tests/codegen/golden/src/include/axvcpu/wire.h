/* SPDX-License-Identifier: MIT */
/**
 * @file wire.h The toy, wired to its host. Generated from spec/backend/wire.yaml,
 * spec/firmware/bios.yaml; change it there.
 */

#ifndef AXVCPU_WIRE_H
#define AXVCPU_WIRE_H

#include <axvcpu/exits.h>
#include <axvcpu/export.h>
#include <axvcpu/toy.h>
#include <axvcpu/syndrome.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Rows of the cause table of wire. */
enum axvcpu_wire_cause {
	/** Anything else. */
	AXVCPU_WIRE_CAUSE_STRANGE = 1, /* spec/backend/wire.yaml:33 */
	/** It waits. */
	AXVCPU_WIRE_CAUSE_WAITS = 2, /* spec/backend/wire.yaml:35 */
	/** It calls the firmware. */
	AXVCPU_WIRE_CAUSE_CALLS = 3, /* spec/backend/wire.yaml:36 */
	/** It met a hole. */
	AXVCPU_WIRE_CAUSE_FAULT = 4, /* spec/backend/wire.yaml:37 */
	/** It says nothing. */
	AXVCPU_WIRE_CAUSE_HIDDEN = 5, /* spec/backend/wire.yaml:44 */
	/** It says where. */
	AXVCPU_WIRE_CAUSE_ASKS = 6, /* spec/backend/wire.yaml:45 */
	/** It says what, shortened. */
	AXVCPU_WIRE_CAUSE_SHORT = 7, /* spec/backend/wire.yaml:46 */
	/** Nobody knows. */
	AXVCPU_WIRE_CAUSE_ODD = 8, /* spec/backend/wire.yaml:47 */
	/** No access. */
	AXVCPU_WIRE_CAUSE_OTHER = 9, /* spec/backend/wire.yaml:56 */
	/** Store. */
	AXVCPU_WIRE_CAUSE_NEAR_STORE = 10, /* spec/backend/wire.yaml:58 */
	/** Store, and step. */
	AXVCPU_WIRE_CAUSE_FAR_STORE = 11, /* spec/backend/wire.yaml:59 */
	/** Swap. */
	AXVCPU_WIRE_CAUSE_SWAP = 12, /* spec/backend/wire.yaml:60 */
	/** Push. */
	AXVCPU_WIRE_CAUSE_PUSH = 13, /* spec/backend/wire.yaml:61 */
	/** Pop. */
	AXVCPU_WIRE_CAUSE_POP = 14, /* spec/backend/wire.yaml:62 */
	/** Wide store. */
	AXVCPU_WIRE_CAUSE_WIDE = 15, /* spec/backend/wire.yaml:63 */
	/** Thin store. */
	AXVCPU_WIRE_CAUSE_THIN = 16, /* spec/backend/wire.yaml:64 */
	/** Another group. */
	AXVCPU_WIRE_CAUSE_NO_GROUP = 17, /* spec/firmware/bios.yaml:28 */
	/** Sleep. */
	AXVCPU_WIRE_CAUSE_SLEEP = 18, /* spec/firmware/bios.yaml:30 */
	/** Tell another CPU, if it is known. */
	AXVCPU_WIRE_CAUSE_TELL = 19, /* spec/firmware/bios.yaml:31 */
	/** The hypervisor's own. */
	AXVCPU_WIRE_CAUSE_OWN = 20, /* spec/firmware/bios.yaml:32 */
};

/**
 * Explain a syndrome: write reason, known, insn_length, retire, answer, cause and the payload of
 * exit, whatever the syndrome holds. Without registers (null) the fields that need them are 0,
 * and their bits in known are clear; a firmware call is then a hypercall of which nothing is known.
 * Where a word has to be fetched, exit->cause is the row that asks, and nothing else counts.
 */
AXVCPU_API enum axvcpu_decoded axvcpu_wire_decode(
	const struct axvcpu_wire_syndrome *syndrome,
	const struct axvcpu_toy_registers *registers, struct axvcpu_exit *exit);

#ifdef __cplusplus
}
#endif

#endif
