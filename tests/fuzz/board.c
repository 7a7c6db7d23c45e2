/* SPDX-License-Identifier: MIT */
/* A small machine for hostile guests. */
#include <config.h>

#include "board.h"

#include <sys/mman.h>

#include <axvcpu/soft.h>

#include "../unit/soft_encode.h"
#include "harness.h"

#define PAGE ((size_t)AXVCPU_PAGE_SIZE)
/* The pages of the guest lie between two of the host's that nobody may touch. */
#define HOST_PAGES (BOARD_PAGES + 2)
#define PATTERN 0xa5

#define R AXVCPU_MAP_READ
#define W AXVCPU_MAP_WRITE
#define X AXVCPU_MAP_EXECUTE

static const unsigned permissions[BOARD_PAGES] = {
	R | W | X, R | W | X, R | W | X, R | W | X, R | W | X, R | W | X, R | W | X, R | W | X,
	[BOARD_ROM] = R | X, [BOARD_BLANK] = R | W, [BOARD_CONSTANT] = R, [BOARD_SEALED] = X,
};

/* A leaf of the guest's tables, with all that the first stage can permit (10.3.1). */
enum { VALID = 1, LEAF = 0xcf, USER = 0x10 };

static uint64_t address_of(unsigned page)
{
	return BOARD_BASE + page * PAGE;
}

static uint64_t entry_of(uint64_t address, uint64_t bits)
{
	return address >> 12 << 10 | bits;
}

