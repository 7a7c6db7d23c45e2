/* SPDX-License-Identifier: MIT */
/* A guest's page tables for the tests: Sv39, and Sv48 with one level more above it. */
#ifndef SOFT_PAGING_H
#define SOFT_PAGING_H

#include "soft_machine.h"

/* Tables in RAM; the entry under test is that of the page PAGE, which leads to DATA. */
#define ROOT   (RAM_BASE + 0x10000)
#define MIDDLE (RAM_BASE + 0x11000)
#define LAST   (RAM_BASE + 0x12000)
#define TOP    (RAM_BASE + 0x13000) /* Sv48 begins here, its first entry leads to ROOT */
#define PAGE   UINT64_C(0x5000)
#define ENTRY  (LAST + 5 * 8)

/* RAM as the supervisor sees it, beside where it is: for its handler while users own the rest. */
#define ALIAS  UINT64_C(0xc0000000)
#define SEEN_HANDLER (HANDLER - RAM_BASE + ALIAS)

/* Bits of an entry (Volume II, 10.4.1). */
enum { V = 1, R = 2, W = 4, X = 8, U = 16, G = 32, A = 64, D = 128 };

#define POINTER(table) ((table) >> 12 << 10 | V)
#define LEAF(page, bits) ((page) >> 12 << 10 | (uint64_t)(bits))
#define PTE(bits) LEAF(DATA, bits)

#define SUM UINT64_C(0x40000)
#define MXR UINT64_C(0x80000)

enum { USER, SUPERVISOR };

/* A scheme of address translation (10.4, 10.5). */
struct scheme {
	const char *name;
	uint64_t satp;
	unsigned bits;  /* of a virtual address */
	uint64_t root;  /* table of the topmost level */
};

extern const struct scheme schemes[];
enum { SCHEMES = 2 };

/*
 * The tables of a scheme, with RAM where it is for the mode, and at ALIAS; the
 * supervisor's handler is at HANDLER. a1 is PAGE, a2 is 0x1234, and a call
 * shuts the machine down. The program at RAM_BASE stays.
 */
void paging_make(struct machine *machine, const struct scheme *scheme, unsigned mode);

#endif
