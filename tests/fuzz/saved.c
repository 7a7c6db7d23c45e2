/* SPDX-License-Identifier: MIT */
/*
 * What a vCPU is restored from. The bytes are: how a guest begins, 1; how long its
 * code is, 1; the code; after how many exits it is saved, 1; then changes of what was
 * saved, each the number of an 8-byte word, 1, and the word; bytes short of a whole
 * change are cut off from what was saved.
 */
#include "board.h"
#include "check_exit.h"
#include "harness.h"

#define BUDGET 2000
#define EXITS_MOST 40

struct saved {
	uint8_t *bytes;
	size_t size;
};

static void begin(struct board *board, struct input *input)
{
	struct board_start start = board_start_of(input_byte(input));

	start.vcpus = 1;
	board_make(board, &start);
	input_part(input, board->memory, input_byte(input));
	expect(axvcpu_set_budget(board->vcpus[0], BUDGET) == AXVCPU_OK);
}

/* Whatever an exit asks for; false: the budget is spent. */
static bool play(struct axvcpu *vcpu)
{
	const struct axvcpu_exit *exit;
	enum axvcpu_status status = axvcpu_run(vcpu, &exit);

	if (status == AXVCPU_INCOMPLETE)
		return axvcpu_complete(vcpu, UINT64_C(0x8877665544332211)) == AXVCPU_OK;
	expect(status == AXVCPU_OK);
	check_exit(AXVCPU_ARCH_RISCV64, exit);
	if (exit->reason == AXVCPU_EXIT_NOTHING)
		return exit->nothing.cause != AXVCPU_NOTHING_BUDGET;
	if (exit->retire == AXVCPU_RETIRE_KEEP && exit->reason < AXVCPU_EXIT_FIRST_READ)
		expect(axvcpu_inject_exception(vcpu, 2, 0) == AXVCPU_OK);
	return true;
}

static struct saved save(struct axvcpu *vcpu)
{
	struct saved saved = { .size = axvcpu_saved_size(vcpu) };

	saved.bytes = malloc(saved.size);
	expect(saved.size && saved.bytes);
	expect(axvcpu_save(vcpu, saved.bytes, saved.size) == AXVCPU_OK);
	return saved;
}

static uint8_t *copy(const uint8_t *bytes, size_t size)
{
	uint8_t *made = malloc(size);

	expect(made);
	memcpy(made, bytes, size);
	return made;
}

/* In memory of its size, so that a sanitizer sees a byte too far. */
static struct saved change(const struct saved *saved, struct input *input)
{
	uint8_t *all = copy(saved->bytes, saved->size);
	struct saved changed;

	while (input->size > 8) {
		size_t at = (size_t)input_byte(input) * 8;
		uint64_t value = input_number(input, 8);

		if (at + 8 <= saved->size)
			memcpy(all + at, &value, sizeof value);
	}
	changed.size = saved->size - input->size;
	changed.bytes = copy(all, changed.size);
	free(all);
	return changed;
}

static void check_restored(struct axvcpu *vcpu, const struct axvcpu_exit *exit)
{
	uint64_t zero = 1;

	check_exit(AXVCPU_ARCH_RISCV64, exit);
	expect(axvcpu_get_register(vcpu, AXVCPU_RISCV64_X0, &zero) == AXVCPU_OK && zero == 0);
	expect(axvcpu_bind(vcpu) == AXVCPU_OK);
	expect(axvcpu_set_budget(vcpu, BUDGET) == AXVCPU_OK);
	for (unsigned i = 0; i < EXITS_MOST && play(vcpu); i++)
		;
}

/* Refused, the vCPU is as it was: the same would be saved, but for one number, the time. */
static void check_unchanged(struct axvcpu *vcpu, const struct saved *before)
{
	struct saved now = save(vcpu);
	unsigned changed = 0;

	expect(now.size == before->size);
	for (size_t at = 0; at < now.size; at += 8)
		changed += memcmp(now.bytes + at, before->bytes + at, 8) != 0;
	expect(changed <= 1);
	free(now.bytes);
}

static void restore(struct axvcpu *vcpu, const struct saved *saved, const struct saved *before)
{
	const struct axvcpu_exit *exit = NULL;
	enum axvcpu_status status = axvcpu_restore(vcpu, saved->bytes, saved->size, &exit);

	expect(axvcpu_state(vcpu) == AXVCPU_STATE_FREE);
	if (status == AXVCPU_OK) {
		check_restored(vcpu, exit);
	} else {
		expect(status == AXVCPU_MISMATCH && !exit);
		check_unchanged(vcpu, before);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	struct saved saved, changed;
	struct board board;

	begin(&board, &input);
	for (unsigned i = input_byte(&input) % EXITS_MOST; i > 0 && play(board.vcpus[0]); i--)
		;
	expect(axvcpu_unbind(board.vcpus[0]) == AXVCPU_OK);
	saved = save(board.vcpus[0]);
	changed = change(&saved, &input);
	restore(board.vcpus[0], &changed, &saved);
	free(changed.bytes);
	free(saved.bytes);
	board_end(&board);
	return 0;
}
