/* SPDX-License-Identifier: MIT */
/* What an x86 instruction wants of a device, as Zydis reads it. */
#include "zydis_subject.h"

static bool decode(struct zydis_subject *s)
{
	static const ZydisMachineMode machines[] = {
		ZYDIS_MACHINE_MODE_LEGACY_16, ZYDIS_MACHINE_MODE_LEGACY_32,
		ZYDIS_MACHINE_MODE_LONG_64,
	};
	static const ZydisStackWidth stacks[] = {
		ZYDIS_STACK_WIDTH_16, ZYDIS_STACK_WIDTH_32, ZYDIS_STACK_WIDTH_64,
	};
	uint32_t mode = s->access->mode < 2 ? s->access->mode : 2;
	uint8_t bytes[AXVCPU_X86_64_LONGEST + 1];
	ZydisDecoder decoder;

	for (unsigned i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)((i < 8 ? s->access->insn : s->access->insn_high) >> i % 8 * 8);
	return ZYAN_SUCCESS(ZydisDecoderInit(&decoder, machines[mode], stacks[mode])) &&
	       ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder, bytes,
			s->access->insn_bytes < AXVCPU_X86_64_LONGEST ? s->access->insn_bytes
								     : AXVCPU_X86_64_LONGEST,
			&s->instruction, s->operands));
}

static bool is_memory(const ZydisDecodedOperand *operand)
{
	return operand->type == ZYDIS_OPERAND_TYPE_MEMORY &&
	       operand->mem.type != ZYDIS_MEMOP_TYPE_AGEN && operand->actions != 0;
}

static bool is_hint(const struct zydis_subject *s)
{
	switch (s->instruction.meta.category) {
	case ZYDIS_CATEGORY_NOP:
	case ZYDIS_CATEGORY_WIDENOP:
	case ZYDIS_CATEGORY_PREFETCH:
	case ZYDIS_CATEGORY_PREFETCHWT1:
		return true;
	default:
		return false;
	}
}

/* STOS and LODS do not show it. */
static bool is_accumulator(const ZydisDecodedOperand *operand)
{
	return operand->type == ZYDIS_OPERAND_TYPE_REGISTER &&
	       ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64, operand->reg.value) ==
		       ZYDIS_REGISTER_RAX;
}

static void find_operands(struct zydis_subject *s)
{
	if (is_hint(s))
		return;
	for (unsigned i = s->instruction.operand_count; i-- > 0;) {
		const ZydisDecodedOperand *operand = &s->operands[i];

		if (is_memory(operand))
			s->memory = operand;
		else if (operand->visibility != ZYDIS_OPERAND_VISIBILITY_HIDDEN ||
			 is_accumulator(operand))
			s->other = operand;
	}
}

static bool is_read(const ZydisDecodedOperand *operand)
{
	return operand->actions & ZYDIS_OPERAND_ACTION_MASK_READ;
}

static bool is_general(const ZydisDecodedOperand *operand)
{
	ZydisRegisterClass class = operand && operand->type == ZYDIS_OPERAND_TYPE_REGISTER
					   ? ZydisRegisterGetClass(operand->reg.value)
					   : ZYDIS_REGCLASS_INVALID;

	return class >= ZYDIS_REGCLASS_GPR8 && class <= ZYDIS_REGCLASS_GPR64;
}

static bool is_xmm(const ZydisDecodedOperand *operand)
{
	return operand && operand->type == ZYDIS_OPERAND_TYPE_REGISTER &&
	       ZydisRegisterGetClass(operand->reg.value) == ZYDIS_REGCLASS_XMM;
}

/* Whether the classes take such an operand: no segment, control or MMX register. */
static bool is_covered(const struct zydis_subject *s)
{
	switch (s->row.class) {
	case CLASS_NONE:
		return false;
	case CLASS_VECTOR:
		return is_xmm(s->other);
	case CLASS_COPY:
	case CLASS_SET:
	case CLASS_CONSTANT:
		return true;
	default:
		return is_general(s->other) || zydis_is_immediate(s->other);
	}
}

/* Whether the instruction, if it is completed, makes the access. */
static bool is_made(const struct zydis_subject *s)
{
	if (zydis_is_copy(s))
		return true;
	return s->access->access == AXVCPU_ACCESS_WRITE ? zydis_is_written(s->memory)
							: is_read(s->memory);
}

static void report_fault(const struct zydis_subject *s)
{
	const struct axvcpu_x86_64_access *access = s->access;

	s->exit->reason = AXVCPU_EXIT_NESTED_PAGE_FAULT;
	s->exit->known = AXVCPU_KNOWN_NESTED_PAGE_FAULT_ADDR |
			 AXVCPU_KNOWN_NESTED_PAGE_FAULT_ACCESS | AXVCPU_KNOWN_NESTED_PAGE_FAULT_WALK |
			 (access->gva_known ? AXVCPU_KNOWN_NESTED_PAGE_FAULT_GVA : 0);
	s->exit->nested_page_fault.addr = access->gpa;
	s->exit->nested_page_fault.access = access->access;
	s->exit->nested_page_fault.gva = access->gva_known ? access->gva : 0;
}

static enum zydis_verdict judge(struct zydis_subject *s)
{
	if (!s->memory)
		return ZYDIS_NO_MEMORY;
	s->row = zydis_classify(&s->instruction);
	if (is_covered(s) && !is_made(s)) {
		s->exit->known = AXVCPU_KNOWN_NOTHING_CAUSE;
		s->exit->nothing.cause = AXVCPU_NOTHING_RETRY;
		return ZYDIS_CHANGED;
	}
	if (is_covered(s) && zydis_complete(s))
		return ZYDIS_COMPLETED;
	report_fault(s);
	return ZYDIS_OTHER;
}

struct zydis_answer zydis_oracle(const struct axvcpu_x86_64_access *access,
	const struct axvcpu_x86_64_registers *registers)
{
	struct zydis_answer answer = { .verdict = ZYDIS_INVALID, .mnemonic = "" };
	struct zydis_subject subject = {
		.access = access, .registers = registers, .exit = &answer.exit,
	};

	/* Knights Corner, a coprocessor without virtualization, has jumps where others have VEX. */
	if (!decode(&subject) || subject.instruction.meta.isa_set == ZYDIS_ISA_SET_KNCJKBR)
		return answer;
	answer.length = answer.exit.insn_length = subject.instruction.length;
	answer.mnemonic = ZydisMnemonicGetString(subject.instruction.mnemonic);
	find_operands(&subject);
	answer.verdict = judge(&subject);
	return answer;
}
