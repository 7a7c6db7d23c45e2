/* SPDX-License-Identifier: MIT */
/* The classes of x86 instructions that are completed for a device, by mnemonic. */
#ifndef ZYDIS_CLASSES_H
#define ZYDIS_CLASSES_H

#include <Zydis/Zydis.h>

#include <axvcpu/exits.h>

enum zydis_class {
	CLASS_NONE,
	CLASS_MOVE,       /* between memory and a general register or from an immediate */
	CLASS_SIGNED,     /* a load that is sign-extended */
	CLASS_CONDITIONAL,
	CLASS_SET,
	CLASS_COPY,       /* MOVS, STOS, LODS */
	CLASS_ARITHMETIC, /* two operands, the first is written */
	CLASS_COMPARISON, /* two operands, none is written */
	CLASS_CONSTANT,   /* one operand and a number that the mnemonic implies */
	CLASS_EXCHANGE,   /* both operands are written */
	CLASS_BIT,
	CLASS_VECTOR,
};

struct zydis_row {
	enum zydis_class class;
	enum axvcpu_operation operation; /* what the instruction's first operand becomes */
	enum axvcpu_flags flags;
	uint64_t constant;
	bool with_carry;
};

/* The class of an instruction, CLASS_NONE for any other; operations are written down anew here. */
struct zydis_row zydis_classify(const ZydisDecodedInstruction *instruction);

/* Whether a condition holds, by the letters that follow CMOV or SET. */
bool zydis_condition(const char *letters, uint64_t rflags);

#endif
