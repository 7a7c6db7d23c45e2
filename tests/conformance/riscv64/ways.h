/* SPDX-License-Identifier: MIT */
/* The ways to reach a page through tables, all of which are in spare memory. */
#ifndef WAYS_H
#define WAYS_H

#include "guest.h"

/* The tables that may be missing, and the page they lead to, in spare memory. */
#define MIDDLE UINT64_C(0x90000000)
#define LAST   UINT64_C(0x90001000)
#define DATA   UINT64_C(0x90002000)
/*
 * The virtual page, far from the code in whatever looks addresses up by their
 * low bits: index 8 of the root, 0 of the middle, INDEX of the last table.
 */
#define PAGE    UINT64_C(0x200055000)
#define INDEX   0x55
#define LEAF    (LAST + 8 * INDEX)
#define ADDRESS (PAGE + 0x40)

/* Page-table entries (Volume II, 10.4.1) */
enum { V = 1, R = 2, W = 4, X = 8, A = 64, D = 128 };
#define ENTRY(address, bits) ((address) >> 12 << 10 | V | (bits))
#define ALL (R | W | X | A | D)
#define SATP_SV39 (UINT64_C(8) << 60)

struct way {
	void (*reach)(void);
	uint64_t cause;
	bool writes;
	/* Results of nested_faults, and of nested_marks. */
	const char *missing, *mapped, *marked_not, *marked;
};

enum { BY_LOAD, BY_STORE, BY_AMO, BY_RESERVE, BY_FETCH, WAYS };
extern const struct way ways[WAYS];

/* Devices and RAM are where they were; the code may change tables by their own addresses. */
void enter_paging(void);
void write_at(uint64_t address, uint64_t value);
/* What the page holds is read, and executed. */
void write_code(void);
/* Reach ADDRESS, behind a fence; what came of it. */
struct taken reach(const struct way *way);
/* Whether the guest got the fault of a cause, where the way reaches the page. */
bool is_fault_of(const struct way *way, struct taken taken, uint64_t cause);

#endif
