/* SPDX-License-Identifier: MIT */
/* Host memory to map that is never touched, and an independent look at the tables. */
#ifndef PAGES_H
#define PAGES_H

#include "guest.h"

#define KIB UINT64_C(1024)
#define MIB (KIB * 1024)
#define GIB (MIB * 1024)
#define PAGE 4096u

/* The end of what Sv39x4 can address. */
#define SPACE_END (UINT64_C(1) << 41)

#define READ AXVCPU_MAP_READ
#define WRITE AXVCPU_MAP_WRITE
#define EXECUTE AXVCPU_MAP_EXECUTE

/* The beginning of addresses aligned to 1G, of which nothing is ever read or written. */
char *pages_host(void);

/* A config for spaces of riscv64 that needs no back end of this build. */
struct axvcpu_config pages_config(void);

/* A new space of that config. */
struct axvcpu_space *pages_space(void);

/*
 * Walk the tables by the manual (The RISC-V Instruction Set Manual volume II,
 * 18.5.1 and 10.3.2) and not by the library. False: nothing is mapped, or the
 * entry is malformed.
 */
struct pages_leaf {
	uint64_t physical; /* of the address walked */
	uint64_t span;     /* bytes that the entry maps */
	unsigned flags;
};
bool pages_walk(uint64_t root, uint64_t guest, struct pages_leaf *leaf);

/* Whether lookup and walk agree that it reaches host, with these flags and this span. */
bool pages_reach(struct axvcpu_space *space, uint64_t guest, const void *host, unsigned flags,
		 uint64_t span);

/* Whether they agree that it reaches nothing. */
bool pages_nothing(struct axvcpu_space *space, uint64_t guest);

#endif
