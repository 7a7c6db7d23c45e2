/* SPDX-License-Identifier: MIT */
/* The decoder of x86 instructions: those that it does not complete, or knows too little of. */
#include <stddef.h>

#include "../tap.h"
#include "x86_64_stopped.h"

static struct axvcpu_exit nothing_of(const struct stopped *stopped, enum axvcpu_nothing cause,
				     enum axvcpu_retire retire)
{
	return (struct axvcpu_exit){
		.reason = AXVCPU_EXIT_NOTHING, .known = AXVCPU_KNOWN_NOTHING_ALL,
		.nothing.cause = cause, .insn_length = (uint8_t)stopped->length, .retire = retire,
	};
}

/* The guest has put another instruction there. */
static void try_changed(void)
{
	static const struct stopped changed[] = {
		{ "a load where memory was written", "8b 08", 2, 2, WRITE },
		{ "a store where memory was read", "89 08", 2, 2, READ },
		{ "MOV ECX, EAX", "8b c8", 2, 2, READ },
		{ "INC ECX", "ff c1", 2, 2, WRITE },
		{ "LEA RCX, [RAX]", "48 8d 08", 3, 2, READ },
		{ "NOP", "90", 1, 2, WRITE },
		{ "MOV RAX, imm64", "48 b8 01 02 03 04 05 06 07 08", 10, 2, READ },
	};

	for (unsigned i = 0; i < sizeof changed / sizeof *changed; i++) {
		struct axvcpu_exit expected = nothing_of(&changed[i], AXVCPU_NOTHING_RETRY,
			AXVCPU_RETIRE_KEEP);

		try_as(&changed[i], &guest, &expected);
	}
}

/* The counter is as wide as an address. */
static void try_finished(void)
{
	static const struct stopped stos = { "REP STOSB with ECX = 0", "67 f3 aa", 3, 2, WRITE };
	struct axvcpu_x86_64_registers registers = guest;
	struct axvcpu_exit expected = nothing_of(&stos, AXVCPU_NOTHING_HANDLED, AXVCPU_RETIRE_NEXT);

	registers.r[1] = UINT64_C(0x100000000);
	try_as(&stos, &registers, &expected);
}

/* What is not completed keeps all that the access said. */
static void try_refused(void)
{
	static const struct stopped refused[] = {
		{ "CMPXCHG [RAX], ECX", "0f b1 08", 3, 2, WRITE },
		{ "PUSH RAX", "50", 1, 2, WRITE },
		{ "CALL RAX", "ff d0", 2, 2, WRITE },
		{ "MOV [RAX], DS", "8c 18", 2, 2, WRITE },
		{ "VMOVUPS XMM0, [RAX]", "c5 f8 10 00", 4, 2, READ },
		{ "MOVQ MM0, [RAX]", "0f 6f 00", 3, 2, READ },
		{ "LOCK MOV [RAX], ECX, which is none", "f0 89 08", 3, 2, WRITE },
		{ "MOVSB from FS to a device", "64 a4", 2, 2, WRITE },
		{ "MOVSB outside of 64-bit mode", "a4", 1, 1, READ },
		{ "MOV ECX, [RAX] for a fetch", "8b 08", 2, 2, AXVCPU_ACCESS_EXECUTE },
		{ "more prefixes than an instruction has bytes",
		  "66 66 66 66 66 66 66 66 66 66 66 66 66 66 66", 0, 2, READ },
	};

	for (unsigned i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct axvcpu_exit expected = {
			.reason = AXVCPU_EXIT_NESTED_PAGE_FAULT,
			.known = AXVCPU_KNOWN_NESTED_PAGE_FAULT_ALL,
			.nested_page_fault = {
				.addr = GPA, .gva = GVA, .access = refused[i].access,
			},
			.insn_length = (uint8_t)refused[i].length,
		};

		try_as(&refused[i], &guest, &expected);
	}
}

/* Bytes of an instruction, and their number. */
struct whole {
	const char *bytes;
	unsigned length;
};

/*
 * Intel SDM volume 2, tables: instructions without an operand in memory that access
 * it all the same (stack, ports with their bitmap, tables of descriptors and of interrupts), and
 * opcodes that mean nothing today. None of them may be taken for one that made no access.
 */
