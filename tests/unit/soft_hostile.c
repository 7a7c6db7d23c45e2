/* SPDX-License-Identifier: MIT */
/*
 * Guests made of random instructions, tables and registers. Nothing that they
 * do may stop the host or leave the budget; the sanitizers of a build that has
 * them watch the memory.
 */
#include <string.h>

#include "soft_machine.h"

#define ROUNDS 400
#define BUDGET 2000

static uint64_t state;

/* xorshift64: any sequence does, but the same on each host. */
static uint64_t random_word(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static uint64_t one_of(const uint64_t *values, unsigned count)
{
	return values[random_word() % count];
}

/* Addresses at the edges of something. */
static uint64_t random_address(void)
{
	static const uint64_t bases[] = {
		RAM_BASE, RAM_BASE + RAM_SIZE, RAM_BASE + 0x1000, DATA, 0, UINT64_C(1) << 38,
		UINT64_C(1) << 39, UINT64_C(1) << 41, UINT64_C(1) << 63, 0x10000000,
		UINT64_C(0xffffffc000000000),
	};

	return one_of(bases, sizeof bases / sizeof bases[0]) + random_word() % 64 - 32;
}

/* Mostly well-formed, so that more than the illegal-instruction trap is met. */
static uint32_t random_insn(void)
{
	static const uint64_t opcodes[] = {
		0x03, 0x0f, 0x13, 0x17, 0x1b, 0x23, 0x2f, 0x33, 0x37, 0x3b, 0x63, 0x67, 0x6f, 0x73,
		0x07, 0x27, 0x43, 0x47, 0x4b, 0x4f, 0x53,
	};
	static const uint64_t systems[] = {
		ECALL, EBREAK, SRET, WFI, FENCE_I, SFENCE_VMA(ZERO, ZERO), HFENCE_GVMA,
	};
	static const uint64_t csrs[] = {
		SSTATUS, SIE, STVEC, SCOUNTEREN, SSCRATCH, SEPC, SCAUSE, SIP, SATP, TIME, INSTRET,
		STIMECMP, 0x001, 0x002, 0x003, 0x600, 0xc03, 0x300,
	};
	uint32_t raw = (uint32_t)random_word();

	switch (random_word() % 8) {
	case 0:
		return raw;
	case 1:
		return (uint32_t)one_of(systems, sizeof systems / sizeof systems[0]);
	case 2:
		return (raw & 0x000fff80) | 0x73 |
		       (uint32_t)one_of(csrs, sizeof csrs / sizeof csrs[0]) << 20;
	default:
		return (raw & 0xffffff80) |
		       (uint32_t)one_of(opcodes, sizeof opcodes / sizeof opcodes[0]);
	}
}

static uint64_t random_entry(void)
{
	static const uint64_t frames[] = {
		RAM_BASE >> 12, (RAM_BASE >> 12) + 1, (RAM_BASE >> 12) + 16, (RAM_BASE >> 12) + 17,
		0x10000, UINT64_C(1) << 43, 0,
	};
	uint64_t noise = random_word() % 16 ? 0 : random_word() << 54;

	return one_of(frames, sizeof frames / sizeof frames[0]) << 10 | (random_word() & 0xff) |
	       1 | noise;
}

static void fill(struct machine *machine)
{
	uint64_t offset;
	unsigned i;

	for (offset = 0; offset < 0x3000; offset += 4) {
		uint32_t insn = random_insn();

		memcpy(machine->ram + offset, &insn, sizeof insn);
	}
	for (i = 0; i < 1024; i++)
		machine_poke(machine, RAM_BASE + 0x10000 + i * 8, random_entry());
	for (i = 1; i < 32; i++)
		machine_set(machine, i, random_word() % 4 ? random_address() : random_word());
	machine_set(machine, CSR(STVEC),
		    random_word() % 4 ? HANDLER | (random_word() & 1) : random_address());
	machine_set(machine, CSR(SIE), random_word());
	machine_set(machine, CSR(SSTATUS), random_word());
	machine_set(machine, CSR(SEPC), random_word() % 2 ? RAM_BASE : random_address());
	if (random_word() % 2)
		machine_set(machine, CSR(SATP), UINT64_C(8) << 60 | (RAM_BASE + 0x10000) >> 12);
}

/* Whatever the exit asks for. */
static void answer(struct machine *machine)
{
	uint32_t interrupt = (uint32_t)(random_word() % 3 * 4 + 1);

	if (machine->exit->reason == AXVCPU_EXIT_MMIO_READ ||
	    machine->exit->reason == AXVCPU_EXIT_SYSREG_READ)
		must(axvcpu_complete(machine->vcpu, random_word()));
	else if (machine->exit->retire == AXVCPU_RETIRE_KEEP)
		must(axvcpu_inject_exception(machine->vcpu, 2, 0));
	if (!(random_word() % 8))
		must(axvcpu_set_interrupt(machine->vcpu, interrupt, random_word() & 1));
	if (!(random_word() % 8))
		must(axvcpu_inject_interrupt(machine->vcpu, interrupt));
	if (!(random_word() % 32))
		must(axvcpu_space_flush(machine->space));
}

static bool is_spent(const struct machine *machine)
{
	return machine->exit->reason == AXVCPU_EXIT_NOTHING &&
	       machine->exit->nothing.cause == AXVCPU_NOTHING_BUDGET;
}

/* Exits until the budget is used; each exit either uses some or is bounded here. */
static unsigned long play(struct machine *machine, uint64_t seed)
{
	unsigned exits = 0;

	state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	LOAD_PROGRAM(machine, NOP);
	fill(machine);
	must(axvcpu_set_budget(machine->vcpu, BUDGET));
	do {
		machine_run(machine);
		answer(machine);
	} while (!is_spent(machine) && ++exits < 2 * BUDGET);
	return machine_get(machine, AXVCPU_RISCV64_INSTRET);
}

static bool is_sound(struct machine *machine)
{
	return machine_get(machine, ZERO) == 0 && machine_get(machine, AXVCPU_RISCV64_MODE) <= 1 &&
	       !(machine_get(machine, AXVCPU_RISCV64_PC) & 1) &&
	       machine_get(machine, AXVCPU_RISCV64_INSTRET) <= BUDGET;
}

static void play_all(struct machine *machine, unsigned long rounds, const char *kind)
{
	unsigned long round, executed = 0;
	bool sound = true;

	for (round = 1; sound && round <= rounds; round++) {
		executed += play(machine, round);
		sound = is_sound(machine);
	}
	ok(sound, "after random guest %lu, %s, the vCPU is as it may be", round - 1, kind);
	ok(executed > 80000 || rounds < ROUNDS, "random guests, %s, executed %lu instructions",
	   kind, executed);
	machine_end(machine);
}

int main(void)
{
	unsigned long rounds = environment("AXVCPU_HOSTILE_ROUNDS", ROUNDS);
	struct machine machine;

	machine_make(&machine);
	play_all(&machine, rounds, "without floating point");
	machine_make_float(&machine);
	play_all(&machine, rounds, "with floating point");
	return done_testing();
}
