/* SPDX-License-Identifier: MIT */
/* The loop: look at requests, fetch a block, execute it. */
#include "../../src/core/vcpu.h"

#include <generated/soft_ops.h>

#include "memory.h"

#define REQUESTS (AXVCPU_REQUEST_KICK | AXVCPU_REQUEST_IRQ | AXVCPU_REQUEST_TLB)

/* Count an instruction that ended outside a block. */
static void charge(struct soft_hart *hart)
{
	if (hart->slice)
		hart->slice--;
	else if (hart->budget && hart->budget != UINT64_MAX)
		hart->budget--;
}

void axvcpu_soft_retire(struct soft_hart *hart, unsigned length)
{
	hart->registers.pc += length;
	hart->retired++;
	charge(hart);
}

/* Take the next slice out of the budget; false: it is spent. */
static bool refill(struct soft_hart *hart)
{
	if (!hart->budget)
		return false;
	hart->slice = hart->budget < SOFT_SLICE ? hart->budget : SOFT_SLICE;
	if (hart->budget != UINT64_MAX)
		hart->budget -= hart->slice;
	axvcpu_soft_look_at_clock(hart);
	return true;
}

static void give_back(struct soft_hart *hart)
{
	if (hart->budget != UINT64_MAX)
		hart->budget += hart->slice;
	hart->slice = 0;
}

/* Whether a kick was among the requests. */
static bool take_requests(struct soft_hart *hart)
{
	uint32_t requests = axvcpu_take_requests(hart->vcpu, REQUESTS);

	if (requests & AXVCPU_REQUEST_TLB) {
		axvcpu_soft_flush(hart);
		axvcpu_soft_drop_code(hart);
	}
	/* A vCPU that was restored has other lines, too. */
	if (requests & (AXVCPU_REQUEST_IRQ | AXVCPU_REQUEST_TLB))
		axvcpu_soft_take_lines(hart);
	return requests & AXVCPU_REQUEST_KICK;
}

/* What is due between two blocks; true: the exit is filled. */
static __attribute__((noinline)) bool attend(struct soft_hart *hart, struct axvcpu_exit *exit)
{
	if (take_requests(hart)) {
		axvcpu_soft_nothing(hart, exit, AXVCPU_NOTHING_KICKED);
		return true;
	}
	if (!hart->slice && !refill(hart)) {
		axvcpu_soft_nothing(hart, exit, AXVCPU_NOTHING_BUDGET);
		return true;
	}
	if (hart->attention)
		axvcpu_soft_interrupt(hart);
	return false;
}

static bool is_attention_due(struct soft_hart *hart)
{
	uint32_t requests = atomic_load_explicit(&hart->vcpu->request, memory_order_relaxed);

	return (requests & REQUESTS) || hart->attention || !hart->slice;
}

static void count(struct soft_hart *hart, uint64_t retired)
{
	hart->retired += retired;
	hart->slice -= retired;
}

static bool is_retired(enum soft_step step)
{
	return step == SOFT_NEXT || step == SOFT_JUMP;
}

static void trap_at(struct soft_hart *hart, const struct soft_insn *insn)
{
	hart->trap.insn = insn->raw;
	hart->trap.has_insn = true;
}

/* Execute a block, or as much of it as the slice has. */
static enum soft_step execute(struct soft_hart *hart, const struct soft_block *block)
{
	const struct soft_insn *stopped;
	enum soft_step step;

	if (__builtin_expect(block->count > hart->slice, 0))
		block = axvcpu_soft_part(hart, block, (uint32_t)hart->slice);
	hart->stopped = &block->insn[block->count - 1];
	step = block->insn->execute(hart, block->insn);
	stopped = hart->stopped;
	count(hart, (uint64_t)(stopped - block->insn) + is_retired(step));
	if (step != SOFT_JUMP)
		hart->registers.pc += stopped->offset;
	if (step == SOFT_NEXT)
		hart->registers.pc += stopped->length;
	if (step == SOFT_TRAP)
		trap_at(hart, stopped);
	return step;
}

static void loop(struct soft_hart *hart, struct axvcpu_exit *exit)
{
	const struct soft_block *block;
	enum soft_step step;

	for (;;) {
		if (__builtin_expect(is_attention_due(hart), 0) && attend(hart, exit))
			return;
		step = SOFT_NEXT;
		block = soft_block_at_hand(hart);
		if (__builtin_expect(!block, 0))
			step = axvcpu_soft_fetch(hart, &block);
		if (__builtin_expect(step == SOFT_NEXT, 1))
			step = execute(hart, block);
		if (__builtin_expect(step == SOFT_TRAP, 0) && axvcpu_soft_take_trap(hart, exit))
			return;
	}
}

enum axvcpu_status axvcpu_soft_run(void *state, struct axvcpu_exit *exit)
{
	struct soft_hart *hart = state;

	if (exit->retire == AXVCPU_RETIRE_NEXT)
		axvcpu_soft_retire(hart, exit->insn_length);
	loop(hart, exit);
	give_back(hart);
	axvcpu_set_deadline(hart->vcpu, axvcpu_soft_wake_time(hart));
	return AXVCPU_OK;
}
