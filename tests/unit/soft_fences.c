/* SPDX-License-Identifier: MIT */
/* When a change of tables, modes or code takes effect (10.2.1; I 5.1). */
#include <axvcpu/sbi.h>

#include "soft_paging.h"

/* An old translation may be used until SFENCE.VMA, and must not be after any form of it. */
static void fences(struct machine *machine)
{
	static const struct { const char *name; uint32_t insn; } forms[] = {
		{"all", SFENCE_VMA(ZERO, ZERO)}, {"an address", SFENCE_VMA(A1, ZERO)},
		{"an identifier", SFENCE_VMA(ZERO, A6)}, {"both", SFENCE_VMA(A1, A6)},
	};
	unsigned i;

	for (i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		LOAD_PROGRAM(machine, LD(A0, A1, 0), SD(A3, A2, 0), forms[i].insn, LD(A4, A1, 0),
			     ECALL);
		paging_make(machine, &schemes[0], SUPERVISOR);
		machine_poke(machine, ENTRY, PTE(V | R | A));
		machine_poke(machine, DATA, 1);
		machine_poke(machine, DATA + 0x1000, 2);
		machine_set(machine, CSR(SATP), schemes[0].satp | UINT64_C(5) << 44);
		machine_set(machine, A2, ENTRY);
		machine_set(machine, A3, LEAF(DATA + 0x1000, V | R | A));
		machine_set(machine, A6, 5);
		machine_run(machine);
		is_u64(machine_get(machine, A0), 1, "fence of %s: the page before", forms[i].name);
		is_u64(machine_get(machine, A4), 2, "and after it");
	}
}

/* Two address spaces by turns: none sees the other's page, and none needs a fence. */
static void spaces(struct machine *machine)
{
	uint64_t other = LAST + 0x10000;

	LOAD_PROGRAM(machine, LD(A0, A1, 0), CSRRW(S0, SATP, S1), LD(A3, A1, 0), CSRW(SATP, S0),
		     LD(A4, A1, 0), ECALL);
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | R | A));
	machine_poke(machine, DATA, 1);
	machine_poke(machine, other + 2 * 8, LEAF(RAM_BASE, V | R | X | A));
	machine_poke(machine, other, POINTER(other + 0x1000));
	machine_poke(machine, other + 0x1000, POINTER(other + 0x2000));
	machine_poke(machine, other + 0x2000 + 5 * 8, LEAF(DATA + 0x1000, V | R | A));
	machine_poke(machine, DATA + 0x1000, 2);
	machine_set(machine, CSR(SATP), schemes[0].satp | UINT64_C(1) << 44);
	machine_set(machine, S1, UINT64_C(8) << 60 | UINT64_C(2) << 44 | other >> 12);
	machine_run(machine);
	is_u64(machine_get(machine, A0), 1, "the page of one address space");
	is_u64(machine_get(machine, A3), 2, "of another");
	is_u64(machine_get(machine, A4), 1, "and of the first again");
}

/* sret to the user and back must not leave one mode with the other's translations. */
static void modes(struct machine *machine)
{
	LOAD_PROGRAM(machine, LD(A0, A1, 0), SRET);
	PUT_PROGRAM(machine, DATA, LD(A0, A1, 0), ECALL);
	PUT_PROGRAM(machine, HANDLER, ECALL);
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | R | A));
	machine_poke(machine, ENTRY + 8, PTE(V | R | X | U | A));
	machine_set(machine, CSR(SEPC), PAGE + 0x1000);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SCAUSE)), 13,
	       "the user does not see what the supervisor has just read");
	is_u64(machine_get(machine, CSR(SEPC)), PAGE + 0x1000, "though it runs");
}

/* The supervisor's handler touches its page for the user; the user's own access still faults. */
static void handler(struct machine *machine)
{
	LOAD_PROGRAM(machine, SRET);
	PUT_PROGRAM(machine, DATA, ECALL, LD(A0, A1, 0));
	PUT_PROGRAM(machine, HANDLER, LD(A0, A1, 0), BNE(S0, ZERO, 24), ADDI(S0, S0, 1),
		    CSRR(T0, SEPC), ADDI(T0, T0, 4), CSRW(SEPC, T0), SRET, ECALL);
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | R | A));
	machine_poke(machine, ENTRY + 8, PTE(V | R | X | U | A));
	machine_set(machine, CSR(SEPC), PAGE + 0x1000);
	machine_run(machine);
	is_u64(machine_get(machine, S0), 1, "the user has called its supervisor, and returned");
	is_u64(machine_get(machine, CSR(SCAUSE)), 13, "it may not read what its supervisor reads");
}

