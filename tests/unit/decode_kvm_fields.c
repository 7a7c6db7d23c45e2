/* SPDX-License-Identifier: MIT */
/*
 * What the values of the fields of struct kvm_run mean, and where its fields are that are a part
 * of a member, by hand from linux/kvm.h and api.rst; u<n> begins at byte 8 * n of the union. All
 * members are judged by decode_kvm_layout, where the header has them.
 */
#include "../tap.h"
#include "fields_judge.h"

static const struct field_row fields[] = {
	/* __u32 exception, pad; __u64 pc, dr6, dr7. */
	{ "debug_matched", "u2[3..0]" }, { "debug_step", "u2[14]" },
	/* __u64 nr, args[6], ret; then flags, or __u32 longmode. */
	{ "hypercall_longmode", "u8[0]" },
	/* __u32 suberror, ndata; __u64 flags; __u8 insn_size, insn_bytes[15]. */
	{ "emulation_failure_insn_size", "u2[7..0]" },
	{ "emulation_failure_insn_bytes", "u2[63..8]" },
	/* __u64 phys_addr; __u8 data[8]; __u32 len; __u8 is_write. */
	{ "iocsr_io_phys_addr", "u0[63..0]" }, { "iocsr_io_data", "u1[63..0]" },
	{ "iocsr_io_len", "u2[31..0]" }, { "iocsr_io_is_write", "u2[39..32]" },
	/* __u64 flags, gpa, size. */
	{ "memory_fault_flags", "u0[63..0]" }, { "memory_fault_gpa", "u1[63..0]" },
	{ "memory_fault_size", "u2[63..0]" },
	/* __u64 flags, nr; then __u64 ret, data[5]. */
	{ "tdx_flags", "u0[63..0]" }, { "tdx_nr", "u1[63..0]" }, { "tdx_ret", "u2[63..0]" },
	{ "tdx_data0", "u3[63..0]" }, { "tdx_data1", "u4[63..0]" }, { "tdx_data2", "u5[63..0]" },
	{ "tdx_data3", "u6[63..0]" }, { "tdx_data4", "u7[63..0]" },
	/* __u64 flags, esr, gva, gpa. */
	{ "arm_sea_flags", "u0[63..0]" }, { "arm_sea_esr", "u1[63..0]" },
	{ "arm_sea_gva", "u2[63..0]" }, { "arm_sea_gpa", "u3[63..0]" },
	/* __u64 gpa, npages, ret. */
	{ "snp_req_certs_gpa", "u0[63..0]" }, { "snp_req_certs_npages", "u1[63..0]" },
	{ "snp_req_certs_ret", "u2[63..0]" },
};

#define DIRECTION(field) { field, 0, "read" }, { field, 1, "write" }

static const struct meaning_row meanings[] = {
	{ "io_direction", 0, "In" }, { "io_direction", 1, "Out" },
	DIRECTION("mmio_is_write"), DIRECTION("iocsr_io_is_write"),
	DIRECTION("tpr_access_is_write"), DIRECTION("dcr_is_write"),
	{ "internal_suberror", 1, "emulated" }, { "internal_suberror", 2, "at once" },
	{ "internal_suberror", 3, "delivered" }, { "internal_suberror", 4, "hardware" },
	{ "hyperv_type", 1, "synic" }, { "hyperv_type", 2, "hcall" },
	{ "hyperv_type", 3, "syndbg" },
	{ "msr_reason", 1, "Invalid" }, { "msr_reason", 2, "Unknown" },
	{ "msr_reason", 4, "Filtered" },
	{ "xen_type", 1, "hcall" }, { "notify_flags", 1, "context is invalid" },
	{ "memory_fault_flags", 0, "shared" }, { "memory_fault_flags", 8, "private" },
	{ "tdx_nr", 0x10000, "GetTdVmCallInfo" }, { "tdx_nr", 0x10002, "GetQuote" },
	{ "tdx_nr", 0x10004, "SetupEventNotify" }, { "arm_sea_flags", 1, "gpa" },
};

int main(void)
{
	judge_fields("kvm", fields, sizeof fields / sizeof *fields);
	judge_meanings("kvm", meanings, sizeof meanings / sizeof *meanings);
	return done_testing();
}
