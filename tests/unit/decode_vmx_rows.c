/* SPDX-License-Identifier: MIT */
/*
 * Each exit that the decoder of vmx tells apart, by the name that users see: VM-exit information
 * by hand from the Intel SDM, volume 3, chapters 25 and 28, exits by hand; and what is known of
 * them without registers.
 */
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/vmx.h>

#include "../tap.h"
#include "exit_text.h"

/* ecx 3 and edx 7 of registers whose other halves are no part of what is decoded. */
#define REGISTERS(rax, rcx, flags) { \
	.r = { rax, rcx, 0xdddddddd00000007, 0xb, 0x5000, 0xb0, 0x5555aaaa0000ffff, \
	       0x6666bbbbfffffffe, 0x88, 0x99 }, .rip = 0x100000, .rflags = flags }
#define RAX 0x8877665544332211

static const struct axvcpu_x86_64_registers usual = REGISTERS(RAX, 0xcccccccc00000003, 2),
	backwards = REGISTERS(RAX, 0x10000, 0x402), /* DF; cx is 0, ecx is not */
	done = REGISTERS(RAX, 0, 2),
	to_icr = REGISTERS(RAX, 0x830, 2), to_self = REGISTERS(RAX, 0xffffffff0000083f, 2);

/* The same with the command in eax; edx is 7. */
#define TO_ICR(name, command) static const struct axvcpu_x86_64_registers name = \
	REGISTERS(0xffffffff00000000 | (command), 0x830, 2)
TO_ICR(fixed, 0x45);
TO_ICR(logical, 0x945);
TO_ICR(self, 0x40045);
TO_ICR(all, 0x80045);
TO_ICR(others, 0xc0045);
TO_ICR(start, 0x608);
TO_ICR(start_all, 0xc0608);
TO_ICR(nmi, 0x400);

struct row {
	const char *name;
	const struct axvcpu_x86_64_registers *registers;
	const char *exit, *blind; /* null: the same without registers */
	struct axvcpu_vmx_syndrome in;
};

#define WITH(registers, name, exit, blind, ...) { name, registers, exit, blind, { __VA_ARGS__ } }
#define ROW(name, exit, ...) WITH(&usual, name, exit, NULL, __VA_ARGS__)
/* Bits above the basic reason say how the exit came, not what it is. */
#define REASON(number) .exit_reason = (number) | 0x3e000000
#define UNKNOWN(name, number) ROW(name, "unknown cause=" #number " keep 0", \
	.exit_reason = (number), .insn_length = 3)
#define INSTRUCTION(name, number) ROW(name, "unknown cause=" #number " keep 3", \
	.exit_reason = (number), .insn_length = 3)
/* Interruption information: valid, type, vector. */
#define EVENT(type, vector) .exit_reason = 0, .insn_length = 1, \
	.interruption_info = 0x80000000 | (type) << 8 | (vector)
#define VECTOR(name, vector) ROW(name, "unknown keep 0", EVENT(3, vector))
/* I/O: size, direction, string, REP, DX, port 3F8H; ilen 2. */
#define IO(kind) .exit_reason = 30, .insn_length = 2, .qualification = 0x3f80000 | (kind), \
	.guest_linear_address = 0x7000
#define OUTS(kind, size) IO(0x10 | (kind)), .insn_info = (size) << 7 | 3 << 15
#define INS(kind, size) IO(0x18 | (kind)), .insn_info = (size) << 7
#define WRMSR .exit_reason = 32, .insn_length = 2
#define APIC(type) .exit_reason = 44, .insn_length = 2, .qualification = (type) << 12 | 0x300
#define EPT(flags) .exit_reason = 48, .insn_length = 2, .qualification = (flags), \
	.guest_physical_address = 0xfee00300, .guest_linear_address = 0xffffffffff5fc300
#define PAGE(value) .exit_reason = 56, .qualification = 0x300, .insn_length = 2, \
	.icr = (value), .have = AXVCPU_VMX_HAVE_ICR
