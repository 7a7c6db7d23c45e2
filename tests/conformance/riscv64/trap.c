/* SPDX-License-Identifier: MIT */
/* Exceptions and interrupts of a guest. */
#include "guest.h"

#define INTERRUPT BIT(63)

static struct {
	bool expected;
	struct taken taken;
} harts[MACHINE_HARTS];

void (*on_interrupt)(struct frame *frame, uint64_t number);

_Static_assert(offsetof(struct frame, sepc) == FRAME_SEPC, "as start.S has it");
_Static_assert(offsetof(struct frame, sstatus) == FRAME_SSTATUS, "as start.S has it");
_Static_assert(sizeof(struct frame) == FRAME_SIZE, "as start.S has it");

void trap_expect(void)
{
	harts[hart_id()].expected = true;
	harts[hart_id()].taken = (struct taken){0};
}

struct taken trap_taken(void)
{
	harts[hart_id()].expected = false;
	return harts[hart_id()].taken;
}

static bool is_of_fetch(uint64_t cause)
{
	return cause <= FETCH_ACCESS || cause == FETCH_PAGE;
}

/* Behind the instruction; from where no instruction is, back to who called. */
static void step_over(struct frame *frame, uint64_t cause)
{
	if (is_of_fetch(cause))
		frame->sepc = frame->x[1];
	else
		frame->sepc += (*(const uint16_t *)frame->sepc & 3) == 3 ? 4 : 2;
}

static void unexpected(uint64_t cause)
{
	print("\nunexpected trap: scause ");
	print_hex(cause);
	print(", sepc ");
	print_hex(csr_read(sepc));
	print(", stval ");
	print_hex(csr_read(stval));
	bail_out("");
}

/* The function that run_user called has returned. */
static bool is_end_of_user(const struct frame *frame, uint64_t cause)
{
	return cause == USER_CALL && frame->sepc == (uint64_t)user_end;
}

static void exception(struct frame *frame, uint64_t cause)
{
	struct taken *taken = &harts[hart_id()].taken;

	if (is_end_of_user(frame, cause)) {
		frame->sepc += 4;
		frame->sstatus |= SSTATUS_SPP;
		return;
	}
	if (!harts[hart_id()].expected)
		unexpected(cause);
	taken->count++;
	taken->cause = cause;
	taken->value = csr_read(stval);
	taken->pc = frame->sepc;
	taken->was_user = !(frame->sstatus & SSTATUS_SPP);
	step_over(frame, cause);
}

/* Called by vector; the frame is restored when it returns. */
void trap(struct frame *frame)
{
	uint64_t cause = csr_read(scause);

	if (!(cause & INTERRUPT))
		exception(frame, cause);
	else if (on_interrupt)
		on_interrupt(frame, cause & ~INTERRUPT);
	else
		unexpected(cause);
}

bool is_trap(struct taken taken, uint64_t cause, uint64_t value, uint64_t pc, const char *name)
{
	bool same = taken.count == 1 && taken.cause == cause && taken.value == value &&
		taken.pc == pc;

	if (check(same, name))
		return true;
	print_decimal(taken.count);
	print(" traps, scause ");
	print_hex(taken.cause);
	print(" for ");
	print_hex(cause);
	print(", stval ");
	print_hex(taken.value);
	print(" for ");
	print_hex(value);
	print(", sepc ");
	print_hex(taken.pc);
	print(" for ");
	print_hex(pc);
	print("\n");
	return false;
}

bool is_no_trap(struct taken taken, const char *name)
{
	return is(taken.count, 0, name);
}
