/* SPDX-License-Identifier: MIT */
/* Computation: each instruction at the corners of its operands, by the manual's text. */
#include "soft_machine.h"

#define OP(funct3, funct7)    R_TYPE(0x33, funct3, funct7, A0, A1, A2)
#define OP_32(funct3, funct7) R_TYPE(0x3b, funct3, funct7, A0, A1, A2)
#define IMM(funct3, immediate)    I_TYPE(0x13, funct3, A0, A1, immediate)
#define IMM_32(funct3, immediate) I_TYPE(0x1b, funct3, A0, A1, immediate)

#define MOST_NEGATIVE UINT64_C(0x8000000000000000)
#define MOST_POSITIVE UINT64_C(0x7fffffffffffffff)
#define MINUS_1       UINT64_MAX
#define MINUS(n)      (UINT64_C(0) - (n))
#define LEAST_WORD    UINT64_C(0xffffffff80000000)

struct row {
	const char *name;
	uint32_t insn;
	uint64_t a, b, expected;
};

static const struct row rows[] = {
	/* 2.4: overflow wraps; comparisons yield 0 or 1 */
	{"addi", IMM(0, -1), 0, 0, MINUS_1},
	{"addi wraps", IMM(0, 1), MINUS_1, 0, 0},
	{"addi, least immediate", IMM(0, -2048), 0, 0, MINUS(2048)},
	{"slti", IMM(2, -1), MINUS(2), 0, 1},
	{"slti, equal", IMM(2, -1), MINUS_1, 0, 0},
	{"sltiu extends its immediate by sign", IMM(3, -1), 5, 0, 1},
	{"sltiu, seqz", IMM(3, 1), 0, 0, 1},
	{"xori, not", IMM(4, -1), 0x0f, 0, MINUS(16)},
	{"ori", IMM(6, 0x70), 0x0f, 0, 0x7f},
	{"andi", IMM(7, -16), 0xff, 0, 0xf0},
	{"slli by 63", IMM(1, 63), 3, 0, MOST_NEGATIVE},
	{"srli by 63", IMM(5, 63), MINUS_1, 0, 1},
	{"srai by 63", IMM(5, 63 | 0x400), MOST_NEGATIVE, 0, MINUS_1},
	{"srai of a positive number", IMM(5, 4 | 0x400), MOST_POSITIVE, 0, 0x07ffffffffffffff},
	{"srai by 0", IMM(5, 0x400), MOST_NEGATIVE, 0, MOST_NEGATIVE},
	{"add", OP(0, 0), MOST_POSITIVE, 1, MOST_NEGATIVE},
	{"sub", OP(0, 0x20), 0, 1, MINUS_1},
	{"sub, overflow", OP(0, 0x20), MOST_NEGATIVE, 1, MOST_POSITIVE},
	{"sll takes six bits of its count", OP(1, 0), 1, 64 + 5, 32},
	{"slt", OP(2, 0), MOST_NEGATIVE, 0, 1},
	{"slt, other way", OP(2, 0), 0, MOST_NEGATIVE, 0},
	{"sltu", OP(3, 0), 0, MOST_NEGATIVE, 1},
	{"xor", OP(4, 0), 0xff00, 0x0ff0, 0xf0f0},
	{"srl takes six bits of its count", OP(5, 0), MOST_NEGATIVE, MINUS_1, 1},
	{"sra", OP(5, 0x20), MOST_NEGATIVE, 62, MINUS(2)},
	{"or", OP(6, 0), 0xf0, 0x0f, 0xff},
	{"and", OP(7, 0), 0xf0, 0x3c, 0x30},
	{"lui extends by sign", LUI(A0, 0x80000), 0, 0, LEAST_WORD},
	{"lui", LUI(A0, 0x7ffff), 0, 0, 0x7ffff000},
	{"auipc", AUIPC(A0, 0xfffff), 0, 0, RAM_BASE - 0x1000},
	/* 4.2: 32-bit operations ignore the upper half and extend by sign */
	{"addiw", IMM_32(0, 1), 0x7fffffff, 0, LEAST_WORD},
	{"addiw, sext.w", IMM_32(0, 0), 0xdead00000001, 0, 1},
	{"slliw", IMM_32(1, 31), 0xff00000001, 0, LEAST_WORD},
	{"srliw", IMM_32(5, 31), 0xff80000000, 0, 1},
	{"srliw by 0 extends by sign", IMM_32(5, 0), 0x80000000, 0, LEAST_WORD},
	{"sraiw", IMM_32(5, 31 | 0x400), 0x80000000, 0, MINUS_1},
	{"sraiw of a positive word", IMM_32(5, 4 | 0x400), 0xffffffff70000000, 0, 0x07000000},
	{"addw", OP_32(0, 0), 0xffffffff, 1, 0},
	{"subw", OP_32(0, 0x20), 0, 1, MINUS_1},
	{"sllw takes five bits of its count", OP_32(1, 0), 1, 32 + 4, 16},
	{"srlw", OP_32(5, 0), 0x180000000, 4, 0x08000000},
	{"sraw", OP_32(5, 0x20), 0x80000000, 63, MINUS_1},
	/* 12.1 */
	{"mul", OP(0, 1), MINUS_1, MINUS_1, 1},
	{"mul, low half", OP(0, 1), UINT64_C(1) << 63, 3, MOST_NEGATIVE},
	{"mulh of -1, -1", OP(1, 1), MINUS_1, MINUS_1, 0},
	{"mulh of the most negative, squared", OP(1, 1), MOST_NEGATIVE, MOST_NEGATIVE,
	 UINT64_C(0x4000000000000000)},
	{"mulh of mixed signs", OP(1, 1), MINUS_1, 2, MINUS_1},
	{"mulhsu", OP(2, 1), MINUS_1, MINUS_1, MINUS_1},
	{"mulhsu, positive", OP(2, 1), 2, MINUS_1, 1},
	{"mulhu", OP(3, 1), MINUS_1, MINUS_1, MINUS(2)},
	{"mulhu carries between halves", OP(3, 1), 0xffffffff, UINT64_C(0x100000001), 0},
	{"mulhu of middle bits", OP(3, 1), UINT64_C(1) << 40, UINT64_C(1) << 30, 64},
	{"mulw", OP_32(0, 1), 0x7fffffff, 2, MINUS(2)},
	/* 12.2, table 11: division by zero and overflow do not trap */
	{"div", OP(4, 1), MINUS(7), 2, MINUS(3)},
	{"div by 0", OP(4, 1), 5, 0, MINUS_1},
	{"div, overflow", OP(4, 1), MOST_NEGATIVE, MINUS_1, MOST_NEGATIVE},
	{"divu", OP(5, 1), MINUS_1, 2, MOST_POSITIVE},
	{"divu by 0", OP(5, 1), 5, 0, MINUS_1},
	{"rem takes the dividend's sign", OP(6, 1), MINUS(7), 2, MINUS_1},
	{"rem of a negative divisor", OP(6, 1), 7, MINUS(2), 1},
	{"rem by 0", OP(6, 1), MINUS(5), 0, MINUS(5)},
	{"rem, overflow", OP(6, 1), MOST_NEGATIVE, MINUS_1, 0},
	{"remu", OP(7, 1), MINUS_1, 10, 5},
	{"remu by 0", OP(7, 1), MINUS_1, 0, MINUS_1},
	{"divw", OP_32(4, 1), 0xdead00000007, MINUS(2), MINUS(3)},
	{"divw by 0", OP_32(4, 1), 7, UINT64_C(1) << 32, MINUS_1},
	{"divw, overflow", OP_32(4, 1), LEAST_WORD, MINUS_1, LEAST_WORD},
	{"divuw", OP_32(5, 1), MINUS_1, 1, MINUS_1},
	{"divuw by 0", OP_32(5, 1), 1, 0, MINUS_1},
	{"remw, overflow", OP_32(6, 1), LEAST_WORD, MINUS_1, 0},
	{"remw by 0", OP_32(6, 1), 0x80000001, 0, UINT64_C(0xffffffff80000001)},
	{"remuw", OP_32(7, 1), 0xffffffff, 16, 15},
	{"remuw by 0 extends by sign", OP_32(7, 1), 0x80000000, 0, LEAST_WORD},
};

