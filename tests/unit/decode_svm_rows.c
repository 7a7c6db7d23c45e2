/* SPDX-License-Identifier: MIT */
/*
 * Each cause that the decoder of svm tells apart, by the name that users see: syndromes and exits
 * by hand from the manual; and what is known of them without registers.
 */
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/svm.h>

#include "../tap.h"
#include "exit_text.h"

#define R(n) (UINT64_C(0x1111111111111111) * (n))

/* rax is 0x11.., rdi 0x77..; the counter has one iteration left in 16 bits, more in 32 and 64. */
static struct axvcpu_x86_64_registers registers = {
	.r = { R(1), 0x2222222233330001, R(3), R(4), R(5), R(6), 0x666666667777fffe, R(7),
	       R(8), R(9), R(10), R(11), R(12), R(13), R(14), R(15) },
	.rip = 0xffffffff81000000, .rflags = 0x2,
};

struct row {
	const char *name;
	struct axvcpu_svm_syndrome in;
	const char *exit;
	const char *blind; /* without registers, where that differs */
};

/* Everything that can be fetched is there. */
#define HAVE .nrip_length = 3, .have = AXVCPU_SVM_HAVE_INSN | AXVCPU_SVM_HAVE_SEGMENT_BASE, \
	.segment_base = 0x1000000000, .cs_attrib = 1 << 9, .insn_bytes = 15
#define ROW(name, code, exit, ...) \
	{ name, { .exitcode = (code), HAVE, __VA_ARGS__ }, exit, NULL }
#define BLIND(name, code, exit, blind, ...) \
	{ name, { .exitcode = (code), HAVE, __VA_ARGS__ }, exit, blind }
