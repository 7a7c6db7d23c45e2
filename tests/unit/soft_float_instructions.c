/* SPDX-License-Identifier: MIT */
/*
 * Each instruction of F and D that computes, in a guest, against the host's
 * processor: its operands, its rounding mode from both places, its result in
 * the right register, and the exceptions that it adds to fflags.
 */
#include <inttypes.h>

#include "float_judge.h"
#include "soft_encode_float.h"
#include "soft_machine.h"

#define ROUNDS 400
#define BOX UINT64_C(0xffffffff00000000)

/* The registers of each instruction; results are in f10 and x11. */
enum { FIRST = 17, SECOND = 0, THIRD = 31, RESULT = 10, RESULT_X = A1, SOURCE_X = A2 };

struct instruction {
	const char *name;
	enum float_operation operation;
	uint32_t insn;               /* single, mode 0 */
	bool rounds;                 /* has a rounding mode */
	bool negates, negates_third; /* the first operand, the third */
};

#define ROUNDED(name, operation, funct5, rs2) \
	{name, operation, OP_FP(funct5, S, RESULT, 0, FIRST, rs2), true, false, false}
#define FIXED(name, operation, funct5, mode) \
	{name, operation, OP_FP(funct5, S, RESULT, mode, FIRST, SECOND), false, false, false}
#define RELATION(name, operation, mode, rs2, funct5) \
	{name, operation, OP_FP(funct5, S, RESULT_X, mode, FIRST, rs2), false, false, false}
#define TO_X(name, operation, integer) \
	{name, operation, OP_FP(0x18, S, RESULT_X, 0, FIRST, integer), true, false, false}
#define FROM_X(name, operation, integer) \
	{name, operation, OP_FP(0x1a, S, RESULT, 0, SOURCE_X, integer), true, false, false}
#define MULTIPLY_ADD(name, opcode, first, third) \
	{name, FLOAT_FUSED, FUSED(opcode, S, RESULT, FIRST, SECOND, THIRD, 0), true, first, third}

static const struct instruction instructions[] = {
	ROUNDED("fadd", FLOAT_ADD, 0x00, SECOND),
	ROUNDED("fsub", FLOAT_SUBTRACT, 0x01, SECOND),
	ROUNDED("fmul", FLOAT_MULTIPLY, 0x02, SECOND),
	ROUNDED("fdiv", FLOAT_DIVIDE, 0x03, SECOND),
	ROUNDED("fsqrt", FLOAT_ROOT, 0x0b, 0),
	FIXED("fmin", FLOAT_MINIMUM, 0x05, 0),
	FIXED("fmax", FLOAT_MAXIMUM, 0x05, 1),
	RELATION("fle", FLOAT_LESS_OR_EQUAL, 0, SECOND, 0x14),
	RELATION("flt", FLOAT_LESS, 1, SECOND, 0x14),
	RELATION("feq", FLOAT_EQUAL, 2, SECOND, 0x14),
	RELATION("fclass", FLOAT_CLASS, 1, 0, 0x1c),
	TO_X("fcvt.w", FLOAT_TO_W, 0),
	TO_X("fcvt.wu", FLOAT_TO_WU, 1),
	TO_X("fcvt.l", FLOAT_TO_L, 2),
	TO_X("fcvt.lu", FLOAT_TO_LU, 3),
	FROM_X("fcvt from w", FLOAT_FROM_W, 0),
	FROM_X("fcvt from wu", FLOAT_FROM_WU, 1),
	FROM_X("fcvt from l", FLOAT_FROM_L, 2),
	FROM_X("fcvt from lu", FLOAT_FROM_LU, 3),
	ROUNDED("fcvt from the other format", FLOAT_FROM_OTHER, 0x08, 0),
	MULTIPLY_ADD("fmadd", 0x43, false, false),
	MULTIPLY_ADD("fmsub", 0x47, false, true),
	MULTIPLY_ADD("fnmsub", 0x4b, true, false),
	MULTIPLY_ADD("fnmadd", 0x4f, true, true),
};

static bool to_integer(enum float_operation operation)
{
	return operation >= FLOAT_EQUAL && operation <= FLOAT_TO_LU;
}

