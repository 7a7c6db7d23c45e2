/* SPDX-License-Identifier: MIT */
/*
 * Where the fields of a VM exit are and what their values mean, by hand from the Intel SDM,
 * volume 3: 25.4.1, 25.9, 28.2 with its tables, and 11.6.1 for the interrupt command register.
 */
#include "../tap.h"
#include "fields_judge.h"

static const struct field_row fields[] = {
	/* 25.9.1, table 25-15: the exit reason. */
	{ "basic", "exit_reason[15..0]" }, { "shadow_stack_busy", "exit_reason[25]" },
	{ "bus_locked", "exit_reason[26]" }, { "enclave", "exit_reason[27]" },
	{ "pending_mtf", "exit_reason[28]" }, { "from_root", "exit_reason[29]" },
	{ "entry_failure", "exit_reason[31]" },
	/* 25.9.2, table 25-16, and 25.9.3, table 25-17. */
	{ "vector", "interruption_info[7..0]" }, { "type", "interruption_info[10..8]" },
	{ "error_valid", "interruption_info[11]" },
	{ "nmi_unblocking", "interruption_info[12]" }, { "valid", "interruption_info[31]" },
	{ "vectored_vector", "vectoring_info[7..0]" },
	{ "vectored_type", "vectoring_info[10..8]" },
	{ "vectored_error", "vectoring_info[11]" }, { "vectored", "vectoring_info[31]" },
	/* 25.4.1, table 25-2: access rights. */
	{ "cs_dpl", "cs_rights[6..5]" }, { "cs_long", "cs_rights[13]" },
	{ "cs_big", "cs_rights[14]" },
	/* 28.2.1, table 28-1: debug exceptions. */
	{ "dr_matched", "qualification[3..0]" }, { "dr_bus_lock", "qualification[11]" },
	{ "dr_access", "qualification[13]" }, { "dr_step", "qualification[14]" },
	{ "dr_rtm", "qualification[16]" },
	{ "page_fault_address", "qualification[63..0]" }, { "sipi_vector", "qualification[7..0]" },
	/* Table 28-2: task switches. */
	{ "task_selector", "qualification[15..0]" }, { "task_source", "qualification[31..30]" },
	{ "invlpg_address", "qualification[63..0]" }, { "displacement", "qualification[63..0]" },
	/* Tables 28-3 and 28-4: control and debug registers. */
	{ "cr_number", "qualification[3..0]" }, { "cr_type", "qualification[5..4]" },
	{ "lmsw_memory", "qualification[6]" }, { "cr_register", "qualification[11..8]" },
	{ "lmsw_source", "qualification[31..16]" }, { "dr_number", "qualification[2..0]" },
	{ "dr_direction", "qualification[4]" }, { "dr_register", "qualification[11..8]" },
	/* Table 28-5: I/O instructions. */
	{ "io_size", "qualification[2..0]" }, { "io_in", "qualification[3]" },
	{ "io_string", "qualification[4]" }, { "io_rep", "qualification[5]" },
	{ "io_immediate", "qualification[6]" }, { "io_port", "qualification[31..16]" },
	/* Table 28-6: APIC accesses. */
	{ "apic_offset", "qualification[11..0]" }, { "apic_type", "qualification[15..12]" },
	{ "apic_asynchronous", "qualification[16]" }, { "eoi_vector", "qualification[7..0]" },
	/* Table 28-7: EPT violations. */
	{ "ept_read", "qualification[0]" }, { "ept_write", "qualification[1]" },
	{ "ept_fetch", "qualification[2]" }, { "ept_readable", "qualification[3]" },
	{ "ept_writable", "qualification[4]" }, { "ept_executable", "qualification[5]" },
	{ "ept_user_executable", "qualification[6]" }, { "ept_linear", "qualification[7]" },
	{ "ept_final", "qualification[8]" }, { "ept_user", "qualification[9]" },
	{ "ept_page_writable", "qualification[10]" }, { "ept_page_no_fetch", "qualification[11]" },
	{ "ept_unblocking", "qualification[12]" }, { "ept_shadow_stack", "qualification[13]" },
	{ "ept_supervisor_shadow_stack", "qualification[14]" },
	{ "ept_verification", "qualification[15]" }, { "ept_asynchronous", "qualification[16]" },
	{ "spp_miss", "qualification[11]" }, { "notify_invalid", "qualification[0]" },
	/* 27.8: what failed of an entry. */
	{ "failed_check", "qualification[63..0]" }, { "failed_msr", "qualification[63..0]" },
	/* 28.2.5, tables 28-8 to 28-15: instruction information. */
	{ "scaling", "insn_info[1..0]" }, { "register1", "insn_info[6..3]" },
	{ "address_size", "insn_info[9..7]" }, { "is_register", "insn_info[10]" },
	{ "table_operand_size", "insn_info[11]" }, { "operand_size", "insn_info[12..11]" },
	{ "segment", "insn_info[17..15]" }, { "index_register", "insn_info[21..18]" },
	{ "index_invalid", "insn_info[22]" }, { "base_register", "insn_info[26..23]" },
	{ "base_invalid", "insn_info[27]" }, { "register2", "insn_info[31..28]" },
	{ "gdtr_idtr_identity", "insn_info[29..28]" }, { "ldtr_tr_identity", "insn_info[29..28]" },
	/* 11.6.1, figure 11-12, and 11.12.9. */
	{ "icr_vector", "icr[7..0]" }, { "icr_mode", "icr[10..8]" }, { "icr_logical", "icr[11]" },
	{ "icr_level", "icr[14]" }, { "icr_trigger", "icr[15]" },
	{ "icr_shorthand", "icr[19..18]" }, { "icr_destination", "icr[63..56]" },
};

