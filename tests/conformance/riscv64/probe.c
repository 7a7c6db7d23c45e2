/* SPDX-License-Identifier: MIT */
/* One instruction, executed between known registers. */
#include "guest.h"

uint64_t probe_x[32];
static uint64_t before[32];

/* The instruction and the jumps behind it: for one of 16 bits a short one comes first. */
static _Alignas(8) uint16_t slot[8];

void probe_prepare(void)
{
	unsigned i;

	for (i = 1; i < 32; i++)
		probe_x[i] = UINT64_C(0x8090a0b0c0d0e0f0) + i * UINT64_C(0x0101010101010101);
}

static void put32(unsigned at, uint32_t instruction)
{
	slot[at] = (uint16_t)instruction;
	slot[at + 1] = (uint16_t)(instruction >> 16);
}

/* jal x0 from the slot's halfword (Volume I, 2.5.1). */
static uint32_t jump(unsigned at, void (*to)(void))
{
	uint32_t offset = (uint32_t)((uint64_t)to - (uint64_t)&slot[at]);

	return 0x6f | (offset >> 20 & 1) << 31 | (offset >> 1 & 0x3ff) << 21 |
	       (offset >> 11 & 1) << 20 | (offset >> 12 & 0xff) << 12;
}

/* c.j over the halfwords of one 32-bit instruction: offset 6 (Volume I, 26.4). */
#define C_J_6 0xa019

static void fill(uint32_t instruction)
{
	if ((instruction & 3) == 3) {
		put32(0, instruction);
		put32(2, jump(2, probe_end));
	} else {
		slot[0] = (uint16_t)instruction;
		slot[1] = C_J_6;
		put32(2, jump(2, probe_astray));
		put32(4, jump(4, probe_end));
	}
	__asm__ volatile("fence.i" : : : "memory");
}

void probe(uint32_t instruction)
{
	unsigned i;

	for (i = 0; i < 32; i++)
		before[i] = probe_x[i];
	fill(instruction);
	probe_at(probe_x, slot);
}

uint64_t probe_pc(void)
{
	return (uint64_t)slot;
}

bool probe_only_changed(unsigned reg)
{
	unsigned i;

	for (i = 1; i < 32; i++)
		if (i != reg && probe_x[i] != before[i])
			return false;
	return true;
}
