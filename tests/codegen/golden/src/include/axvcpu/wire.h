/* SPDX-License-Identifier: MIT */
/**
 * @file wire.h The toy, wired to its host. Generated from spec/backend/wire.yaml,
 * spec/firmware/bios.yaml, spec/firmware/boot.yaml; change it there.
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
	AXVCPU_WIRE_CAUSE_STRANGE = 1, /* spec/backend/wire.yaml:38 */
	/** It waits. */
	AXVCPU_WIRE_CAUSE_WAITS = 2, /* spec/backend/wire.yaml:40 */
	/** It calls the firmware. */
	AXVCPU_WIRE_CAUSE_CALLS = 3, /* spec/backend/wire.yaml:41 */
	/** It met a hole. */
	AXVCPU_WIRE_CAUSE_FAULT = 4, /* spec/backend/wire.yaml:42 */
	/** It asks by a register. */
	AXVCPU_WIRE_CAUSE_ASKED = 5, /* spec/backend/wire.yaml:43 */
	/** Nothing that is known. */
	AXVCPU_WIRE_CAUSE_ASKED_OTHER = 6, /* spec/backend/wire.yaml:49 */
	/** To wait. */
	AXVCPU_WIRE_CAUSE_ASKED_WAIT = 7, /* spec/backend/wire.yaml:51 */
	/** To load three parts. */
	AXVCPU_WIRE_CAUSE_ASKED_LOAD = 8, /* spec/backend/wire.yaml:52 */
	/** It says nothing. */
	AXVCPU_WIRE_CAUSE_HIDDEN = 9, /* spec/backend/wire.yaml:59 */
	/** It says where. */
	AXVCPU_WIRE_CAUSE_ASKS = 10, /* spec/backend/wire.yaml:60 */
	/** It says what, shortened. */
	AXVCPU_WIRE_CAUSE_SHORT = 11, /* spec/backend/wire.yaml:61 */
	/** Nobody knows. */
	AXVCPU_WIRE_CAUSE_ODD = 12, /* spec/backend/wire.yaml:62 */
	/** No access. */
	AXVCPU_WIRE_CAUSE_OTHER = 13, /* spec/backend/wire.yaml:71 */
	/** Store. */
	AXVCPU_WIRE_CAUSE_NEAR_STORE = 14, /* spec/backend/wire.yaml:73 */
	/** Store, and step. */
	AXVCPU_WIRE_CAUSE_FAR_STORE = 15, /* spec/backend/wire.yaml:74 */
	/** Swap. */
	AXVCPU_WIRE_CAUSE_SWAP = 16, /* spec/backend/wire.yaml:75 */
	/** Push. */
	AXVCPU_WIRE_CAUSE_PUSH = 17, /* spec/backend/wire.yaml:76 */
	/** A moving store that is elsewhere. */
	AXVCPU_WIRE_CAUSE_MOVED_ASTRAY = 18, /* spec/backend/wire.yaml:77 */
	/** Store, and move the base. */
	AXVCPU_WIRE_CAUSE_MOVED = 19, /* spec/backend/wire.yaml:78 */
	/** Two stores, or what else they are. */
	AXVCPU_WIRE_CAUSE_PAIR = 20, /* spec/backend/wire.yaml:79 */
	/** Pop. */
	AXVCPU_WIRE_CAUSE_POP = 21, /* spec/backend/wire.yaml:80 */
	/** Wide store. */
	AXVCPU_WIRE_CAUSE_WIDE = 22, /* spec/backend/wire.yaml:81 */
	/** Thin store. */
	AXVCPU_WIRE_CAUSE_THIN = 23, /* spec/backend/wire.yaml:82 */
	/** Another group. */
	AXVCPU_WIRE_CAUSE_NO_GROUP = 24, /* spec/firmware/bios.yaml:29 */
	/** Sleep. */
	AXVCPU_WIRE_CAUSE_SLEEP = 25, /* spec/firmware/bios.yaml:31 */
	/** Tell another CPU, if it is known. */
	AXVCPU_WIRE_CAUSE_TELL = 26, /* spec/firmware/bios.yaml:32 */
	/** Go on booting. */
	AXVCPU_WIRE_CAUSE_BOOT_STEP = 27, /* spec/firmware/bios.yaml:33 */
	/** The hypervisor's own. */
	AXVCPU_WIRE_CAUSE_OWN = 28, /* spec/firmware/bios.yaml:34 */
	/** No such step. */
	AXVCPU_WIRE_CAUSE_NO_STEP = 29, /* spec/firmware/boot.yaml:24 */
	/** The first. */
	AXVCPU_WIRE_CAUSE_BEGIN = 30, /* spec/firmware/boot.yaml:26 */
	/** The first, again. */
	AXVCPU_WIRE_CAUSE_BEGIN_AGAIN = 31, /* spec/firmware/boot.yaml:27 */
	/** One that is left out. */
	AXVCPU_WIRE_CAUSE_SKIP = 32, /* spec/firmware/boot.yaml:28 */
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
