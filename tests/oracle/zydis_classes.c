/* SPDX-License-Identifier: MIT */
/* The classes of x86 instructions that are completed for a device, by mnemonic. */
#include "zydis_classes.h"

#include <string.h>

#define ROW(name, class, operation, flags, constant, carry) \
	{ #name, { CLASS_##class, AXVCPU_OPERATION_##operation, AXVCPU_FLAGS_##flags, \
		   constant, carry } }
#define ALU(name, operation)       ROW(name, ARITHMETIC, operation, ARITHMETIC, 0, false)
#define ALU_CARRY(name, operation) ROW(name, ARITHMETIC, operation, ARITHMETIC, 0, true)
#define COMPARE(name, operation)   ROW(name, COMPARISON, operation, ARITHMETIC, 0, false)
#define BIT(name, operation)       ROW(name, BIT, operation, BIT, 0, false)
#define PLAIN(name, class)         ROW(name, class, LOAD, NONE, 0, false)
#define CONSTANT(name, operation, flags, constant) \
	ROW(name, CONSTANT, operation, flags, constant, false)

/* Volume 2, chapters 3 and 4: what each instruction makes of its operands and flags. */
static const struct named_row {
	const char *mnemonic;
	struct zydis_row row;
} rows[] = {
	PLAIN(mov, MOVE),
	PLAIN(movnti, MOVE),
	PLAIN(movzx, MOVE),
	PLAIN(movsx, SIGNED),
	PLAIN(movsxd, SIGNED),
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
	ROW(xchg, EXCHANGE, SWAP, NONE, 0, false),
	ROW(xadd, EXCHANGE, ADD, ARITHMETIC, 0, false),
	BIT(bt, AND),
	BIT(bts, OR),
	BIT(btr, CLEAR),
	BIT(btc, XOR),
	PLAIN(movups, VECTOR),
	PLAIN(movupd, VECTOR),
	PLAIN(movaps, VECTOR),
	PLAIN(movapd, VECTOR),
	PLAIN(movdqa, VECTOR),
	PLAIN(movdqu, VECTOR),
	PLAIN(lddqu, VECTOR),
	PLAIN(movntps, VECTOR),
	PLAIN(movntpd, VECTOR),
	PLAIN(movntdq, VECTOR),
	PLAIN(movntdqa, VECTOR),
	PLAIN(movss, VECTOR),
	PLAIN(movsd, VECTOR),
	PLAIN(movd, VECTOR),
	PLAIN(movq, VECTOR),
	PLAIN(movlps, VECTOR),
	PLAIN(movlpd, VECTOR),
	PLAIN(movhps, VECTOR),
	PLAIN(movhpd, VECTOR),
};

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Those of which there is one for each width or condition. */
static enum zydis_class class_of_family(const ZydisDecodedInstruction *instruction,
					const char *name)
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
