/* SPDX-License-Identifier: MIT */
/* Computation of F and D: operands, rounding mode, accrued exceptions (I 20.6 to 20.9, 21). */
#include "float_execute.h"

static const struct float_format *const formats[] = {
	[FORMAT_SINGLE] = &axvcpu_float_single,
	[FORMAT_DOUBLE] = &axvcpu_float_double,
};

/* What the rows leave open of the format is one bit. */
static const struct float_format *format_of(const struct soft_insn *insn)
{
	return formats[insn->raw >> 25 & 1];
}

static uint64_t operand(const struct soft_hart *hart, const struct float_format *format,
			unsigned reg)
{
	uint64_t value = hart->floating.f[reg];

	return format == &axvcpu_float_single ? soft_unbox(value) : value;
}

/* The mode of the instruction, or of frm where it says so (I 20.2). */
static unsigned mode_of(const struct soft_hart *hart, const struct soft_insn *insn)
{
	unsigned mode = insn->raw >> 12 & 7;

	return mode == FLOAT_DYNAMIC ? hart->floating.fcsr >> AXVCPU_RISCV64_FCSR_MODE_SHIFT : mode;
}

/* False: illegal. A reserved mode is, even where the result is exact (I 20.2). */
static bool begin(const struct soft_hart *hart, const struct soft_insn *insn,
		  struct float_context *context)
{
	unsigned mode = mode_of(hart, insn);

	*context = (struct float_context){format_of(insn), (uint8_t)mode, 0};
	return !soft_float_off(hart) && mode < FLOAT_MODES;
}

/* Of an instruction that rounds nothing: the field of the mode is part of its code. */
static bool begin_unrounded(const struct soft_hart *hart, const struct soft_insn *insn,
			    struct float_context *context)
{
	*context = (struct float_context){format_of(insn), FLOAT_NEAREST_EVEN, 0};
	return !soft_float_off(hart);
}

static void accrue(struct soft_hart *hart, unsigned raised)
{
	if (!raised)
		return;
	hart->floating.fcsr |= (uint8_t)raised;
	soft_float_dirty(hart);
}

/* The end of an instruction that writes f[rd]. */
static enum soft_step end(struct soft_hart *hart, const struct soft_insn *insn,
			  const struct float_context *context, uint64_t result)
{
	bool single = context->format == &axvcpu_float_single;

	accrue(hart, context->raised);
	soft_set_fd(hart, insn, single ? soft_box(result) : result);
	return soft_next(hart, insn);
}

/* The end of one that writes x[rd]. */
static enum soft_step end_integer(struct soft_hart *hart, const struct soft_insn *insn,
				  const struct float_context *context, uint64_t result)
{
	accrue(hart, context->raised);
	soft_set_rd(hart, insn, result);
	return soft_next(hart, insn);
}

#define OPERAND(reg) operand(hart, context.format, insn->reg)

/* expression: the result, of operands and the context; start and finish: two of those above. */
#define OPERATION(name, start, expression, finish)                                    \
	static enum soft_step name(struct soft_hart *hart, const struct soft_insn *insn) \
	{                                                                             \
		struct float_context context;                                         \
		uint64_t result;                                                      \
                                                                                      \
		if (!start(hart, insn, &context))                                     \
			return soft_float_illegal(hart, insn);                        \
		result = expression;                                                  \
		return finish(hart, insn, &context, result);                          \
	}
#define BINARY(name, start, function, finish) \
	OPERATION(name, start, function(&context, OPERAND(rs1), OPERAND(rs2)), finish)

BINARY(add, begin, axvcpu_float_add, end)
BINARY(subtract, begin, axvcpu_float_subtract, end)
BINARY(multiply, begin, axvcpu_float_multiply, end)
BINARY(divide, begin, axvcpu_float_divide, end)
BINARY(minimum, begin_unrounded, axvcpu_float_minimum, end)
BINARY(maximum, begin_unrounded, axvcpu_float_maximum, end)
BINARY(equal, begin_unrounded, axvcpu_float_equal, end_integer)
BINARY(less, begin_unrounded, axvcpu_float_less, end_integer)
BINARY(less_or_equal, begin_unrounded, axvcpu_float_less_or_equal, end_integer)
OPERATION(square_root, begin, axvcpu_float_square_root(&context, OPERAND(rs1)), end)
OPERATION(classify, begin_unrounded, axvcpu_float_classify(&context, OPERAND(rs1)),
	  end_integer)

