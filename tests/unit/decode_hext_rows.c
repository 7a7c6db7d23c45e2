/* SPDX-License-Identifier: MIT */
/*
 * Each cause that the decoder of hext tells apart, by the name that users see, encoded by
 * hand; and what remains known of it without registers.
 */
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/hext.h>

#include "../tap.h"

/* A 32-bit instruction (volume I, 2.2): opcode bits 6 to 2, funct3; rd x5, rs1 x6, rs2 x7. */
#define LONG(opcode, funct3) \
	(3u | (uint32_t)(opcode) << 2 | 5u << 7 | (uint32_t)(funct3) << 12 | 6u << 15 | 7u << 20)
#define LOAD(funct3) LONG(0x00, funct3)
#define STORE(funct3) LONG(0x08, funct3)
/* In htinst the address offset takes the place of rs1. */
#define AT_OFFSET(insn, offset) (((insn) & ~(31u << 15)) | (offset) << 15)
/* Atomic: funct5, .w and .d (13.4); LR has no rs2. */
#define AMO(funct5) (LONG(0x0b, 2) | (uint32_t)(funct5) << 27)
#define LR_W (AMO(2) & ~(31u << 20))
/* 16-bit (26.8): quadrant, funct3, and the bits between. */
#define SHORT(quadrant, funct3, middle) \
	((uint32_t)(quadrant) | (uint32_t)(funct3) << 13 | (uint32_t)(middle))
/* SYSTEM: a CSR instruction on CSR number; rd and rs1 are given. */
#define CSR(funct3, number, rd, rs1) (0x73u | (uint32_t)(rd) << 7 | \
	(uint32_t)(funct3) << 12 | (uint32_t)(rs1) << 15 | (uint32_t)(number) << 20)

#define ADDI LONG(0x04, 0)
#define FLW LONG(0x01, 2)
#define SATP 0x180
#define CYCLE 0xc00

enum { VS = 0x180, VU = 0x80 };

/* Bits of known that go with the registers. */
#define DATA AXVCPU_KNOWN_MMIO_WRITE_DATA
#define OPERAND AXVCPU_KNOWN_MMIO_READ_OPERAND
#define SYSREG_OPERAND AXVCPU_KNOWN_SYSREG_READ_OPERAND
#define VALUE AXVCPU_KNOWN_SYSREG_WRITE_VALUE

struct row {
	const char *name;
	uint64_t scause, htinst, stval;
	uint32_t insn;
	uint64_t hstatus;
	enum axvcpu_exit_reason reason;
	uint32_t hidden;
};

