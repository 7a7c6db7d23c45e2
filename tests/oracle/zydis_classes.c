/* SPDX-License-Identifier: MIT */
/* The classes of x86 instructions that are completed for a device, by mnemonic. */
#include "zydis_classes.h"

#include <string.h>

#define ALU(name, operation) \
	{ #name, { CLASS_ARITHMETIC, AXVCPU_OPERATION_##operation, AXVCPU_FLAGS_ARITHMETIC, 0, false } }
#define ALU_CARRY(name, operation) \
	{ #name, { CLASS_ARITHMETIC, AXVCPU_OPERATION_##operation, AXVCPU_FLAGS_ARITHMETIC, 0, true } }
#define COMPARE(name, operation) \
	{ #name, { CLASS_COMPARISON, AXVCPU_OPERATION_##operation, AXVCPU_FLAGS_ARITHMETIC, 0, false } }
#define BIT(name, operation) \
	{ #name, { CLASS_BIT, AXVCPU_OPERATION_##operation, AXVCPU_FLAGS_BIT, 0, false } }
#define CONSTANT(name, operation, flags, constant) \
	{ #name, { CLASS_CONSTANT, AXVCPU_OPERATION_##operation, AXVCPU_FLAGS_##flags, constant, false } }
#define PLAIN(name, class) { #name, { class, AXVCPU_OPERATION_LOAD, AXVCPU_FLAGS_NONE, 0, false } }

/* Volume 2, chapters 3 and 4: what each instruction makes of its operands and flags. */
static const struct named_row {
	const char *mnemonic;
	struct zydis_row row;
} rows[] = {
	PLAIN(mov, CLASS_MOVE),
	PLAIN(movnti, CLASS_MOVE),
	PLAIN(movzx, CLASS_MOVE),
	PLAIN(movsx, CLASS_SIGNED),
	PLAIN(movsxd, CLASS_SIGNED),
	ALU(add, ADD),
	ALU_CARRY(adc, ADD),
	ALU(and, AND),
	ALU(or, OR),
	ALU(sub, SUB),
	ALU_CARRY(sbb, SUB),
	ALU(xor, XOR),
	COMPARE(cmp, SUB),
	COMPARE(test, AND),
	CONSTANT(inc, ADD, INCREMENT, 1),
	CONSTANT(dec, SUB, INCREMENT, 1),
	CONSTANT(neg, RSUB, ARITHMETIC, 0),
	CONSTANT(not, XOR, NONE, UINT64_MAX),
	{ "xchg", { CLASS_EXCHANGE, AXVCPU_OPERATION_SWAP, AXVCPU_FLAGS_NONE, 0, false } },
	{ "xadd", { CLASS_EXCHANGE, AXVCPU_OPERATION_ADD, AXVCPU_FLAGS_ARITHMETIC, 0, false } },
	BIT(bt, AND),
	BIT(bts, OR),
	BIT(btr, CLEAR),
	BIT(btc, XOR),
	PLAIN(movups, CLASS_VECTOR),
	PLAIN(movupd, CLASS_VECTOR),
	PLAIN(movaps, CLASS_VECTOR),
	PLAIN(movapd, CLASS_VECTOR),
	PLAIN(movdqa, CLASS_VECTOR),
	PLAIN(movdqu, CLASS_VECTOR),
	PLAIN(lddqu, CLASS_VECTOR),
	PLAIN(movntps, CLASS_VECTOR),
	PLAIN(movntpd, CLASS_VECTOR),
	PLAIN(movntdq, CLASS_VECTOR),
	PLAIN(movntdqa, CLASS_VECTOR),
	PLAIN(movss, CLASS_VECTOR),
	PLAIN(movsd, CLASS_VECTOR),
	PLAIN(movd, CLASS_VECTOR),
	PLAIN(movq, CLASS_VECTOR),
	PLAIN(movlps, CLASS_VECTOR),
	PLAIN(movlpd, CLASS_VECTOR),
	PLAIN(movhps, CLASS_VECTOR),
	PLAIN(movhpd, CLASS_VECTOR),
};

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Those of which there is one for each width or condition. */
static enum zydis_class class_of_family(const ZydisDecodedInstruction *instruction, const char *name)
{
	switch (instruction->meta.category) {
	case ZYDIS_CATEGORY_CMOV:
		return CLASS_CONDITIONAL;
	case ZYDIS_CATEGORY_SETCC:
		return CLASS_SET;
	case ZYDIS_CATEGORY_STRINGOP:
		return begins(name, "movs") || begins(name, "stos") || begins(name, "lods")
			       ? CLASS_COPY : CLASS_NONE;
	default:
		return CLASS_NONE;
	}
}

struct zydis_row zydis_classify(const ZydisDecodedInstruction *instruction)
{
	const char *name = ZydisMnemonicGetString(instruction->mnemonic);
	struct zydis_row row = { .class = class_of_family(instruction, name) };

	if (row.class || instruction->encoding != ZYDIS_INSTRUCTION_ENCODING_LEGACY ||
	    instruction->meta.category == ZYDIS_CATEGORY_STRINGOP)
		return row;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].mnemonic, name) == 0)
			return rows[i].row;
	return row;
}

/* Volume 1, appendix B. */
bool zydis_condition(const char *letters, uint64_t rflags)
{
	bool carry = rflags & 1, parity = rflags & 4, zero = rflags & 0x40;
	bool sign = rflags & 0x80, overflow = rflags & 0x800;
	const struct { const char *letters; bool holds; } conditions[] = {
		{ "o", overflow }, { "b", carry }, { "z", zero }, { "be", carry || zero },
		{ "s", sign }, { "p", parity }, { "l", sign != overflow },
		{ "le", zero || sign != overflow },
	};
	bool negated = *letters == 'n';

	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
		if (strcmp(conditions[i].letters, letters + negated) == 0)
			return conditions[i].holds != negated;
	return false;
}
