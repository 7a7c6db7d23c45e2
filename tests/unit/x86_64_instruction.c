/* SPDX-License-Identifier: MIT */
/* The decoder of x86 instructions: cases made by hand from volume 2 of Intel's manual. */
#include <stddef.h>

#include "../tap.h"
#include "x86_64_stopped.h"

static const struct load_case {
	struct stopped stopped;
	struct axvcpu_exit_mmio_read payload;
} loads[] = {
	{ { "MOV ECX, [RDI + 0x300]", "8b 8f 00 03 00 00", 6, 2, READ },
	  { .width = 4, .reg = 1, .reg_width = 4 } },
	{ { "MOV R9, [RIP + 0x10]", "4c 8b 0d 10 00 00 00", 7, 2, READ },
	  { .width = 8, .reg = 9, .reg_width = 8 } },
	{ { "MOV DX, [R12 + 8 * R13 + 1]", "66 43 8b 54 ec 01", 6, 2, READ },
	  { .width = 2, .reg = 2, .reg_width = 2 } },
	{ { "MOV BH, [RSP]", "8a 3c 24", 3, 2, READ }, { .width = 1, .reg = 19, .reg_width = 1 } },
	{ { "MOV DIL, [RSP]", "40 8a 3c 24", 4, 2, READ },
	  { .width = 1, .reg = 7, .reg_width = 1 } },
	{ { "MOV AX, [BP + SI] in 16-bit code", "8b 02", 2, 0, READ },
	  { .width = 2, .reg = 0, .reg_width = 2 } },
	{ { "MOV EAX, [BX + 0x7f], 66 in 16-bit code", "66 8b 47 7f", 4, 0, READ },
	  { .width = 4, .reg = 0, .reg_width = 4 } },
	{ { "MOV AX, [0x1234] in 16-bit code", "8b 06 34 12", 4, 0, READ },
	  { .width = 2, .reg = 0, .reg_width = 2 } },
	{ { "MOV AX, [RAX], REX not right before it", "48 66 8b 00", 4, 2, READ },
	  { .width = 2, .reg = 0, .reg_width = 2 } },
	{ { "MOV AL, moffs8 of 8 bytes", "a0 00 03 e0 fe 00 00 00 00", 9, 2, READ },
	  { .width = 1, .reg = 0, .reg_width = 1 } },
	{ { "MOV EAX, moffs32 of 4 bytes", "a1 00 03 e0 fe", 5, 1, READ },
	  { .width = 4, .reg = 0, .reg_width = 4 } },
	{ { "MOVZX R8D, byte [RAX]", "44 0f b6 00", 4, 2, READ },
	  { .width = 1, .reg = 8, .reg_width = 4 } },
	{ { "MOVSX AX, byte [RAX]", "66 0f be 00", 4, 2, READ },
	  { .width = 1, .reg = 0, .reg_width = 2, .signed_ext = true } },
	{ { "MOVSXD RDX, dword [RAX]", "48 63 10", 3, 2, READ },
	  { .width = 4, .reg = 2, .reg_width = 8, .signed_ext = true } },
	{ { "CMOVB ESI, [RAX] with CF", "0f 42 30", 3, 2, READ },
	  { .width = 4, .reg = 6, .reg_width = 4 } },
	{ { "CMOVS RSI, [RAX] without SF", "48 0f 48 30", 4, 2, READ },
	  { .width = 8, .reg = 0xffff, .reg_width = 8 } },
};

static void try_loads(void)
{
	for (unsigned i = 0; i < sizeof loads / sizeof *loads; i++) {
		struct axvcpu_exit expected = read_of(&loads[i].stopped, loads[i].payload);

		try_as(&loads[i].stopped, &guest, &expected);
	}
}