#define PLAIN(name, code, exit) { name, { .exitcode = (code), HAVE }, exit, NULL }
#define UNKNOWN(name, code) \
	ROW(name, code, "unknown cause=" #code " keep 0", .exitinfo1 = 0x1234, .exitinfo2 = 0x5678)

/* 15.10.2: TYPE, STR, REP, sizes from bit 4, sizes of addresses from bit 7, segment, port. */
#define IN 1
#define STRING 4
#define REP 8
#define IO(bits, size, address) \
	.exitinfo1 = UINT64_C(0x3f80000) | (bits) | (size) << 4 | (address) << 7
#define PORT "port=0x3f8 "

/* 16.5: vector, message type from bit 8, destination mode, shorthand from bit 18. */
#define ICR(type, logical, shorthand) \
	(0x31 | (type) << 8 | (logical) << 11 | UINT64_C(1) << 14 | (shorthand) << 18)
#define AVIC(type, logical, shorthand) \
	.exitinfo1 = UINT64_C(0x0500000000000000) | ICR(type, logical, shorthand)

/* 15.25.6 */
#define WRITE 2
#define FETCH 16
#define FINAL (UINT64_C(1) << 32)
#define WALK (UINT64_C(1) << 33)
#define EVENT .exitintinfo = 0x80000030
#define NPF(bits) .exitinfo1 = (bits), .exitinfo2 = 0xfee00300
/* mov (%rdi),%eax and mov %eax,(%rdi) */
#define LOAD .insn = 0x078b
#define STORE .insn = 0x0789
#define FAULT "nested_page_fault addr=0xfee00300 "

static const struct row rows[] = {
	UNKNOWN("cr_read", 0x8), UNKNOWN("cr_read", 0xf), UNKNOWN("cr_write", 0x10),
	UNKNOWN("cr_write", 0x1f), UNKNOWN("dr_read", 0x20), UNKNOWN("dr_read", 0x2f),
	UNKNOWN("dr_write", 0x30), UNKNOWN("dr_write", 0x3f),
	ROW("cr_read", 0, "unknown keep 0", .exitinfo1 = UINT64_C(1) << 63),
	/* 15.12 */
	UNKNOWN("divide_error", 0x40),
	ROW("debug_other", 0x41, "debug cause=breakpoint keep 0", .dr6 = 0xffff0ff0),
	ROW("debug_matched", 0x41, "debug cause=watchpoint keep 0", .dr6 = 0xffff0ff4),
	ROW("debug_matched", 0x41, "debug cause=watchpoint keep 0", .dr6 = 0xffff0ff8),
	ROW("debug_step", 0x41, "debug cause=step keep 0", .dr6 = 0xffff4ff0),
	ROW("debug_step", 0x41, "debug cause=step keep 0", .dr6 = 0xffff4ff1),
	UNKNOWN("exception_2", 0x42),
	ROW("breakpoint", 0x43, "debug cause=breakpoint keep 0", .dr6 = 1),
	UNKNOWN("overflow", 0x44), UNKNOWN("bound_range", 0x45), UNKNOWN("invalid_opcode", 0x46),
	UNKNOWN("device_not_available", 0x47), UNKNOWN("double_fault", 0x48),
	UNKNOWN("exception_9", 0x49), UNKNOWN("invalid_tss", 0x4a),
	UNKNOWN("segment_not_present", 0x4b), UNKNOWN("stack_fault", 0x4c),
	UNKNOWN("general_protection", 0x4d), UNKNOWN("page_fault", 0x4e),
	UNKNOWN("exception_15", 0x4f), UNKNOWN("x87_floating_point", 0x50),
	UNKNOWN("alignment_check", 0x51), UNKNOWN("machine_check", 0x52),
	UNKNOWN("simd_floating_point", 0x53), UNKNOWN("exception_20", 0x54),
	UNKNOWN("control_protection", 0x55), UNKNOWN("exception_22_27", 0x56),
	UNKNOWN("exception_22_27", 0x5b), UNKNOWN("hypervisor_injection", 0x5c),
	UNKNOWN("vmm_communication", 0x5d), UNKNOWN("security_exception", 0x5e),
	UNKNOWN("exception_31", 0x5f),
	/* 15.13 and C */
	PLAIN("intr", 0x60, "external_interrupt vector=? keep 0"),
	PLAIN("nmi", 0x61, "external_interrupt vector=0x2 keep 0"),
	UNKNOWN("smi", 0x62), UNKNOWN("init", 0x63),
	PLAIN("vintr", 0x64, "nothing cause=window keep 0"),
	UNKNOWN("cr0_selective_write", 0x65), UNKNOWN("idtr_read", 0x66),
	UNKNOWN("gdtr_read", 0x67), UNKNOWN("ldtr_read", 0x68), UNKNOWN("tr_read", 0x69),
	UNKNOWN("idtr_write", 0x6a), UNKNOWN("gdtr_write", 0x6b), UNKNOWN("ldtr_write", 0x6c),
	UNKNOWN("tr_write", 0x6d), UNKNOWN("rdtsc", 0x6e), UNKNOWN("rdpmc", 0x6f),
	UNKNOWN("pushf", 0x70), UNKNOWN("popf", 0x71),
	BLIND("cpuid", 0x72, "cpuid leaf=0x11111111 subleaf=0x33330001 next 3",
	      "cpuid leaf=? subleaf=? next 3", .exitinfo1 = 0),
	UNKNOWN("rsm", 0x73), UNKNOWN("iret", 0x74), UNKNOWN("swint", 0x75), UNKNOWN("invd", 0x76),
	PLAIN("pause", 0x77, "nothing cause=yielded next 3"), PLAIN("hlt", 0x78, "halt next 3"),
	UNKNOWN("invlpg", 0x79), UNKNOWN("invlpga", 0x7a), UNKNOWN("task_switch", 0x7d),
	UNKNOWN("ferr_freeze", 0x7e),
	PLAIN("shutdown", 0x7f, "system_down kind=reset reason=0x7f keep 0"),
	UNKNOWN("vmrun", 0x80),
	BLIND("vmmcall", 0x81, "hypercall nr=0x1111111111111111 args=0x7777777777777777,"
	      "0x666666667777fffe,0x3333333333333333,0x2222222233330001,0x8888888888888888,"
	      "0x9999999999999999 next 3", "hypercall nr=? args=? next 3", .exitinfo1 = 0),
	UNKNOWN("vmload", 0x82), UNKNOWN("vmsave", 0x83), UNKNOWN("stgi", 0x84),
	UNKNOWN("clgi", 0x85), UNKNOWN("skinit", 0x86), UNKNOWN("rdtscp", 0x87),
	UNKNOWN("icebp", 0x88), UNKNOWN("wbinvd", 0x89), UNKNOWN("monitor", 0x8a),
	PLAIN("mwait", 0x8b, "nothing cause=yielded next 3"),
	PLAIN("mwait_conditional", 0x8c, "nothing cause=yielded next 3"),
	UNKNOWN("xsetbv", 0x8d), UNKNOWN("rdpru", 0x8e), UNKNOWN("efer_write_trap", 0x8f),
	UNKNOWN("cr_write_trap", 0x90), UNKNOWN("cr_write_trap", 0x9f), UNKNOWN("invlpgb", 0xa0),
	UNKNOWN("invlpgb_illegal", 0xa1), UNKNOWN("invpcid", 0xa2), UNKNOWN("mcommit", 0xa3),
	UNKNOWN("tlbsync", 0xa4), UNKNOWN("buslock", 0xa5), PLAIN("idle_hlt", 0xa6, "halt next 3"),
	UNKNOWN("newer", 0xa7), UNKNOWN("newer", 0x3ff), UNKNOWN("avic_noaccel", 0x402),
	UNKNOWN("vmgexit", 0x403), UNKNOWN("newer", 0x404), UNKNOWN("newer", 0x100000072),
	UNKNOWN("vmgexit_mmio_read", 0x80000001), UNKNOWN("vmgexit_mmio_write", 0x80000002),
	UNKNOWN("vmgexit_nmi_complete", 0x80000003), UNKNOWN("vmgexit_ap_hlt_loop", 0x80000004),
	UNKNOWN("vmgexit_ap_jump_table", 0x80000005),
	UNKNOWN("vmgexit_page_state_change", 0x80000010),
	UNKNOWN("vmgexit_guest_request", 0x80000011),
	UNKNOWN("vmgexit_extended_guest_request", 0x80000012),
	UNKNOWN("vmgexit_ap_creation", 0x80000013),
	UNKNOWN("vmgexit_hypervisor_features", 0x8000fffd),
	UNKNOWN("vmgexit_termination_request", 0x8000fffe),
	UNKNOWN("vmgexit_unsupported_event", 0x8000ffff), UNKNOWN("software", 0xf0000000),
	UNKNOWN("newer", 0xfffffffb),
	PLAIN("invalid_pmc", 0xfffffffffffffffc, "fail_entry reason=0xfffffffffffffffc keep 0"),
	PLAIN("idle_required", 0xfffffffd, "fail_entry reason=0xfffffffd keep 0"),
	PLAIN("busy", 0xfffffffffffffffe, "fail_entry reason=0xfffffffffffffffe keep 0"),
	PLAIN("invalid", 0xffffffffffffffff, "fail_entry reason=0xffffffffffffffff keep 0"),
	PLAIN("invalid", 0xffffffff, "fail_entry reason=0xffffffff keep 0"),
	/* 15.10 */
	ROW("in", 0x7b, "io_read " PORT "width=0x1 next 3", IO(IN, 1, 1)),
	ROW("in", 0x7b, "io_read " PORT "width=0x2 next 3", IO(IN | REP, 2, 0)),
	ROW("in", 0x7b, "io_read " PORT "width=0x4 next 3", IO(IN, 4, 4)),
	ROW("io_other", 0x7b, "unknown cause=0x7b keep 0", IO(IN, 0, 4)),
	ROW("io_other", 0x7b, "unknown cause=0x7b keep 0", IO(IN, 3, 4)),
	BLIND("out_8", 0x7b, "io_write " PORT "width=0x1 data=0x11 next 3",
	      "io_write " PORT "width=0x1 data=? next 3", IO(0, 1, 1)),
	BLIND("out_16", 0x7b, "io_write " PORT "width=0x2 data=0x1111 next 3",
	      "io_write " PORT "width=0x2 data=? next 3", IO(0, 2, 1)),
	BLIND("out_32", 0x7b, "io_write " PORT "width=0x4 data=0x11111111 next 3",
	      "io_write " PORT "width=0x4 data=? next 3", IO(0, 4, 1)),
	ROW("io_other", 0x7b, "unknown cause=0x7b keep 0", IO(0, 7, 4)),
	BLIND("ins_16_once", 0x7b,
	      "io_read " PORT "width=0x2 memory=0x1000007777 [7]=0x7777777777777779 next 3",
	      "io_read " PORT "width=0x2 next 3", IO(IN | STRING, 2, 1)),
	BLIND("ins_32_once", 0x7b,
	      "io_read " PORT "width=0x4 memory=0x1077777777 [7]=0x7777777b next 3",
	      "io_read " PORT "width=0x4 next 3", IO(IN | STRING, 4, 2)),
	BLIND("ins_64_once", 0x7b, "io_read " PORT
	      "width=0x1 memory=0x7777778777777777 [7]=0x7777777777777778 next 3",
	      "io_read " PORT "width=0x1 next 3", IO(IN | STRING, 1, 4)),
	BLIND("ins_16_rep", 0x7b, "io_read " PORT
	      "width=0x1 memory=0x1000007777 [7]=0x7777777777777778 [1]=0x2222222233330000 keep 0",
	      "io_read " PORT "width=0x1 keep 0", IO(IN | STRING | REP, 1, 1)),
	BLIND("ins_32_rep", 0x7b, "io_read " PORT
	      "width=0x1 memory=0x1077777777 [7]=0x77777778 [1]=0x33330000 keep 0",
	      "io_read " PORT "width=0x1 keep 0", IO(IN | STRING | REP, 1, 2)),
	ROW("ins_other", 0x7b, "unknown cause=0x7b keep 0", IO(IN | STRING, 1, 0)),
	ROW("string_other", 0x7b, "unknown cause=0x7b keep 0", IO(IN | STRING, 5, 4)),
	/* si wraps in 16 bits */
	BLIND("outs_16_once", 0x7b,
	      "io_write " PORT "width=0x4 data=? memory=0x100000fffe [6]=0x6666666677770002 next 3",
	      "io_write " PORT "width=0x4 data=? next 3", IO(STRING, 4, 1)),
	BLIND("outs_64_rep", 0x7b, "io_write " PORT "width=0x2 data=? memory=0x666666767777fffe "
	      "[6]=0x6666666677780000 [1]=0x2222222233330000 keep 0",
	      "io_write " PORT "width=0x2 data=? keep 0", IO(STRING | REP, 2, 4)),
	BLIND("ins_64_rep", 0x7b, "io_read " PORT
	      "width=0x4 memory=0x7777778777777777 [7]=0x777777777777777b [1]=0x2222222233330000 keep 0",
	      "io_read " PORT "width=0x4 keep 0", IO(IN | STRING | REP, 4, 4)),
	BLIND("outs_32_once", 0x7b,
	      "io_write " PORT "width=0x2 data=? memory=0x107777fffe [6]=0x77780000 next 3",
	      "io_write " PORT "width=0x2 data=? next 3", IO(STRING, 2, 2)),
	BLIND("outs_64_once", 0x7b, "io_write " PORT
	      "width=0x1 data=? memory=0x666666767777fffe [6]=0x666666667777ffff next 3",
	      "io_write " PORT "width=0x1 data=? next 3", IO(STRING, 1, 4)),
	BLIND("outs_16_rep", 0x7b, "io_write " PORT "width=0x1 data=? memory=0x100000fffe "
	      "[6]=0x666666667777ffff [1]=0x2222222233330000 keep 0",
	      "io_write " PORT "width=0x1 data=? keep 0", IO(STRING | REP, 1, 1)),
	ROW("outs_other", 0x7b, "unknown cause=0x7b keep 0", IO(STRING, 1, 3)),
	ROW("string_other", 0x7b, "unknown cause=0x7b keep 0", IO(STRING, 6, 4)),
	/* 15.11 */
	BLIND("rdmsr", 0x7c, "sysreg_read addr=0x33330001 operation=load reg_high=0x2 next 3",
	      "sysreg_read addr=? operation=load reg_high=0x2 next 3", .exitinfo1 = 0),
	BLIND("wrmsr_other", 0x7c, "sysreg_write addr=0x33330001 value=0x3333333311111111 next 3",
	      "sysreg_write addr=? value=? next 3", .exitinfo1 = 1),
	ROW("msr_other", 0x7c, "unknown cause=0x7c keep 0", .exitinfo1 = 2),
	/* 15.29.9.1 */
	ROW("avic_icr_one", 0x401, "send_ipi target_cpu=0x5 vector=0x31 keep 0", AVIC(0, 0, 0)),
	ROW("avic_icr_one", 0x401, "send_ipi target_cpu=0x5 target_cpu_aux=0x1 vector=0x31 keep 0",
	    AVIC(1, 1, 0)),
	ROW("avic_icr_self", 0x401, "send_ipi send_to_self=0x1 vector=0x31 keep 0", AVIC(0, 1, 1)),
	ROW("avic_icr_all", 0x401, "send_ipi send_to_all=0x1 send_to_self=0x1 vector=0x31 keep 0",
	    AVIC(1, 0, 2)),
	ROW("avic_icr_others", 0x401, "send_ipi send_to_all=0x1 vector=0x31 keep 0", AVIC(0, 0, 3)),
	ROW("avic_icr_startup", 0x401, "cpu_up target_cpu=0x5 entry_point=0x31000 keep 0",
	    AVIC(6, 0, 0)),
	ROW("avic_icr_startups", 0x401, "sysreg_write addr=0x830 value=0x500000000004e31 keep 0",
	    AVIC(6, 1, 0)),
	ROW("avic_icr_startups", 0x401, "sysreg_write addr=0x830 value=0x5000000000c4631 keep 0",
	    AVIC(6, 0, 3)),
	ROW("avic_icr_other", 0x401, "sysreg_write addr=0x830 value=0x500000000004531 keep 0",
	    AVIC(5, 0, 0)),
	ROW("avic_icr_other", 0x401, "sysreg_write addr=0x830 value=0x500000000004231 keep 0",
	    AVIC(2, 0, 0)),
	/* 15.25.6 */
	ROW("npf_data_read", 0x400, "mmio_read addr=0xfee00300 width=0x4 reg_width=0x4 "
	    "operation=load access=read gva=? result=memory flags=none next 2", NPF(FINAL), LOAD),
	BLIND("npf_data_write", 0x400, "mmio_write addr=0xfee00300 width=0x4 data=0x11111111 "
	      "access=write gva=? next 2",
	      "mmio_write addr=0xfee00300 width=0x4 data=? access=write gva=? next 2",
	      NPF(FINAL | WRITE), STORE),
	ROW("npf_data_write", 0x400, "nothing cause=retry keep 2", NPF(FINAL | WRITE), LOAD),
	ROW("npf_event_read", 0x400, FAULT "access=read gva=? keep 0", NPF(FINAL), EVENT),
	ROW("npf_event_write", 0x400, FAULT "access=write gva=? keep 0", NPF(FINAL | WRITE), EVENT),
	ROW("npf_execute", 0x400, FAULT "access=execute gva=? keep 0", NPF(FINAL | FETCH)),
	ROW("npf_execute", 0x400, FAULT "access=execute gva=? keep 0", NPF(FINAL | FETCH), EVENT),
	ROW("npf_execute_write", 0x400, FAULT "access=write gva=? keep 0", NPF(FETCH | WRITE)),
	ROW("npf_walk_read", 0x400, FAULT "access=read gva=? walk=0x1 keep 0", NPF(WALK | FETCH)),
	ROW("npf_walk_write", 0x400, FAULT "access=write gva=? walk=0x1 keep 0",
	    NPF(WALK | WRITE), EVENT),
};

/* What depends on more registers: ecx, edx:eax, the direction flag, a counter of 0. */
static const struct special {
	struct row row;
	uint64_t rax, rcx, rdx, rflags;
} specials[] = {
	{ ROW("wrmsr_icr_one", 0x7c, "send_ipi target_cpu=0x12345 vector=0x31 next 3",
	      .exitinfo1 = 1), ICR(0, 0, 0), 0x830, 0x12345, 0 },
	{ ROW("wrmsr_icr_one", 0x7c,
	      "send_ipi target_cpu=0x12345 target_cpu_aux=0x1 vector=0x31 next 3",
	      .exitinfo1 = 1), ICR(1, 1, 0), 0xff00000830, 0x9900012345, 0 },
	{ ROW("wrmsr_icr_self", 0x7c, "send_ipi send_to_self=0x1 vector=0x31 next 3",
	      .exitinfo1 = 1), ICR(0, 0, 1), 0x830, 0x12345, 0 },
	{ ROW("wrmsr_icr_all", 0x7c, "send_ipi send_to_all=0x1 send_to_self=0x1 vector=0x31 next 3",
	      .exitinfo1 = 1), ICR(0, 1, 2), 0x830, 0x12345, 0 },
	{ ROW("wrmsr_icr_others", 0x7c, "send_ipi send_to_all=0x1 vector=0x31 next 3",
	      .exitinfo1 = 1), ICR(1, 0, 3), 0x830, 0x12345, 0 },
	{ ROW("wrmsr_icr_startup", 0x7c, "cpu_up target_cpu=0x12345 entry_point=0x31000 next 3",
	      .exitinfo1 = 1), ICR(6, 0, 0), 0x830, 0x12345, 0 },
	{ ROW("wrmsr_icr_startups", 0x7c, "sysreg_write addr=0x830 value=0x1234500004e31 next 3",
	      .exitinfo1 = 1), ICR(6, 1, 0), 0x830, 0x12345, 0 },
	{ ROW("wrmsr_icr_other", 0x7c, "sysreg_write addr=0x830 value=0x1234500004431 next 3",
	      .exitinfo1 = 1), ICR(4, 0, 0), 0x830, 0x12345, 0 },
	{ ROW("wrmsr_self_ipi", 0x7c, "send_ipi send_to_self=0x1 vector=0x42 next 3",
	      .exitinfo1 = 1), 0xff42, 0x83f, 0x12345, 0 },
	{ ROW("ins_16_once", 0x7b,
	      "io_read " PORT "width=0x4 memory=0x1000007777 [7]=0x7777777777777773 next 3",
	      IO(IN | STRING, 4, 1)), 0, 0, 0, 0x400 },
	{ ROW("outs_32_rep", 0x7b, "io_write " PORT
	      "width=0x1 data=? memory=0x107777fffe [6]=0x7777fffd [1]=0xf keep 0",
	      IO(STRING | REP, 1, 2)), 0, 0x500000010, 0, 0x400 },
	{ ROW("ins_16_done", 0x7b, "nothing cause=handled next 3", IO(IN | STRING | REP, 1, 1)),
	  0, 0xffffffffffff0000, 0, 0 },
	{ ROW("outs_32_done", 0x7b, "nothing cause=handled next 3", IO(STRING | REP, 1, 2)),
	  0, 0xffffffff00000000, 0, 0 },
	{ ROW("outs_64_done", 0x7b, "nothing cause=handled next 3", IO(STRING | REP, 4, 4)),
	  0, 0, 0, 0 },
	{ ROW("ins_32_done", 0x7b, "nothing cause=handled next 3", IO(IN | STRING | REP, 1, 2)),
	  0, 0x2200000000, 0, 0 },
	{ ROW("ins_64_done", 0x7b, "nothing cause=handled next 3", IO(IN | STRING | REP, 1, 4)),
	  0, 0, 0, 0 },
	{ ROW("outs_16_done", 0x7b, "nothing cause=handled next 3", IO(STRING | REP, 1, 1)),
	  0, 0x220000, 0, 0 },
};

static void check_exit(const struct row *row, const struct axvcpu_x86_64_registers *known,
		       const char *expected, const char *how)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("svm");
	char text[EXIT_TEXT_SIZE];
	struct axvcpu_exit exit;

	memset(&exit, 0x5a, sizeof exit);
	is_u64(axvcpu_svm_decode(&row->in, known, &exit), AXVCPU_DECODED_DONE, "%s: done, %s",
	       row->name, how);
	if (!ok(exit.cause > 0 && exit.cause <= decoder->cause_count, "%s: a cause", row->name))
		return;
	if (known)
		is_str(decoder->causes[exit.cause - 1].name, row->name, "%s: its name", row->name);
	exit_text(&exit, text);
	is_str(text, expected, "%s: its exit %s", row->name, how);
}