static uint32_t encode(const struct instruction *row, unsigned format, unsigned mode)
{
	uint32_t insn = row->insn | (uint32_t)format << 25;

	if (row->rounds)
		insn |= (uint32_t)mode << 12;
	if (row->operation == FLOAT_FROM_OTHER)
		insn |= (uint32_t)!format << 20;
	return insn;
}

static uint64_t boxed(unsigned format, uint64_t bits)
{
	return format ? bits : BOX | bits;
}

static void set_operands(struct machine *machine, const struct float_case *subject)
{
	machine_set(machine, F(FIRST), boxed(float_first_format(subject), subject->a));
	machine_set(machine, F(SECOND), boxed(subject->format, subject->b));
	machine_set(machine, F(THIRD), boxed(subject->format, subject->c));
	machine_set(machine, SOURCE_X, subject->a);
	machine_set(machine, RESULT_X, 0x5555);
	machine_set(machine, F(RESULT), 0x5555);
	machine_set(machine, AXVCPU_RISCV64_PC, RAM_BASE);
}

/* The exceptions that were there before stay. */
static bool agrees(struct machine *machine, const struct instruction *row,
		   const struct float_case *subject, unsigned before)
{
	struct float_case meant = *subject;
	struct float_verdict got, expected;
	uint64_t sign = subject->format ? UINT64_C(1) << 63 : UINT64_C(1) << 31;

	meant.a ^= row->negates ? sign : 0;
	meant.c ^= row->negates_third ? sign : 0;
	expected = float_judge(&meant);
	got.bits = machine_get(machine, to_integer(row->operation) ? RESULT_X : F(RESULT));
	got.raised = (unsigned)machine_get(machine, CSR(FFLAGS)) & ~before;
	expected.raised &= ~before;
	if (!to_integer(row->operation) && !subject->format) {
		if (got.bits < BOX)
			return false;
		got.bits ^= BOX;
	}
	return machine_ended(machine) && float_agree(&meant, got, expected);
}

static bool try(struct machine *machine, const struct instruction *row,
		struct float_source *source, struct float_case *subject, unsigned frm)
{
	unsigned before = source->state >> 40 & 0x1f;

	float_operands(source, subject);
	set_operands(machine, subject);
	machine_set(machine, AXVCPU_RISCV64_FCSR, frm << 5 | before);
	machine_run(machine);
	if (agrees(machine, row, subject, before))
		return true;
	diag("of %#" PRIx64 ", %#" PRIx64 ", %#" PRIx64, subject->a, subject->b, subject->c);
	diag("f %#" PRIx64 ", x %#" PRIx64 ", fflags %#" PRIx64, machine_get(machine, F(RESULT)),
	     machine_get(machine, RESULT_X), machine_get(machine, CSR(FFLAGS)));
	return false;
}

/* With the mode in the instruction and another in frm, or by frm. */
static void instruction(struct machine *machine, const struct instruction *row, unsigned format,
			unsigned mode, bool dynamic)
{
	struct float_case subject = {.operation = row->operation, .format = format, .mode = mode};
	struct float_source source = {UINT64_C(0x2545f4914f6cdd1d) + row->insn};
	unsigned long rounds = float_rounds(ROUNDS), wrong = 0;
	unsigned frm = dynamic ? mode : (mode + 1) % 5;

	LOAD_PROGRAM(machine, encode(row, format, dynamic ? DYN : mode), END);
	machine_set(machine, CSR(SSTATUS), FS(FS_INITIAL));
	while (rounds-- && wrong < 3)
		wrong += !try(machine, row, &source, &subject, frm);
	ok(wrong == 0, "%s, %s, mode %u%s", row->name, format ? "double" : "single", mode,
	   dynamic ? " by frm" : "");
}

static void all_modes(struct machine *machine, const struct instruction *row, unsigned format)
{
	unsigned last = row->rounds ? RMM : RNE;

	for (unsigned mode = RNE; mode <= last; mode++) {
		instruction(machine, row, format, mode, false);
		instruction(machine, row, format, mode, true);
	}
}

int main(void)
{
	struct machine machine;

	if (float_judge_absent())
		skip_all("%s", float_judge_absent());
	machine_make_float(&machine);
	for (unsigned i = 0; i < sizeof instructions / sizeof *instructions; i++)
		for (unsigned format = S; format <= D; format++)
			all_modes(&machine, &instructions[i], format);
	machine_end(&machine);
	return done_testing();
}
