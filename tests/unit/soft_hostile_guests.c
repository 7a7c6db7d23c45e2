/* SPDX-License-Identifier: MIT */
/*
 * Guests written to get the host into trouble: they run into nothing, write the
 * code they are in, trap for ever, and never look up. Each comes to an exit, or is
 * ended by its budget and by a kick.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "soft_machine.h"

#define BUDGET 50000
#define RAM_END (RAM_BASE + RAM_SIZE)
#define ROOT (RAM_BASE + 0x10000)
#define SATP_ROOT (UINT64_C(8) << 60 | ROOT >> 12)
#define DEVICE UINT64_C(0x10000000)

/* Entries of page tables (10.3.1). */
enum { POINTER = 0x01, LEAF = 0xcf };
#define ENTRY(address, bits) ((address) >> 12 << 10 | (uint64_t)(bits))

#define ILLEGAL 0u
#define J_BACK(bytes) JAL(ZERO, -(bytes))

/* A guest that never ends by itself. */
struct endless {
	const char *name;
	uint32_t program[12], handler[4];
	void (*prepare)(struct machine *machine);
};

/* All addresses are translated by a table that leads to itself, and RAM where it is. */
static void map_itself(struct machine *machine)
{
	machine_poke(machine, ROOT, ENTRY(ROOT, POINTER));
	machine_poke(machine, ROOT + 2 * 8, ENTRY(RAM_BASE, LEAF));
	machine_set(machine, CSR(SATP), SATP_ROOT);
	machine_set(machine, A1, 0x5000);
}

/* Its handler lies where its own tables have nothing: each trap is the next one's reason. */
static void lose_handler(struct machine *machine)
{
	map_itself(machine);
	machine_set(machine, CSR(STVEC), 0x5000);
}

static void raise_for_ever(struct machine *machine)
{
	machine_set(machine, CSR(SIE), UINT64_C(1) << 9);
	machine_set(machine, CSR(SSTATUS), 2);
	must(axvcpu_set_interrupt(machine->vcpu, 9, true));
}

static void tick_for_ever(struct machine *machine)
{
	machine_set(machine, CSR(SIE), UINT64_C(1) << 5);
	machine_set(machine, CSR(SSTATUS), 2);
	machine_set(machine, CSR(STIMECMP), 0);
}

static const struct endless endless[] = {
	{ "spins with interrupts off", { CSRRCI(ZERO, SSTATUS, 2), J_BACK(4) }, { NOP }, NULL },
	{ "traps in its trap handler", { ILLEGAL }, { ILLEGAL }, NULL },
	{ "has breakpoints in its trap handler", { EBREAK }, { NOP, EBREAK }, NULL },
	{ "has no handler in its tables", { ILLEGAL }, { NOP }, lose_handler },
	{ "has tables that lead to themselves", { LD(A0, A1, 0) }, { SRET }, map_itself },
	{ "flushes for ever", { SFENCE_VMA(ZERO, ZERO), FENCE_I, J_BACK(8) }, { NOP }, map_itself },
	{ "never gets its reservation",
	  { LR(3, T0, A1), SC(3, T0, A2, T0), BNE(T0, ZERO, -8) }, { NOP }, NULL },
	{ "leaves an interrupt raised", { NOP, J_BACK(4) }, { SRET }, raise_for_ever },
	{ "leaves its timer due", { NOP, J_BACK(4) }, { SRET }, tick_for_ever },
	{ "waits for what is there", { CSRRCI(ZERO, SSTATUS, 2), WFI, J_BACK(4) }, { NOP },
	  raise_for_ever },
	{ "writes its own loop",
	  { LW(T0, A1, 0), AUIPC(T1, 0), SW(T0, T1, 8), ILLEGAL, ILLEGAL }, { ILLEGAL }, NULL },
	{ "writes the block it is in, for ever",
	  { AUIPC(T1, 0), LW(T0, T1, 8), SW(T0, T1, 12), NOP, SW(T0, T1, 16), NOP, J_BACK(20) },
	  { ILLEGAL }, NULL },
};

