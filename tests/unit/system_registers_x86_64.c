/* SPDX-License-Identifier: MIT */
/*
 * Names and numbers of MSRs, by hand from the Intel SDM, volume 4, chapter 2, and the AMD64
 * Architecture Programmer's Manual, volume 2, appendix A.
 */
#include <stdio.h>

#include <axvcpu/axvcpu.h>

#include "../tap.h"

/* A name, or one with a number from 0 on in it, the MSRs that far apart. */
struct row {
	const char *name;
	uint32_t number;
	unsigned count, apart;
};

#define ONE(name, number) { name, number, 1, 0 }

static const struct row intel[] = {
	ONE("ia32_p5_mc_addr", 0x0), ONE("ia32_p5_mc_type", 0x1),
	ONE("ia32_monitor_filter_size", 0x6), ONE("ia32_time_stamp_counter", 0x10),
	ONE("ia32_platform_id", 0x17), ONE("ia32_apic_base", 0x1b), ONE("msr_smi_count", 0x34),
	ONE("ia32_feature_control", 0x3a), ONE("ia32_tsc_adjust", 0x3b),
	ONE("ia32_spec_ctrl", 0x48), ONE("ia32_pred_cmd", 0x49), ONE("msr_ppin_ctl", 0x4e),
	ONE("msr_ppin", 0x4f), ONE("ia32_bios_updt_trig", 0x79), ONE("ia32_bios_sign_id", 0x8b),
	ONE("ia32_smm_monitor_ctl", 0x9b), { "ia32_pmc%u", 0xc1, 8, 1 },
	ONE("msr_platform_info", 0xce), ONE("ia32_core_capabilities", 0xcf),
	ONE("ia32_umwait_control", 0xe1), ONE("msr_pkg_cst_config_control", 0xe2),
	ONE("ia32_mperf", 0xe7), ONE("ia32_aperf", 0xe8), ONE("ia32_mtrrcap", 0xfe),
	ONE("ia32_arch_capabilities", 0x10a), ONE("ia32_flush_cmd", 0x10b),
	ONE("ia32_tsx_ctrl", 0x122), ONE("ia32_mcu_opt_ctrl", 0x123),
	ONE("msr_misc_features_enables", 0x140), ONE("ia32_sysenter_cs", 0x174),
	ONE("ia32_sysenter_esp", 0x175), ONE("ia32_sysenter_eip", 0x176),
	ONE("ia32_mcg_cap", 0x179), ONE("ia32_mcg_status", 0x17a), ONE("ia32_mcg_ctl", 0x17b),
	{ "ia32_perfevtsel%u", 0x186, 8, 1 }, ONE("ia32_perf_status", 0x198),
	ONE("ia32_perf_ctl", 0x199), ONE("ia32_clock_modulation", 0x19a),
	ONE("ia32_therm_interrupt", 0x19b), ONE("ia32_therm_status", 0x19c),
	ONE("ia32_misc_enable", 0x1a0), ONE("msr_temperature_target", 0x1a2),
	ONE("msr_turbo_ratio_limit", 0x1ad), ONE("ia32_energy_perf_bias", 0x1b0),
	ONE("ia32_package_therm_status", 0x1b1), ONE("ia32_package_therm_interrupt", 0x1b2),
	ONE("ia32_xfd", 0x1c4), ONE("ia32_xfd_err", 0x1c5), ONE("ia32_debugctl", 0x1d9),
	ONE("ia32_lastbranchfromip", 0x1db), ONE("ia32_lastbranchtoip", 0x1dc),
	ONE("ia32_lastintfromip", 0x1dd), ONE("ia32_lastinttoip", 0x1de),
	{ "ia32_mtrr_physbase%u", 0x200, 10, 2 }, { "ia32_mtrr_physmask%u", 0x201, 10, 2 },
	ONE("ia32_mtrr_fix64k_00000", 0x250), ONE("ia32_mtrr_fix16k_80000", 0x258),
	ONE("ia32_mtrr_fix16k_a0000", 0x259), ONE("ia32_mtrr_fix4k_c0000", 0x268),
	ONE("ia32_mtrr_fix4k_c8000", 0x269), ONE("ia32_mtrr_fix4k_d0000", 0x26a),
	ONE("ia32_mtrr_fix4k_d8000", 0x26b), ONE("ia32_mtrr_fix4k_e0000", 0x26c),
	ONE("ia32_mtrr_fix4k_e8000", 0x26d), ONE("ia32_mtrr_fix4k_f0000", 0x26e),
	ONE("ia32_mtrr_fix4k_f8000", 0x26f), ONE("ia32_pat", 0x277),
	ONE("ia32_mtrr_def_type", 0x2ff), { "ia32_fixed_ctr%u", 0x309, 4, 1 },
	ONE("ia32_perf_capabilities", 0x345), ONE("ia32_fixed_ctr_ctrl", 0x38d),
	ONE("ia32_perf_global_status", 0x38e), ONE("ia32_perf_global_ctrl", 0x38f),
	ONE("ia32_perf_global_ovf_ctrl", 0x390), ONE("ia32_perf_global_status_set", 0x391),
	ONE("ia32_pebs_enable", 0x3f1), { "ia32_mc%u_ctl", 0x400, 4, 4 },
	{ "ia32_mc%u_status", 0x401, 4, 4 }, { "ia32_mc%u_addr", 0x402, 4, 4 },
	{ "ia32_mc%u_misc", 0x403, 4, 4 }, ONE("ia32_vmx_basic", 0x480),
	ONE("ia32_vmx_pinbased_ctls", 0x481), ONE("ia32_vmx_procbased_ctls", 0x482),
	ONE("ia32_vmx_exit_ctls", 0x483), ONE("ia32_vmx_entry_ctls", 0x484),
	ONE("ia32_vmx_misc", 0x485), { "ia32_vmx_cr0_fixed%u", 0x486, 2, 1 },
	{ "ia32_vmx_cr4_fixed%u", 0x488, 2, 1 }, ONE("ia32_vmx_vmcs_enum", 0x48a),
	ONE("ia32_vmx_procbased_ctls2", 0x48b), ONE("ia32_vmx_ept_vpid_cap", 0x48c),
	ONE("ia32_vmx_true_pinbased_ctls", 0x48d), ONE("ia32_vmx_true_procbased_ctls", 0x48e),
	ONE("ia32_vmx_true_exit_ctls", 0x48f), ONE("ia32_vmx_true_entry_ctls", 0x490),
	ONE("ia32_vmx_vmfunc", 0x491), ONE("ia32_vmx_procbased_ctls3", 0x492),
	ONE("ia32_vmx_exit_ctls2", 0x493), { "ia32_a_pmc%u", 0x4c1, 8, 1 },
	ONE("ia32_rtit_output_base", 0x560), ONE("ia32_rtit_output_mask_ptrs", 0x561),
	ONE("ia32_rtit_ctl", 0x570), ONE("ia32_rtit_status", 0x571),
	ONE("ia32_rtit_cr3_match", 0x572), ONE("ia32_ds_area", 0x600),
	ONE("msr_rapl_power_unit", 0x606), ONE("msr_pkg_energy_status", 0x611),
	ONE("ia32_u_cet", 0x6a0), ONE("ia32_s_cet", 0x6a2), { "ia32_pl%u_ssp", 0x6a4, 4, 1 },
	ONE("ia32_interrupt_ssp_table_addr", 0x6a8), ONE("ia32_tsc_deadline", 0x6e0),
	ONE("ia32_pkrs", 0x6e1), ONE("ia32_pm_enable", 0x770), ONE("ia32_x2apic_apicid", 0x802),
	ONE("ia32_x2apic_version", 0x803), ONE("ia32_x2apic_tpr", 0x808),
	ONE("ia32_x2apic_ppr", 0x80a), ONE("ia32_x2apic_eoi", 0x80b),
	ONE("ia32_x2apic_ldr", 0x80d), ONE("ia32_x2apic_sivr", 0x80f),
	{ "ia32_x2apic_isr%u", 0x810, 8, 1 }, { "ia32_x2apic_tmr%u", 0x818, 8, 1 },
	{ "ia32_x2apic_irr%u", 0x820, 8, 1 }, ONE("ia32_x2apic_esr", 0x828),
	ONE("ia32_x2apic_lvt_cmci", 0x82f), ONE("ia32_x2apic_icr", 0x830),
	ONE("ia32_x2apic_lvt_timer", 0x832), ONE("ia32_x2apic_lvt_thermal", 0x833),
	ONE("ia32_x2apic_lvt_pmi", 0x834), { "ia32_x2apic_lvt_lint%u", 0x835, 2, 1 },
	ONE("ia32_x2apic_lvt_error", 0x837), ONE("ia32_x2apic_init_count", 0x838),
	ONE("ia32_x2apic_cur_count", 0x839), ONE("ia32_x2apic_div_conf", 0x83e),
	ONE("ia32_x2apic_self_ipi", 0x83f), ONE("ia32_uintr_rr", 0x985),
	ONE("ia32_uintr_handler", 0x986), ONE("ia32_uintr_misc", 0x988),
	ONE("ia32_uintr_pd", 0x989), ONE("ia32_uintr_tt", 0x98a),
	ONE("ia32_debug_interface", 0xc80), ONE("ia32_xss", 0xda0),
};

