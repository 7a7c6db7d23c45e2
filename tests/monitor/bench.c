/* SPDX-License-Identifier: MIT */
/*
 * How many instructions of the host a guest's exits take: prints a name and a
 * number a line. Exact where the emulator counts instructions (-icount shift=0).
 */
#include <axvcpu/axvcpu.h>
#include <axvcpu/names.h>
#include <axvcpu/riscv64.h>

#include "cpu.h"
#include "machine.h"
#include "print.h"
#include "riscv64/csr.h"

#define MUST(call) do { \
	enum axvcpu_status status = (call); \
	if (status != AXVCPU_OK) \
		stop("%s: %s", #call, axvcpu_status_name(status)); \
} while (0)

/* Where the guests are; nothing of the host has such an address. */
#define RAM  0x40000000u
#define TURNS 100u

static _Alignas(4096) uint32_t ram[1024] = {
	/* calls: an experimental extension of the SBI, which is the hypervisor's */
	0x080008b7, /* lui  a7, 0x8000 */
	0x00000073, /* ecall */
	0xffdff06f, /* j    -4 */
	/* reads: a device */
	0x100005b7, /* lui  a1, 0x10000 */
	0x0105a603, /* lw   a2, 16(a1) */
	0xffdff06f, /* j    -4 */
	/* firmware: the version of the SBI, t0 times, then a call of the first kind */
	0x01000893, /* li   a7, 16 */
	0x00000813, /* li   a6, 0 */
	0x00000073, /* ecall */
	0xfff28293, /* addi t0, t0, -1 */
	0xfe029ce3, /* bnez t0, -8 */
	0x080008b7, /* lui  a7, 0x8000 */
	0x00000073, /* ecall */
	0xfe5ff06f, /* j    -28 */
};
enum { CALLS = 0, READS = 3, FIRMWARE = 6 };

/* Instructions of the guest itself in a turn. */
#define LOOP          2
#define LOOP_FIRMWARE 3

/* A guest, and another one of the same kind to take turns with. */
struct pair {
	struct axvcpu *vcpu, *other;
};

/* It also marks, in a trace of what is executed, where a count begins, and where it ends. */
static __attribute__((noinline)) uint64_t instructions(void)
{
	return csr_read(instret);
}

static _Noreturn void unexpected(const struct axvcpu_exit *exit)
{
	stop("%s at %p", axvcpu_exit_name(exit->reason), (void *)(uintptr_t)exit->pc);
}

/* A hypervisor's loop around its vCPU. */
static __attribute__((noinline)) void serve(struct axvcpu *vcpu, unsigned turns)
{
	const struct axvcpu_exit *exit;

	while (turns--) {
		MUST(axvcpu_run(vcpu, &exit));
		switch (exit->reason) {
		case AXVCPU_EXIT_HYPERCALL:
			MUST(axvcpu_set_register(vcpu, AXVCPU_REGISTER_RETURN, 0));
			break;
		case AXVCPU_EXIT_MMIO_READ:
			MUST(axvcpu_complete(vcpu, 0));
			break;
		default:
			unexpected(exit);
		}
	}
}

static void serve_one(const struct pair *pair, unsigned turns)
{
	serve(pair->vcpu, turns);
}

static void take_turns(const struct pair *pair, unsigned turns)
{
	for (unsigned i = 0; i < turns; i++) {
		serve(pair->vcpu, 1);
		serve(pair->other, 1);
	}
}

static void call_firmware(const struct pair *pair, unsigned turns)
{
	MUST(axvcpu_set_register(pair->vcpu, AXVCPU_RISCV64_X5, turns));
	serve(pair->vcpu, 1);
}

static struct axvcpu *make(struct axvcpu_space *space, uint64_t entry)
{
	const struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = AXVCPU_BACKEND_HEXT,
	};
	struct axvcpu *vcpu;

	MUST(axvcpu_create(&config, &vcpu));
	MUST(axvcpu_setup(vcpu, entry, space, NULL));
	MUST(axvcpu_bind(vcpu));
	return vcpu;
}

static uint64_t count(void (*work)(const struct pair *pair, unsigned turns),
		      const struct pair *pair, unsigned turns)
{
	uint64_t from = instructions();

	work(pair, turns);
	return instructions() - from;
}

/* What is not of the turns cancels between a count of TURNS and one of twice as many. */
static uint64_t per_turn(void (*work)(const struct pair *pair, unsigned turns),
			 const struct pair *pair)
{
	work(pair, 2);
	uint64_t once = count(work, pair, TURNS);
	uint64_t twice = count(work, pair, 2 * TURNS);

	return (twice - once) / TURNS;
}

static struct pair make_pair(struct axvcpu_space *space, unsigned word)
{
	uint64_t entry = RAM + 4 * word;

	return (struct pair){make(space, entry), make(space, entry)};
}

static struct axvcpu_space *make_space(void)
{
	const struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = AXVCPU_BACKEND_HEXT,
	};
	struct axvcpu_space *space;

	MUST(axvcpu_percpu_enable(cpu_number(), &config));
	MUST(axvcpu_space_create(&config, &space));
	MUST(axvcpu_space_map(space, RAM, ram, sizeof(ram),
			      AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE));
	return space;
}

static void row(const char *name, uint64_t count)
{
	print("hext.%s %lu\n", name, (unsigned long)count);
}

int main(void)
{
	struct axvcpu_space *space = make_space();
	struct pair calls = make_pair(space, CALLS);
	struct pair reads = make_pair(space, READS);
	struct pair firmware = make_pair(space, FIRMWARE);
	uint64_t call = per_turn(serve_one, &calls) - LOOP;

	print("turns %u\n", TURNS);
	row("hypercall", call);
	row("mmio_read", per_turn(serve_one, &reads) - LOOP);
	row("firmware", per_turn(call_firmware, &firmware) - LOOP_FIRMWARE);
	row("load", per_turn(take_turns, &calls) / 2 - LOOP - call);
	return 0;
}
