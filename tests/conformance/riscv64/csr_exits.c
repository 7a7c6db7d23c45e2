/* SPDX-License-Identifier: MIT */
/*
 * CSRs that are the hypervisor's: each form of access, as the monitor answers
 * it. Without an answer the instruction is illegal, as on a hart that has no
 * hypervisor extension.
 */
#include "encode.h"
#include "guest.h"

#define OLD     UINT64_C(0xf0f1f2f3f4f5f6f7)
#define OPERAND UINT64_C(0x0102040810204080)
#define IMMEDIATE UINT64_C(21)

enum { HSTATUS = 0x600, HPMCOUNTER3 = 0xc03 };

/* Forms of access (Volume I, 6.1): what is read, and what is written of it. */
static const struct row {
	const char *name;
	unsigned funct3, rd, rs1;
	bool reads, writes;
	uint64_t written;
} rows[] = {
	{ "csrrw reads and writes",        CSRRW,  10, 12, true,  true,  OPERAND },
	{ "csrrw to x0 only writes",       CSRRW,  0,  12, false, true,  OPERAND },
	{ "csrrw of x0 writes 0",          CSRRW,  10, 0,  true,  true,  0 },
	{ "csrrw takes its destination",   CSRRW,  12, 12, true,  true,  OPERAND },
	{ "csrrs reads and sets",          CSRRS,  10, 12, true,  true,  OLD | OPERAND },
	{ "csrrs to x0 sets",              CSRRS,  0,  12, true,  true,  OLD | OPERAND },
	{ "csrrs of x0 only reads",        CSRRS,  10, 0,  true,  false, 0 },
	{ "csrrc reads and clears",        CSRRC,  10, 12, true,  true,  OLD & ~OPERAND },
	{ "csrrc to x0 clears",            CSRRC,  0,  12, true,  true,  OLD & ~OPERAND },
	{ "csrrc of x0 only reads",        CSRRC,  10, 0,  true,  false, 0 },
	{ "csrrwi reads and writes",       CSRRWI, 10, IMMEDIATE, true,  true,  IMMEDIATE },
	{ "csrrwi to x0 only writes",      CSRRWI, 0,  IMMEDIATE, false, true,  IMMEDIATE },
	{ "csrrwi of 0 writes 0",          CSRRWI, 10, 0,  true,  true,  0 },
	{ "csrrsi reads and sets",         CSRRSI, 10, IMMEDIATE, true,  true,  OLD | IMMEDIATE },
	{ "csrrsi of 0 only reads",        CSRRSI, 10, 0,  true,  false, 0 },
	{ "csrrci reads and clears",       CSRRCI, 10, IMMEDIATE, true,  true,  OLD & ~IMMEDIATE },
	{ "csrrci of 0 only reads",        CSRRCI, 10, 0,  true,  false, 0 },
};

static void answer_parts(const struct row *row)
{
	unsigned exit = 1;

	if (row->reads)
		order_later(exit++, ORDER_ANSWER, OLD, 0, 0);
	if (row->writes)
		order_later(exit, ORDER_ANSWER, 0, 0, 0);
}

static bool is_result(const struct row *row)
{
	return probe_only_changed(row->reads ? row->rd : 0) &&
	       (!row->reads || row->rd == 0 || probe_x[row->rd] == OLD) &&
	       (!row->writes || control_get(CONTROL_WRITTEN) == row->written);
}

static bool works(const struct row *row)
{
	uint64_t reads = exits_of(AXVCPU_EXIT_SYSREG_READ);
	uint64_t writes = exits_of(AXVCPU_EXIT_SYSREG_WRITE);

	probe_prepare();
	probe_x[12] = OPERAND;
	answer_parts(row);
	probe(csr_instruction(row->funct3, row->rd, HSTATUS, row->rs1));
	return is_result(row) && exits_of(AXVCPU_EXIT_SYSREG_READ) - reads == row->reads &&
	       exits_of(AXVCPU_EXIT_SYSREG_WRITE) - writes == row->writes;
}

static bool every_destination(void)
{
	unsigned rd;

	for (rd = 0; rd < 32; rd++) {
		probe_prepare();
		order_later(1, ORDER_ANSWER, OLD + rd, 0, 0);
		probe(csr_instruction(CSRRS, rd, HPMCOUNTER3, 0));
		if (!probe_only_changed(rd) || (rd && probe_x[rd] != OLD + rd))
			return false;
	}
	return true;
}

static struct taken illegal(uint32_t instruction)
{
	probe_prepare();
	trap_expect();
	probe(instruction);
	return trap_taken();
}

static void is_illegal(uint32_t instruction, const char *name)
{
	is_trap(illegal(instruction), ILLEGAL_INSTRUCTION, instruction, probe_pc(), name);
}

/* The supervisor's own view of the guest, of the hypervisor, and what nobody has. */
static void without_answer(void)
{
	is_illegal(csr_instruction(CSRRS, 10, HSTATUS, 0),
		   "a read that is not answered is illegal");
	is_illegal(csr_instruction(CSRRW, 0, HSTATUS, 12), "so is a write");
	is_illegal(csr_instruction(CSRRW, 10, 0x200, 12), "so is vsstatus");
	is_illegal(csr_instruction(CSRRS, 10, HPMCOUNTER3, 0), "so is a counter that is withheld");
	is_illegal(csr_instruction(CSRRW, 10, HPMCOUNTER3, 12), "a counter is never written");
	is_illegal(csr_instruction(CSRRS, 10, 0x300, 0), "mstatus is the machine's");
	is_illegal(csr_instruction(CSRRS, 10, 0x5c0, 0), "a CSR that nobody has is illegal");
}

void guest_main(uint64_t hart)
{
	unsigned i;

	(void)hart;
	plan(LENGTH(rows) + 8);
	for (i = 0; i < LENGTH(rows); i++)
		check(works(&rows[i]), rows[i].name);
	check(every_destination(), "a read has every destination");
	without_answer();
}
