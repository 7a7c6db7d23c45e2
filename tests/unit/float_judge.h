/* SPDX-License-Identifier: MIT */
/*
 * What an operation of F or D yields, by the processor that the test runs on,
 * and operands for it that are likely to be hard.
 */
#ifndef FLOAT_JUDGE_H
#define FLOAT_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

enum float_operation {
	FLOAT_ADD, FLOAT_SUBTRACT, FLOAT_MULTIPLY, FLOAT_DIVIDE, FLOAT_ROOT, FLOAT_FUSED,
	FLOAT_MINIMUM, FLOAT_MAXIMUM, FLOAT_EQUAL, FLOAT_LESS, FLOAT_LESS_OR_EQUAL,
	FLOAT_CLASS, FLOAT_TO_W, FLOAT_TO_WU, FLOAT_TO_L, FLOAT_TO_LU,
	FLOAT_FROM_W, FLOAT_FROM_WU, FLOAT_FROM_L, FLOAT_FROM_LU, FLOAT_FROM_OTHER,
	FLOAT_OPERATIONS,
};

extern const char *const float_operation_names[FLOAT_OPERATIONS];

/* One operation, and the bits of its operands. */
struct float_case {
	enum float_operation operation;
	unsigned format; /* 0 single, 1 double: of the result, or what becomes an integer */
	unsigned mode;   /* as the manual numbers them, 0 to 4 */
	uint64_t a, b, c;
};

/* The format of the first operand, where it is no integer. */
static inline unsigned float_first_format(const struct float_case *subject)
{
	return subject->operation == FLOAT_FROM_OTHER ? !subject->format : subject->format;
}

struct float_verdict {
	uint64_t bits;
	unsigned raised; /* as in fflags */
};

/* Null: this host can judge; else why not. */
const char *float_judge_absent(void);
struct float_verdict float_judge(const struct float_case *subject);

/* Whether two verdicts agree, as far as this host can tell. */
bool float_agree(const struct float_case *subject, struct float_verdict got,
		 struct float_verdict expected);

/* A case with operands for it, from a sequence that begins with the seed. */
struct float_source {
	uint64_t state;
};
void float_operands(struct float_source *source, struct float_case *subject);

/* Cases of each operation, mode and format that a test tries; fewer where time is short. */
unsigned long float_rounds(unsigned long usual);

#endif
