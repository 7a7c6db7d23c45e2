/* SPDX-License-Identifier: MIT */
/* What the toy's spec calls a refinement. */
#ifndef AXVCPU_TEST_REFINE_H
#define AXVCPU_TEST_REFINE_H

#include <stdint.h>

#include <axvcpu/exits.h>
#include <axvcpu/toy.h>

/* The step of a store becomes the instruction, its width the other number. */
void axvcpu_toy_refine_store(struct axvcpu_exit *exit,
	const struct axvcpu_toy_registers *registers, uint64_t insn, uint64_t other);

#endif