static void check_special(const struct special *special)
{
	struct axvcpu_x86_64_registers known = registers;

	known.r[0] = special->rax;
	known.r[1] = special->rcx;
	known.r[2] = special->rdx;
	known.rflags = special->rflags;
	check_exit(&special->row, &known, special->row.exit, "with its registers");
}

/* What is fetched is asked for, one after the other, and nRIP spares the question (15.7.1). */
static void check_needs(void)
{
	struct axvcpu_svm_syndrome in = { .exitcode = 0x7b, IO(IN | STRING, 1, 4) };
	struct axvcpu_exit exit;

	is_u64(axvcpu_svm_decode(&in, NULL, &exit), AXVCPU_DECODED_NEED_LENGTH, "needs a length");
	in.length = 4;
	in.have = AXVCPU_SVM_HAVE_LENGTH;
	is_u64(axvcpu_svm_decode(&in, NULL, &exit), AXVCPU_DECODED_NEED_SEGMENT_BASE,
	       "needs the base of a segment");
	in.have |= AXVCPU_SVM_HAVE_SEGMENT_BASE;
	is_u64(axvcpu_svm_decode(&in, NULL, &exit), AXVCPU_DECODED_DONE, "needs nothing more");
	is_u64(exit.insn_length, 4, "the length that was fetched");
	in.nrip_length = 2;
	axvcpu_svm_decode(&in, NULL, &exit);
	is_u64(exit.insn_length, 2, "nRIP counts before it");
	in.nrip_length = 16;
	axvcpu_svm_decode(&in, NULL, &exit);
	is_u64(exit.insn_length, 0, "no instruction is so long");
	in = (struct axvcpu_svm_syndrome){ .exitcode = 0x400 };
	is_u64(axvcpu_svm_decode(&in, NULL, &exit), AXVCPU_DECODED_NEED_INSN,
	       "needs the instruction");
}

static bool has_case(const char *name)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, name) == 0)
			return true;
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
		if (strcmp(specials[i].row.name, name) == 0)
			return true;
	return false;
}

/* Whatever ends a way through the tables has a line above. */
static void check_all(const struct axvcpu_decoder *decoder)
{
	for (size_t i = 0; i < decoder->cause_count; i++)
		if (decoder->causes[i].ends)
			ok(has_case(decoder->causes[i].name), "%s has a case",
			   decoder->causes[i].name);
}

int main(void)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];

		check_exit(row, &registers, row->exit, "with registers");
		check_exit(row, NULL, row->blind ? row->blind : row->exit, "without");
	}
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
		check_special(&specials[i]);
	check_needs();
	check_all(axvcpu_decoder_find("svm"));
	return done_testing();
}
