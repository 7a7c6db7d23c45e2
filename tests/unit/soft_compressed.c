/* SPDX-License-Identifier: MIT */
/* 16-bit instructions: what each stands for (I 26), and what is reserved. */
#include "../../arch/riscv64/instruction.h"
#include "soft_machine.h"

struct row {
	const char *text;
	uint16_t insn;
	uint32_t expected;
};

/* Both encodings are the GNU assembler's. */
static const struct row rows[] = {
	{"c.addi4spn x8, x2, 1020", 0x1fe0, 0x3fc10413},
	{"c.addi4spn x15, x2, 4", 0x005c, 0x00410793},
	{"c.lw x9, 124(x10)", 0x5d64, 0x07c52483},
	{"c.ld x14, 248(x8)", 0x7c78, 0x0f843703},
	{"c.sw x9, 64(x15)", 0xc3a4, 0x0497a023},
	{"c.sd x8, 56(x9)", 0xfc80, 0x0284bc23},
	{"c.nop", 0x0001, 0x00000013},
	{"c.addi x1, -32", 0x1081, 0xfe008093},
	{"c.addi x31, 31", 0x0ffd, 0x01ff8f93},
	{"c.addiw x5, -1", 0x32fd, 0xfff2829b},
	{"c.li x10, -32", 0x5501, 0xfe000513},
	{"c.addi16sp x2, -512", 0x7101, 0xe0010113},
	{"c.addi16sp x2, 496", 0x617d, 0x1f010113},
	{"c.lui x7, 0xfffe0", 0x7381, 0xfffe03b7},
	{"c.lui x7, 31", 0x63fd, 0x0001f3b7},
	{"c.srli x8, 63", 0x907d, 0x03f45413},
	{"c.srai x9, 32", 0x9481, 0x4204d493},
	{"c.andi x15, -1", 0x9bfd, 0xfff7f793},
	{"c.sub x8, x15", 0x8c1d, 0x40f40433},
	{"c.xor x9, x14", 0x8cb9, 0x00e4c4b3},
	{"c.or x10, x13", 0x8d55, 0x00d56533},
	{"c.and x11, x12", 0x8df1, 0x00c5f5b3},
	{"c.subw x12, x11", 0x9e0d, 0x40b6063b},
	{"c.addw x13, x10", 0x9ea9, 0x00a686bb},
	{"c.j .-2048", 0xb001, 0x801ff06f},
	{"c.j .+2046", 0xaffd, 0x7fe0006f},
	{"c.beqz x8, .-256", 0xd001, 0xf00400e3},
	{"c.bnez x15, .+254", 0xeffd, 0x0e079f63},
	{"c.slli x31, 63", 0x1ffe, 0x03ff9f93},
	{"c.lwsp x1, 252(x2)", 0x50fe, 0x0fc12083},
	{"c.ldsp x31, 504(x2)", 0x7ffe, 0x1f813f83},
	{"c.jr x1", 0x8082, 0x00008067},
	{"c.mv x10, x31", 0x857e, 0x01f00533},
	{"c.ebreak", 0x9002, 0x00100073},
	{"c.jalr x5", 0x9282, 0x000280e7},
	{"c.add x10, x31", 0x957e, 0x01f50533},
	{"c.swsp x31, 252(x2)", 0xdffe, 0x0ff12e23},
	{"c.sdsp x1, 504(x2)", 0xff86, 0x1e113c23},
	{"c.fld f9, 200(x10)", 0x2564, 0x0c853487},
	{"c.fsd f15, 40(x11)", 0xb59c, 0x02f5b427},
	{"c.fldsp f17, 392(x2)", 0x28ba, 0x18813887},
	{"c.fsdsp f30, 168(x2)", 0xb57a, 0x0be13427},
};

struct reserved {
	const char *text;
	uint16_t insn;
};

/* Tables 36 to 38: RES, or of extensions that are not there. */
static const struct reserved nothing[] = {
	{"all zero", 0x0000},
	{"c.addi4spn x8 with 0", 0x0004},
	{"quadrant 0, funct3 4 (Zcb)", 0x8000},
	{"c.addiw x0", 0x2005},
	{"c.addi16sp with 0", 0x6101},
	{"c.lui x7 with 0", 0x6381},
	{"c.sub's neighbour with bit 12, kind 2", 0x9c41},
	{"c.sub's neighbour with bit 12, kind 3", 0x9c61},
	{"c.lwsp x0", 0x4002},
	{"c.ldsp x0", 0x6002},
	{"c.jr x0", 0x8002},
};

static void expand_all(void)
{
	unsigned i;

	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		is_u64(axvcpu_riscv64_expand(rows[i].insn), rows[i].expected, "%s", rows[i].text);
	for (i = 0; i < sizeof nothing / sizeof nothing[0]; i++)
		is_u64(axvcpu_riscv64_expand(nothing[i].insn), 0, "%s is illegal", nothing[i].text);
}

/* Of all 49152 codes so many mean something; GNU objdump agrees with the meaning of each. */
static void count_all(void)
{
	unsigned insn, count = 0;

	for (insn = 0; insn < 0x10000; insn++)
		if ((insn & 3) != 3 && axvcpu_riscv64_expand(insn))
			count++;
	is_u64(count, 46743, "codes that mean something");
}

/* Links and traps tell the length of the instruction as it is in memory. */
static void execute(struct machine *machine)
{
	LOAD_PROGRAM(machine, 0x0001 | 0x9282u << 16, END); /* c.nop; c.jalr x5 */
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, T0, HANDLER);
	machine_run(machine);
	is_u64(machine->exit->pc, HANDLER, "c.jalr jumps");
	is_u64(machine_get(machine, RA), RAM_BASE + 4, "its link is two bytes behind it");

	LOAD_PROGRAM(machine, 0x0001 | 0x0000u << 16, END);
	PUT_PROGRAM(machine, HANDLER, END);
	machine_set(machine, CSR(STVEC), HANDLER);
	machine_run(machine);
	is_guest_trap(machine, 2, 0, RAM_BASE + 2, "an illegal 16-bit instruction");

	LOAD_PROGRAM(machine, 0x410c | 0x0001u << 16); /* c.lw x11, 0(x10) */
	machine_set(machine, A0, 0x10000000);
	machine_run(machine);
	ok(machine->exit->reason == AXVCPU_EXIT_MMIO_READ, "c.lw of no memory is an mmio_read");
	is_u64(machine->exit->insn_length, 2, "two bytes long");
	is_u64(machine->exit->syndrome.hext.insn, 0x410c, "and reported as it is in memory");
	must(axvcpu_complete(machine->vcpu, 0x80000000));
	must(axvcpu_set_budget(machine->vcpu, 2));
	machine_run(machine);
	is_u64(machine->exit->pc, RAM_BASE + 4, "the guest goes on behind it");
	is_u64(machine_get(machine, A1), UINT64_C(0xffffffff80000000), "with the value, extended");
}

int main(void)
{
	struct machine machine;

	expand_all();
	count_all();
	machine_make(&machine);
	execute(&machine);
	machine_end(&machine);
	return done_testing();
}
