/* SPDX-License-Identifier: MIT */
/* What a host may do between two runs, at random. */
#include "fuzz.h"

static bool over;

bool fuzz_is_over(void)
{
	return over;
}

/* One that the guest cannot have is refused: then another. */
static void inject_exception(struct axvcpu *vcpu)
{
	enum axvcpu_status status;

	do
		status = axvcpu_inject_exception(vcpu, fuzz_exception(), fuzz_value());
	while (status == AXVCPU_BAD_ARGUMENT);
	MUST(status);
}

/* What has retired already cannot be tried again. */
static void retry(struct axvcpu *vcpu)
{
	enum axvcpu_status status = axvcpu_retry(vcpu);

	EXPECT(status == AXVCPU_OK || status == AXVCPU_NOT_PENDING);
}

static void go_elsewhere(struct axvcpu *vcpu)
{
	MUST(axvcpu_set_register(vcpu, AXVCPU_REGISTER_PC, fuzz_code_address() & ~UINT64_C(1)));
}

static void answer_read(struct axvcpu *vcpu)
{
	switch (random_below(32)) {
	case 0:
		inject_exception(vcpu);
		break;
	case 1:
		retry(vcpu);
		break;
	case 2:
		go_elsewhere(vcpu);
		break;
	default:
		MUST(axvcpu_complete(vcpu, fuzz_value()));
	}
}

/* It is mapped, or the guest is told, or is set to work elsewhere. */
static void answer_fault(struct board *board, struct axvcpu *vcpu, uint64_t address)
{
	unsigned page = board_page(address);

	if (page != PAGES && !one_in(4))
		board_change(board, page, 1, ALL);
	else if (one_in(2))
		inject_exception(vcpu);
	else
		go_elsewhere(vcpu);
}

static void answer_exit(struct board *board, struct axvcpu *vcpu,
			const struct axvcpu_exit *exit)
{
	switch (exit->reason) {
	case AXVCPU_EXIT_MMIO_READ: case AXVCPU_EXIT_SYSREG_READ: case AXVCPU_EXIT_IO_READ:
		answer_read(vcpu);
		break;
	case AXVCPU_EXIT_NESTED_PAGE_FAULT:
		answer_fault(board, vcpu, exit->nested_page_fault.addr);
		break;
	case AXVCPU_EXIT_EXTERNAL_INTERRUPT: /* it may loop for ever */
		if (one_in(2))
			go_elsewhere(vcpu);
		break;
	case AXVCPU_EXIT_UNKNOWN: case AXVCPU_EXIT_DEBUG:
		if (!one_in(8))
			inject_exception(vcpu);
		break;
	case AXVCPU_EXIT_SYSTEM_DOWN: case AXVCPU_EXIT_FAIL_ENTRY:
		over = one_in(4);
		break;
	default:
		if (one_in(16))
			inject_exception(vcpu);
	}
}

static void interrupt(struct axvcpu *vcpu)
{
	uint32_t id = one_in(8) ? random_below(300) : random_below(3) * 4 + 1;
	enum axvcpu_status status = random_below(2) ? axvcpu_inject_interrupt(vcpu, id) :
						      axvcpu_set_interrupt(vcpu, id, random_below(2));

	EXPECT(status == AXVCPU_OK || status == AXVCPU_BAD_ARGUMENT);
}

/* Some pages of one kind. */
static void change_pages(struct board *board)
{
	static const uint8_t flags[] = {
		0, AXVCPU_MAP_READ, AXVCPU_MAP_EXECUTE, AXVCPU_MAP_READ | AXVCPU_MAP_WRITE,
		AXVCPU_MAP_READ | AXVCPU_MAP_EXECUTE, ALL, ALL,
	};
	unsigned count = 1 + random_below(one_in(4) ? 12 : 2);
	unsigned first = random_below(2) ? random_below(RAM_PAGES - count + 1) :
					   RAM_PAGES + random_below(LARGE_PAGES - count + 1);

	board_change(board, first, count, ONE_OF(flags));
}

static void block(struct axvcpu *vcpu)
{
	enum axvcpu_status status = axvcpu_block(vcpu);

	EXPECT(status == AXVCPU_OK || status == AXVCPU_PENDING || status == AXVCPU_INCOMPLETE);
	EXPECT(axvcpu_state(vcpu) ==
	       (status == AXVCPU_OK ? AXVCPU_STATE_BLOCKED : AXVCPU_STATE_READY));
	MUST(axvcpu_wake(vcpu));
}

/* Taken off the hart and put back, its state with it. */
static void move(struct axvcpu *vcpu)
{
	MUST(axvcpu_unbind(vcpu));
	MUST(axvcpu_bind(vcpu));
}

static void ask_for_much(struct axvcpu *vcpu)
{
	static uint8_t saved[4096];
	enum axvcpu_status status = axvcpu_save(vcpu, saved, sizeof saved);

	EXPECT(status == AXVCPU_OK || status == AXVCPU_UNSUPPORTED || status == AXVCPU_INCOMPLETE);
	axvcpu_deadline(vcpu);
	axvcpu_is_pending(vcpu);
}

static void do_more(struct board *board, struct axvcpu *vcpu)
{
	switch (random_below(64)) {
	case 0: case 1: case 2: case 3:
		interrupt(vcpu);
		break;
	case 4: case 5:
		MUST(axvcpu_kick(vcpu));
		break;
	case 6: case 7:
		change_pages(board);
		break;
	case 8: case 9:
		fuzz_register(vcpu);
		break;
	case 10:
		MUST(axvcpu_space_flush(board->space));
		break;
	case 11:
		block(vcpu);
		break;
	case 12:
		move(vcpu);
		break;
	case 13:
		go_elsewhere(vcpu);
		break;
	case 14:
		ask_for_much(vcpu);
		break;
	case 15:
		over = one_in(8);
	}
}

void fuzz_answer(struct board *board, struct axvcpu *vcpu, const struct axvcpu_exit *exit)
{
	over = false;
	answer_exit(board, vcpu, exit);
	do_more(board, vcpu);
}