/* In 64-bit mode: mov [rdi], eax and mov eax, [rdi]; in 16 bits mov [bx], ax. */
#define INSN(bytes) .insn = (bytes), .insn_bytes = 15, .cs_rights = 0xa09b, \
	.have = AXVCPU_VMX_HAVE_INSN
#define STORE 0x0789
#define LOAD 0x078b
#define FAULT "nested_page_fault addr=0xfee00300 access="
#define GVA "gva=0xffffffffff5fc300"
#define STORED "mmio_write addr=0xfee00300 width=0x4 data=0x44332211 access=write "
#define STORED_BLIND "mmio_write addr=0xfee00300 width=0x4 data=? access=write "
#define LOADED "mmio_read addr=0xfee00300 width=0x4 reg_width=0x4 operation=load access=read "
#define LOADED_END " result=memory flags=none next 2"

static const struct row rows[] = {
	/* Failed entries (27.8). */
	ROW("entry_other", "fail_entry reason=0x80000000 keep 0", .exit_reason = 0x80000000),
	ROW("entry_invalid_state", "fail_entry reason=0x80000021 keep 0",
	    .exit_reason = 0x80000021, .insn_length = 3),
	ROW("entry_msr_load", "fail_entry reason=0x80000022 keep 0", .exit_reason = 0x80000022),
	ROW("entry_machine_check", "fail_entry reason=0x80000029 keep 0",
	    .exit_reason = 0x80000029),
	/* Basic exit reasons (appendix C). */
	ROW("exception_nmi_invalid", "unknown keep 0", .interruption_info = 0x30e),
	ROW("external_interrupt", "external_interrupt vector=0xec keep 0", REASON(1),
	    .interruption_info = 0x800000ec),
	ROW("external_interrupt_pending", "external_interrupt vector=? keep 0", REASON(1),
	    .interruption_info = 0xec),
	ROW("triple_fault", "system_down kind=reset reason=0x2 keep 0", REASON(2)),
	UNKNOWN("init_signal", 0x3), UNKNOWN("sipi_signal", 0x4),
	UNKNOWN("io_smi", 0x5), UNKNOWN("other_smi", 0x6),
	ROW("interrupt_window", "nothing cause=window keep 0", REASON(7)),
	ROW("nmi_window", "nothing cause=window keep 0", REASON(8)),
	UNKNOWN("task_switch", 0x9),
	WITH(&usual, "cpuid", "cpuid leaf=0x44332211 subleaf=0x3 next 2",
	     "cpuid leaf=? subleaf=? next 2", REASON(10), .insn_length = 2),
	INSTRUCTION("getsec", 0xb),
	ROW("hlt", "halt next 1", REASON(12), .insn_length = 1),
	ROW("hlt", "halt next 0", REASON(12), .insn_length = 16),
	ROW("hlt", "halt next 0", REASON(12), .insn_length = 0x101),
	INSTRUCTION("invd", 0xd), INSTRUCTION("invlpg", 0xe), INSTRUCTION("rdpmc", 0xf),
	INSTRUCTION("rdtsc", 0x10), INSTRUCTION("rsm", 0x11),
	WITH(&usual, "vmcall", "hypercall nr=0x8877665544332211 args=0x6666bbbbfffffffe,"
	     "0x5555aaaa0000ffff,0xdddddddd00000007,0xcccccccc00000003,0x88,0x99 next 3",
	     "hypercall nr=? args=? next 3", REASON(18), .insn_length = 3),
	INSTRUCTION("vmclear", 0x13), INSTRUCTION("vmlaunch", 0x14), INSTRUCTION("vmptrld", 0x15),
	INSTRUCTION("vmptrst", 0x16), INSTRUCTION("vmread", 0x17), INSTRUCTION("vmresume", 0x18),
	INSTRUCTION("vmwrite", 0x19), INSTRUCTION("vmoff", 0x1a), INSTRUCTION("vmon", 0x1b),
	INSTRUCTION("cr_access", 0x1c), INSTRUCTION("dr_access", 0x1d),
	WITH(&usual, "msr_read", "sysreg_read addr=0x3 operation=load reg_high=0x2 next 2",
	     "sysreg_read addr=? operation=load reg_high=0x2 next 2", REASON(31), .insn_length = 2),
	UNKNOWN("invalid_state", 0x21), UNKNOWN("msr_load_fail", 0x22), UNKNOWN("reserved", 0x23),
	ROW("mwait_instruction", "nothing cause=yielded next 3", REASON(36), .insn_length = 3),
	ROW("monitor_trap_flag", "debug cause=step keep 0", REASON(37), .insn_length = 3),
	UNKNOWN("reserved", 0x26), INSTRUCTION("monitor_instruction", 0x27),
	ROW("pause_instruction", "nothing cause=yielded next 2", REASON(40), .insn_length = 2),
	UNKNOWN("mce_during_vmentry", 0x29), UNKNOWN("reserved", 0x2a),
	UNKNOWN("tpr_below_threshold", 0x2b),
	ROW("eoi_induced", "interrupt_done vector=0x31 keep 0", REASON(45),
	    .qualification = 0xffffff31),
	INSTRUCTION("gdtr_idtr", 0x2e), INSTRUCTION("ldtr_tr", 0x2f),
	UNKNOWN("ept_misconfig", 0x31), INSTRUCTION("invept", 0x32), INSTRUCTION("rdtscp", 0x33),
	ROW("preemption_timer", "nothing cause=budget keep 0", REASON(52)),
	INSTRUCTION("invvpid", 0x35), INSTRUCTION("wbinvd", 0x36), INSTRUCTION("xsetbv", 0x37),
	INSTRUCTION("rdrand", 0x39), INSTRUCTION("invpcid", 0x3a), INSTRUCTION("vmfunc", 0x3b),
	INSTRUCTION("encls", 0x3c), INSTRUCTION("rdseed", 0x3d), UNKNOWN("pml_full", 0x3e),
	INSTRUCTION("xsaves", 0x3f), INSTRUCTION("xrstors", 0x40), INSTRUCTION("pconfig", 0x41),
	UNKNOWN("spp_event", 0x42),
	ROW("umwait", "nothing cause=yielded next 4", REASON(67), .insn_length = 4),
	ROW("tpause", "nothing cause=yielded next 4", REASON(68), .insn_length = 4),
	INSTRUCTION("loadiwkey", 0x45), INSTRUCTION("enclv", 0x46), UNKNOWN("reserved", 0x47),
	INSTRUCTION("enqcmd_pasid", 0x48), INSTRUCTION("enqcmds_pasid", 0x49),
	UNKNOWN("bus_lock", 0x4a), UNKNOWN("notify", 0x4b), INSTRUCTION("seamcall", 0x4c),
	INSTRUCTION("tdcall", 0x4d), INSTRUCTION("rdmsrlist", 0x4e), INSTRUCTION("wrmsrlist", 0x4f),
	UNKNOWN("reserved", 0xffff),
	/* Events (25.9.2): type 2 NMI, 3 exception, 5 INT1, 6 INT3 and INTO. */
	ROW("nmi", "external_interrupt vector=0x2 keep 0", EVENT(2, 2)),
	ROW("software_other", "unknown keep 0", EVENT(6, 4)),
	ROW("int3", "debug cause=breakpoint keep 0", EVENT(6, 3)),
	VECTOR("vector_de", 0), VECTOR("vector_nmi", 2), VECTOR("vector_of", 4),
	ROW("vector_bp", "debug cause=breakpoint keep 0", EVENT(3, 3)),
	VECTOR("vector_br", 5), VECTOR("vector_ud", 6), VECTOR("vector_nm", 7),
	VECTOR("vector_df", 8), VECTOR("vector_cso", 9), VECTOR("vector_ts", 10),
	VECTOR("vector_np", 11), VECTOR("vector_ss", 12), VECTOR("vector_gp", 13),
	VECTOR("vector_pf", 14), VECTOR("vector_other", 15), VECTOR("vector_mf", 16),
	VECTOR("vector_ac", 17), VECTOR("vector_mc", 18), VECTOR("vector_xm", 19),
	VECTOR("vector_ve", 20), VECTOR("vector_cp", 21), VECTOR("vector_other", 255),
	/* #DB (table 28-1): BS is bit 14, B3 to B0 the lowest, BD bit 13. */
	ROW("debug_step", "debug cause=step keep 0", EVENT(3, 1), .qualification = 0x4001),
	ROW("debug_matched", "debug cause=watchpoint keep 0", EVENT(3, 1), .qualification = 8),
	ROW("debug_other", "debug cause=breakpoint keep 0", EVENT(5, 1), .qualification = 0x2000),
	/* I/O (table 28-5). */
	WITH(&usual, "out_8", "io_write port=0x3f8 width=0x1 data=0x11 next 2",
	     "io_write port=0x3f8 width=0x1 data=? next 2", IO(0)),
	WITH(&usual, "out_16", "io_write port=0x3f8 width=0x2 data=0x2211 next 2",
	     "io_write port=0x3f8 width=0x2 data=? next 2", IO(1)),
	WITH(&usual, "out_32", "io_write port=0x3f8 width=0x4 data=0x44332211 next 2",
	     "io_write port=0x3f8 width=0x4 data=? next 2", IO(3)),
	ROW("out_other", "unknown cause=0x1e keep 2", IO(2)),
	ROW("in", "io_read port=0x3f8 width=0x1 next 2", IO(8)),
	ROW("in", "io_read port=0x3f8 width=0x2 next 2", IO(9)),
	ROW("in", "io_read port=0x3f8 width=0x4 next 2", IO(0xb)),
	ROW("in_other", "unknown cause=0x1e keep 2", IO(0xf)),
	/* Strings: 16 bits keep the rest of a register, 32 clear it, 64 are all of it. */
	WITH(&usual, "outs_16", "io_write port=0x3f8 width=0x1 data=? memory=0x7000 "
	     "[6]=0x5555aaaa00000000 next 2",
	     "io_write port=0x3f8 width=0x1 data=? memory=0x7000 next 2", OUTS(0, 0)),
	WITH(&usual, "outs_16_rep", "io_write port=0x3f8 width=0x2 data=? memory=0x7000 "
	     "[6]=0x5555aaaa00000001 [1]=0xcccccccc00000002 keep 2",
	     "io_write port=0x3f8 width=0x2 data=? memory=0x7000 keep 2", OUTS(0x21, 0)),
	WITH(&backwards, "outs_16_done", "nothing cause=handled next 2",
	     "io_write port=0x3f8 width=0x1 data=? memory=0x7000 keep 2", OUTS(0x20, 0)),
	WITH(&usual, "outs_32", "io_write port=0x3f8 width=0x2 data=? memory=0x7000 "
	     "[6]=0x10001 next 2",
	     "io_write port=0x3f8 width=0x2 data=? memory=0x7000 next 2", OUTS(1, 1)),
	WITH(&usual, "outs_32_rep", "io_write port=0x3f8 width=0x4 data=? memory=0x7000 "
	     "[6]=0x10003 [1]=0x2 keep 2",
	     "io_write port=0x3f8 width=0x4 data=? memory=0x7000 keep 2", OUTS(0x23, 1)),
	WITH(&done, "outs_32_done", "nothing cause=handled next 2",
	     "io_write port=0x3f8 width=0x1 data=? memory=0x7000 keep 2", OUTS(0x20, 1)),
	WITH(&usual, "outs_64", "io_write port=0x3f8 width=0x4 data=? memory=0x7000 "
	     "[6]=0x5555aaaa00010003 next 2",
	     "io_write port=0x3f8 width=0x4 data=? memory=0x7000 next 2", OUTS(3, 2)),
	WITH(&backwards, "outs_64_rep", "io_write port=0x3f8 width=0x1 data=? memory=0x7000 "
	     "[6]=0x5555aaaa0000fffe [1]=0xffff keep 2",
	     "io_write port=0x3f8 width=0x1 data=? memory=0x7000 keep 2", OUTS(0x20, 2)),
	WITH(&done, "outs_64_done", "nothing cause=handled next 2",
	     "io_write port=0x3f8 width=0x4 data=? memory=0x7000 keep 2", OUTS(0x23, 2)),
	ROW("outs_other", "unknown cause=0x1e keep 2", OUTS(0, 3)),
	WITH(&backwards, "ins_16", "io_read port=0x3f8 width=0x2 memory=0x7000 "
	     "[7]=0x6666bbbbfffffffc next 2",
	     "io_read port=0x3f8 width=0x2 memory=0x7000 next 2", INS(1, 0)),
	WITH(&usual, "ins_16_rep", "io_read port=0x3f8 width=0x4 memory=0x7000 "
	     "[7]=0x6666bbbbffff0002 [1]=0xcccccccc00000002 keep 2",
	     "io_read port=0x3f8 width=0x4 memory=0x7000 keep 2", INS(0x23, 0)),
	WITH(&backwards, "ins_16_done", "nothing cause=handled next 2",
	     "io_read port=0x3f8 width=0x1 memory=0x7000 keep 2", INS(0x20, 0)),
	WITH(&usual, "ins_32", "io_read port=0x3f8 width=0x4 memory=0x7000 "
	     "[7]=0x2 next 2",
	     "io_read port=0x3f8 width=0x4 memory=0x7000 next 2", INS(3, 1)),
	WITH(&backwards, "ins_32_rep", "io_read port=0x3f8 width=0x1 memory=0x7000 "
	     "[7]=0xfffffffd [1]=0xffff keep 2",
	     "io_read port=0x3f8 width=0x1 memory=0x7000 keep 2", INS(0x20, 1)),
	WITH(&done, "ins_32_done", "nothing cause=handled next 2",
	     "io_read port=0x3f8 width=0x2 memory=0x7000 keep 2", INS(0x21, 1)),
	WITH(&usual, "ins_64", "io_read port=0x3f8 width=0x1 memory=0x7000 "
	     "[7]=0x6666bbbbffffffff next 2",
	     "io_read port=0x3f8 width=0x1 memory=0x7000 next 2", INS(0, 2)),
	WITH(&backwards, "ins_64_rep", "io_read port=0x3f8 width=0x2 memory=0x7000 "
	     "[7]=0x6666bbbbfffffffc [1]=0xffff keep 2",
	     "io_read port=0x3f8 width=0x2 memory=0x7000 keep 2", INS(0x21, 2)),
	WITH(&done, "ins_64_done", "nothing cause=handled next 2",
	     "io_read port=0x3f8 width=0x1 memory=0x7000 keep 2", INS(0x20, 2)),
	ROW("ins_other", "unknown cause=0x1e keep 2", INS(0, 3)),
	ROW("in_other", "unknown cause=0x1e keep 2", INS(2, 0)),
	ROW("out_other", "unknown cause=0x1e keep 2", OUTS(2, 0)),
	/* WRMSR; the ICR of an x2APIC (figure 11-28). */
	WITH(&usual, "wrmsr", "sysreg_write addr=0x3 value=0x744332211 next 2",
	     "sysreg_write addr=? value=? next 2", WRMSR),
	WITH(&to_self, "wrmsr_self_ipi", "send_ipi send_to_self=0x1 vector=0x11 next 2",
	     "sysreg_write addr=? value=? next 2", WRMSR),
	WITH(&to_icr, "x2icr_other", "sysreg_write addr=0x830 value=0x744332211 next 2",
	     "sysreg_write addr=? value=? next 2", WRMSR),
#define X2ICR(name, registers, exit) WITH(&registers, name, exit " next 2", \
	"sysreg_write addr=? value=? next 2", WRMSR)
	X2ICR("x2icr_one", fixed, "send_ipi target_cpu=0x7 vector=0x45"),
	X2ICR("x2icr_one", logical, "send_ipi target_cpu=0x7 target_cpu_aux=0x1 vector=0x45"),
	X2ICR("x2icr_self", self, "send_ipi send_to_self=0x1 vector=0x45"),
	X2ICR("x2icr_all", all, "send_ipi send_to_all=0x1 send_to_self=0x1 vector=0x45"),
	X2ICR("x2icr_others", others, "send_ipi send_to_all=0x1 vector=0x45"),
	X2ICR("x2icr_start", start, "cpu_up target_cpu=0x7 entry_point=0x8000"),
	X2ICR("x2icr_start_other", start_all, "sysreg_write addr=0x830 value=0x7000c0608"),
	X2ICR("x2icr_other", nmi, "sysreg_write addr=0x830 value=0x700000400"),
	/* The page of the APIC (table 28-6) at FEE00000H, and writes to it. */
	ROW("apic_read", LOADED "gva=?" LOADED_END, APIC(0), INSN(LOAD)),
	WITH(&usual, "apic_store", STORED "gva=? next 2", STORED_BLIND "gva=? next 2", APIC(1),
	     INSN(STORE)),
	ROW("apic_fetch", FAULT "execute gva=? keep 0", APIC(2)),
	ROW("apic_event", FAULT "read gva=? keep 0", APIC(3)),
	ROW("apic_event", FAULT "read gva=? keep 0", APIC(15)),
	ROW("apic_write_other", "unknown cause=0x38 keep 0", .exit_reason = 56,
	    .qualification = 0x310),
	ROW("icr_one", "send_ipi target_cpu=0x7 vector=0x45 keep 0", PAGE(0x700000000000045)),
	ROW("icr_one", "send_ipi target_cpu=0x7 target_cpu_aux=0x1 vector=0x45 keep 0",
	    PAGE(0x700000000000945)),
	ROW("icr_self", "send_ipi send_to_self=0x1 vector=0x45 keep 0", PAGE(0x700000000040145)),
	ROW("icr_all", "send_ipi send_to_all=0x1 send_to_self=0x1 vector=0x45 keep 0",
	    PAGE(0x80045)),
	ROW("icr_others", "send_ipi send_to_all=0x1 vector=0x45 keep 0", PAGE(0xc0045)),
	ROW("icr_start", "cpu_up target_cpu=0x7 entry_point=0x8000 keep 0",
	    PAGE(0x700000000000608)),
	ROW("icr_start_other", "sysreg_write addr=0x830 value=0x700000000000e08 keep 0",
	    PAGE(0x700000000000e08)),
	ROW("icr_other", "sysreg_write addr=0x830 value=0x700000000000500 keep 0",
	    PAGE(0x700000000000500)),
	/* EPT violations (table 28-7): read, write, fetch; 7 linear, 8 final. */
	ROW("read", LOADED GVA LOADED_END, EPT(0x181), INSN(LOAD)),
	ROW("read", "nothing cause=retry keep 2", EPT(0x181), INSN(STORE)),
	ROW("read_delivery", FAULT "read " GVA " keep 0", EPT(0x181), .vectoring_info = 0x80000020),
	ROW("read_walk", FAULT "read " GVA " walk=0x1 keep 0", EPT(0x81)),
	ROW("read_physical", FAULT "read gva=? keep 0", EPT(0x101)),
	ROW("fetch_walk", FAULT "read " GVA " walk=0x1 keep 0", EPT(0x84)),
	ROW("fetch_physical", FAULT "execute gva=? keep 0", EPT(0x4)),
	ROW("fetch", FAULT "execute " GVA " keep 0", EPT(0x184), .vectoring_info = 0x80000020),
	WITH(&usual, "write", STORED GVA " next 2", STORED_BLIND GVA " next 2", EPT(0x182),
	     INSN(STORE)),
	WITH(&usual, "write", STORED GVA " next 2", STORED_BLIND GVA " next 2", EPT(0x187),
	     INSN(STORE)),
	WITH(&usual, "write",
	     "mmio_write addr=0xfee00300 width=0x2 data=0x2211 access=write " GVA " next 2",
	     "mmio_write addr=0xfee00300 width=0x2 data=? access=write " GVA " next 2", EPT(0x182),
	     .insn = STORE, .insn_bytes = 2, .cs_rights = 0x9b, .have = AXVCPU_VMX_HAVE_INSN),
	ROW("write", FAULT "write " GVA " keep 0", EPT(0x182), .insn = STORE, .insn_bytes = 1,
	    .cs_rights = 0xa09b, .have = AXVCPU_VMX_HAVE_INSN),
	ROW("write_walk", FAULT "write " GVA " walk=0x1 keep 0", EPT(0x83)),
	ROW("write_physical", FAULT "write gva=? keep 0", EPT(0x2)),
	ROW("write_delivery", FAULT "write " GVA " keep 0", EPT(0x182),
	    .vectoring_info = 0x80000020),
};

