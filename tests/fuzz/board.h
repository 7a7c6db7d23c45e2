/* SPDX-License-Identifier: MIT */
/*
 * A small machine for hostile guests: pages of several permissions with nothing
 * behind them on the host, so that an access that goes astray faults there.
 */
#ifndef BOARD_H
#define BOARD_H

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>

#define BOARD_BASE UINT64_C(0x80000000)
#define BOARD_VCPUS 2u

/* Guest pages, counted from BOARD_BASE. */
enum board_page {
	BOARD_CODE = 0,
	BOARD_HANDLER = 1,
	BOARD_DATA = 2,
	BOARD_ROOT = 4,   /* tables of Sv39: pages as below at BOARD_BASE, devices at 0 */
	BOARD_MIDDLE = 5,
	BOARD_LAST = 6,
	BOARD_RAM_END = 8,
	BOARD_HOLE = 8,
	BOARD_ROM = 9,    /* read, execute */
	BOARD_BLANK = 10, /* read, write */
	BOARD_CONSTANT = 11, /* read */
	BOARD_SEALED = 12, /* execute */
	BOARD_PAGES = 13,
};

struct board {
	struct axvcpu_space *space;
	struct axvcpu *vcpus[BOARD_VCPUS];
	unsigned count;
	uint8_t *memory; /* of guest page 0; RAM and pages that the guest may write are zero */
};

/* How a guest begins. */
struct board_start {
	unsigned vcpus;
	bool has_paging, is_user, has_float;
};

/* By the bits of an input's byte: 1 two vCPUs, 2 paging, 4 user mode, 8 floating point. */
struct board_start board_start_of(uint8_t how);

/* Each vCPU is Ready, lenient, at BOARD_CODE, with a handler that steps over what traps. */
void board_make(struct board *board, const struct board_start *start);

void board_end(struct board *board);

/* Map a page as it was in the beginning. */
enum axvcpu_status board_map(struct board *board, unsigned page);

#endif