static void compute(struct machine *machine, const struct row *row)
{
	LOAD_PROGRAM(machine, row->insn, END);
	machine_set(machine, A0, 0x5555);
	machine_set(machine, A1, row->a);
	machine_set(machine, A2, row->b);
	machine_run(machine);
	ok(machine_ended(machine), "%s executes", row->name);
	is_u64(machine_get(machine, A0), row->expected, "%s", row->name);
}

/* Whether a branch is taken, from the other operand's side too. */
static void branch(struct machine *machine, const char *name, unsigned funct3, uint64_t a,
		   uint64_t b, bool taken)
{
	LOAD_PROGRAM(machine, B_TYPE(funct3, A1, A2, 8), LI(A0, 1), END);
	machine_set(machine, A1, a);
	machine_set(machine, A2, b);
	machine_run(machine);
	is_u64(machine_get(machine, A0), taken ? 0 : 1, "%s of %#llx and %#llx", name,
	       (unsigned long long)a, (unsigned long long)b);
}

static void branches(struct machine *machine)
{
	branch(machine, "beq", 0, 1, 1, true);
	branch(machine, "beq", 0, 1, 2, false);
	branch(machine, "bne", 1, 1, 2, true);
	branch(machine, "bne", 1, 1, 1, false);
	branch(machine, "blt", 4, MINUS_1, 0, true);
	branch(machine, "blt", 4, 0, MINUS_1, false);
	branch(machine, "bge", 5, 0, MINUS_1, true);
	branch(machine, "bge", 5, 3, 3, true);
	branch(machine, "bltu", 6, MINUS_1, 0, false);
	branch(machine, "bltu", 6, 0, MINUS_1, true);
	branch(machine, "bgeu", 7, MINUS_1, 0, true);
	branch(machine, "bgeu", 7, 0, 1, false);
}

