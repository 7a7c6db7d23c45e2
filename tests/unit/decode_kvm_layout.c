/* SPDX-License-Identifier: MIT */
/*
 * Each field of the decoder of kvm is where the kernel's header has it: words u0 to u8 are the
 * first bytes of the union of struct kvm_run.
 */
#include "../tap.h"

#if defined __x86_64__ && defined __has_include
#if __has_include(<linux/kvm.h>)
#include <linux/kvm.h>
#endif
#endif
/* The newest of the structures that every header has to have. */
#ifdef KVM_EXIT_NOTIFY
#include <stddef.h>
#include <string.h>

#include <axvcpu/axvcpu.h>

struct place {
	const char *name;
	size_t offset, size;
	bool whole;
};

#define AT(member) offsetof(struct kvm_run, member), sizeof(((struct kvm_run *)0)->member)
/* A field that is the member, and one of some of its bits. */
#define WHOLE(name, member) { #name, AT(member), true }
#define PART(name, member) { #name, AT(member), false }

static const struct place places[] = {
	WHOLE(hw_hardware_exit_reason, hw.hardware_exit_reason),
	WHOLE(fail_entry_hardware_entry_failure_reason, fail_entry.hardware_entry_failure_reason),
	WHOLE(fail_entry_cpu, fail_entry.cpu), WHOLE(ex_exception, ex.exception),
	WHOLE(ex_error_code, ex.error_code), WHOLE(io_direction, io.direction),
	WHOLE(io_size, io.size), WHOLE(io_port, io.port), WHOLE(io_count, io.count),
	WHOLE(io_data_offset, io.data_offset),
	WHOLE(debug_exception, debug.arch.exception), WHOLE(debug_pc, debug.arch.pc),
	WHOLE(debug_dr6, debug.arch.dr6), PART(debug_matched, debug.arch.dr6),
	PART(debug_step, debug.arch.dr6), WHOLE(debug_dr7, debug.arch.dr7),
	WHOLE(mmio_phys_addr, mmio.phys_addr), WHOLE(mmio_data, mmio.data),
	WHOLE(mmio_len, mmio.len), WHOLE(mmio_is_write, mmio.is_write),
	WHOLE(hypercall_nr, hypercall.nr), WHOLE(hypercall_arg0, hypercall.args[0]),
	WHOLE(hypercall_arg1, hypercall.args[1]), WHOLE(hypercall_arg2, hypercall.args[2]),
	WHOLE(hypercall_arg3, hypercall.args[3]), WHOLE(hypercall_arg4, hypercall.args[4]),
	WHOLE(hypercall_arg5, hypercall.args[5]), WHOLE(hypercall_ret, hypercall.ret),
	PART(hypercall_longmode, hypercall.longmode),
	WHOLE(tpr_access_rip, tpr_access.rip),
	WHOLE(tpr_access_is_write, tpr_access.is_write),
	WHOLE(s390_sieic_icptcode, s390_sieic.icptcode),
	WHOLE(s390_sieic_ipa, s390_sieic.ipa), WHOLE(s390_sieic_ipb, s390_sieic.ipb),
	WHOLE(s390_reset_flags, s390_reset_flags),
	WHOLE(s390_ucontrol_trans_exc_code, s390_ucontrol.trans_exc_code),
	WHOLE(s390_ucontrol_pgm_code, s390_ucontrol.pgm_code), WHOLE(dcr_dcrn, dcr.dcrn),
	WHOLE(dcr_data, dcr.data), WHOLE(dcr_is_write, dcr.is_write),
	WHOLE(internal_suberror, internal.suberror), WHOLE(internal_ndata, internal.ndata),
	WHOLE(internal_data0, internal.data[0]), WHOLE(internal_data1, internal.data[1]),
	WHOLE(internal_data2, internal.data[2]), WHOLE(internal_data3, internal.data[3]),
	WHOLE(internal_data4, internal.data[4]), WHOLE(internal_data5, internal.data[5]),
	WHOLE(internal_data6, internal.data[6]), WHOLE(internal_data7, internal.data[7]),
	WHOLE(emulation_failure_insn_size, emulation_failure.insn_size),
	PART(emulation_failure_insn_bytes, emulation_failure.insn_bytes),
	WHOLE(osi_gpr0, osi.gprs[0]), WHOLE(osi_gpr1, osi.gprs[1]),
	WHOLE(osi_gpr2, osi.gprs[2]), WHOLE(osi_gpr3, osi.gprs[3]),
	WHOLE(osi_gpr4, osi.gprs[4]), WHOLE(osi_gpr5, osi.gprs[5]),
	WHOLE(osi_gpr6, osi.gprs[6]), WHOLE(osi_gpr7, osi.gprs[7]),
	WHOLE(osi_gpr8, osi.gprs[8]), WHOLE(papr_hcall_nr, papr_hcall.nr),
	WHOLE(papr_hcall_ret, papr_hcall.ret), WHOLE(papr_hcall_arg0, papr_hcall.args[0]),
	WHOLE(papr_hcall_arg1, papr_hcall.args[1]),
	WHOLE(papr_hcall_arg2, papr_hcall.args[2]),
	WHOLE(papr_hcall_arg3, papr_hcall.args[3]),
	WHOLE(papr_hcall_arg4, papr_hcall.args[4]),
	WHOLE(papr_hcall_arg5, papr_hcall.args[5]),
	WHOLE(papr_hcall_arg6, papr_hcall.args[6]),
	WHOLE(s390_tsch_subchannel_id, s390_tsch.subchannel_id),
	WHOLE(s390_tsch_subchannel_nr, s390_tsch.subchannel_nr),
	WHOLE(s390_tsch_io_int_parm, s390_tsch.io_int_parm),
	WHOLE(s390_tsch_io_int_word, s390_tsch.io_int_word),
	WHOLE(s390_tsch_ipb, s390_tsch.ipb), WHOLE(s390_tsch_dequeued, s390_tsch.dequeued),
	WHOLE(epr_epr, epr.epr), WHOLE(system_event_type, system_event.type),
	WHOLE(system_event_ndata, system_event.ndata),
	WHOLE(system_event_data0, system_event.data[0]),
	WHOLE(system_event_data1, system_event.data[1]),
	WHOLE(system_event_data2, system_event.data[2]),
	WHOLE(system_event_data3, system_event.data[3]),
	WHOLE(system_event_data4, system_event.data[4]),
	WHOLE(system_event_data5, system_event.data[5]),
	WHOLE(system_event_data6, system_event.data[6]),
	WHOLE(system_event_data7, system_event.data[7]),
	WHOLE(s390_stsi_addr, s390_stsi.addr), WHOLE(s390_stsi_ar, s390_stsi.ar),
	WHOLE(s390_stsi_fc, s390_stsi.fc), WHOLE(s390_stsi_sel1, s390_stsi.sel1),
	WHOLE(s390_stsi_sel2, s390_stsi.sel2), WHOLE(eoi_vector, eoi.vector),
	WHOLE(hyperv_type, hyperv.type), WHOLE(hyperv_msr, hyperv.u.synic.msr),
	WHOLE(hyperv_control, hyperv.u.synic.control),
	WHOLE(hyperv_synic_evt_page, hyperv.u.synic.evt_page),
	WHOLE(hyperv_synic_msg_page, hyperv.u.synic.msg_page),
	WHOLE(hyperv_syndbg_status, hyperv.u.syndbg.status),
	WHOLE(hyperv_syndbg_send_page, hyperv.u.syndbg.send_page),
	WHOLE(hyperv_syndbg_recv_page, hyperv.u.syndbg.recv_page),
	WHOLE(hyperv_syndbg_pending_page, hyperv.u.syndbg.pending_page),
	WHOLE(hyperv_hcall_input, hyperv.u.hcall.input),
	WHOLE(hyperv_hcall_result, hyperv.u.hcall.result),
	WHOLE(hyperv_hcall_param0, hyperv.u.hcall.params[0]),
	WHOLE(hyperv_hcall_param1, hyperv.u.hcall.params[1]),
	WHOLE(arm_nisv_esr_iss, arm_nisv.esr_iss),
	WHOLE(arm_nisv_fault_ipa, arm_nisv.fault_ipa), WHOLE(msr_error, msr.error),
	WHOLE(msr_reason, msr.reason), WHOLE(msr_index, msr.index),
	WHOLE(msr_data, msr.data), WHOLE(xen_type, xen.type),
	WHOLE(xen_hcall_longmode, xen.u.hcall.longmode),
	WHOLE(xen_hcall_cpl, xen.u.hcall.cpl), WHOLE(xen_hcall_input, xen.u.hcall.input),
	WHOLE(xen_hcall_result, xen.u.hcall.result),
	WHOLE(xen_hcall_param0, xen.u.hcall.params[0]),
	WHOLE(xen_hcall_param1, xen.u.hcall.params[1]),
	WHOLE(xen_hcall_param2, xen.u.hcall.params[2]),
	WHOLE(xen_hcall_param3, xen.u.hcall.params[3]),
	WHOLE(xen_hcall_param4, xen.u.hcall.params[4]),
	WHOLE(riscv_sbi_extension_id, riscv_sbi.extension_id),
	WHOLE(riscv_sbi_function_id, riscv_sbi.function_id),
	WHOLE(riscv_sbi_arg0, riscv_sbi.args[0]), WHOLE(riscv_sbi_arg1, riscv_sbi.args[1]),
	WHOLE(riscv_sbi_arg2, riscv_sbi.args[2]), WHOLE(riscv_sbi_arg3, riscv_sbi.args[3]),
	WHOLE(riscv_sbi_arg4, riscv_sbi.args[4]), WHOLE(riscv_sbi_arg5, riscv_sbi.args[5]),
	WHOLE(riscv_sbi_ret0, riscv_sbi.ret[0]),
	WHOLE(riscv_csr_csr_num, riscv_csr.csr_num),
	WHOLE(riscv_csr_new_value, riscv_csr.new_value),
	WHOLE(riscv_csr_write_mask, riscv_csr.write_mask),
	WHOLE(riscv_csr_ret_value, riscv_csr.ret_value), WHOLE(notify_flags, notify.flags),
#ifdef KVM_EXIT_LOONGARCH_IOCSR
	WHOLE(iocsr_io_phys_addr, iocsr_io.phys_addr), WHOLE(iocsr_io_data, iocsr_io.data),
	WHOLE(iocsr_io_len, iocsr_io.len), WHOLE(iocsr_io_is_write, iocsr_io.is_write),
#endif
#ifdef KVM_EXIT_MEMORY_FAULT
	WHOLE(memory_fault_flags, memory_fault.flags),
	WHOLE(memory_fault_gpa, memory_fault.gpa),
	WHOLE(memory_fault_size, memory_fault.size),
#endif
#ifdef KVM_EXIT_TDX
	WHOLE(tdx_flags, tdx.flags), WHOLE(tdx_nr, tdx.nr),
	WHOLE(tdx_ret, tdx.unknown.ret), WHOLE(tdx_data0, tdx.unknown.data[0]),
	WHOLE(tdx_data1, tdx.unknown.data[1]), WHOLE(tdx_data2, tdx.unknown.data[2]),
	WHOLE(tdx_data3, tdx.unknown.data[3]), WHOLE(tdx_data4, tdx.unknown.data[4]),
#endif
#ifdef KVM_EXIT_ARM_SEA
	WHOLE(arm_sea_flags, arm_sea.flags), WHOLE(arm_sea_esr, arm_sea.esr),
	WHOLE(arm_sea_gva, arm_sea.gva), WHOLE(arm_sea_gpa, arm_sea.gpa),
#endif
#ifdef KVM_EXIT_SNP_REQ_CERTS
	WHOLE(snp_req_certs_gpa, snp_req_certs.gpa),
	WHOLE(snp_req_certs_npages, snp_req_certs.npages),
	WHOLE(snp_req_certs_ret, snp_req_certs.ret),
#endif
};

