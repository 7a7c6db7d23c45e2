/* SPDX-License-Identifier: MIT */
/* A guest's page tables for the tests. */
#include "soft_paging.h"

const struct scheme schemes[] = {
	{"Sv39", UINT64_C(8) << 60 | ROOT >> 12, 39, ROOT},
	{"Sv48", UINT64_C(9) << 60 | TOP >> 12, 48, TOP},
};

void paging_make(struct machine *machine, const struct scheme *scheme, unsigned mode)
{
	uint64_t all = V | R | W | X | A | D;

	machine_poke(machine, TOP, POINTER(ROOT));
	machine_poke(machine, ROOT, POINTER(MIDDLE));
	machine_poke(machine, MIDDLE, POINTER(LAST));
	machine_poke(machine, ROOT + 2 * 8, LEAF(RAM_BASE, all | (mode == USER ? U : 0)));
	machine_poke(machine, ROOT + 3 * 8, LEAF(RAM_BASE, all));
	machine_set(machine, CSR(SATP), scheme->satp);
	machine_set(machine, CSR(STVEC), SEEN_HANDLER);
	machine_set(machine, AXVCPU_RISCV64_MODE, mode);
	machine_set(machine, A1, PAGE);
	machine_set(machine, A2, 0x1234);
	machine_set(machine, A7, 8);
}