static const struct meaning_row meanings[] = {
	{ "type", 0, "External" }, { "type", 2, "Non-maskable" },
	{ "type", 3, "Hardware exception" }, { "type", 4, "not used" }, { "type", 5, "INT1" },
	{ "type", 6, "INT3" }, { "type", 7, "not used" },
	{ "vectored_type", 0, "External" }, { "vectored_type", 2, "Non-maskable" },
	{ "vectored_type", 3, "Hardware exception" }, { "vectored_type", 4, "INT n" },
	{ "vectored_type", 5, "INT1" }, { "vectored_type", 6, "INT3" },
	{ "task_source", 0, "CALL" }, { "task_source", 1, "IRET" }, { "task_source", 2, "JMP" },
	{ "task_source", 3, "gate" },
	{ "cr_type", 0, "MOV to" }, { "cr_type", 1, "MOV from" }, { "cr_type", 2, "CLTS" },
	{ "cr_type", 3, "LMSW" },
	{ "lmsw_memory", 0, "Register" }, { "lmsw_memory", 1, "Memory" },
	{ "dr_direction", 0, "MOV to" }, { "dr_direction", 1, "MOV from" },
	{ "io_size", 0, "1 byte" }, { "io_size", 1, "2 bytes" }, { "io_size", 3, "4 bytes" },
	{ "io_in", 0, "OUT" }, { "io_in", 1, "IN" },
	{ "io_immediate", 0, "DX" }, { "io_immediate", 1, "Immediate" },
	{ "ept_final", 0, "page tables" }, { "ept_final", 1, "translates to" },
	{ "spp_miss", 0, "Misconfiguration" }, { "spp_miss", 1, "Miss" },
	{ "failed_check", 0, "without a number" }, { "failed_check", 2, "PDPTE" },
	{ "failed_check", 3, "NMI" }, { "failed_check", 4, "link pointer" },
	{ "address_size", 0, "16" }, { "address_size", 1, "32" }, { "address_size", 2, "64" },
	{ "is_register", 0, "Memory" }, { "is_register", 1, "Register" },
	{ "table_operand_size", 0, "16" }, { "table_operand_size", 1, "32" },
	{ "operand_size", 0, "16" }, { "operand_size", 1, "32" }, { "operand_size", 2, "64" },
	{ "segment", 0, "ES" }, { "segment", 1, "CS" }, { "segment", 2, "SS" },
	{ "segment", 3, "DS" }, { "segment", 4, "FS" }, { "segment", 5, "GS" },
	{ "gdtr_idtr_identity", 0, "SGDT" }, { "gdtr_idtr_identity", 1, "SIDT" },
	{ "gdtr_idtr_identity", 2, "LGDT" }, { "gdtr_idtr_identity", 3, "LIDT" },
	{ "ldtr_tr_identity", 0, "SLDT" }, { "ldtr_tr_identity", 1, "STR" },
	{ "ldtr_tr_identity", 2, "LLDT" }, { "ldtr_tr_identity", 3, "LTR" },
	{ "icr_mode", 0, "Fixed" }, { "icr_mode", 1, "Lowest" }, { "icr_mode", 2, "SMI" },
	{ "icr_mode", 4, "NMI" }, { "icr_mode", 5, "INIT" }, { "icr_mode", 6, "Start-up" },
	{ "icr_logical", 0, "Physical" }, { "icr_logical", 1, "Logical" },
	{ "icr_level", 0, "De-assert" }, { "icr_level", 1, "Assert" },
	{ "icr_trigger", 0, "Edge" }, { "icr_trigger", 1, "Level" },
	{ "icr_shorthand", 0, "None" }, { "icr_shorthand", 1, "Self" },
	{ "icr_shorthand", 2, "including" }, { "icr_shorthand", 3, "excluding" },
};

int main(void)
{
	judge_fields("vmx", fields, sizeof fields / sizeof *fields);
	judge_meanings("vmx", meanings, sizeof meanings / sizeof *meanings);
	return done_testing();
}
