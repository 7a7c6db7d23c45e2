/* SPDX-License-Identifier: MIT */
/*
 * The interpreter, as a guest and its caller can drive it. The bytes are: how the
 * guest begins, 1; how long its code is, 2; the code; then steps of the caller's,
 * each a byte and what it takes. What the guest does is bounded by a budget.
 */
#include "board.h"
#include "check_exit.h"
#include "check_syndrome.h"
#include "harness.h"

/* Instructions of all vCPUs together, and exits that are met once the steps are over. */
#define BUDGET 4000u
#define LAST_EXITS 100

struct play {
	struct board board;
	struct input input;
	struct axvcpu *vcpu;      /* the one that the steps are for */
	const struct axvcpu_exit *exit; /* of its last run; null: none since it began */
	const struct axvcpu_exit *exits[BOARD_VCPUS]; /* the same of the others */
	uint64_t budget;     /* that no vCPU has been given yet */
};

/* Numbers at the edges of something, each with a few beside it; or all 8 bytes. */
static uint64_t number(struct input *input)
{
	static const uint64_t edges[] = {
		0, BOARD_BASE, BOARD_BASE + 0x2000, BOARD_BASE + 0x4000, BOARD_BASE + 0x8000,
		BOARD_BASE + 0x9000, BOARD_BASE + 0xd000, 0x10000000, UINT64_C(1) << 31,
		UINT64_C(1) << 38, UINT64_C(1) << 41, UINT64_C(1) << 63,
		UINT64_C(8) << 60 | (BOARD_BASE + 0x4000) >> 12,
		UINT64_C(9) << 60 | (BOARD_BASE + 0x4000) >> 12, UINT64_C(0xffffffffc0000000),
	};
	uint8_t byte = input_byte(input), edge = byte & 15;

	if (edge == sizeof edges / sizeof edges[0])
		return input_number(input, 8);
	return edges[edge] + (byte >> 4) - 8;
}

/* Not where the guest may do everything; and the offset in a page is not translated. */
static void check_address(const struct play *play, uint64_t address, uint64_t gva, bool is_walk)
{
	struct axvcpu_mapping mapping;
	unsigned all = AXVCPU_MAP_READ | AXVCPU_MAP_WRITE | AXVCPU_MAP_EXECUTE;

	expect(is_walk || address % AXVCPU_PAGE_SIZE == gva % AXVCPU_PAGE_SIZE);
	if (axvcpu_space_lookup(play->board.space, address, &mapping) == AXVCPU_OK)
		expect(mapping.flags != all);
}

/* An exit of the guest's own: what a request asks for is not. */
static bool has_syndrome(const struct axvcpu_exit *exit)
{
	return exit->reason != AXVCPU_EXIT_NOTHING || exit->nothing.cause == AXVCPU_NOTHING_RETRY;
}

static void check(struct play *play, bool is_part)
{
	const struct axvcpu_exit *exit = play->exit;

	expect(axvcpu_state(play->vcpu) == AXVCPU_STATE_READY);
	expect(exit->backend == AXVCPU_BACKEND_SOFT);
	check_exit(AXVCPU_ARCH_RISCV64, exit);
	if (has_syndrome(exit) && !is_part)
		check_syndrome(play->vcpu, exit);
	if (exit->reason == AXVCPU_EXIT_MMIO_READ)
		check_address(play, exit->mmio_read.addr, exit->mmio_read.gva, false);
	if (exit->reason == AXVCPU_EXIT_MMIO_WRITE)
		check_address(play, exit->mmio_write.addr, exit->mmio_write.gva, false);
	if (exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT)
		check_address(play, exit->nested_page_fault.addr, exit->nested_page_fault.gva,
			      exit->nested_page_fault.walk);
}

/* What the exits of this guest may be: it has no other processor's. */
static void check_reason(const struct axvcpu_exit *exit)
{
	expect(exit->reason != AXVCPU_EXIT_IO_READ && exit->reason != AXVCPU_EXIT_IO_WRITE);
	expect(exit->reason != AXVCPU_EXIT_CPUID && exit->reason != AXVCPU_EXIT_FAIL_ENTRY);
	expect(exit->reason != AXVCPU_EXIT_EXTERNAL_INTERRUPT);
}