/* The host keeps what the guest may not write from being written at all. */
static uint8_t *make_memory(void)
{
	uint8_t *all = mmap(NULL, HOST_PAGES * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	expect(all != MAP_FAILED);
	for (unsigned page = 0; page < BOARD_PAGES; page++) {
		uint8_t *memory = all + (page + 1) * PAGE;

		if (!permissions[page])
			continue;
		expect(mprotect(memory, PAGE, PROT_READ | PROT_WRITE) == 0);
		if (permissions[page] & W)
			continue;
		memset(memory, PATTERN, PAGE);
		expect(mprotect(memory, PAGE, PROT_READ) == 0);
	}
	return all + PAGE;
}

/* One memory for all inputs: what can be written is cleared for each. */
static uint8_t *fresh_memory(void)
{
	static uint8_t *memory;

	if (!memory)
		memory = make_memory();
	for (unsigned page = 0; page < BOARD_PAGES; page++)
		if (permissions[page] & W)
			memset(memory + page * PAGE, 0, PAGE);
	return memory;
}

static void put(struct board *board, unsigned page, unsigned index, uint64_t value)
{
	memcpy(board->memory + page * PAGE + index * 8, &value, sizeof value);
}

static void make_tables(struct board *board, bool is_user)
{
	uint64_t leaf = is_user ? LEAF | USER : LEAF;

	put(board, BOARD_ROOT, 0, entry_of(0, leaf));
	put(board, BOARD_ROOT, 2, entry_of(address_of(BOARD_MIDDLE), VALID));
	put(board, BOARD_MIDDLE, 0, entry_of(address_of(BOARD_LAST), VALID));
	for (unsigned page = 0; page < BOARD_PAGES; page++)
		put(board, BOARD_LAST, page,
		    entry_of(address_of(page), page == BOARD_HANDLER ? LEAF : leaf));
}

/* Goes on behind what trapped; takes everything for an instruction of 4 bytes. */
static const uint32_t handler[] = {
	CSRW(SSCRATCH, T0), CSRR(T0, SEPC), ADDI(T0, T0, 4), CSRW(SEPC, T0), CSRR(T0, SSCRATCH),
	SRET,
};

static void set(struct axvcpu *vcpu, uint32_t reg, uint64_t value)
{
	expect(axvcpu_set_register(vcpu, reg, value) == AXVCPU_OK);
}

/* Registers that lead somewhere. */
static void set_registers(struct axvcpu *vcpu, const struct board_start *start)
{
	set(vcpu, SP, address_of(BOARD_BLANK) + PAGE - 8);
	set(vcpu, S0, address_of(BOARD_DATA));
	set(vcpu, S1, UINT64_C(0x10000000));
	set(vcpu, A0, axvcpu_vcpu_id(vcpu));
	set(vcpu, A1, address_of(BOARD_ROM));
	set(vcpu, A2, address_of(BOARD_HOLE) - 4);
	set(vcpu, A3, address_of(BOARD_LAST));
	set(vcpu, A4, address_of(BOARD_SEALED));
	set(vcpu, AXVCPU_RISCV64_STVEC, address_of(BOARD_HANDLER));
	if (start->has_paging)
		set(vcpu, AXVCPU_RISCV64_SATP, UINT64_C(8) << 60 | address_of(BOARD_ROOT) >> 12);
	set(vcpu, AXVCPU_RISCV64_MODE, !start->is_user);
}

/* A vCPU of the interpreter is large: its memory is asked for once. */
static struct axvcpu *create(const struct axvcpu_config *config)
{
	static void *memory[BOARD_VCPUS];
	void **mine = &memory[config->vcpu_id];
	struct axvcpu *vcpu;
	size_t size = axvcpu_size(config);

	if (!*mine)
		expect(posix_memalign(mine, AXVCPU_ALIGNMENT, size) == 0);
	expect(axvcpu_create_at(*mine, size, config, &vcpu) == AXVCPU_OK);
	return vcpu;
}

static void make_vcpu(struct board *board, const struct axvcpu_config *config,
		      const struct board_start *start)
{
	struct axvcpu **vcpu = &board->vcpus[board->count++];

	*vcpu = create(config);
	expect(axvcpu_setup(*vcpu, address_of(BOARD_CODE), board->space, NULL) == AXVCPU_OK);
	expect(axvcpu_bind(*vcpu) == AXVCPU_OK);
	set_registers(*vcpu, start);
}

enum axvcpu_status board_map(struct board *board, unsigned page)
{
	return axvcpu_space_map(board->space, address_of(page), board->memory + page * PAGE, PAGE,
				permissions[page]);
}

static void make_vcpus(struct board *board, struct axvcpu_config config,
		       const struct board_start *start)
{
	struct axvcpu_soft_config own = {
		.size = sizeof own, .extensions = start->has_float ? AXVCPU_SOFT_FLOAT : 0,
	};

	config.arch_config = &own;
	while (board->count < start->vcpus) {
		config.vcpu_id = board->count;
		make_vcpu(board, &config, start);
	}
}

struct board_start board_start_of(uint8_t how)
{
	return (struct board_start){
		.vcpus = how & 1 ? 2 : 1, .has_paging = how & 2, .is_user = how & 4,
		.has_float = how & 8,
	};
}

void board_make(struct board *board, const struct board_start *start)
{
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .policy = AXVCPU_POLICY_LENIENT, .arch = AXVCPU_ARCH_RISCV64,
		.backend = AXVCPU_BACKEND_SOFT,
	};

	*board = (struct board){ .memory = fresh_memory() };
	memcpy(board->memory + BOARD_HANDLER * PAGE, handler, sizeof handler);
	make_tables(board, start->is_user);
	expect(axvcpu_space_create(&config, &board->space) == AXVCPU_OK);
	for (unsigned page = 0; page < BOARD_PAGES; page++)
		if (permissions[page])
			expect(board_map(board, page) == AXVCPU_OK);
	make_vcpus(board, config, start);
}

static void end_vcpu(struct axvcpu *vcpu)
{
	axvcpu_wake(vcpu);
	if (axvcpu_state(vcpu) == AXVCPU_STATE_READY)
		expect(axvcpu_unbind(vcpu) == AXVCPU_OK);
	expect(axvcpu_destroy(vcpu) == AXVCPU_OK);
}

void board_end(struct board *board)
{
	for (unsigned i = 0; i < board->count; i++)
		end_vcpu(board->vcpus[i]);
	expect(axvcpu_space_destroy(board->space) == AXVCPU_OK);
}