static void load(struct machine *machine, const struct endless *guest)
{
	static const uint32_t loop[] = { LOOP_FOR_EVER };

	machine_load(machine, guest->program, sizeof guest->program / 4);
	machine_put(machine, HANDLER, guest->handler, sizeof guest->handler / 4);
	machine_put(machine, DATA, loop, 1);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_set(machine, A1, DATA);
	machine_set(machine, A2, DATA + 8);
	if (guest->prepare)
		guest->prepare(machine);
}

/* Kicks whatever runs, until it is told that the run is over. */
struct kicker {
	struct axvcpu *vcpu;
	atomic_bool is_over;
};

static void *kick_running(void *context)
{
	struct kicker *kicker = context;

	while (!atomic_load(&kicker->is_over)) {
		if (axvcpu_state(kicker->vcpu) == AXVCPU_STATE_RUNNING)
			must(axvcpu_kick(kicker->vcpu));
		sched_yield();
	}
	return NULL;
}

static void run_until_kicked(struct machine *machine)
{
	struct kicker kicker = { .vcpu = machine->vcpu };
	pthread_t thread;

	if (pthread_create(&thread, NULL, kick_running, &kicker) != 0)
		bail_out("no thread");
	machine_run(machine);
	atomic_store(&kicker.is_over, true);
	pthread_join(thread, NULL);
}

static bool is_nothing(const struct machine *machine, enum axvcpu_nothing cause)
{
	return machine->exit->reason == AXVCPU_EXIT_NOTHING &&
	       machine->exit->nothing.cause == cause;
}

static void try_endless(struct machine *machine, const struct endless *guest)
{
	load(machine, guest);
	must(axvcpu_set_budget(machine->vcpu, BUDGET));
	machine_run(machine);
	ok(is_nothing(machine, AXVCPU_NOTHING_BUDGET), "a guest that %s: its budget ends it",
	   guest->name);
	must(axvcpu_set_budget(machine->vcpu, UINT64_MAX));
	run_until_kicked(machine);
	ok(is_nothing(machine, AXVCPU_NOTHING_KICKED), "so does a kick");
}

/* A guest that comes to an exit, at once and again at each retry. */
struct lost {
	const char *name;
	uint32_t program[4];
	uint64_t a1, stvec, satp;
	uint64_t entry; /* of ROOT, for addresses of RAM */
	uint16_t last;  /* 16 bits at the end of RAM */
	uint64_t address;
	enum axvcpu_access access;
	bool walk;
};

#define READ AXVCPU_ACCESS_READ
#define EXECUTE AXVCPU_ACCESS_EXECUTE
#define JUMP JALR(ZERO, A1, 0)
#define C_NOP 1
#define SATP(page) (UINT64_C(8) << 60 | (page))
#define LAST_PAGE ((UINT64_C(1) << 44) - 1)

static const struct lost lost[] = {
	{ "jumps to nothing", { JUMP }, 0x5000, 0, 0, 0, 0, 0x5000, EXECUTE, false },
	{ "jumps to a device", { JUMP }, DEVICE, 0, 0, 0, 0, DEVICE, EXECUTE, false },
	{ "jumps past all addresses", { JUMP }, UINT64_C(1) << 41, 0, 0, 0, 0,
	  UINT64_C(1) << 41, EXECUTE, false },
	{ "runs past the end of RAM", { JUMP }, RAM_END - 4, 0, 0, 0, C_NOP, RAM_END, EXECUTE,
	  false },
	{ "has half an instruction at the end of RAM", { JUMP }, RAM_END - 4, 0, 0, 0,
	  (uint16_t)NOP, RAM_END, EXECUTE, false },
	{ "runs into zeros, without a handler", { JUMP }, DATA, 0, 0, 0, 0, 0, EXECUTE, false },
	{ "has its handler in a device", { ILLEGAL }, 0, DEVICE, 0, 0, 0, DEVICE, EXECUTE, false },
	{ "has its tables nowhere", { NOP }, 0, HANDLER, SATP(0), 0, 0, 16, READ, true },
	{ "has its tables in a device", { NOP }, 0, HANDLER, SATP(DEVICE >> 12), 0, 0, DEVICE + 16,
	  READ, true },
	{ "has its tables past all addresses", { NOP }, 0, HANDLER, SATP(LAST_PAGE), 0, 0,
	  (LAST_PAGE << 12) + 16, READ, true },
	{ "has tables that lead to a device", { NOP }, 0, HANDLER, SATP_ROOT,
	  ENTRY(DEVICE, POINTER), 0, DEVICE, READ, true },
};

