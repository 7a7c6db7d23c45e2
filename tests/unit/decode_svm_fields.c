/* SPDX-License-Identifier: MIT */
/*
 * Where the fields of a VMEXIT are and what their values mean, by hand from the AMD64
 * Architecture Programmer's Manual, volume 2: 15.7 to 15.29, 13.1.1.3 and 16.5.
 */
#include "../tap.h"
#include "fields_judge.h"

static const struct field_row fields[] = {
	/* 15.8.1: control and debug registers; 15.35.10 and 15.12: their values, error codes. */
	{ "cr", "exitcode[3..0]" }, { "cr_gpr", "exitinfo1[3..0]" }, { "cr_mov", "exitinfo1[63]" },
	{ "new_value", "exitinfo1[63..0]" }, { "dr", "exitcode[3..0]" },
	{ "dr_gpr", "exitinfo1[3..0]" }, { "error_code", "exitinfo1[31..0]" },
	{ "fault_address", "exitinfo2[63..0]" },
	/* 13.1.1.3: DR6. */
	{ "dr6_step", "dr6[14]" }, { "dr6_matched", "dr6[3..0]" },
	{ "interrupt_number", "exitinfo1[7..0]" }, { "invlpg_address", "exitinfo1[63..0]" },
	/* 15.13.3: SMIs. */
	{ "smi_external", "exitinfo1[0]" }, { "smi_mc_redirect", "exitinfo1[1]" },
	{ "smi_segment", "exitinfo1[12..10]" }, { "smi_in", "exitinfo1[32]" },
	{ "smi_valid", "exitinfo1[33]" }, { "smi_string", "exitinfo1[34]" },
	{ "smi_rep", "exitinfo1[35]" }, { "smi_size", "exitinfo1[38..36]" },
	{ "smi_address", "exitinfo1[41..39]" }, { "smi_trap", "exitinfo1[43]" },
	{ "smi_breakpoints", "exitinfo1[47..44]" }, { "smi_port", "exitinfo1[63..48]" },
	{ "smi_rip", "exitinfo2[63..0]" },
	/* 15.10.2: I/O. */
	{ "io_in", "exitinfo1[0]" }, { "io_string", "exitinfo1[2]" }, { "io_rep", "exitinfo1[3]" },
	{ "io_size", "exitinfo1[6..4]" }, { "io_address", "exitinfo1[9..7]" },
	{ "io_segment", "exitinfo1[12..10]" }, { "io_port", "exitinfo1[31..16]" },
	{ "io_next_rip", "exitinfo2[63..0]" }, { "msr_write", "exitinfo1[63..0]" },
	/* 15.14.1: task switches. */
	{ "task_selector", "exitinfo1[15..0]" }, { "task_error_code", "exitinfo2[31..0]" },
	{ "task_iret", "exitinfo2[36]" }, { "task_jump", "exitinfo2[38]" },
	{ "task_has_error", "exitinfo2[44]" }, { "task_resume", "exitinfo2[48]" },
	/* 15.25.6 and 15.36.10: nested page faults. */
	{ "npf_present", "exitinfo1[0]" }, { "npf_write", "exitinfo1[1]" },
	{ "npf_user", "exitinfo1[2]" }, { "npf_reserved", "exitinfo1[3]" },
	{ "npf_fetch", "exitinfo1[4]" }, { "npf_shadow_stack", "exitinfo1[6]" },
	{ "npf_rmp", "exitinfo1[31]" }, { "npf_final", "exitinfo1[32]" },
	{ "npf_walk", "exitinfo1[33]" }, { "npf_encrypted", "exitinfo1[34]" },
	{ "npf_size_mismatch", "exitinfo1[35]" }, { "npf_vmpl", "exitinfo1[36]" },
	{ "npf_supervisor_shadow_stack", "exitinfo1[37]" },
	/* 16.5: the interrupt command register. */
	{ "icr_vector", "exitinfo1[7..0]" }, { "icr_type", "exitinfo1[10..8]" },
	{ "icr_logical", "exitinfo1[11]" }, { "icr_level", "exitinfo1[14]" },
	{ "icr_trigger", "exitinfo1[15]" }, { "icr_shorthand", "exitinfo1[19..18]" },
	{ "icr_destination", "exitinfo1[63..56]" },
	/* 15.29.9: AVIC. */
	{ "avic_reason", "exitinfo2[63..32]" }, { "avic_index", "exitinfo2[11..0]" },
	{ "avic_offset", "exitinfo1[11..0]" }, { "avic_write", "exitinfo1[32]" },
	{ "avic_vector", "exitinfo2[7..0]" },
	/* 15.7.2, figure 15-1: EXITINTINFO. */
	{ "event_vector", "exitintinfo[7..0]" }, { "event_type", "exitintinfo[10..8]" },
	{ "event_has_error", "exitintinfo[11]" }, { "event_valid", "exitintinfo[31]" },
	{ "event_error_code", "exitintinfo[63..32]" },
};

#define SEGMENTS(field) \
	{ field, 0, "ES" }, { field, 1, "CS" }, { field, 2, "SS" }, { field, 3, "DS" }, \
	{ field, 4, "FS" }, { field, 5, "GS" }
#define SIZES(field, one, two, four) { field, 1, one }, { field, 2, two }, { field, 4, four }

static const struct meaning_row meanings[] = {
	{ "cr_mov", 0, "CLTS" }, { "cr_mov", 1, "MOV" },
	{ "smi_external", 0, "Internal" }, { "smi_external", 1, "External" },
	SEGMENTS("smi_segment"), { "smi_in", 0, "Out" }, { "smi_in", 1, "In" },
	SIZES("smi_size", "8", "16", "32"), SIZES("smi_address", "16", "32", "64"),
	{ "io_in", 0, "Out" }, { "io_in", 1, "In" },
	{ "io_string", 0, "IN" }, { "io_string", 1, "INS" },
	SIZES("io_size", "8", "16", "32"), SIZES("io_address", "16", "32", "64"),
	SEGMENTS("io_segment"), { "msr_write", 0, "RDMSR" }, { "msr_write", 1, "WRMSR" },
	{ "npf_write", 0, "read" }, { "npf_write", 1, "write" },
	{ "icr_type", 2, "SMI" }, { "icr_type", 3, "Remote" }, { "icr_type", 4, "NMI" },
	{ "icr_type", 5, "INIT" }, { "icr_type", 7, "External" },
	{ "icr_logical", 0, "Physical" }, { "icr_logical", 1, "Logical" },
	{ "icr_trigger", 0, "Edge" }, { "icr_trigger", 1, "Level" },
	{ "icr_shorthand", 0, "None" }, { "icr_shorthand", 1, "Self" },
	{ "icr_shorthand", 2, "and self" }, { "icr_shorthand", 3, "but self" },
	{ "avic_reason", 0, "not accelerated" }, { "avic_reason", 1, "not running" },
	{ "avic_reason", 2, "no such target" }, { "avic_reason", 3, "backing page" },
	{ "avic_reason", 4, "vector" }, { "avic_reason", 5, "Secure AVIC" },
	{ "avic_write", 0, "read" }, { "avic_write", 1, "write" },
	{ "event_type", 0, "External" }, { "event_type", 2, "NMI" },
	{ "event_type", 3, "Exception" }, { "event_type", 4, "Software" },
};

int main(void)
{
	judge_fields("svm", fields, sizeof fields / sizeof *fields);
	judge_meanings("svm", meanings, sizeof meanings / sizeof *meanings);
	return done_testing();
}