/* Where rs2 is a code: FCVT's integer (I 20.7, 21.5). */
static struct float_integer integer_of(const struct soft_insn *insn)
{
	return (struct float_integer){insn->rs2 & 2 ? 64 : 32, !(insn->rs2 & 1)};
}

OPERATION(to_integer, begin,
	  axvcpu_float_to_integer(&context, integer_of(insn), OPERAND(rs1)), end_integer)
OPERATION(from_integer, begin,
	  axvcpu_float_from_integer(&context, integer_of(insn), soft_rs1(hart, insn)), end)

/* Between formats; rs2 tells the one that the operand has. */
OPERATION(convert, begin,
	  axvcpu_float_convert(&context, formats[insn->rs2],
			       operand(hart, formats[insn->rs2], insn->rs1)), end)

/* The third operand of a fused instruction has the place of funct5 (I 20.6). */
#define THIRD operand(hart, context.format, insn->raw >> 27)
/* The sign of a NaN makes no difference. */
#define NEGATED(value) ((value) ^ float_sign(context.format))
#define FUSED(name, first, third) \
	OPERATION(name, begin, axvcpu_float_multiply_add(&context, first, OPERAND(rs2), third), end)

FUSED(multiply_add, OPERAND(rs1), THIRD)
FUSED(multiply_subtract, OPERAND(rs1), NEGATED(THIRD))
FUSED(negated_multiply_add, NEGATED(OPERAND(rs1)), THIRD)
FUSED(negated_multiply_subtract, NEGATED(OPERAND(rs1)), NEGATED(THIRD))

/* Rows for single and double: the lower bit of the format is left open. */
#define MASK_EITHER  FORMAT(2)
#define MASK         (MASK_FUNCT5 | MASK_EITHER)
#define MASK_KIND    (MASK | MASK_FUNCT3)
#define MASK_RS2     (0x1fu << 20)
#define MASK_INTEGER (0x1cu << 20)
#define CONVERSION(to, from) \
	{MASK_FUNCT7 | MASK_RS2, FUNCT5(0x08) | FORMAT(to) | (uint32_t)(from) << 20, convert}

const struct soft_row axvcpu_soft_float_operations[] = {
	{MASK, FUNCT5(0x00), add},
	{MASK, FUNCT5(0x01), subtract},
	{MASK, FUNCT5(0x02), multiply},
	{MASK, FUNCT5(0x03), divide},
	{MASK | MASK_RS2, FUNCT5(0x0b), square_root},
	{MASK_KIND, FUNCT5(0x05) | FUNCT3(0), minimum},
	{MASK_KIND, FUNCT5(0x05) | FUNCT3(1), maximum},
	{MASK_KIND, FUNCT5(0x14) | FUNCT3(0), less_or_equal},
	{MASK_KIND, FUNCT5(0x14) | FUNCT3(1), less},
	{MASK_KIND, FUNCT5(0x14) | FUNCT3(2), equal},
	{MASK_KIND | MASK_RS2, FUNCT5(0x1c) | FUNCT3(1), classify},
	{MASK | MASK_INTEGER, FUNCT5(0x18), to_integer},
	{MASK | MASK_INTEGER, FUNCT5(0x1a), from_integer},
	CONVERSION(FORMAT_SINGLE, FORMAT_DOUBLE),
	CONVERSION(FORMAT_DOUBLE, FORMAT_SINGLE),
	{0, 0, NULL},
};

const struct soft_row axvcpu_soft_float_fused[] = {
	{MASK_OPCODE | MASK_EITHER, OPCODE_MADD, multiply_add},
	{MASK_OPCODE | MASK_EITHER, OPCODE_MSUB, multiply_subtract},
	{MASK_OPCODE | MASK_EITHER, OPCODE_NMSUB, negated_multiply_add},
	{MASK_OPCODE | MASK_EITHER, OPCODE_NMADD, negated_multiply_subtract},
	{0, 0, NULL},
};