static bool is_atomic(const struct axvcpu_exit *exit)
{
	if (exit->reason == AXVCPU_EXIT_MMIO_READ)
		return exit->mmio_read.operation != AXVCPU_OPERATION_LOAD;
	return exit->reason == AXVCPU_EXIT_SYSREG_READ &&
	       exit->sysreg_read.operation != AXVCPU_OPERATION_LOAD;
}

static void run(struct play *play)
{
	enum axvcpu_state met = axvcpu_state(play->vcpu);
	bool was_atomic = play->exit && is_atomic(play->exit);
	const struct axvcpu_exit *exit = NULL;
	enum axvcpu_status status = axvcpu_run(play->vcpu, &exit);

	if (met != AXVCPU_STATE_READY) {
		expect(status == AXVCPU_BAD_STATE && axvcpu_state(play->vcpu) == met);
		return;
	}
	if (status == AXVCPU_INCOMPLETE) {
		expect(play->exit && play->exit->reason >= AXVCPU_EXIT_FIRST_READ);
		return;
	}
	expect(status == AXVCPU_OK && exit);
	play->exit = exit;
	check_reason(exit);
	check(play, was_atomic && (exit->reason == AXVCPU_EXIT_MMIO_WRITE ||
				   exit->reason == AXVCPU_EXIT_SYSREG_WRITE));
}

static void complete(struct play *play)
{
	enum axvcpu_status status = axvcpu_complete(play->vcpu, number(&play->input));

	expect(status == AXVCPU_OK || status == AXVCPU_NOT_PENDING || status == AXVCPU_BAD_STATE);
}

static void retry(struct play *play)
{
	enum axvcpu_status status = axvcpu_retry(play->vcpu);

	expect(status == AXVCPU_OK || status == AXVCPU_NOT_PENDING || status == AXVCPU_BAD_STATE);
}

static void inject_exception(struct play *play)
{
	uint64_t code = input_byte(&play->input), value = number(&play->input);
	enum axvcpu_status status = axvcpu_inject_exception(play->vcpu, code, value);

	expect(status == AXVCPU_OK || status == AXVCPU_BAD_ARGUMENT || status == AXVCPU_BAD_STATE);
}

/* What is written is read, but for bits that a register does not have. */
static void set_register(struct play *play)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);
	uint32_t reg = info[input_byte(&play->input) % count].number;
	uint64_t value = number(&play->input), now;

	enum axvcpu_status status = axvcpu_set_register(play->vcpu, reg, value);
	enum axvcpu_status got = axvcpu_get_register(play->vcpu, reg, &now);

	expect(status == AXVCPU_OK || status == AXVCPU_BAD_ARGUMENT);
	expect(got == AXVCPU_OK || (got == AXVCPU_BAD_ARGUMENT && status == got));
	if (status == AXVCPU_OK && (reg == AXVCPU_RISCV64_PC || (reg > 0 && reg < 32)))
		expect(now == value);
}

static void poke(struct play *play)
{
	uint64_t offset = input_number(&play->input, 2) * 8 % (BOARD_RAM_END * AXVCPU_PAGE_SIZE);
	uint64_t value = number(&play->input);

	memcpy(play->board.memory + offset, &value, sizeof value);
}

static void set_interrupt(struct play *play)
{
	uint8_t id = input_byte(&play->input) % 12, how = input_byte(&play->input) % 3;

	if (how == 2)
		axvcpu_inject_interrupt(play->vcpu, id);
	else
		axvcpu_set_interrupt(play->vcpu, id, how);
}

static void kick(struct play *play)
{
	expect(axvcpu_kick(play->vcpu) == AXVCPU_OK && axvcpu_is_pending(play->vcpu));
}

/* What was taken of the whole before is gone, so that no input runs for long. */
static void set_budget(struct play *play)
{
	uint64_t wanted = input_number(&play->input, 2);
	uint64_t given = wanted < play->budget ? wanted : play->budget;
	enum axvcpu_status status = axvcpu_set_budget(play->vcpu, given);

	expect(status == AXVCPU_OK || status == AXVCPU_BAD_STATE);
	if (status == AXVCPU_OK)
		play->budget -= given;
}

