/* SPDX-License-Identifier: MIT */
/*
 * The registers, interrupts and second-stage tables of riscv64, by hand from the RISC-V
 * Instruction Set Manual, 20240411, and the calling convention.
 */
#include <stddef.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>

#include "../../src/core/table_format.h"
#include "../tap.h"

#define NOWHERE (-1)

struct row {
	const char *name, *alias;
	uint32_t number, role;
	int context; /* which word of the saved registers */
};

#define ARG(n) AXVCPU_REGISTER_ARG##n

/* Volume I, table 45; volume II, 2.2: a CSR's number is that of the manual and 0x1000. */
static const struct row rows[] = {
	{ "x0", "zero", 0, 0, 0 }, { "x1", "ra", 1, 0, 1 },
	{ "x2", "sp", 2, AXVCPU_REGISTER_SP, 2 }, { "x3", "gp", 3, 0, 3 }, { "x4", "tp", 4, 0, 4 },
	{ "x5", "t0", 5, 0, 5 }, { "x6", "t1", 6, 0, 6 }, { "x7", "t2", 7, 0, 7 },
	{ "x8", "s0", 8, 0, 8 }, { "x9", "s1", 9, 0, 9 }, { "x10", "a0", 10, ARG(0), 10 },
	{ "x11", "a1", 11, ARG(1), 11 }, { "x12", "a2", 12, ARG(2), 12 },
	{ "x13", "a3", 13, ARG(3), 13 }, { "x14", "a4", 14, ARG(4), 14 },
	{ "x15", "a5", 15, ARG(5), 15 }, { "x16", "a6", 16, ARG(6), 16 },
	{ "x17", "a7", 17, ARG(7), 17 }, { "x18", "s2", 18, 0, 18 }, { "x19", "s3", 19, 0, 19 },
	{ "x20", "s4", 20, 0, 20 }, { "x21", "s5", 21, 0, 21 }, { "x22", "s6", 22, 0, 22 },
	{ "x23", "s7", 23, 0, 23 }, { "x24", "s8", 24, 0, 24 }, { "x25", "s9", 25, 0, 25 },
	{ "x26", "s10", 26, 0, 26 }, { "x27", "s11", 27, 0, 27 }, { "x28", "t3", 28, 0, 28 },
	{ "x29", "t4", 29, 0, 29 }, { "x30", "t5", 30, 0, 30 }, { "x31", "t6", 31, 0, 31 },
	{ "f0", "ft0", 32, 0, NOWHERE }, { "f1", "ft1", 33, 0, NOWHERE },
	{ "f2", "ft2", 34, 0, NOWHERE }, { "f3", "ft3", 35, 0, NOWHERE },
	{ "f4", "ft4", 36, 0, NOWHERE }, { "f5", "ft5", 37, 0, NOWHERE },
	{ "f6", "ft6", 38, 0, NOWHERE }, { "f7", "ft7", 39, 0, NOWHERE },
	{ "f8", "fs0", 40, 0, NOWHERE }, { "f9", "fs1", 41, 0, NOWHERE },
	{ "f10", "fa0", 42, 0, NOWHERE }, { "f11", "fa1", 43, 0, NOWHERE },
	{ "f12", "fa2", 44, 0, NOWHERE }, { "f13", "fa3", 45, 0, NOWHERE },
	{ "f14", "fa4", 46, 0, NOWHERE }, { "f15", "fa5", 47, 0, NOWHERE },
	{ "f16", "fa6", 48, 0, NOWHERE }, { "f17", "fa7", 49, 0, NOWHERE },
	{ "f18", "fs2", 50, 0, NOWHERE }, { "f19", "fs3", 51, 0, NOWHERE },
	{ "f20", "fs4", 52, 0, NOWHERE }, { "f21", "fs5", 53, 0, NOWHERE },
	{ "f22", "fs6", 54, 0, NOWHERE }, { "f23", "fs7", 55, 0, NOWHERE },
	{ "f24", "fs8", 56, 0, NOWHERE }, { "f25", "fs9", 57, 0, NOWHERE },
	{ "f26", "fs10", 58, 0, NOWHERE }, { "f27", "fs11", 59, 0, NOWHERE },
	{ "f28", "ft8", 60, 0, NOWHERE }, { "f29", "ft9", 61, 0, NOWHERE },
	{ "f30", "ft10", 62, 0, NOWHERE }, { "f31", "ft11", 63, 0, NOWHERE },
	{ "pc", NULL, 64, AXVCPU_REGISTER_PC, 32 }, { "mode", NULL, 65, 0, NOWHERE },
	{ "fcsr", NULL, 0x1003, 0, NOWHERE },
	{ "sstatus", NULL, 0x1100, 0, NOWHERE }, { "sie", NULL, 0x1104, 0, NOWHERE },
	{ "stvec", NULL, 0x1105, 0, NOWHERE }, { "scounteren", NULL, 0x1106, 0, NOWHERE },
	{ "senvcfg", NULL, 0x110a, 0, NOWHERE }, { "sscratch", NULL, 0x1140, 0, NOWHERE },
	{ "sepc", NULL, 0x1141, 0, NOWHERE }, { "scause", NULL, 0x1142, 0, NOWHERE },
	{ "stval", NULL, 0x1143, 0, NOWHERE }, { "sip", NULL, 0x1144, 0, NOWHERE },
	{ "stimecmp", NULL, 0x114d, 0, NOWHERE }, { "satp", NULL, 0x1180, 0, NOWHERE },
	{ "htimedelta", NULL, 0x1605, 0, NOWHERE }, { "hvip", NULL, 0x1645, 0, NOWHERE },
	{ "time", NULL, 0x1c01, 0, NOWHERE }, { "instret", NULL, 0x1c02, 0, NOWHERE },
};

