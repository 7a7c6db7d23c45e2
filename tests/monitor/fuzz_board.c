/* SPDX-License-Identifier: MIT */
/* A guest's memory, which is looked at where the guest may not write. */
#include "fuzz.h"

#include <core/memory_functions.h>
#include <generated/riscv64_constants.h>

#define PAGE AXVCPU_PAGE_SIZE
#define CANARY UINT64_C(0xc0a1e5ceca4a47e5)

/* What stands beside a guest's memory is the host's. */
static _Alignas(LARGE_PAGES * PAGE) struct {
	uint8_t large[LARGE_PAGES * PAGE];
	uint64_t before[PAGE / 8];
	uint8_t ram[RAM_PAGES * PAGE];
	uint64_t after[PAGE / 8];
} memories[BOARDS];

static uint8_t *memory_of(const struct board *board, unsigned page)
{
	return page < RAM_PAGES ? board->ram + page * PAGE :
				  board->large + (page - RAM_PAGES) * PAGE;
}

static uint64_t address_of(unsigned page)
{
	return page < RAM_PAGES ? RAM + page * PAGE : LARGE + (uint64_t)(page - RAM_PAGES) * PAGE;
}

unsigned board_page(uint64_t address)
{
	if (address - RAM < RAM_PAGES * PAGE)
		return (unsigned)((address - RAM) / PAGE);
	if (address - LARGE < LARGE_PAGES * PAGE)
		return RAM_PAGES + (unsigned)((address - LARGE) / PAGE);
	return PAGES;
}

/*
 * Accessed and dirty: the guest's tables may be in such a page, and QEMU 7.2 sets these bits
 * where the second stage lets it read, though not write.
 */
#define WALKED (AXVCPU_RISCV64_ENTRY_ACCESSED | AXVCPU_RISCV64_ENTRY_DIRTY)

static uint64_t sum_of(const struct board *board, unsigned page)
{
	const uint64_t *word = (const void *)memory_of(board, page);
	uint64_t sum = 0, ignored = board->flags[page] ? WALKED : 0;

	for (unsigned i = 0; i < PAGE / 8; i++)
		sum = (sum << 1 | sum >> 63) ^ (word[i] & ~ignored);
	return sum;
}

static bool is_open(unsigned flags)
{
	return flags & AXVCPU_MAP_WRITE;
}

static void check_page(const struct board *board, unsigned page)
{
	EXPECT(is_open(board->flags[page]) || board->sums[page] == sum_of(board, page));
}

/* Pages that are not mapped are mapped one by one, the others change together. */
static void permit(struct board *board, unsigned page, unsigned count, unsigned flags)
{
	uint64_t address = address_of(page);

	for (unsigned i = page; i < page + count; i++)
		if (!board->flags[i])
			MUST(axvcpu_space_map(board->space, address_of(i), memory_of(board, i),
					      PAGE, flags));
	MUST(axvcpu_space_protect(board->space, address, (uint64_t)count * PAGE, flags));
}

void board_change(struct board *board, unsigned page, unsigned count, unsigned flags)
{
	for (unsigned i = page; i < page + count; i++)
		check_page(board, i);
	if (flags)
		permit(board, page, count, flags);
	else
		MUST(axvcpu_space_unmap(board->space, address_of(page), (uint64_t)count * PAGE));
	for (unsigned i = page; i < page + count; i++) {
		board->flags[i] = (uint8_t)flags;
		board->sums[i] = is_open(flags) ? 0 : sum_of(board, i);
	}
}

static void put_canaries(uint64_t *page)
{
	for (unsigned i = 0; i < PAGE / 8; i++)
		page[i] = CANARY + i;
}

static void check_canaries(const uint64_t *page)
{
	for (unsigned i = 0; i < PAGE / 8; i++)
		EXPECT(page[i] == CANARY + i);
}

/* All of the small pages, and some of the others. */
void board_check(const struct board *board)
{
	for (unsigned n = 0; n < BOARDS; n++) {
		check_canaries(memories[n].before);
		check_canaries(memories[n].after);
	}
	for (unsigned page = 0; page < RAM_PAGES; page++)
		check_page(board, page);
	for (unsigned i = 0; i < 16; i++)
		check_page(board, RAM_PAGES + random_below(LARGE_PAGES));
}

/* The second half of the small pages begins as the host likes. */
static unsigned first_flags(unsigned page)
{
	static const uint8_t some[] = { 0, 0, AXVCPU_MAP_READ, ALL & ~AXVCPU_MAP_WRITE, ALL };

	return page < RAM_PAGES / 2 ? ALL : ONE_OF(some);
}

void board_begin(struct board *board)
{
	MUST(axvcpu_space_unmap(board->space, RAM, RAM_PAGES * PAGE));
	MUST(axvcpu_space_unmap(board->space, LARGE, LARGE_PAGES * PAGE));
	memset(board->flags, 0, RAM_PAGES);
	memset(board->flags + RAM_PAGES, ALL, LARGE_PAGES);
	memset(board->ram, 0, RAM_PAGES * PAGE);
	fuzz_fill(board->ram);
	for (unsigned page = 0; page < RAM_PAGES; page++) {
		board->sums[page] = sum_of(board, page);
		board_change(board, page, 1, first_flags(page));
	}
	MUST(axvcpu_space_map(board->space, LARGE, board->large, LARGE_PAGES * PAGE, ALL));
}

void board_make(struct board *board, unsigned n)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .arch = AXVCPU_ARCH_RISCV64, .backend = AXVCPU_BACKEND_HEXT,
		.vm_id = n,
	};

	*board = (struct board){ .ram = memories[n].ram, .large = memories[n].large };
	put_canaries(memories[n].before);
	put_canaries(memories[n].after);
	MUST(axvcpu_space_create(&config, &board->space));
	for (unsigned i = 0; i < VCPUS_OF_BOARD; i++) {
		config.vcpu_id = i;
		MUST(axvcpu_create(&config, &board->vcpus[i]));
	}
}