static void change_page(struct play *play)
{
	unsigned page = input_byte(&play->input) % BOARD_PAGES, how = input_byte(&play->input) % 4;
	uint64_t address = BOARD_BASE + page * AXVCPU_PAGE_SIZE;
	enum axvcpu_status status = AXVCPU_OK;

	if (how == 0)
		status = axvcpu_space_flush(play->board.space);
	else if (how == 1)
		status = axvcpu_space_unmap(play->board.space, address, AXVCPU_PAGE_SIZE);
	else if (how == 2)
		status = axvcpu_space_protect(play->board.space, address, AXVCPU_PAGE_SIZE,
					      AXVCPU_MAP_READ);
	else if (page != BOARD_HOLE)
		status = board_map(&play->board, page);
	expect(status == AXVCPU_OK || (how == 3 && status == AXVCPU_BAD_ADDRESS));
}

static void change_vcpu(struct play *play)
{
	unsigned to = input_byte(&play->input) % play->board.count;

	play->exits[axvcpu_vcpu_id(play->vcpu)] = play->exit;
	play->vcpu = play->board.vcpus[to];
	play->exit = play->exits[to];
}

static void block(struct play *play)
{
	enum axvcpu_status status = axvcpu_block(play->vcpu);

	expect(status == AXVCPU_OK || status == AXVCPU_PENDING || status == AXVCPU_BAD_STATE ||
	       status == AXVCPU_INCOMPLETE);
}

static void wake(struct play *play)
{
	expect(axvcpu_wake(play->vcpu) == AXVCPU_OK);
	expect(axvcpu_state(play->vcpu) != AXVCPU_STATE_BLOCKED);
}

/* From the beginning, without a budget of its own: that is the rest of the whole. */
static void begin_anew(struct play *play)
{
	uint64_t entry = number(&play->input);

	axvcpu_wake(play->vcpu);
	expect(axvcpu_unbind(play->vcpu) == AXVCPU_OK);
	expect(axvcpu_reset(play->vcpu) == AXVCPU_OK);
	play->exit = NULL;
	if (axvcpu_setup(play->vcpu, entry, play->board.space, NULL) != AXVCPU_OK)
		expect(axvcpu_setup(play->vcpu, BOARD_BASE, play->board.space, NULL) == AXVCPU_OK);
	expect(axvcpu_bind(play->vcpu) == AXVCPU_OK);
	expect(axvcpu_set_budget(play->vcpu, play->budget) == AXVCPU_OK);
	play->budget = 0;
}

static void (*const steps[])(struct play *play) = {
	run, complete, retry, inject_exception, set_register, poke, set_interrupt, kick,
	set_budget, change_page, change_vcpu, block, wake, begin_anew,
};

static void begin(struct play *play)
{
	struct board_start start = board_start_of(input_byte(&play->input));
	uint64_t size = input_number(&play->input, 2) % (AXVCPU_PAGE_SIZE + 1);

	board_make(&play->board, &start);
	input_part(&play->input, play->board.memory, size);
	for (unsigned i = 0; i < play->board.count; i++)
		expect(axvcpu_set_budget(play->board.vcpus[i], BUDGET / 4) == AXVCPU_OK);
	play->vcpu = play->board.vcpus[0];
}

static bool is_spent(const struct axvcpu_exit *exit)
{
	return exit && exit->reason == AXVCPU_EXIT_NOTHING &&
	       exit->nothing.cause == AXVCPU_NOTHING_BUDGET;
}

/* Reads are answered, faults become exceptions of the guest's. */
static void finish(struct play *play)
{
	axvcpu_wake(play->vcpu);
	for (unsigned i = 0; i < LAST_EXITS && !is_spent(play->exit); i++) {
		if (play->exit && play->exit->reason >= AXVCPU_EXIT_FIRST_READ)
			complete(play);
		else if (play->exit && play->exit->retire == AXVCPU_RETIRE_KEEP)
			inject_exception(play);
		run(play);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct play play = { .input = { bytes, size }, .budget = BUDGET };

	begin(&play);
	while (play.input.size > 0)
		steps[input_byte(&play.input) % (sizeof steps / sizeof steps[0])](&play);
	finish(&play);
	board_end(&play.board);
	return 0;
}