static const struct load_case operations[] = {
	{ { "LOCK ADD [RAX], ECX", "f0 01 08", 3, 2, WRITE },
	  { .width = 4, .reg = 0xffff, .reg_width = 4, .operation = AXVCPU_OPERATION_ADD,
	    .operand = 0xb4b5b6b7, .flags = AXVCPU_FLAGS_ARITHMETIC } },
	{ { "ADC byte [RAX], 0x80", "80 10 80", 3, 2, WRITE },
	  { .width = 1, .reg = 0xffff, .reg_width = 1, .operation = AXVCPU_OPERATION_ADD,
	    .operand = 0x80, .flags = AXVCPU_FLAGS_ARITHMETIC, .carry = true } },
	{ { "SUB RDX, [RAX]", "48 2b 10", 3, 2, READ },
	  { .width = 8, .reg = 2, .reg_width = 8, .operation = AXVCPU_OPERATION_RSUB,
	    .operand = 0xc0c1c2c3c4c5c6c7, .flags = AXVCPU_FLAGS_ARITHMETIC,
	    .result = AXVCPU_RESULT_REGISTER } },
	{ { "CMP word [RAX], -2", "66 83 38 fe", 4, 2, READ },
	  { .width = 2, .reg = 0xffff, .reg_width = 2, .operation = AXVCPU_OPERATION_SUB,
	    .operand = 0xfffe, .flags = AXVCPU_FLAGS_ARITHMETIC, .result = AXVCPU_RESULT_NONE } },
	{ { "TEST dword [RAX], 0x12345678", "f7 00 78 56 34 12", 6, 2, READ },
	  { .width = 4, .reg = 0xffff, .reg_width = 4, .operation = AXVCPU_OPERATION_AND,
	    .operand = 0x12345678, .flags = AXVCPU_FLAGS_ARITHMETIC,
	    .result = AXVCPU_RESULT_NONE } },
	{ { "DEC qword [RAX]", "48 ff 08", 3, 2, WRITE },
	  { .width = 8, .reg = 0xffff, .reg_width = 8, .operation = AXVCPU_OPERATION_SUB,
	    .operand = 1, .flags = AXVCPU_FLAGS_INCREMENT } },
	{ { "NEG dword [RAX]", "f7 18", 2, 2, WRITE },
	  { .width = 4, .reg = 0xffff, .reg_width = 4, .operation = AXVCPU_OPERATION_RSUB,
	    .flags = AXVCPU_FLAGS_ARITHMETIC } },
	{ { "NOT word [RAX]", "66 f7 10", 3, 2, WRITE },
	  { .width = 2, .reg = 0xffff, .reg_width = 2, .operation = AXVCPU_OPERATION_XOR,
	    .operand = 0xffff } },
	{ { "XCHG [RAX], AH", "86 20", 2, 2, WRITE },
	  { .width = 1, .reg = 16, .reg_width = 1, .operation = AXVCPU_OPERATION_SWAP,
	    .operand = 0xa6 } },
	{ { "XADD [RAX], R10", "4c 0f c1 10", 4, 2, WRITE },
	  { .width = 8, .reg = 10, .reg_width = 8, .operation = AXVCPU_OPERATION_ADD,
	    .operand = 0x5051525354555657, .flags = AXVCPU_FLAGS_ARITHMETIC } },
	{ { "BTS dword [RAX], 35", "0f ba 28 23", 4, 2, WRITE },
	  { .width = 4, .reg = 0xffff, .reg_width = 4, .operation = AXVCPU_OPERATION_OR,
	    .operand = 8, .flags = AXVCPU_FLAGS_BIT } },
	{ { "BT [RAX], RSI", "48 0f a3 30", 4, 2, READ },
	  { .width = 8, .reg = 0xffff, .reg_width = 8, .operation = AXVCPU_OPERATION_AND,
	    .operand = 0x800000, .flags = AXVCPU_FLAGS_BIT, .result = AXVCPU_RESULT_NONE } },
};

static void try_operations(void)
{
	for (unsigned i = 0; i < sizeof operations / sizeof *operations; i++) {
		struct axvcpu_exit expected =
			read_of(&operations[i].stopped, operations[i].payload);

		try_as(&operations[i].stopped, &guest, &expected);
	}
}

static const struct {
	struct stopped stopped;
	uint8_t width;
	uint64_t data;
} stores[] = {
	{ { "MOV [RAX], R9D", "44 89 08", 3, 2, WRITE }, 4, 0x44454647 },
	{ { "MOV [RAX], CH", "88 28", 2, 2, WRITE }, 1, 0xb6 },
	{ { "MOV qword [RAX], -2", "48 c7 00 fe ff ff ff", 7, 2, WRITE }, 8, 0xfffffffffffffffe },
	{ { "MOV word [RAX], 0x1234", "66 c7 00 34 12", 5, 2, WRITE }, 2, 0x1234 },
	{ { "MOV moffs64, RAX, 32-bit address", "67 48 a3 00 03 e0 fe", 7, 2, WRITE }, 8,
	  0xa0a1a2a3a4a5a6a7 },
	{ { "MOVNTI [RAX], RBX", "48 0f c3 18", 4, 2, WRITE }, 8, 0xd0d1d2d3d4d5d6d7 },
	{ { "SETZ [RAX] with ZF", "0f 94 00", 3, 2, WRITE }, 1, 1 },
	{ { "SETL [RAX] with neither SF nor OF", "0f 9c 00", 3, 2, WRITE }, 1, 0 },
};

