/* SPDX-License-Identifier: MIT */
/*
 * Several vCPUs of one machine on threads of their own: atomics of guests
 * against each other, kicks and interrupts of a guest that never exits, unmap
 * and remote fences against guests that run.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "soft_paging.h"

#define VCPUS 3
#define EVERYBODY ((1 << VCPUS) - 1) /* as a mask of the SBI */
#define COUNT 20000

struct cpu {
	pthread_t thread;
	struct axvcpu *vcpu;
	const struct axvcpu_exit *exit;
};

struct party {
	struct axvcpu_space *space;
	uint8_t *ram;
	struct cpu cpus[VCPUS];
};

static void make(struct party *party)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = AXVCPU_BACKEND_SOFT,
	};
	unsigned i;

	party->ram = aligned_alloc(AXVCPU_PAGE_SIZE, RAM_SIZE);
	if (!party->ram)
		bail_out("no memory");
	memset(party->ram, 0, RAM_SIZE);
	must(axvcpu_space_create(&config, &party->space));
	must(axvcpu_space_map(party->space, RAM_BASE, party->ram, RAM_SIZE,
			      AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
	for (i = 0; i < VCPUS; i++) {
		config.vcpu_id = i;
		must(axvcpu_create(&config, &party->cpus[i].vcpu));
		must(axvcpu_setup(party->cpus[i].vcpu, RAM_BASE, party->space, NULL));
	}
}

static void end(struct party *party)
{
	unsigned i;

	for (i = 0; i < VCPUS; i++)
		must(axvcpu_destroy(party->cpus[i].vcpu));
	must(axvcpu_space_destroy(party->space));
	free(party->ram);
}

#define PROGRAM(party, ...)                                                   \
	memcpy((party)->ram, (const uint32_t[]){__VA_ARGS__},                 \
	       sizeof((const uint32_t[]){__VA_ARGS__}))

static void set_all(struct party *party, uint32_t reg, uint64_t value)
{
	unsigned i;

	for (i = 0; i < VCPUS; i++)
		must(axvcpu_set_register(party->cpus[i].vcpu, reg, value));
}

static uint64_t get(struct cpu *cpu, uint32_t reg)
{
	uint64_t value = 0;

	must(axvcpu_get_register(cpu->vcpu, reg, &value));
	return value;
}

/* One run, to the guest's first exit. */
static void *run_once(void *argument)
{
	struct cpu *cpu = argument;

	must(axvcpu_bind(cpu->vcpu));
	must(axvcpu_run(cpu->vcpu, &cpu->exit));
	must(axvcpu_unbind(cpu->vcpu));
	return NULL;
}

static void start(struct party *party)
{
	unsigned i;

	for (i = 0; i < VCPUS; i++)
		if (pthread_create(&party->cpus[i].thread, NULL, run_once, &party->cpus[i]) != 0)
			bail_out("no thread");
}

static void join(struct party *party)
{
	unsigned i;

	for (i = 0; i < VCPUS; i++)
		pthread_join(party->cpus[i].thread, NULL);
}

static uint64_t memory(const struct party *party, uint64_t address)
{
	uint64_t value;

	memcpy(&value, party->ram + (address - RAM_BASE), sizeof value);
	return value;
}

/* Counters by AMO, by LR and SC of both widths; each guest adds COUNT to each. */
static void counters(void)
{
	struct party party;

	make(&party);
	PROGRAM(&party, AMO(0x00, 3, ZERO, A1, A2), LR(3, T0, A3), ADDI(T0, T0, 1),
		SC(3, T1, A3, T0),
		BNE(T1, ZERO, -12), LR(2, T0, A4), ADDI(T0, T0, 1), SC(2, T1, A4, T0),
		BNE(T1, ZERO, -12), ADDI(S0, S0, -1), BNE(S0, ZERO, -40), END);
	set_all(&party, A1, DATA);
	set_all(&party, A2, 1);
	set_all(&party, A3, DATA + 64);
	set_all(&party, A4, DATA + 132);
	set_all(&party, S0, COUNT);
	start(&party);
	join(&party);
	is_u64(memory(&party, DATA), VCPUS * COUNT, "amoadd.d of several guests");
	is_u64(memory(&party, DATA + 64), VCPUS * COUNT, "lr.d and sc.d of several guests");
	is_u64(memory(&party, DATA + 128), (uint64_t)VCPUS * COUNT << 32,
	       "lr.w and sc.w of several guests");
	end(&party);
}

/* Each guest counts at its own place until it is kicked. */
static void wait_for_progress(struct party *party)
{
	_Atomic uint64_t *words = (_Atomic uint64_t *)(void *)(party->ram + 0x2000);
	unsigned i;

	for (i = 0; i < VCPUS; i++) {
		uint64_t before = atomic_load(&words[i * 8]);

		while (atomic_load(&words[i * 8]) == before)
			axvcpu_state(party->cpus[i].vcpu);
	}
}

static void start_counting(struct party *party)
{
	unsigned i;

	make(party);
	PROGRAM(party, LD(T0, A1, 0), ADDI(T0, T0, 1), SD(T0, A1, 0), JAL(ZERO, -12));
	for (i = 0; i < VCPUS; i++)
		must(axvcpu_set_register(party->cpus[i].vcpu, A1, DATA + i * 64));
	start(party);
}

static void kick_all(struct party *party)
{
	unsigned i;

	for (i = 0; i < VCPUS; i++)
		axvcpu_kick(party->cpus[i].vcpu);
	join(party);
}

static void kicks(void)
{
	struct party party;
	unsigned i;

	start_counting(&party);
	wait_for_progress(&party);
	kick_all(&party);
	for (i = 0; i < VCPUS; i++) {
		ok(party.cpus[i].exit->reason == AXVCPU_EXIT_NOTHING &&
		   party.cpus[i].exit->nothing.cause == AXVCPU_NOTHING_KICKED,
		   "vCPU %u is kicked out of a loop", i);
	}
	end(&party);
}

/* After unmap returns no guest stores into the page: the host may use it for something else. */
static void unmap(void)
{
	struct party party;
	uint64_t after;
	unsigned i;

	start_counting(&party);
	wait_for_progress(&party);
	must(axvcpu_space_unmap(party.space, DATA, AXVCPU_PAGE_SIZE));
	after = memory(&party, DATA);
	memset(party.ram + 0x2000, 0, AXVCPU_PAGE_SIZE);
	join(&party);
	for (i = 0; i < VCPUS; i++) {
		ok(party.cpus[i].exit->reason == AXVCPU_EXIT_MMIO_READ ||
		   party.cpus[i].exit->reason == AXVCPU_EXIT_MMIO_WRITE,
		   "vCPU %u meets the page that is gone", i);
		is_u64(memory(&party, DATA + i * 64), 0, "and has not written it since");
	}
	ok(after > 0, "it wrote before");
	end(&party);
}

/* An interrupt reaches a guest that never exits by itself. */
static void interrupts(void)
{
	struct party party;
	unsigned i;

	make(&party);
	PROGRAM(&party, LD(T0, A1, 0), ADDI(T0, T0, 1), SD(T0, A1, 0), JAL(ZERO, -12));
	memcpy(party.ram + 0x1000, &(uint32_t){END}, 4);
	for (i = 0; i < VCPUS; i++)
		must(axvcpu_set_register(party.cpus[i].vcpu, A1, DATA + i * 64));
	set_all(&party, CSR(STVEC), HANDLER);
	set_all(&party, CSR(SIE), 2);
	set_all(&party, CSR(SSTATUS), 2);
	start(&party);
	wait_for_progress(&party);
	for (i = 0; i < VCPUS; i++)
		axvcpu_inject_interrupt(party.cpus[i].vcpu, 1);
	join(&party);
	for (i = 0; i < VCPUS; i++)
		is_u64(get(&party.cpus[i], CSR(SCAUSE)), UINT64_C(1) << 63 | 1, "vCPU %u takes it",
		       i);
	end(&party);
}

/* All fence each other at the same time, by the SBI, and none waits for ever. */
static void fences(void)
{
	struct party party;
	unsigned i;

	make(&party);
	PROGRAM(&party, LI(A0, EVERYBODY), LI(A1, 0), ECALL, ADDI(S0, S0, -1),
		BNE(S0, ZERO, -16), END);
	set_all(&party, A7, 0x52464e43);
	set_all(&party, A6, 1);
	set_all(&party, S0, 2000);
	start(&party);
	join(&party);
	for (i = 0; i < VCPUS; i++)
		is_u64(get(&party.cpus[i], S0), 0, "vCPU %u has fenced all others", i);
	end(&party);
}

/* Sv39: RAM as it is, and PAGE, whose entry the registers name; bit 8 is software's. */
static void paging(struct party *party)
{
	static const uint64_t entries[][2] = {
		{ROOT, POINTER(MIDDLE)}, {MIDDLE, POINTER(LAST)}, {ENTRY, PTE(V | R | W | A | D)},
		{ROOT + 16, LEAF(RAM_BASE, V | R | W | X | A | D)},
	};
	unsigned i;

	for (i = 0; i < sizeof entries / sizeof entries[0]; i++)
		memcpy(party->ram + (entries[i][0] - RAM_BASE), &entries[i][1], 8);
	set_all(party, CSR(SATP), schemes[0].satp);
	set_all(party, A1, PAGE);
	set_all(party, A2, ENTRY);
	set_all(party, A3, 0x100);
	set_all(party, A4, DATA + 64);
	set_all(party, A6, ~(uint64_t)(A | D));
	set_all(party, A7, 8);
	set_all(party, S0, COUNT);
}

/*
 * One guest's stores set A and D in an entry of a page table while another
 * changes the entry: neither loses what the other has written (10.3.2, step 9).
 */
static void marks(void)
{
	struct party party;

	make(&party);
	PROGRAM(&party, SFENCE_VMA(ZERO, ZERO), SD(ZERO, A1, 0), LD(T0, A4, 0), BEQ(T0, ZERO, -12),
		ECALL);
	memcpy(party.ram + 0x100, (const uint32_t[]){
		AMO(0x04, 3, T0, A2, A3), AMO(0x0c, 3, ZERO, A2, A6), AND(T0, T0, A3),
		BEQ(T0, S1, 8), ADDI(S2, S2, 1), XOR(S1, S1, A3), ADDI(S0, S0, -1),
		BNE(S0, ZERO, -28), SD(A3, A4, 0), ECALL}, 40);
	paging(&party);
	must(axvcpu_set_register(party.cpus[0].vcpu, AXVCPU_RISCV64_PC, RAM_BASE + 0x100));
	start(&party);
	join(&party);
	is_u64(get(&party.cpus[0], S2), 0, "no change of an entry is lost to the walks of others");
	is_u64(memory(&party, ENTRY) & 0x100, 0, "nor is the last one");
	end(&party);
}

/*
 * One guest rewrites the instruction that the others execute and fences them:
 * when its call returns, they fetch what it wrote (SBI 8.1).
 */
static void code_of_others(void)
{
	struct party party;
	unsigned i;

	make(&party);
	PROGRAM(&party,
		/* the writer: patch, fence, tell, end */
		SW(A2, A1,
		   0), LI(A0, EVERYBODY), LI(T0, 0), ADD(A1, ZERO, ZERO), ECALL, SD(A3, A4, 0), END,
		NOP,
		/*
		 * the others, from 32 on: wait until told; what is written is the LI
		 * at 40, in the block that they have decoded
		 */
		LD(T0, A4, 0), B_TYPE(0, T0, ZERO, -4), LI(S0, 1), END);
	set_all(&party, A4, DATA);
	set_all(&party, A7, 0x52464e43);
	set_all(&party, A6, 0);
	must(axvcpu_set_register(party.cpus[0].vcpu, A1, RAM_BASE + 40));
	must(axvcpu_set_register(party.cpus[0].vcpu, A2, LI(S0, 2)));
	must(axvcpu_set_register(party.cpus[0].vcpu, A3, 1));
	for (i = 1; i < VCPUS; i++)
		must(axvcpu_set_register(party.cpus[i].vcpu, AXVCPU_RISCV64_PC, RAM_BASE + 32));
	start(&party);
	join(&party);
	for (i = 1; i < VCPUS; i++)
		is_u64(get(&party.cpus[i], S0), 2, "vCPU %u executes what vCPU 0 wrote", i);
	end(&party);
}

int main(void)
{
	counters();
	kicks();
	unmap();
	interrupts();
	fences();
	marks();
	code_of_others();
	return done_testing();
}