/* Structures that this header is too old for. */
static const char *const newer[] = {
	"iocsr_io_", "memory_fault_", "tdx_", "arm_sea_", "snp_req_certs_",
};

static const struct place *find(const char *name)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (strcmp(places[i].name, name) == 0)
			return &places[i];
	return NULL;
}

static bool is_newer(const char *name)
{
	for (size_t i = 0; i < sizeof newer / sizeof *newer; i++)
		if (strncmp(name, newer[i], strlen(newer[i])) == 0)
			return true;
	return false;
}

/* The first byte of a field: words have eight, the lowest one first. */
static size_t first_byte(const struct axvcpu_decoder *decoder, const struct axvcpu_bits *bits)
{
	const char *word = decoder->words[bits->word].name;

	return offsetof(struct kvm_run, hw) + 8 * (size_t)(word[1] - '0') + bits->range[0].low / 8;
}

static void check_field(const struct axvcpu_decoder *decoder, const struct axvcpu_bits *bits)
{
	const struct place *place = find(bits->name);
	size_t first = first_byte(decoder, bits);
	size_t width = bits->range[0].high - bits->range[0].low + 1u;

	if (!place) {
		ok(is_newer(bits->name), "%s: the header is older", bits->name);
	} else if (place->whole) {
		is_u64(first, place->offset, "%s: its first byte", bits->name);
		is_u64(width, 8 * place->size, "%s: its bits", bits->name);
	} else {
		ok(first >= place->offset && first < place->offset + place->size,
		   "%s: inside its member", bits->name);
	}
}

int main(void)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("kvm");

	is_u64(offsetof(struct kvm_run, hw), 32, "the union begins at byte 32");
	is_u64(offsetof(struct kvm_run, exit_reason), 8, "exit_reason is before it");
	for (size_t i = 0; i < decoder->bits_count; i++)
		if (decoder->words[decoder->bits[i].word].name[0] == 'u')
			check_field(decoder, &decoder->bits[i]);
	return done_testing();
}
#else
int main(void)
{
	skip_all("no linux/kvm.h of Linux 6.0 or newer for x86_64 is here");
}
#endif