static void try_stores(void)
{
	for (unsigned i = 0; i < sizeof stores / sizeof *stores; i++) {
		struct axvcpu_exit expected = write_of(&stores[i].stopped, stores[i].width,
			AXVCPU_KNOWN_MMIO_WRITE_DATA);

		expected.mmio_write.data = stores[i].data;
		try_as(&stores[i].stopped, &guest, &expected);
	}
}

/* Bits 127..64 of a vector register: kept, zeroed, or the second part of the access. */
static void try_vectors(void)
{
	static const struct stopped movdqu = { "MOVDQU XMM9, [RAX]", "f3 44 0f 6f 08", 5, 2, READ };
	static const struct stopped movd = { "MOVD XMM3, [RAX]", "66 0f 6e 18", 4, 2, READ };
	static const struct stopped movhps = { "MOVHPS [RAX], XMM3", "0f 17 18", 3, 2, WRITE };
	static const struct stopped movaps = { "MOVAPS [RAX], XMM3", "0f 29 18", 3, 2, WRITE };
	struct axvcpu_exit expected = read_of(&movdqu, (struct axvcpu_exit_mmio_read){
		.width = 8, .reg = 64 + 9, .reg_width = 8 });

	expected.part_count = 1;
	expected.parts[0].reg = 96 + 9;
	try_as(&movdqu, &guest, &expected);
	expected = read_of(&movd, (struct axvcpu_exit_mmio_read){
		.width = 4, .reg = 64 + 3, .reg_width = 8 });
	expected.write_count = 1;
	expected.writes[0].reg = 96 + 3;
	try_as(&movd, NULL, &expected);
	expected = write_of(&movhps, 8, AXVCPU_KNOWN_MMIO_WRITE_REG);
	expected.mmio_write.reg = 96 + 3;
	try_as(&movhps, &guest, &expected);
	expected = write_of(&movaps, 8, AXVCPU_KNOWN_MMIO_WRITE_REG);
	expected.mmio_write.reg = 64 + 3;
	expected.part_count = 1;
	expected.parts[0].reg = 96 + 3;
	try_as(&movaps, &guest, &expected);
}

/* One iteration each; DF is set, so that addresses fall. */
static void try_strings(void)
{
	static const struct stopped movs = { "REP MOVSQ to a device", "f3 48 a5", 3, 2, WRITE };
	static const struct stopped back = { "MOVSB from a device", "a4", 1, 2, READ };
	static const struct stopped stos = { "STOSW, 16-bit address", "67 66 ab", 3, 1, WRITE };
	static const struct stopped lods = { "REP LODSD, 32-bit address", "67 f3 ad", 3, 2, READ };
	struct axvcpu_exit expected = write_of(&movs, 8, AXVCPU_KNOWN_MMIO_WRITE_MEMORY);

	expected.mmio_write.memory = 0x1011121314151617;
	expected.retire = AXVCPU_RETIRE_KEEP;
	add_write(&expected, 6, 0x101112131415160f);
	add_write(&expected, 7, 0x202122232425261f);
	add_write(&expected, 1, 0xb0b1b2b3b4b5b6b6);
	try_as(&movs, &guest, &expected);
	expected = read_of(&back, (struct axvcpu_exit_mmio_read){
		.width = 1, .reg = 0xffff, .reg_width = 1, .memory = 0x2021222324252627 });
	expected.known |= AXVCPU_KNOWN_MMIO_READ_MEMORY;
	add_write(&expected, 6, 0x1011121314151616);
	add_write(&expected, 7, 0x2021222324252626);
	try_as(&back, &guest, &expected);
	expected = write_of(&stos, 2, AXVCPU_KNOWN_MMIO_WRITE_DATA);
	expected.mmio_write.data = 0xa6a7;
	add_write(&expected, 7, 0x2021222324252625);
	try_as(&stos, &guest, &expected);
	expected = read_of(&lods, (struct axvcpu_exit_mmio_read){ .width = 4, .reg_width = 4 });
	expected.retire = AXVCPU_RETIRE_KEEP;
	add_write(&expected, 6, 0x14151613);
	add_write(&expected, 1, 0xb4b5b6b6);
	try_as(&lods, &guest, &expected);
}

/* False: CMOVcc of 32 bits clears the upper half of a register that it keeps. */
static void try_kept(void)
{
	static const struct stopped cmov = { "CMOVNB ESI, [RAX] with CF", "0f 43 30", 3, 2, READ };
	struct axvcpu_exit expected = read_of(&cmov, (struct axvcpu_exit_mmio_read){
		.width = 4, .reg = 0xffff, .reg_width = 4 });

	add_write(&expected, 6, 0x14151617);
	try_as(&cmov, &guest, &expected);
}

int main(void)
{
	try_loads();
	try_operations();
	try_stores();
	try_vectors();
	try_strings();
	try_kept();
	return done_testing();
}