static void check_row(const struct axvcpu_register_info *info, const struct row *row)
{
	is_str(info->name, row->name, "%s: its name", row->name);
	is_str(info->alias, row->alias, "%s: its other name", row->name);
	is_u64(info->number, row->number, "%s: its number", row->name);
	is_u64(info->role, row->role, "%s: its role", row->name);
	is_i64(info->context, row->context == NOWHERE ? NOWHERE : row->context * 8,
	       "%s: where it is saved", row->name);
}

static void check_registers(void)
{
	size_t count = 0;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);

	is_u64(count, sizeof rows / sizeof *rows, "registers");
	for (size_t i = 0; i < count && i < sizeof rows / sizeof *rows; i++)
		check_row(&info[i], &rows[i]);
	is_u64(offsetof(struct axvcpu_riscv64_registers, x), 0, "the general registers come first");
	is_u64(offsetof(struct axvcpu_riscv64_registers, pc), 256, "then pc");
	is_u64(AXVCPU_RISCV64_SATP, 0x1180, "a CSR's constant");
}

/* Volume II, 10.1.3: the numbers of the supervisor's interrupts. */
static void check_interrupts(void)
{
	is_u64(AXVCPU_RISCV64_INTERRUPT_SOFTWARE, 1, "the software interrupt");
	is_u64(AXVCPU_RISCV64_INTERRUPT_TIMER, 5, "the timer interrupt");
	is_u64(AXVCPU_RISCV64_INTERRUPT_EXTERNAL, 9, "the external interrupt");
}

/* Volume II, 18.5.1: tables of the second stage; 10.3.1 and 10.4.1: their entries. */
static void check_format(const struct axvcpu_table_format *format, const char *name,
			 unsigned value, unsigned levels, unsigned address_bits)
{
	is_str(format->name, name, "%s", name);
	is_u64(format->value, value, "%s: its mode in hgatp", name);
	is_u64(format->levels, levels, "%s: levels", name);
	is_u64(format->address_bits, address_bits, "%s: bits of an address", name);
	is_u64(format->root_size, 16384, "%s: the root has four pages", name);
	is_u64(format->page_bits, 12, "%s: a page", name);
	is_u64(format->index_bits, 9, "%s: entries of a table", name);
	is_u64(format->frame_high, 53, "%s: highest bit of a frame's number", name);
	is_u64(format->frame_low, 10, "%s: its lowest bit", name);
	is_u64(format->valid, 1, "%s: V", name);
	is_u64(format->read, 2, "%s: R", name);
	is_u64(format->write, 4, "%s: W", name);
	is_u64(format->execute, 8, "%s: X", name);
	is_u64(format->user, 0x10, "%s: U", name);
	is_u64(format->accessed, 0x40, "%s: A", name);
	is_u64(format->dirty, 0x80, "%s: D", name);
	is_u64(format->always, 0xd0, "%s: U, A and D", name);
}

static void check_widths(void)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);

	for (; count-- > 0; info++)
		is_u64(info->width, 64, "%s: its bits", info->name);
}

int main(void)
{
	check_registers();
	check_interrupts();
	is_u64(axvcpu_riscv64_format_count, 2, "formats of tables");
	check_format(&axvcpu_riscv64_formats[0], "sv39x4", 8, 3, 41);
	check_format(&axvcpu_riscv64_formats[1], "sv48x4", 9, 4, 50);
	check_widths();
	return done_testing();
}