static bool is_fault(const struct machine *machine, const struct lost *guest)
{
	const struct axvcpu_exit_nested_page_fault *fault = &machine->exit->nested_page_fault;

	return machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT &&
	       fault->addr == guest->address && fault->access == guest->access &&
	       fault->walk == guest->walk;
}

static void load_lost(struct machine *machine, const struct lost *guest)
{
	const uint16_t end[] = { C_NOP, guest->last };

	machine_load(machine, guest->program, sizeof guest->program / 4);
	memcpy(machine->ram + RAM_SIZE - sizeof end, end, sizeof end);
	machine_poke(machine, ROOT + 2 * 8, guest->entry);
	machine_set(machine, A1, guest->a1);
	machine_set(machine, CSR(STVEC), guest->stvec);
	machine_set(machine, CSR(SATP), guest->satp);
}

static void try_lost(struct machine *machine, const struct lost *guest)
{
	load_lost(machine, guest);
	machine_run(machine);
	ok(is_fault(machine, guest), "a guest that %s: %s at %#llx", guest->name,
	   axvcpu_exit_name(machine->exit->reason),
	   (unsigned long long)machine->exit->nested_page_fault.addr);
	machine_run(machine);
	ok(is_fault(machine, guest), "and again");
}

/* An exception where the handler is not there: the caller sees each one. */
static void try_recursion(struct machine *machine)
{
	bool same = true;

	LOAD_PROGRAM(machine, ILLEGAL);
	machine_set(machine, CSR(STVEC), DEVICE);
	for (unsigned i = 0; i < 1000; i++) {
		machine_run(machine);
		same &= machine->exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT &&
			machine->exit->pc == DEVICE;
		must(axvcpu_inject_exception(machine->vcpu, 1, DEVICE));
	}
	ok(same, "an exception in place of the handler leads to the handler, a thousand times");
	is_u64(machine_get(machine, CSR(SEPC)), DEVICE, "where the last one came from");
}

/* What is written is what is fetched once FENCE.I has been executed (I 5.1). */
static void try_own_code(struct machine *machine)
{
	LOAD_PROGRAM(machine, NOP, BNE(A0, ZERO, 24), LW(T0, A1, 0), AUIPC(T1, 0), SW(T0, T1, -12),
		     FENCE_I, J_BACK(24), END);
	machine_poke(machine, DATA, LI(A0, 77));
	must(axvcpu_set_budget(machine->vcpu, BUDGET));
	machine_set(machine, A1, DATA);
	machine_run(machine);
	ok(machine_ended(machine), "a guest that writes an instruction which it has executed");
	is_u64(machine_get(machine, A0), 77, "executes what it wrote");
}

/* As many exits as a second has, and nothing is left of them but their count. */
static void try_many_exits(struct machine *machine)
{
	unsigned long rounds = environment("ROUNDS", 1000000), i;
	struct axvcpu_statistics before, after;

	LOAD_PROGRAM(machine, LW(A0, ZERO, 0), J_BACK(4));
	must(axvcpu_statistics(machine->vcpu, &before));
	for (i = 0; i < rounds; i++) {
		machine_run(machine);
		must(axvcpu_complete(machine->vcpu, i));
	}
	must(axvcpu_statistics(machine->vcpu, &after));
	is_u64(after.exits[AXVCPU_EXIT_MMIO_READ] - before.exits[AXVCPU_EXIT_MMIO_READ], rounds,
	       "each exit is counted");
	is_u64(machine_get(machine, A0), (uint64_t)(int64_t)(int32_t)(rounds - 1),
	       "and the last one is answered");
}

int main(void)
{
	struct machine machine;

	machine_make(&machine);
	for (unsigned i = 0; i < sizeof endless / sizeof *endless; i++)
		try_endless(&machine, &endless[i]);
	for (unsigned i = 0; i < sizeof lost / sizeof *lost; i++)
		try_lost(&machine, &lost[i]);
	try_recursion(&machine);
	try_own_code(&machine);
	try_many_exits(&machine);
	machine_end(&machine);
	return done_testing();
}