static void check(const struct row *row, const struct axvcpu_x86_64_registers *registers,
		  const char *expected)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("vmx");
	const char *how = registers ? "" : ", without registers";
	char text[EXIT_TEXT_SIZE];
	struct axvcpu_exit exit;

	memset(&exit, 0x5a, sizeof exit);
	is_u64(axvcpu_vmx_decode(&row->in, registers, &exit), AXVCPU_DECODED_DONE, "%s%s: done",
	       row->name, how);
	exit_text(&exit, text);
	is_str(text, expected, "%s%s: its exit", row->name, how);
	if (ok(exit.cause > 0 && exit.cause <= decoder->cause_count, "%s: a cause", row->name) &&
	    registers)
		is_str(decoder->causes[exit.cause - 1].name, row->name, "%s: its name", row->name);
}

/* What has to be fetched is asked for, and the row that asks says so. */
static void check_need(const struct row *row)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("vmx");
	struct axvcpu_vmx_syndrome in = row->in;
	struct axvcpu_exit exit = { .cause = 0 };
	bool needs_icr = in.have == AXVCPU_VMX_HAVE_ICR;

	in.have = 0;
	is_u64(axvcpu_vmx_decode(&in, row->registers, &exit),
	       needs_icr ? AXVCPU_DECODED_NEED_ICR : AXVCPU_DECODED_NEED_INSN, "%s: asks",
	       row->name);
	is_str(decoder->causes[exit.cause - 1].name, needs_icr ? "apic_write_icr" : row->name,
	       "%s: the row that asks", row->name);
}

/* Whatever ends a way through the tables has a line above. */
static void check_all(const struct axvcpu_decoder *decoder)
{
	for (size_t i = 0; i < decoder->cause_count; i++) {
		const struct axvcpu_cause *cause = &decoder->causes[i];
		bool found = !cause->ends;

		for (size_t j = 0; j < sizeof rows / sizeof *rows; j++)
			found |= strcmp(rows[j].name, cause->name) == 0;
		ok(found, "%s has a case", cause->name);
	}
}

int main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		check(&rows[i], rows[i].registers, rows[i].exit);
		check(&rows[i], NULL, rows[i].blind ? rows[i].blind : rows[i].exit);
		if (rows[i].in.have)
			check_need(&rows[i]);
	}
	check_all(axvcpu_decoder_find("vmx"));
	return done_testing();
}