#define PLAIN(name, scause, reason) { name, scause, 0, 0x1235, 0, VS, AXVCPU_EXIT_##reason, 0 }
#define INTERRUPT(name, code) PLAIN(name, UINT64_C(1) << 63 | (code), EXTERNAL_INTERRUPT)
#define FETCHED(name, scause, insn, reason, hidden) \
	{ name, scause, 0, 0x1235, insn, VS, AXVCPU_EXIT_##reason, hidden }
#define GIVEN(name, scause, htinst, reason, hidden) \
	{ name, scause, htinst, 0x1235, 0, VS, AXVCPU_EXIT_##reason, hidden }
#define VIRTUAL(name, hstatus, insn, reason, hidden) \
	{ name, 22, 0, insn, 0, hstatus, AXVCPU_EXIT_##reason, hidden }

static const struct row rows[] = {
	/* Volume II, 18.6.1, table of causes */
	PLAIN("fetch_misaligned", 0, UNKNOWN), PLAIN("fetch_access", 1, UNKNOWN),
	PLAIN("illegal_instruction", 2, UNKNOWN), PLAIN("breakpoint", 3, DEBUG),
	PLAIN("load_misaligned", 4, UNKNOWN), PLAIN("load_access", 5, UNKNOWN),
	PLAIN("store_misaligned", 6, UNKNOWN), PLAIN("store_access", 7, UNKNOWN),
	PLAIN("user_call", 8, UNKNOWN), PLAIN("reserved", 9, UNKNOWN),
	PLAIN("reserved", 11, UNKNOWN), PLAIN("fetch_page", 12, UNKNOWN),
	PLAIN("load_page", 13, UNKNOWN), PLAIN("reserved", 14, UNKNOWN),
	PLAIN("store_page", 15, UNKNOWN), PLAIN("double_trap", 16, UNKNOWN),
	PLAIN("reserved", 17, UNKNOWN), PLAIN("software_check", 18, UNKNOWN),
	PLAIN("hardware_error", 19, UNKNOWN), PLAIN("reserved", 24, UNKNOWN),
	INTERRUPT("software_interrupt", 1), INTERRUPT("timer_interrupt", 5),
	INTERRUPT("external_interrupt", 9), INTERRUPT("guest_external", 12),
	INTERRUPT("counter_overflow", 13),
	PLAIN("reserved", UINT64_C(1) << 63 | 2, UNKNOWN),
	PLAIN("reserved", UINT64_C(1) << 63 | 10, UNKNOWN),
	/* Volume II, 18.6.3: what htinst holds of a fetch */
	GIVEN("fetch_walk_read", 20, 0x3000, NESTED_PAGE_FAULT, 0),
	GIVEN("fetch_walk_write", 20, 0x3020, NESTED_PAGE_FAULT, 0),
	GIVEN("fetch", 20, 0, NESTED_PAGE_FAULT, 0),
	GIVEN("fetch", 20, 0x3040, NESTED_PAGE_FAULT, 0),
	GIVEN("fetch_other", 20, 1, NESTED_PAGE_FAULT, 0),
	GIVEN("fetch_other", 20, 2, NESTED_PAGE_FAULT, 0),
	GIVEN("fetch_other", 20, 3, NESTED_PAGE_FAULT, 0),
	GIVEN("load_walk_read", 21, 0x3000, NESTED_PAGE_FAULT, 0),
	GIVEN("load_walk_write", 21, 0x3020, NESTED_PAGE_FAULT, 0),
	GIVEN("store_walk_read", 23, 0x3000, NESTED_PAGE_FAULT, 0),
	GIVEN("store_walk_write", 23, 0x3020, NESTED_PAGE_FAULT, 0),
	/* Volume I, 34, table 70: loads */
	FETCHED("lb", 21, LOAD(0), MMIO_READ, 0), FETCHED("lh", 21, LOAD(1), MMIO_READ, 0),
	FETCHED("lw", 21, LOAD(2), MMIO_READ, 0), FETCHED("ld", 21, LOAD(3), MMIO_READ, 0),
	FETCHED("lbu", 21, LOAD(4), MMIO_READ, 0), FETCHED("lhu", 21, LOAD(5), MMIO_READ, 0),
	FETCHED("lwu", 21, LOAD(6), MMIO_READ, 0),
	GIVEN("lw", 21, AT_OFFSET(LOAD(2), 0u), MMIO_READ, 0),
	GIVEN("lw", 21, AT_OFFSET(LOAD(2), 0u) & ~2u, MMIO_READ, 0),
	GIVEN("load_portion_32", 21, AT_OFFSET(LOAD(2), 2u), NESTED_PAGE_FAULT, 0),
	GIVEN("load_portion_16", 21, AT_OFFSET(LOAD(2), 1u) & ~2u, NESTED_PAGE_FAULT, 0),
	FETCHED("load_other", 21, LOAD(7), NESTED_PAGE_FAULT, 0),
	FETCHED("load_other", 21, FLW, NESTED_PAGE_FAULT, 0),
	FETCHED("load_other", 21, STORE(4), NESTED_PAGE_FAULT, 0),
	FETCHED("load_other", 21, AMO(0) & ~(7u << 12), NESTED_PAGE_FAULT, 0),
	FETCHED("load_is_store", 21, STORE(0), NOTHING, 0),
	FETCHED("load_is_store", 21, STORE(3), NOTHING, 0),
	FETCHED("load_is_arithmetic", 21, ADDI, NOTHING, 0),
	FETCHED("load_is_arithmetic", 21, LONG(0x07, 7), NOTHING, 0),
	FETCHED("load_other", 21, LONG(0x03, 7), NESTED_PAGE_FAULT, 0),
	FETCHED("load_atomic_other", 21, AMO(5), NESTED_PAGE_FAULT, 0),
	FETCHED("load_atomic_other", 21, AMO(2), NESTED_PAGE_FAULT, 0),
	/* Stores */
	FETCHED("sb", 23, STORE(0), MMIO_WRITE, DATA), FETCHED("sh", 23, STORE(1), MMIO_WRITE, DATA),
	FETCHED("sw", 23, STORE(2), MMIO_WRITE, DATA), FETCHED("sd", 23, STORE(3), MMIO_WRITE, DATA),
	GIVEN("sw", 23, AT_OFFSET(STORE(2), 0u), MMIO_WRITE, DATA),
	GIVEN("sw", 23, AT_OFFSET(STORE(2), 0u) & ~2u, MMIO_WRITE, DATA),
	GIVEN("store_portion_32", 23, AT_OFFSET(STORE(2), 16u), NESTED_PAGE_FAULT, 0),
	GIVEN("store_portion_16", 23, AT_OFFSET(STORE(2), 3u) & ~2u, NESTED_PAGE_FAULT, 0),
	FETCHED("store_other", 23, STORE(4), NESTED_PAGE_FAULT, 0),
	FETCHED("store_other", 23, LOAD(7), NESTED_PAGE_FAULT, 0),
	FETCHED("store_is_load", 23, LOAD(0), NOTHING, 0),
	FETCHED("store_is_load", 23, LOAD(6), NOTHING, 0),
	FETCHED("store_is_arithmetic", 23, ADDI, NOTHING, 0),
	FETCHED("store_is_arithmetic", 23, LONG(0x07, 7), NOTHING, 0),
	FETCHED("store_other", 23, LONG(0x03, 7), NESTED_PAGE_FAULT, 0),
	FETCHED("store_atomic_other", 23, AMO(5), NESTED_PAGE_FAULT, 0),
	FETCHED("store_atomic_other", 23, AMO(2), NESTED_PAGE_FAULT, 0),
	/* Volume I, 13: atomic accesses */
	FETCHED("lr", 21, LR_W, NESTED_PAGE_FAULT, 0), FETCHED("lr", 23, LR_W, NESTED_PAGE_FAULT, 0),
	FETCHED("sc", 21, AMO(3), NESTED_PAGE_FAULT, 0),
	FETCHED("sc", 23, AMO(3), NESTED_PAGE_FAULT, 0),
	FETCHED("amoswap", 23, AMO(1), MMIO_READ, OPERAND),
	FETCHED("amoadd", 23, AMO(0), MMIO_READ, OPERAND),
	FETCHED("amoadd", 21, AMO(0), MMIO_READ, OPERAND),
	FETCHED("amoxor", 23, AMO(4), MMIO_READ, OPERAND),
	FETCHED("amoand", 23, AMO(12), MMIO_READ, OPERAND),
	FETCHED("amoor", 23, AMO(8), MMIO_READ, OPERAND),
	FETCHED("amomin", 23, AMO(16), MMIO_READ, OPERAND),
	FETCHED("amomax", 23, AMO(20), MMIO_READ, OPERAND),
	FETCHED("amominu", 23, AMO(24), MMIO_READ, OPERAND),
	FETCHED("amomaxu", 23, AMO(28), MMIO_READ, OPERAND),
	/* Volume I, 26.8 and 28: 16-bit loads */
	FETCHED("c_lw", 21, SHORT(0, 2, 0), MMIO_READ, 0),
	FETCHED("c_ld", 21, SHORT(0, 3, 0), MMIO_READ, 0),
	FETCHED("c_lbu", 21, SHORT(0, 4, 0), MMIO_READ, 0),
	FETCHED("c_lhu", 21, SHORT(0, 4, 1u << 10), MMIO_READ, 0),
	FETCHED("c_lh", 21, SHORT(0, 4, 1u << 10 | 1u << 6), MMIO_READ, 0),
	FETCHED("load_q0_zcb", 21, SHORT(0, 4, 2u << 10), NOTHING, 0),
	FETCHED("load_q0_zcb", 21, SHORT(0, 4, 7u << 10), NOTHING, 0),
	FETCHED("load_q0_other", 21, SHORT(0, 1, 0), NESTED_PAGE_FAULT, 0),
	FETCHED("load_is_c_sw", 21, SHORT(0, 6, 0), NOTHING, 0),
	FETCHED("load_is_c_sd", 21, SHORT(0, 7, 0), NOTHING, 0),
	FETCHED("load_quadrant_1", 21, SHORT(1, 0, 0), NOTHING, 0),
	FETCHED("c_lwsp", 21, SHORT(2, 2, 5u << 7), MMIO_READ, 0),
	FETCHED("c_ldsp", 21, SHORT(2, 3, 5u << 7), MMIO_READ, 0),
	FETCHED("load_q2_other", 21, SHORT(2, 1, 0), NESTED_PAGE_FAULT, 0),
	FETCHED("load_is_c_swsp", 21, SHORT(2, 6, 0), NOTHING, 0),
	FETCHED("load_is_c_sdsp", 21, SHORT(2, 7, 0), NOTHING, 0),
	/* 16-bit stores */
	FETCHED("c_sw", 23, SHORT(0, 6, 0), MMIO_WRITE, DATA),
	FETCHED("c_sd", 23, SHORT(0, 7, 0), MMIO_WRITE, DATA),
	FETCHED("c_sb", 23, SHORT(0, 4, 2u << 10), MMIO_WRITE, DATA),
	FETCHED("c_sh", 23, SHORT(0, 4, 3u << 10), MMIO_WRITE, DATA),
	FETCHED("store_q0_zcb", 23, SHORT(0, 4, 3u << 10 | 1u << 6), NOTHING, 0),
	FETCHED("store_q0_zcb", 23, SHORT(0, 4, 0), NOTHING, 0),
	FETCHED("store_q0_other", 23, SHORT(0, 1, 0), NESTED_PAGE_FAULT, 0),
	FETCHED("store_is_c_lw", 23, SHORT(0, 2, 0), NOTHING, 0),
	FETCHED("store_is_c_ld", 23, SHORT(0, 3, 0), NOTHING, 0),
	FETCHED("store_quadrant_1", 23, SHORT(1, 0, 0), NOTHING, 0),
	FETCHED("c_swsp", 23, SHORT(2, 6, 0), MMIO_WRITE, DATA),
	FETCHED("c_sdsp", 23, SHORT(2, 7, 0), MMIO_WRITE, DATA),
	FETCHED("store_q2_other", 23, SHORT(2, 1, 0), NESTED_PAGE_FAULT, 0),
	FETCHED("store_is_c_lwsp", 23, SHORT(2, 2, 0), NOTHING, 0),
	FETCHED("store_is_c_ldsp", 23, SHORT(2, 3, 0), NOTHING, 0),
	/* Volume II, 18.6.1 and volume I, 6.1: virtual instructions */
	VIRTUAL("user_csr_read", VU, CSR(2, CYCLE, 5, 0), SYSREG_READ, 0),
	VIRTUAL("user_csr", VU, CSR(2, CYCLE, 5, 6), UNKNOWN, 0),
	VIRTUAL("user_csr", VU, CSR(2, SATP, 5, 0), UNKNOWN, 0),
	VIRTUAL("user_other", VU, CSR(1, CYCLE, 5, 0), UNKNOWN, 0),
	VIRTUAL("wfi", VS, 0x10500073, HALT, 0),
	VIRTUAL("supervisor_system", VS, 0x10200073, UNKNOWN, 0),
	VIRTUAL("supervisor_other", VS, CSR(4, SATP, 5, 6), UNKNOWN, 0),
	VIRTUAL("supervisor_other", VS, ADDI, UNKNOWN, 0),
	VIRTUAL("csrw", VS, CSR(1, SATP, 0, 6), SYSREG_WRITE, VALUE),
	VIRTUAL("csrrw", VS, CSR(1, SATP, 5, 6), SYSREG_READ, SYSREG_OPERAND),
	VIRTUAL("csrr", VS, CSR(2, SATP, 5, 0), SYSREG_READ, 0),
	VIRTUAL("csrrs", VS, CSR(2, SATP, 5, 6), SYSREG_READ, SYSREG_OPERAND),
	VIRTUAL("csrrc0", VS, CSR(3, SATP, 5, 0), SYSREG_READ, 0),
	VIRTUAL("csrrc", VS, CSR(3, SATP, 5, 6), SYSREG_READ, SYSREG_OPERAND),
	VIRTUAL("csrwi", VS, CSR(5, SATP, 0, 6), SYSREG_WRITE, 0),
	VIRTUAL("csrrwi", VS, CSR(5, SATP, 5, 6), SYSREG_READ, 0),
	VIRTUAL("csrri0", VS, CSR(6, SATP, 5, 0), SYSREG_READ, 0),
	VIRTUAL("csrrsi", VS, CSR(6, SATP, 5, 6), SYSREG_READ, 0),
	VIRTUAL("csrrci0", VS, CSR(7, SATP, 5, 0), SYSREG_READ, 0),
	VIRTUAL("csrrci", VS, CSR(7, SATP, 5, 6), SYSREG_READ, 0),
};

static enum axvcpu_decoded decode(const struct row *row, uint32_t have,
				  const struct axvcpu_riscv64_registers *registers,
				  struct axvcpu_exit *exit)
{
	struct axvcpu_hext_syndrome syndrome = {
		.scause = row->scause, .stval = row->stval, .htval = 0x4000000,
		.htinst = row->htinst, .hstatus = row->hstatus, .insn = row->insn, .have = have,
	};

	memset(exit, 0x5a, sizeof(*exit));
	return axvcpu_hext_decode(&syndrome, registers, exit);
}

/* The rows that led to an end have their own lines in the table of causes. */
static void check_row(const struct axvcpu_decoder *decoder, const struct row *row)
{
	const struct axvcpu_riscv64_registers registers = { .pc = 0 };
	const struct axvcpu_cause *cause;
	struct axvcpu_exit exit;

	is_u64(decode(row, AXVCPU_HEXT_HAVE_INSN, &registers, &exit), AXVCPU_DECODED_DONE,
	       "%s: done", row->name);
	if (!ok(exit.cause > 0 && exit.cause <= decoder->cause_count, "%s: a cause", row->name))
		return;
	cause = &decoder->causes[exit.cause - 1];
	is_str(cause->name, row->name, "%s: its name", row->name);
	is_u64((unsigned)cause->reason, row->reason, "%s: its exit in the table", row->name);
	ok(cause->ends, "%s: the decoder ends there", row->name);
	is_str(axvcpu_exit_name(exit.reason), axvcpu_exit_name(row->reason), "%s: its exit",
	       row->name);
}

/* Nothing but what stands in a register is lost without registers. */
static void check_hidden(const struct row *row)
{
	const struct axvcpu_riscv64_registers registers = { .pc = 0 };
	struct axvcpu_exit with, without;

	decode(row, AXVCPU_HEXT_HAVE_INSN, &registers, &with);
	decode(row, AXVCPU_HEXT_HAVE_INSN, NULL, &without);
	is_u64(without.known, with.known & ~row->hidden, "%s: known without registers",
	       row->name);
	is_u64(without.cause, with.cause, "%s: the same cause without registers", row->name);
	if (row->hidden == DATA && row->reason == AXVCPU_EXIT_MMIO_WRITE)
		is_u64(without.mmio_write.data, 0, "%s: no data without registers", row->name);
}

/* What fills its register has no sign to extend, and says so. */
static void check_full(void)
{
	static const uint32_t loads[] = { LOAD(3), SHORT(0, 3, 0), SHORT(2, 3, 5u << 7) };

	for (unsigned i = 0; i < sizeof loads / sizeof *loads; i++) {
		const struct row row = FETCHED("a doubleword", 21, loads[i], MMIO_READ, 0);
		struct axvcpu_exit exit;

		decode(&row, AXVCPU_HEXT_HAVE_INSN, NULL, &exit);
		is_u64(exit.mmio_read.width, exit.mmio_read.reg_width, "load %u fills", i);
		ok(!exit.mmio_read.signed_ext, "load %u has no sign", i);
	}
}

int main(void)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("hext");

	for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
		check_row(decoder, &rows[i]);
		check_hidden(&rows[i]);
	}
	check_full();
	return done_testing();
}
