/* SPDX-License-Identifier: MIT */
/*
 * Sections named below are those of the Intel 64 and IA-32 Architectures Software Developer's
 * Manual, volume 2.
 */
#include "x86_moves.h"

#include <stddef.h>

/* 2.1.1 and 2.2.1. */
#define OPERAND_SIZE 0x66
#define REX 0x40
#define REX_W 8
#define REX_R 4

/* The project's numbers of AH, CH, DH and BH follow each other. */
#define AH 16

struct move {
	const struct x86_access *access;
	unsigned at;
	uint8_t rex;
	/* Bytes of an operand that is not one byte. */
	uint8_t operand;
	uint8_t opcode;
	bool is_two_bytes;
	uint8_t modrm;
};

/* A byte beyond the last one is none that begins anything. */
static uint8_t next(struct move *move)
{
	const struct x86_access *access = move->access;

	return move->at < access->count && move->at < sizeof access->bytes ?
		access->bytes[move->at++] : 0xff;
}

void x86_bytes(struct x86_access *access, uint64_t low, uint64_t high, uint32_t count)
{
	for (unsigned i = 0; i < 15; i++)
		access->bytes[i] = (uint8_t)(i < 8 ? low >> 8 * i : high >> 8 * (i - 8));
	access->count = (uint8_t)(count < 15 ? count : 15);
}

/* 2.1: a prefix of the operand's size at most, then REX in 64-bit mode, then the opcode. */
static void read_opcode(struct move *move)
{
	bool wide = move->access->mode != 2;
	uint8_t byte = next(move);

	if (byte == OPERAND_SIZE) {
		wide = !wide;
		byte = next(move);
	}
	if (move->access->mode == 8 && (byte & 0xf0) == REX) {
		move->rex = byte;
		byte = next(move);
	}
	move->operand = (move->rex & REX_W) != 0 ? 8 : wide ? 4 : 2;
	move->is_two_bytes = byte == 0x0f;
	move->opcode = move->is_two_bytes ? next(move) : byte;
	move->modrm = next(move);
}

/* 2.1.5, tables 2-1 and 2-2: an address in one register, without SIB or displacement. */
static bool is_plain_address(const struct move *move)
{
	unsigned rm = move->modrm & 7;

	return move->modrm >> 6 == 0 && rm != 4 && rm != 5 && (rm != 6 || move->access->mode != 2);
}

/* 2.2.1.2 and table 3-1: without REX the byte registers 4 to 7 are the high ones. */
static uint16_t named_register(const struct move *move, unsigned bytes)
{
	unsigned reg = move->modrm >> 3 & 7;

	if (bytes == 1 && move->rex == 0 && reg >= 4)
		return (uint16_t)(AH + reg - 4);
	return (uint16_t)(reg | ((move->rex & REX_R) != 0 ? 8 : 0));
}

static uint64_t value_of(unsigned reg, unsigned bytes, x86_registers *registers)
{
	uint64_t value = reg >= AH ? registers->r[reg - AH] >> 8 : registers->r[reg];

	return x86_low_bytes(value, bytes);
}

static void retry(const struct move *move, struct axvcpu_exit *exit)
{
	x86_nothing(exit, AXVCPU_NOTHING_RETRY);
	exit->insn_length = (uint8_t)move->at;
}

static void load(const struct move *move, struct axvcpu_exit *exit, unsigned width,
		 unsigned reg_width, bool sign)
{
	struct axvcpu_exit_mmio_read *read = &exit->mmio_read;

	if (move->access->access != AXVCPU_ACCESS_READ) {
		retry(move, exit);
		return;
	}
	exit->reason = AXVCPU_EXIT_MMIO_READ;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->insn_length = (uint8_t)move->at;
	exit->known = AXVCPU_KNOWN_MMIO_READ_ALL & ~AXVCPU_KNOWN_MMIO_READ_MEMORY;
	if (!move->access->gva_known)
		exit->known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_GVA;
	read->addr = move->access->gpa;
	read->gva = move->access->gva_known ? move->access->gva : 0;
	read->access = AXVCPU_ACCESS_READ;
	read->width = (uint8_t)width;
	read->reg = named_register(move, reg_width);
	read->reg_width = (uint8_t)reg_width;
	read->signed_ext = sign;
}