static const struct whole implicit[] = {
	{ "51", 1 }, { "54", 1 }, { "57", 1 }, { "58", 1 }, { "5c", 1 }, { "5f", 1 },
	{ "68 01 02 03 04", 5 }, { "6a 01", 2 }, { "6c", 1 }, { "6d", 1 }, { "6e", 1 },
	{ "6f", 1 }, { "8e d8", 2 }, { "8f c0", 2 }, { "9c", 1 }, { "9d", 1 }, { "a6", 1 },
	{ "a7", 1 }, { "ae", 1 }, { "af", 1 }, { "c2 01 02", 3 }, { "c3", 1 },
	{ "c8 01 02 03", 4 }, { "c9", 1 }, { "ca 01 02", 3 }, { "cb", 1 }, { "cc", 1 },
	{ "cd 80", 2 }, { "cf", 1 }, { "d7", 1 }, { "e4 01", 2 }, { "e5 01", 2 }, { "e6 01", 2 },
	{ "e7 01", 2 }, { "e8 01 02 03 04", 5 }, { "ec", 1 }, { "ed", 1 }, { "ee", 1 },
	{ "ef", 1 }, { "f1", 1 }, { "ff d0", 2 }, { "ff f0", 2 },
	{ "0f 00 d0", 3 }, { "0f 01 c1", 3 }, { "0f 02 c0", 3 }, { "0f 03 c0", 3 },
	{ "0f a0", 2 }, { "0f a1", 2 }, { "0f a8", 2 }, { "0f a9", 2 }, { "0f aa", 2 },
	{ "0f ae e8", 3 }, { "0f c7 f0", 3 }, { "0f f7 c1", 3 }, { "0f 37", 2 },
	{ "0f 04", 2 }, { "0f 0a", 2 }, { "0f 0c", 2 }, { "0f 25", 2 }, { "0f 27", 2 },
	{ "0f 36", 2 }, { "0f 39", 2 }, { "0f 3b", 2 }, { "0f 3c", 2 }, { "0f 3d", 2 },
	{ "0f 3e", 2 }, { "0f 3f", 2 }, { "0f 7a", 2 }, { "0f 7b", 2 },
	/* VMREAD and VMWRITE, and of AMD EXTRQ and INSERTQ with two immediates. */
	{ "0f 78 c1", 3 }, { "0f 79 c1", 3 },
	{ "66 0f 78 c0 01 02", 6 }, { "f2 0f 78 c1 01 02", 6 },
};

/* Those that only other modes have. */
static const struct whole implicit_legacy[] = {
	{ "06", 1 }, { "07", 1 }, { "0e", 1 }, { "16", 1 }, { "17", 1 }, { "1e", 1 }, { "1f", 1 },
	{ "60", 1 }, { "61", 1 }, { "9a 01 02 03 04 05 06", 7 }, { "ce", 1 },
	{ "ea 01 02 03 04 05 06", 7 },
};

static void try_implicit(const struct whole *rows, size_t count,
			 enum axvcpu_x86_64_mode mode)
{
	for (size_t i = 0; i < count; i++) {
		const struct stopped stopped = {
			rows[i].bytes, rows[i].bytes, rows[i].length, mode, WRITE,
		};
		struct axvcpu_exit expected = {
			.reason = AXVCPU_EXIT_NESTED_PAGE_FAULT,
			.known = AXVCPU_KNOWN_NESTED_PAGE_FAULT_ALL,
			.nested_page_fault = { .addr = GPA, .gva = GVA, .access = WRITE },
			.insn_length = (uint8_t)rows[i].length,
		};

		try_as(&stopped, &guest, &expected);
	}
}

/* What comes from registers is not known without them. */
static void try_without_registers(void)
{
	static const struct stopped store = {
		"no registers: MOV [RAX], ECX", "89 08", 2, 2, WRITE,
	};
	static const struct stopped cmov = {
		"no registers: CMOVB ESI, [RAX]", "0f 42 30", 3, 2, READ,
	};
	static const struct stopped adc = {
		"no registers: ADC [RAX], ECX", "11 08", 2, 2, READ,
	};
	static const struct stopped lods = {
		"no registers: REP LODSB", "f3 ac", 2, 2, READ,
	};
	struct axvcpu_exit expected = write_of(&store, 4, 0);

	try_as(&store, NULL, &expected);
	expected = read_of(&cmov, (struct axvcpu_exit_mmio_read){ .width = 4, .reg_width = 4 });
	expected.known &= ~(uint32_t)AXVCPU_KNOWN_MMIO_READ_REG;
	try_as(&cmov, NULL, &expected);
	expected = read_of(&adc, (struct axvcpu_exit_mmio_read){
		.width = 4, .reg = 0xffff, .reg_width = 4, .operation = AXVCPU_OPERATION_ADD,
		.flags = AXVCPU_FLAGS_ARITHMETIC });
	expected.known &= ~(uint32_t)(AXVCPU_KNOWN_MMIO_READ_OPERAND |
				      AXVCPU_KNOWN_MMIO_READ_CARRY);
	try_as(&adc, NULL, &expected);
	expected = read_of(&lods, (struct axvcpu_exit_mmio_read){ .width = 1, .reg_width = 1 });
	expected.retire = AXVCPU_RETIRE_KEEP;
	try_as(&lods, NULL, &expected);
}

static void try_cut(void)
{
	static const struct stopped whole = {
		"", "48 c7 84 88 01 02 03 04 05 06 07 08", 12, 2, WRITE,
	};
	struct axvcpu_x86_64_access access = access_of(&whole);

	for (uint32_t count = 0; count <= 16; count++)
		is_u64(axvcpu_x86_64_length(access.insn, access.insn_high, count, access.mode),
		       count < whole.length ? 0 : whole.length, "%u bytes of 12 are there",
		       (unsigned)count);
}

int main(void)
{
	try_changed();
	try_finished();
	try_refused();
	try_implicit(implicit, sizeof implicit / sizeof *implicit, 2);
	try_implicit(implicit_legacy, sizeof implicit_legacy / sizeof *implicit_legacy, 1);
	try_without_registers();
	try_cut();
	return done_testing();
}
