/* SPDX-License-Identifier: MIT */
/* An instruction that Zydis has read, on its way to become an exit. */
#ifndef ZYDIS_SUBJECT_H
#define ZYDIS_SUBJECT_H

#include "zydis_classes.h"
#include "zydis_oracle.h"

struct zydis_subject {
	const struct axvcpu_x86_64_access *access;
	const struct axvcpu_x86_64_registers *registers;
	ZydisDecodedInstruction instruction;
	ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
	const ZydisDecodedOperand *memory;
	const ZydisDecodedOperand *other; /* the visible or implied one beside it, or null */
	struct zydis_row row;
	struct axvcpu_exit *exit;
};

static inline bool zydis_is_written(const ZydisDecodedOperand *operand)
{
	return operand->actions & ZYDIS_OPERAND_ACTION_MASK_WRITE;
}

/* A string instruction with memory on both sides. */
static inline bool zydis_is_copy(const struct zydis_subject *s)
{
	return s->row.class == CLASS_COPY && !s->other;
}

static inline bool zydis_is_immediate(const ZydisDecodedOperand *operand)
{
	return operand && operand->type == ZYDIS_OPERAND_TYPE_IMMEDIATE;
}

/* Fill in the exit of an access that is completed for a device; whether it can be told. */
bool zydis_complete(const struct zydis_subject *subject);

#endif
