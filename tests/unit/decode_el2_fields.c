/* SPDX-License-Identifier: MIT */
/*
 * Where the fields of an exception are and what their values mean, by hand from the Arm
 * Architecture Reference Manual, DDI 0487: ESR_EL2 with each of its ISS encodings, and the
 * encodings of loads and stores, C4.1.
 */
#include "../tap.h"
#include "fields_judge.h"

static const struct field_row fields[] = {
	{ "ec", "esr[31..26]" }, { "il", "esr[25]" }, { "iss", "esr[24..0]" },
	{ "iss2", "esr[55..32]" },
	/* Conditional instructions, WFx, and accesses of AArch32 to coprocessors. */
	{ "cv", "esr[24]" }, { "cond", "esr[23..20]" }, { "wfx_register", "esr[9..5]" },
	{ "wfx_valid", "esr[2]" }, { "wfx_kind", "esr[1..0]" }, { "cp_opc2", "esr[19..17]" },
	{ "cp_opc1", "esr[16..14]" }, { "cp_crn", "esr[13..10]" }, { "cp_crm", "esr[4..1]" },
	{ "cp_opc1_64", "esr[19..16]" }, { "cp_rt2", "esr[14..10]" }, { "cp_rt", "esr[9..5]" },
	{ "cp_direction", "esr[0]" }, { "ldc_imm8", "esr[19..12]" }, { "ldc_rn", "esr[9..5]" },
	{ "ldc_offset", "esr[4]" }, { "ldc_am", "esr[3..1]" },
	/* Calls and traps by their own instruction. */
	{ "call_imm16", "esr[15..0]" }, { "ls64_kind", "esr[24..0]" }, { "bti_type", "esr[1..0]" },
	{ "eret_kind", "esr[1..0]" }, { "pac_key", "esr[1..0]" }, { "sme_code", "esr[2..0]" },
	/* MSR, MRS and system instructions. */
	{ "op0", "esr[21..20]" }, { "op2", "esr[19..17]" }, { "op1", "esr[16..14]" },
	{ "crn", "esr[13..10]" }, { "rt", "esr[9..5]" }, { "crm", "esr[4..1]" },
	{ "direction", "esr[0]" }, { "encoding", "esr[21..10], esr[4..1]" },
	/* Floating point, memory copies, SErrors, debug. */
	{ "fp_valid", "esr[23]" }, { "mops_set", "esr[24]" }, { "mops_epilogue", "esr[18]" },
	{ "mops_wrong", "esr[17]" }, { "mops_option", "esr[16]" },
	{ "ras_dit", "esr[24]" }, { "ras_aet", "esr[12..10]" }, { "step_isv", "esr[24]" },
	{ "step_ex", "esr[6]" }, { "watch_cm", "esr[8]" }, { "watch_wnr", "esr[6]" },
	/* Aborts. */
	{ "isv", "esr[24]" }, { "sas", "esr[23..22]" }, { "sse", "esr[21]" },
	{ "srt", "esr[20..16]" }, { "sf", "esr[15]" }, { "ar", "esr[14]" }, { "vncr", "esr[13]" },
	{ "set", "esr[12..11]" }, { "fnv", "esr[10]" }, { "ea", "esr[9]" }, { "cm", "esr[8]" },
	{ "s1ptw", "esr[7]" }, { "wnr", "esr[6]" }, { "status", "esr[5..0]" },
	{ "fault_kind", "esr[5..2]" }, { "aarch32_state", "spsr[4]" },
	/* C4.1: loads and stores. */
	{ "size", "insn[31..30]" }, { "opc", "insn[23..22]" }, { "mode", "insn[24..23]" },
	{ "wide", "insn[31]" }, { "imm12", "insn[21..10]" }, { "imm9", "insn[20..12]" },
	{ "imm7", "insn[21..15]" }, { "rd", "insn[4..0]" }, { "rd2", "insn[14..10]" },
	{ "rn", "insn[9..5]" }, { "rs", "insn[20..16]" },
};

static const struct meaning_row meanings[] = {
	{ "il", 0, "16 bits" }, { "il", 1, "32 bits" },
	{ "wfx_kind", 0, "WFI" }, { "wfx_kind", 1, "WFE" }, { "wfx_kind", 2, "WFIT" },
	{ "wfx_kind", 3, "WFET" },
	{ "cp_direction", 0, "Write" }, { "cp_direction", 1, "Read" },
	{ "ls64_kind", 0, "ST64BV" }, { "ls64_kind", 1, "ST64BV0" }, { "ls64_kind", 2, "LD64B" },
	{ "eret_kind", 0, "ERET" }, { "eret_kind", 2, "ERETAA" }, { "eret_kind", 3, "ERETAB" },
	{ "pac_key", 0, "Instruction key A" }, { "pac_key", 1, "Instruction key B" },
	{ "pac_key", 2, "Data key A" }, { "pac_key", 3, "Data key B" },
	{ "sme_code", 0, "disabled" }, { "sme_code", 1, "illegal in streaming" },
	{ "sme_code", 2, "illegal outside" }, { "sme_code", 3, "ZA" }, { "sme_code", 4, "ZT0" },
	{ "mops_set", 0, "copy" }, { "mops_set", 1, "set" },
	{ "mops_option", 0, "Option B" }, { "mops_option", 1, "Option A" },
	{ "ras_aet", 0, "Uncontainable" }, { "ras_aet", 1, "Unrecoverable" },
	{ "ras_aet", 2, "Restartable" }, { "ras_aet", 3, "Recoverable" },
	{ "ras_aet", 6, "Corrected" },
	{ "watch_wnr", 0, "read" }, { "watch_wnr", 1, "write" },
	{ "sf", 0, "32" }, { "sf", 1, "64" },
	{ "set", 0, "Recoverable" }, { "set", 2, "Uncontainable" }, { "set", 3, "Restartable" },
	{ "s1ptw", 0, "access itself" }, { "s1ptw", 1, "walk" },
	{ "wnr", 0, "read" }, { "wnr", 1, "write" },
	{ "aarch32_state", 0, "AArch64" }, { "aarch32_state", 1, "AArch32" },
	{ "mode", 0, "No-allocate" }, { "mode", 1, "Post" }, { "mode", 2, "Offset" },
	{ "mode", 3, "Pre" },
};

int main(void)
{
	judge_fields("el2", fields, sizeof fields / sizeof *fields);
	judge_meanings("el2", meanings, sizeof meanings / sizeof *meanings);
	return done_testing();
}
