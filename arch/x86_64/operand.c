/* SPDX-License-Identifier: MIT */
/* The side of an instruction that is not the accessed memory: registers, immediates, conditions. */
#include <arch/x86_64/decoding.h>

/* Without REX, bytes 4 to 7 are bits 15..8 of registers 0 to 3 (3.1.1.1, table 3-1). */
static uint16_t general_register(const struct axvcpu_x86_64_decoding *d)
{
	uint8_t reg = axvcpu_x86_64_reg(d->instruction);

	if (d->form->destination == AXVCPU_X86_64_WIDTH_B && !d->instruction->rex && reg >= 4)
		return (uint16_t)(AXVCPU_X86_64_AH + reg - 4);
	return reg;
}

uint16_t axvcpu_x86_64_operand_register(const struct axvcpu_x86_64_decoding *d)
{
	switch (d->form->operand) {
	case AXVCPU_X86_64_OPERAND_REG:
		return general_register(d);
	case AXVCPU_X86_64_OPERAND_ACCUMULATOR:
		return AXVCPU_X86_64_RAX;
	case AXVCPU_X86_64_OPERAND_XMM:
		return (uint16_t)(AXVCPU_X86_64_XMM0 + axvcpu_x86_64_reg(d->instruction));
	case AXVCPU_X86_64_OPERAND_XMM_HIGH:
		return (uint16_t)(AXVCPU_X86_64_XMM0_HIGH + axvcpu_x86_64_reg(d->instruction));
	default:
		return AXVCPU_X86_64_NO_REGISTER;
	}
}

static uint64_t register_value(const struct axvcpu_x86_64_decoding *d, uint16_t reg)
{
	if (!d->registers)
		return 0;
	if (reg >= AXVCPU_X86_64_AH)
		return d->registers->r[reg - AXVCPU_X86_64_AH] >> 8;
	return d->registers->r[reg];
}

bool axvcpu_x86_64_operand_known(const struct axvcpu_x86_64_decoding *d)
{
	switch (d->form->operand) {
	case AXVCPU_X86_64_OPERAND_REG:
	case AXVCPU_X86_64_OPERAND_ACCUMULATOR:
	case AXVCPU_X86_64_OPERAND_BIT:
		return d->registers;
	default:
		return !axvcpu_x86_64_is_vector(d);
	}
}

/* The bit that a register or an immediate selects, modulo the operand's width (BT). */
static uint64_t bit(const struct axvcpu_x86_64_decoding *d, uint64_t number)
{
	return UINT64_C(1) << number % (8u * axvcpu_x86_64_part_width(d));
}

static uint64_t whole_operand(const struct axvcpu_x86_64_decoding *d)
{
	switch (d->form->operand) {
	case AXVCPU_X86_64_OPERAND_REG:
	case AXVCPU_X86_64_OPERAND_ACCUMULATOR:
		return register_value(d, axvcpu_x86_64_operand_register(d));
	case AXVCPU_X86_64_OPERAND_IMMEDIATE:
		return d->instruction->immediate;
	case AXVCPU_X86_64_OPERAND_ONE:
		return 1;
	case AXVCPU_X86_64_OPERAND_ONES:
		return UINT64_MAX;
	case AXVCPU_X86_64_OPERAND_BIT:
		return bit(d, register_value(d, axvcpu_x86_64_reg(d->instruction)));
	case AXVCPU_X86_64_OPERAND_BIT_IMMEDIATE:
		return bit(d, d->instruction->immediate);
	default:
		return 0;
	}
}

uint64_t axvcpu_x86_64_operand(const struct axvcpu_x86_64_decoding *d)
{
	if (!axvcpu_x86_64_operand_known(d))
		return 0;
	return axvcpu_x86_64_low_bytes(whole_operand(d), axvcpu_x86_64_part_width(d));
}

/* Appendix B.1.4.7, table B-10: the low bit of the code negates. */
bool axvcpu_x86_64_condition(const struct axvcpu_x86_64_decoding *d)
{
	bool carry = axvcpu_x86_64_flag(d, AXVCPU_X86_64_FLAG_CARRY);
	bool zero = axvcpu_x86_64_flag(d, AXVCPU_X86_64_FLAG_ZERO);
	bool sign = axvcpu_x86_64_flag(d, AXVCPU_X86_64_FLAG_SIGN);
	bool overflow = axvcpu_x86_64_flag(d, AXVCPU_X86_64_FLAG_OVERFLOW);
	const bool holds[] = {
		overflow, carry, zero, carry || zero, sign,
		axvcpu_x86_64_flag(d, AXVCPU_X86_64_FLAG_PARITY),
		sign != overflow, zero || sign != overflow,
	};

	return holds[d->instruction->opcode >> 1 & 7] != (d->instruction->opcode & 1);
}
