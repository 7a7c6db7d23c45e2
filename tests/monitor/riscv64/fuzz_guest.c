/* SPDX-License-Identifier: MIT */
/* What a random guest finds in its memory beside code, and in its registers. */
#include <axvcpu/riscv64.h>
#include <core/memory_functions.h>
#include <generated/riscv64_constants.h>

#include "fuzz_guest.h"

#define PTE(name)  AXVCPU_RISCV64_ENTRY_##name
#define FRAME(at)  ((uint64_t)(at) >> AXVCPU_RISCV64_PAGE_SHIFT)
#define LEAF \
	(PTE(VALID) | PTE(READ) | PTE(WRITE) | PTE(EXECUTE) | PTE(ACCESSED) | PTE(DIRTY))
#define SATP_MODE(mode) AXVCPU_RISCV64_SATP_MODE_##mode

/* Mostly in the first page, at even places of an instruction. */
uint64_t fuzz_code_address(void)
{
	return one_in(16) ? fuzz_value() : RAM + CODE + random_below(CODE_SIZE / 2) * 2;
}

uint64_t fuzz_satp(void)
{
	switch (random_below(8)) {
	case 0: case 1:
		return 0;
	case 2: case 3: case 4:
		return SATP_MODE(SV39) | FRAME(RAM + TABLE_39) |
		       (uint64_t)random_below(3) << AXVCPU_RISCV64_SATP_ASID_SHIFT;
	case 5:
		return SATP_MODE(SV48) | FRAME(RAM + TABLE_48);
	case 6:
		return (random_word() & ~AXVCPU_RISCV64_SATP_PPN) | FRAME(RAM + random_below(64) * 0x1000);
	default:
		return random_word();
	}
}

uint64_t fuzz_vector(void)
{
	return one_in(8) ? fuzz_value() : RAM + HANDLER + random_below(2);
}

static uint64_t edge(void)
{
	static const uint64_t edges[] = {
		RAM, RAM + RAM_PAGES * 0x1000, LARGE, LARGE + LARGE_PAGES * 0x1000, 0, 0x10000000,
		RAM + HANDLER,
		UINT64_C(1) << 31, UINT64_C(1) << 38, UINT64_C(1) << 39, UINT64_C(1) << 41,
		UINT64_C(1) << 47, UINT64_C(1) << 63, UINT64_C(0xffffffc000000000), UINT64_C(0xffffffff80000000),
	};

	return ONE_OF(edges) + random_below(64) - 32;
}

uint64_t fuzz_value(void)
{
	switch (random_below(16)) {
	case 0:
		return random_word();
	case 1:
		return UINT64_C(1) << random_below(64);
	case 2:
		return fuzz_satp();
	case 3:
		return RAM + HANDLER + random_below(2);
	case 4:
		return random_below(64);
	case 5: case 6: case 7:
		return edge();
	case 8: case 9:
		return RAM + CODE + random_below(CODE_SIZE / 4) * 4;
	case 10: case 11:
		return LARGE + random_below(LARGE_PAGES) * 0x1000 + random_below(512) * 8;
	default:
		return RAM + random_below(RAM_PAGES) * 0x1000 + random_below(512) * 8;
	}
}

static void put_entry(uint8_t *table, unsigned index, uint64_t entry)
{
	memcpy(table + index * sizeof entry, &entry, sizeof entry);
}

static uint64_t entry_of(uint64_t address, uint64_t bits)
{
	return FRAME(address) << AXVCPU_RISCV64_ENTRY_FRAME_SHIFT | bits;
}

/* Bits of a leaf, all of them most often. */
static uint64_t leaf_bits(void)
{
	if (!one_in(8))
		return LEAF;
	return (random_word() & 0xff) | PTE(VALID) | (one_in(8) ? random_word() << 54 : 0);
}

static uint64_t random_entry(void)
{
	return entry_of(fuzz_value() & ~UINT64_C(0xfff), random_word() & 0xff);
}

void fuzz_tables(uint8_t *ram)
{
	for (uint32_t at = TABLE_39; at < DATA; at += 64)
		put_entry(ram + at, random_below(8), random_entry());
	put_entry(ram + TABLE_48, 0, entry_of(RAM + TABLE_39, PTE(VALID)));
	put_entry(ram + TABLE_39, 0, entry_of(0, leaf_bits()));
	put_entry(ram + TABLE_39, 1, entry_of(LARGE, leaf_bits()));
	put_entry(ram + TABLE_39, 2, one_in(3) ? entry_of(RAM, leaf_bits()) :
						 entry_of(RAM + TABLE_2M, PTE(VALID)));
	put_entry(ram + TABLE_2M, 0, one_in(3) ? entry_of(RAM, leaf_bits()) :
						 entry_of(RAM + TABLE_4K, PTE(VALID)));
	for (unsigned page = 0; page < RAM_PAGES; page++)
		put_entry(ram + TABLE_4K, page, entry_of(RAM + page * 0x1000, leaf_bits()));
}

void fuzz_fill(uint8_t *ram)
{
	for (unsigned i = 0; i < 512; i++) {
		uint64_t value = fuzz_value();

		memcpy(ram + POOL + i * sizeof value, &value, sizeof value);
	}
	fuzz_code(ram);
	fuzz_tables(ram);
}

void fuzz_start(struct axvcpu *vcpu)
{
	for (uint32_t i = 1; i < 32; i++)
		MUST(axvcpu_set_register(vcpu, i, fuzz_value()));
	MUST(axvcpu_set_register(vcpu, AXVCPU_RISCV64_STVEC, fuzz_vector()));
	MUST(axvcpu_set_register(vcpu, AXVCPU_RISCV64_SATP, fuzz_satp()));
	MUST(axvcpu_set_register(vcpu, AXVCPU_RISCV64_SIE, random_word()));
	MUST(axvcpu_set_register(vcpu, AXVCPU_RISCV64_SSTATUS, random_word()));
	MUST(axvcpu_set_register(vcpu, AXVCPU_RISCV64_TIME, 0));
	MUST(axvcpu_set_register(vcpu, AXVCPU_RISCV64_MODE, !one_in(4)));
}

/* A register that does not take any value may refuse it. */
void fuzz_register(struct axvcpu *vcpu)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);
	uint32_t number = info[random_below((unsigned)count)].number;
	enum axvcpu_status status = axvcpu_set_register(vcpu, number, fuzz_value());
	uint64_t value;

	EXPECT(status == AXVCPU_OK || status == AXVCPU_BAD_ARGUMENT);
	status = axvcpu_get_register(vcpu, number, &value);
	EXPECT(status == AXVCPU_OK || status == AXVCPU_BAD_ARGUMENT);
}

uint64_t fuzz_exception(void)
{
	static const uint8_t likely[] = {
		AXVCPU_RISCV64_EXCEPTION_FETCH_ACCESS, AXVCPU_RISCV64_EXCEPTION_ILLEGAL_INSTRUCTION,
		AXVCPU_RISCV64_EXCEPTION_LOAD_ACCESS, AXVCPU_RISCV64_EXCEPTION_STORE_ACCESS,
	};

	return one_in(8) ? random_below(64) : ONE_OF(likely);
}
