/* SPDX-License-Identifier: MIT */
/**
 * @file syndrome.h Syndromes: what the hardware says of an exit, raw. Generated from
 * spec/backend/wire.yaml; change it there.
 */

#ifndef AXVCPU_SYNDROME_H
#define AXVCPU_SYNDROME_H

#include <stdint.h>

/** Words of the syndrome of wire that had to be fetched, in its member have. */
enum axvcpu_wire_have {
	/** The instruction. */
	AXVCPU_WIRE_HAVE_INSN = 1u << 0,
	/** Address of the access. */
	AXVCPU_WIRE_HAVE_WHERE = 1u << 1,
};

/** The toy, wired to its host. The Toy Manual, 2. */
struct axvcpu_wire_syndrome { /* spec/backend/wire.yaml:1 */
	/** Why it trapped. (2.1) */
	uint64_t trap; /* spec/backend/wire.yaml:12 */
	/** Page of the access. (2.2) */
	uint64_t place; /* spec/backend/wire.yaml:13 */
	/** Address of the access. (2.4) */
	uint64_t where; /* spec/backend/wire.yaml:15 */
	/** The instruction. (2.3) */
	uint32_t insn; /* spec/backend/wire.yaml:14 */
	/** Which of the fetched words are there, AXVCPU_WIRE_HAVE_*. */
	uint32_t have;
};

/** The syndrome of an exit, by the back end that reported it. */
union axvcpu_syndrome {
	/** Of wire. */
	struct axvcpu_wire_syndrome wire;
	/** Of a caller's own back end. */
	uint64_t custom[8];
};

#endif