static void store(const struct move *move, struct axvcpu_exit *exit, unsigned width,
		  const uint64_t *data)
{
	struct axvcpu_exit_mmio_write *write = &exit->mmio_write;

	if (move->access->access != AXVCPU_ACCESS_WRITE) {
		retry(move, exit);
		return;
	}
	exit->reason = AXVCPU_EXIT_MMIO_WRITE;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->insn_length = (uint8_t)move->at;
	exit->known = AXVCPU_KNOWN_MMIO_WRITE_ADDR | AXVCPU_KNOWN_MMIO_WRITE_WIDTH |
		AXVCPU_KNOWN_MMIO_WRITE_ACCESS;
	if (move->access->gva_known)
		exit->known |= AXVCPU_KNOWN_MMIO_WRITE_GVA;
	if (data)
		exit->known |= AXVCPU_KNOWN_MMIO_WRITE_DATA;
	write->addr = move->access->gpa;
	write->gva = move->access->gva_known ? move->access->gva : 0;
	write->access = AXVCPU_ACCESS_WRITE;
	write->width = (uint8_t)width;
	write->data = data ? x86_low_bytes(*data, width) : 0;
}

static void store_register(const struct move *move, struct axvcpu_exit *exit, unsigned width,
			   x86_registers *registers)
{
	uint64_t data = 0;

	if (registers)
		data = value_of(named_register(move, width), width, registers);
	store(move, exit, width, registers ? &data : NULL);
}

/* MOV, Op/En MI: of eight bytes the immediate has the lower four, sign-extended. */
static bool store_immediate(struct move *move, struct axvcpu_exit *exit, unsigned width)
{
	unsigned bytes = width < 8 ? width : 4;
	uint64_t data = 0;

	if ((move->modrm >> 3 & 7) != 0 || move->at + bytes > move->access->count)
		return false;
	for (unsigned i = 0; i < bytes; i++)
		data |= (uint64_t)next(move) << 8 * i;
	data = width == 8 ? (uint64_t)(int64_t)(int32_t)(uint32_t)data : data;
	store(move, exit, width, &data);
	return true;
}

/* MOVZX and MOVSX; one as wide as its register is another instruction's work. */
static bool extend(const struct move *move, struct axvcpu_exit *exit)
{
	unsigned width = (move->opcode & 1) != 0 ? 2 : 1;
	bool sign = (move->opcode & 8) != 0;

	if ((move->opcode & 0xf6) != 0xb6 || width == move->operand)
		return false;
	load(move, exit, width, move->operand, sign);
	return true;
}

/* MOV: 88 to 8B, C6 and C7; the lowest bit of the opcode says whether it is more than a byte. */
static bool read_move(struct axvcpu_exit *exit, const struct x86_access *access,
		      x86_registers *registers)
{
	struct move move = { .access = access };
	unsigned width;

	read_opcode(&move);
	if (access->count < move.at || access->count < 2 || !is_plain_address(&move))
		return false;
	if (move.is_two_bytes)
		return extend(&move, exit);
	width = (move.opcode & 1) != 0 ? move.operand : 1;
	switch (move.opcode) {
	case 0x88: case 0x89:
		store_register(&move, exit, width, registers);
		return true;
	case 0x8a: case 0x8b:
		load(&move, exit, width, width, false);
		return true;
	case 0xc6: case 0xc7:
		return store_immediate(&move, exit, width);
	default:
		return false;
	}
}

void x86_move(struct x86_expected *expected, const struct x86_access *access,
	      x86_registers *registers)
{
	expected->is_elsewhere = !read_move(&expected->exit, access, registers);
	if (!expected->is_elsewhere)
		return;
	x86_fault(&expected->exit, access->gpa, access->access);
	if (!access->gva_known)
		return;
	expected->exit.known = AXVCPU_KNOWN_NESTED_PAGE_FAULT_ALL;
	expected->exit.nested_page_fault.gva = access->gva;
}