static const struct row extended[] = {
	ONE("ia32_efer", 0xc0000080), ONE("ia32_star", 0xc0000081), ONE("ia32_lstar", 0xc0000082),
	ONE("ia32_cstar", 0xc0000083), ONE("ia32_fmask", 0xc0000084),
	ONE("ia32_fs_base", 0xc0000100), ONE("ia32_gs_base", 0xc0000101),
	ONE("ia32_kernel_gs_base", 0xc0000102), ONE("ia32_tsc_aux", 0xc0000103),
	ONE("tsc_ratio", 0xc0000104), ONE("perf_cntr_global_status", 0xc0000300),
	ONE("perf_cntr_global_ctl", 0xc0000301),
};

static const struct row amd[] = {
	ONE("perf_legacy_ctl0", 0xc0010000), ONE("perf_legacy_ctr0", 0xc0010004),
	ONE("syscfg", 0xc0010010), ONE("hwcr", 0xc0010015), ONE("top_mem", 0xc001001a),
	ONE("top_mem2", 0xc001001d), ONE("nb_cfg", 0xc001001f),
	ONE("pstate_current_limit", 0xc0010061), ONE("pstate_control", 0xc0010062),
	ONE("pstate_status", 0xc0010063), ONE("vm_cr", 0xc0010114), ONE("ignne", 0xc0010115),
	ONE("smm_ctl", 0xc0010116), ONE("vm_hsave_pa", 0xc0010117), ONE("svm_key", 0xc0010118),
	ONE("doorbell", 0xc001011b), ONE("vmpage_flush", 0xc001011e),
	ONE("virt_spec_ctrl", 0xc001011f), ONE("sev_es_ghcb", 0xc0010130),
	ONE("sev_status", 0xc0010131), ONE("osvw_id_length", 0xc0010140),
	ONE("osvw_status", 0xc0010141), ONE("perf_ctl0", 0xc0010200),
	ONE("perf_ctr0", 0xc0010201), ONE("ls_cfg", 0xc0011020), ONE("de_cfg", 0xc0011029),
	ONE("ibs_fetch_ctl", 0xc0011030), ONE("ibs_op_ctl", 0xc0011033),
};

static void check_row(const struct row *row)
{
	for (unsigned i = 0; i < row->count; i++) {
		uint32_t number = row->number + i * row->apart;
		char name[40];

		snprintf(name, sizeof name, row->name, i);
		is_str(axvcpu_system_register_name(AXVCPU_ARCH_X86_64, number), name, "MSR %#x",
		       (unsigned)number);
	}
}

/* The rows, and no others from first on. */
static void check(const struct row *rows, size_t count, uint32_t first)
{
	unsigned listed = 0, named = 0;

	for (size_t i = 0; i < count; i++) {
		check_row(&rows[i]);
		listed += rows[i].count;
	}
	for (uint32_t i = 0; i < 0x2000; i++)
		named += axvcpu_system_register_name(AXVCPU_ARCH_X86_64, first + i) != NULL;
	is_u64(named, listed, "from %#x on there are no others", (unsigned)first);
}

int main(void)
{
	check(intel, sizeof intel / sizeof *intel, 0);
	check(extended, sizeof extended / sizeof *extended, 0xc0000000);
	check(amd, sizeof amd / sizeof *amd, 0xc0010000);
	return done_testing();
}
