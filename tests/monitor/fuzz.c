/* SPDX-License-Identifier: MIT */
/*
 * The hostile guest. What runs is made from a seed: the same one makes the
 * same exits, if the machine's clock counts instructions (see fuzz.sh). Its image is three
 * words: the seed, the number of exits, whether the clock does so.
 */
#include "fuzz.h"

#include <axvcpu/host.h>
#include <core/memory_functions.h>

#include "../fuzz/check_exit.h"
#include "../tap.h"
#include "cpu.h"
#include "machine.h"

/* A guest that loops is left after so many nanoseconds; or instructions, where they are counted. */
#define PERIOD         1000000
#define PERIOD_COUNTED 20000
/* Exits of a guest before another one begins, at most. */
#define LIFE 512
/* Exits from one line of progress to the next. */
#define STEP 100000

uint64_t random_state;

static struct {
	uint64_t seed, limit, exits, is_counted;
	const struct axvcpu_exit *exit;
} play = { .seed = 1, .limit = 20000 };

_Noreturn void fuzz_failed(const char *file, int line, const char *condition)
{
	stop("%s:%d: expected %s; seed %lu, exit %lu, of kind %s at 0x%lx", file, line, condition,
	     (unsigned long)play.seed, (unsigned long)play.exits,
	     play.exit ? axvcpu_exit_name(play.exit->reason) : "none",
	     (unsigned long)(play.exit ? play.exit->pc : 0));
}

void fuzz_must(const char *file, int line, const char *call, enum axvcpu_status status)
{
	if (status == AXVCPU_OK)
		return;
	print("# %s: %s\n", call, axvcpu_status_name(status));
	fuzz_failed(file, line, "ok");
}

/* Both vCPUs, whatever they are in, begin with other memory. */
static void begin(struct board *board)
{
	for (unsigned i = 0; i < VCPUS_OF_BOARD; i++) {
		struct axvcpu *vcpu = board->vcpus[i];

		if (axvcpu_state(vcpu) == AXVCPU_STATE_READY)
			MUST(axvcpu_unbind(vcpu));
		if (axvcpu_state(vcpu) == AXVCPU_STATE_FREE)
			MUST(axvcpu_reset(vcpu));
	}
	board_begin(board);
	for (unsigned i = 0; i < VCPUS_OF_BOARD; i++) {
		MUST(axvcpu_setup(board->vcpus[i], RAM + random_below(1024) * 4, board->space, NULL));
		MUST(axvcpu_bind(board->vcpus[i]));
		fuzz_start(board->vcpus[i]);
	}
}

/* An access that the space permits is no fault; below a page, nothing is translated. */
static void check_fault(const struct board *board, uint64_t address, unsigned access,
			uint64_t gva, bool is_walk)
{
	struct axvcpu_mapping mapping;

	EXPECT(is_walk || address % AXVCPU_PAGE_SIZE == gva % AXVCPU_PAGE_SIZE);
	if (axvcpu_space_lookup(board->space, address, &mapping) == AXVCPU_OK)
		EXPECT((mapping.flags & access) != access);
}

/* The second exit of a read that writes back has the row of the first. */
static int first_reason(const struct axvcpu_exit *exit, int reason)
{
	if (exit->reason == AXVCPU_EXIT_MMIO_WRITE && reason == AXVCPU_EXIT_MMIO_READ)
		return AXVCPU_EXIT_MMIO_READ;
	if (exit->reason == AXVCPU_EXIT_SYSREG_WRITE && reason == AXVCPU_EXIT_SYSREG_READ)
		return AXVCPU_EXIT_SYSREG_READ;
	return (int)exit->reason;
}

/* What is said of the exit is what the decoder says in its last row, and of nothing before. */
static void check_cause(const struct axvcpu_exit *exit)
{
	const struct axvcpu_cause *cause = axvcpu_decoder_find("hext")->causes + exit->cause - 1;

	if (exit->cause)
		EXPECT(cause->ends && cause->reason == first_reason(exit, cause->reason));
	else
		EXPECT(exit->reason == AXVCPU_EXIT_NOTHING);
}

static void check(const struct board *board, const struct axvcpu_exit *exit)
{
	const struct axvcpu_exit_nested_page_fault *fault = &exit->nested_page_fault;

	check_cause(exit);
	check_exit(AXVCPU_ARCH_RISCV64, exit);
	if (exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT)
		check_fault(board, fault->addr, fault->access, fault->gva, fault->walk);
	if (exit->reason == AXVCPU_EXIT_MMIO_READ)
		check_fault(board, exit->mmio_read.addr, exit->mmio_read.access,
			    exit->mmio_read.gva, false);
}

/* The timer ends a guest that does not end: masked, it waits until the guest runs. */
static void run(struct axvcpu *vcpu)
{
	machine_mask_interrupts();
	if (machine_cpu()->own_deadline == UINT64_MAX)
		cpu_set_timer(axvcpu_now() + (play.is_counted ? PERIOD_COUNTED : PERIOD));
	MUST(fuzz_run(vcpu, &play.exit));
	machine_unmask_interrupts();
}

/* One exit, and what the host makes of it. */
static void step(struct board *board, struct axvcpu *vcpu)
{
	run(vcpu);
	EXPECT(axvcpu_state(vcpu) == AXVCPU_STATE_READY);
	play.exits++;
	fuzz_count(play.exit);
	check(board, play.exit);
	fuzz_answer(board, vcpu, play.exit);
	if (play.exits % STEP == 0)
		print("# %lu exits\n", (unsigned long)play.exits);
}

/* The boards take turns, and the vCPUs of each, at random. */
static void play_all(struct board boards[BOARDS])
{
	struct board *board = NULL;
	unsigned left = 0, vcpu = 0;

	while (play.exits < play.limit) {
		if (!board || one_in(32)) {
			board = &boards[random_below(BOARDS)];
			vcpu = random_below(VCPUS_OF_BOARD);
		}
		if (left-- == 0 || fuzz_is_over()) {
			board_check(board);
			begin(board);
			left = 1 + random_below(LIFE);
		}
		step(board, board->vcpus[vcpu]);
	}
}

static void end(struct board *board)
{
	board_check(board);
	for (unsigned i = 0; i < VCPUS_OF_BOARD; i++) {
		MUST(axvcpu_unbind(board->vcpus[i]));
		MUST(axvcpu_destroy(board->vcpus[i]));
	}
	MUST(axvcpu_space_destroy(board->space));
}

static void read_plan(void)
{
	uint64_t words[3];

	if (machine_image_size() == sizeof words) {
		memcpy(words, machine_image(), sizeof words);
		play.seed = words[0];
		play.limit = words[1];
		play.is_counted = words[2];
	}
}

int main(void)
{
	static struct board boards[BOARDS];
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = AXVCPU_BACKEND_HEXT,
	};

	read_plan();
	random_begin(play.seed);
	print("# seed %lu, %lu exits\n", (unsigned long)play.seed, (unsigned long)play.limit);
	MUST(axvcpu_percpu_enable(cpu_number(), &config));
	if (play.is_counted)
		fuzz_keep_exceptions();
	for (unsigned i = 0; i < BOARDS; i++) {
		board_make(&boards[i], i);
		begin(&boards[i]);
	}
	play_all(boards);
	for (unsigned i = 0; i < BOARDS; i++)
		end(&boards[i]);
	fuzz_print_counts();
	is_u64(axvcpu_percpu_disable(), AXVCPU_OK, "after %lu exits the host is as it was",
	       (unsigned long)play.exits);
	fuzz_judge_counts();
	return done_testing();
}
