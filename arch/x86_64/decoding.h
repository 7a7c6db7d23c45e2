/* SPDX-License-Identifier: MIT */
/* An access on its way to become an exit: what the parts of the decoder hand to each other. */
#ifndef AXVCPU_X86_64_DECODING_H
#define AXVCPU_X86_64_DECODING_H

#include <arch/x86_64/parse.h>

/* The number that stands for no register. */
#define AXVCPU_X86_64_NO_REGISTER 0xffff

struct axvcpu_x86_64_decoding {
	const struct axvcpu_x86_64_access *access;
	const struct axvcpu_x86_64_registers *registers; /* or null */
	const struct axvcpu_x86_64_instruction *instruction;
	const struct axvcpu_x86_64_form *form;
	struct axvcpu_exit *exit;
};

/* Flags (volume 1, 3.4.3). */
enum {
	AXVCPU_X86_64_FLAG_CARRY = 1u << 0,
	AXVCPU_X86_64_FLAG_PARITY = 1u << 2,
	AXVCPU_X86_64_FLAG_ZERO = 1u << 6,
	AXVCPU_X86_64_FLAG_SIGN = 1u << 7,
	AXVCPU_X86_64_FLAG_DIRECTION = 1u << 10,
	AXVCPU_X86_64_FLAG_OVERFLOW = 1u << 11,
};

/* The low bytes of a value: 1 to 8 of them. */
static inline uint64_t axvcpu_x86_64_low_bytes(uint64_t value, unsigned bytes)
{
	return value & UINT64_MAX >> (64 - 8 * bytes);
}

/* A register that is moved on as an address or a counter of 2, 4 or 8 bytes: 2 leave the rest of it
 * alone, 4 clear its upper half (volume 1, 3.4.1.1). */
static inline uint64_t axvcpu_x86_64_stepped(uint64_t old, uint64_t by, unsigned bytes)
{
	uint64_t value = axvcpu_x86_64_low_bytes(old + by, bytes);

	return bytes == 2 ? value | (old & ~UINT64_C(0xffff)) : value;
}

static inline bool axvcpu_x86_64_flag(const struct axvcpu_x86_64_decoding *d, uint64_t flag)
{
	return d->registers && (d->registers->rflags & flag);
}

/* Bytes of one part of the access, and whether a second one follows. */
static inline uint8_t axvcpu_x86_64_part_width(const struct axvcpu_x86_64_decoding *d)
{
	uint8_t width = axvcpu_x86_64_width(d->instruction, d->form->memory);

	return width > 8 ? 8 : width;
}

static inline bool axvcpu_x86_64_two_parts(const struct axvcpu_x86_64_decoding *d)
{
	return d->form->memory == AXVCPU_X86_64_WIDTH_DQ;
}

/* The operand is, or is in, a vector register. */
static inline bool axvcpu_x86_64_is_vector(const struct axvcpu_x86_64_decoding *d)
{
	return d->form->operand == AXVCPU_X86_64_OPERAND_XMM ||
	       d->form->operand == AXVCPU_X86_64_OPERAND_XMM_HIGH;
}

/* The number of the operand's register; AXVCPU_X86_64_NO_REGISTER for one that has none. */
uint16_t axvcpu_x86_64_operand_register(const struct axvcpu_x86_64_decoding *d);

/* Whether the operand has a value without registers. */
bool axvcpu_x86_64_operand_known(const struct axvcpu_x86_64_decoding *d);

/* The operand's value, its bytes above the access zero; 0 where it is not known. */
uint64_t axvcpu_x86_64_operand(const struct axvcpu_x86_64_decoding *d);

/* Whether the condition of the opcode holds. With registers alone. */
bool axvcpu_x86_64_condition(const struct axvcpu_x86_64_decoding *d);

/* Fill in mmio_read, mmio_write. */
void axvcpu_x86_64_read(const struct axvcpu_x86_64_decoding *d);
void axvcpu_x86_64_write(const struct axvcpu_x86_64_decoding *d);

/* Add a register to those that are written when the access retires. */
void axvcpu_x86_64_add_write(const struct axvcpu_x86_64_decoding *d, uint16_t reg, uint64_t value);

/* Fill in nothing. */
void axvcpu_x86_64_nothing(struct axvcpu_exit *exit, enum axvcpu_nothing cause,
	enum axvcpu_retire retire);

/* Of a string instruction: whether its other address is known, if it has one; one iteration. */
bool axvcpu_x86_64_string_known(const struct axvcpu_x86_64_decoding *d);
void axvcpu_x86_64_string(const struct axvcpu_x86_64_decoding *d);

/* The other address of a copy. With registers alone. */
uint64_t axvcpu_x86_64_other_address(const struct axvcpu_x86_64_decoding *d);

#endif