/* A second access after a bit of sstatus is cleared. */
static void cleared(struct machine *machine, uint64_t bit, uint64_t bits, const char *name)
{
	LOAD_PROGRAM(machine, LD(A0, A1, 0), CSRRC(ZERO, SSTATUS, A2), LD(A0, A1, 0), ECALL);
	PUT_PROGRAM(machine, HANDLER, ECALL);
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(bits));
	machine_set(machine, CSR(SSTATUS), bit);
	machine_set(machine, A2, bit);
	machine_run(machine);
	is_u64(machine_get(machine, CSR(SCAUSE)), 13, "%s cleared takes effect at once", name);
	is_u64(machine_get(machine, CSR(SEPC)), RAM_BASE + 8, "on the second load");
}

/* What an access has found is not more than it may find later. */
static void narrowed(struct machine *machine)
{
	LOAD_PROGRAM(machine, LD(A0, A1, 0), SD(A2, A1, 0), ECALL);
	paging_make(machine, &schemes[0], SUPERVISOR);
	machine_poke(machine, ENTRY, PTE(V | R | W | A));
	machine_run(machine);
	is_u64(machine_peek(machine, ENTRY), PTE(V | R | W | A | D), "a store after a load sets D");
	cleared(machine, MXR, V | X | A, "MXR");
	cleared(machine, SUM, V | R | U | A, "SUM");
}

/* A hart of the same memory, at an address. */
static struct axvcpu *another_hart(struct machine *machine, uint64_t entry)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT,
		.vcpu_id = 1,
		.arch = AXVCPU_ARCH_RISCV64,
		.backend = AXVCPU_BACKEND_SOFT,
	};
	struct axvcpu *vcpu;

	must(axvcpu_create(&config, &vcpu));
	must(axvcpu_setup(vcpu, entry, machine->space, NULL));
	must(axvcpu_bind(vcpu));
	return vcpu;
}

static uint64_t a0_after_run(struct axvcpu *vcpu, uint64_t pc)
{
	const struct axvcpu_exit *exit;
	uint64_t value;

	must(axvcpu_set_register(vcpu, AXVCPU_RISCV64_PC, pc));
	must(axvcpu_run(vcpu, &exit));
	must(axvcpu_get_register(vcpu, A0, &value));
	must(axvcpu_retry(vcpu));
	return value;
}

/* What one hart stores is what another executes after a FENCE.I of its own. */
static void code_of_another(struct machine *machine)
{
	uint64_t code = RAM_BASE + 0x100;
	struct axvcpu *other;

	LOAD_PROGRAM(machine, SW(A1, A2, 0), FENCE, END);
	PUT_PROGRAM(machine, code - 4, FENCE_I, LI(A0, 1), END);
	machine_set(machine, A1, LI(A0, 2));
	machine_set(machine, A2, code);
	other = another_hart(machine, code);
	is_u64(a0_after_run(other, code), 1, "a hart executes code");
	machine_run(machine);
	is_u64(a0_after_run(other, code - 4), 2, "and what another wrote after fence.i");
	must(axvcpu_unbind(other));
	must(axvcpu_destroy(other));
}

/* A fence of another hart drops all code at once, not only where the hart goes on. */
static void code_fenced_by_another(struct machine *machine)
{
	uint64_t code = RAM_BASE + 0x100;
	struct axvcpu *other;

	LOAD_PROGRAM(machine, SW(T0, T1, 0), ECALL, END);
	PUT_PROGRAM(machine, code, JAL(ZERO, 8), NOP, LI(A0, 1), END);
	machine_set(machine, T0, LI(A0, 2));
	machine_set(machine, T1, code + 8);
	machine_set(machine, A0, 1u << 1);
	machine_set(machine, A7, AXVCPU_SBI_EXTENSION_RFENCE);
	other = another_hart(machine, code);
	is_u64(a0_after_run(other, code), 1, "a hart jumps to code");
	machine_run(machine);
	is_u64(machine_get(machine, A0), AXVCPU_SBI_SUCCESS, "which another writes, and fences");
	is_u64(a0_after_run(other, code), 2, "and then to what that wrote");
	must(axvcpu_unbind(other));
	must(axvcpu_destroy(other));
}

int main(void)
{
	struct machine machine;

	machine_make(&machine);
	fences(&machine);
	spaces(&machine);
	modes(&machine);
	handler(&machine);
	narrowed(&machine);
	code_of_another(&machine);
	code_fenced_by_another(&machine);
	machine_end(&machine);
	return done_testing();
}
