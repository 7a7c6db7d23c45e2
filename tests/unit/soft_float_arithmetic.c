/* SPDX-License-Identifier: MIT */
/* Each operation of the interpreter's floating point against the host's processor. */
#include <inttypes.h>

#include "../../arch/soft/float.h"
#include "../tap.h"
#include "float_judge.h"

#define ROUNDS 12000

static const struct float_format *const formats[] = {&axvcpu_float_single, &axvcpu_float_double};
static const struct float_integer integers[] = {{32, true}, {32, false}, {64, true}, {64, false}};

static uint64_t binary(const struct float_case *subject, struct float_context *context)
{
	static float_binary *const functions[FLOAT_OPERATIONS] = {
		[FLOAT_ADD] = axvcpu_float_add,
		[FLOAT_SUBTRACT] = axvcpu_float_subtract,
		[FLOAT_MULTIPLY] = axvcpu_float_multiply,
		[FLOAT_DIVIDE] = axvcpu_float_divide,
		[FLOAT_MINIMUM] = axvcpu_float_minimum,
		[FLOAT_MAXIMUM] = axvcpu_float_maximum,
		[FLOAT_EQUAL] = axvcpu_float_equal,
		[FLOAT_LESS] = axvcpu_float_less,
		[FLOAT_LESS_OR_EQUAL] = axvcpu_float_less_or_equal,
	};

	return functions[subject->operation](context, subject->a, subject->b);
}

static uint64_t compute(const struct float_case *subject, struct float_context *context)
{
	switch (subject->operation) {
	case FLOAT_ROOT:
		return axvcpu_float_square_root(context, subject->a);
	case FLOAT_FUSED:
		return axvcpu_float_multiply_add(context, subject->a, subject->b, subject->c);
	case FLOAT_CLASS:
		return axvcpu_float_classify(context, subject->a);
	case FLOAT_TO_W:
	case FLOAT_TO_WU:
	case FLOAT_TO_L:
	case FLOAT_TO_LU:
		return axvcpu_float_to_integer(context, integers[subject->operation - FLOAT_TO_W],
					       subject->a);
	case FLOAT_FROM_W:
	case FLOAT_FROM_WU:
	case FLOAT_FROM_L:
	case FLOAT_FROM_LU:
		return axvcpu_float_from_integer(
			context, integers[subject->operation - FLOAT_FROM_W], subject->a);
	case FLOAT_FROM_OTHER:
		return axvcpu_float_convert(context, formats[!subject->format], subject->a);
	default:
		return binary(subject, context);
	}
}

static bool agrees(const struct float_case *subject)
{
	struct float_context context = {
		.format = formats[subject->format],
		.mode = (uint8_t)subject->mode,
	};
	struct float_verdict got = {.bits = compute(subject, &context)};
	struct float_verdict expected = float_judge(subject);

	got.raised = context.raised;
	if (float_agree(subject, got, expected))
		return true;
	diag("%s of %#" PRIx64 ", %#" PRIx64 ", %#" PRIx64 ", format %u, mode %u:",
	     float_operation_names[subject->operation], subject->a, subject->b, subject->c,
	     subject->format, subject->mode);
	diag("  %#" PRIx64 ", raised %#x; expected %#" PRIx64 ", raised %#x", got.bits, got.raised,
	     expected.bits, expected.raised);
	return false;
}

static void try(enum float_operation operation, unsigned format, unsigned mode,
		unsigned long rounds)
{
	struct float_source source = {UINT64_C(0x9e3779b97f4a7c15) + operation};
	struct float_case subject = {.operation = operation, .format = format, .mode = mode};
	unsigned long wrong = 0;

	for (unsigned long i = 0; i < rounds && wrong < 3; i++) {
		float_operands(&source, &subject);
		wrong += !agrees(&subject);
	}
	ok(wrong == 0, "%s, %s, mode %u", float_operation_names[operation],
	   format ? "double" : "single", mode);
}

int main(void)
{
	unsigned long rounds = float_rounds(ROUNDS);

	if (float_judge_absent())
		skip_all("%s", float_judge_absent());
	for (unsigned operation = 0; operation < FLOAT_OPERATIONS; operation++)
		for (unsigned format = 0; format < 2; format++)
			for (unsigned mode = 0; mode < FLOAT_MODES; mode++)
				try((enum float_operation)operation, format, mode, rounds);
	return done_testing();
}