/* x0 stays zero whatever is written to it, and jumps clear bit 0 of their target (2.5). */
static void jumps(struct machine *machine)
{
	LOAD_PROGRAM(machine, JAL(RA, 8), END, LI(ZERO, 7), JALR(ZERO, RA, 1));
	machine_run(machine);
	ok(machine_ended(machine), "jal and jalr come back, bit 0 of the target dropped");
	is_u64(machine->exit->pc, RAM_BASE + 4, "to behind the call");
	is_u64(machine_get(machine, RA), RAM_BASE + 4, "the link is the address behind jal");
	is_u64(machine_get(machine, ZERO), 0, "x0 is zero");
	LOAD_PROGRAM(machine, JALR(RA, RA, 8), NOP, END);
	machine_set(machine, RA, RAM_BASE);
	machine_run(machine);
	is_u64(machine->exit->pc, RAM_BASE + 8, "jalr reads its base before it writes the link");
}

static void reserved(struct machine *machine, uint32_t insn, const char *name)
{
	LOAD_PROGRAM(machine, insn, END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_run(machine);
	is_guest_trap(machine, 2, insn, RAM_BASE, name);
}

int main(void)
{
	struct machine machine;
	unsigned i;

	machine_make(&machine);
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		compute(&machine, &rows[i]);
	branches(&machine);
	jumps(&machine);
	reserved(&machine, OP(0, 0x21), "no such funct7");
	reserved(&machine, IMM_32(1, 32), "slliw by 32");
	reserved(&machine, IMM_32(2, 0), "no such 32-bit operation");
	reserved(&machine, B_TYPE(2, A0, A0, 8), "no such branch");
	reserved(&machine, LOAD(7, A0, A0, 0), "no such load");
	reserved(&machine, STORE(4, A0, A0, 0), "no such store");
	machine_end(&machine);
	return done_testing();
}
