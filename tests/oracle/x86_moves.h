/* SPDX-License-Identifier: MIT */
/* The few instructions that the oracles of vmx and svm read: moves to and from memory. */
#ifndef X86_MOVES_H
#define X86_MOVES_H

#include "x86_exits.h"

/* An access that the second stage has stopped, and the bytes at the instruction pointer. */
struct x86_access {
	uint8_t bytes[15];
	uint8_t count;
	/* Of an operand and an address, where no prefix says otherwise: 2, 4, or 8 in 64-bit mode. */
	uint8_t mode;
	uint64_t gpa, gva;
	bool gva_known;
	enum axvcpu_access access;
};

/*
 * What the access wants, if it is a move that is read here. Else the exit is the fault that a
 * decoder may report of any other instruction, and is_elsewhere is set.
 */
void x86_move(struct x86_expected *expected, const struct x86_access *access,
	      x86_registers *registers);

/* The bytes of two words, the lowest first. */
void x86_bytes(struct x86_access *access, uint64_t low, uint64_t high, uint32_t count);

#endif
