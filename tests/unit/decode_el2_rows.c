/* SPDX-License-Identifier: MIT */
/*
 * A case of each kind of row of the decoder of el2, by the name that users see: syndromes and
 * instructions encoded by hand from DDI 0487, exits by hand.
 */
#include <stdio.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/el2.h>

#include "../tap.h"
#include "exit_text.h"

struct row {
	const char *name;
	uint64_t esr;
	uint32_t insn, vector;
	uint64_t x0;
	const char *exit;
	const char *blind; /* without registers, where that differs */
};

#define X1 UINT64_C(0x8877665544332211)
#define NO_ISV_READ 0x92000007
#define NO_ISV_WRITE 0x92000047
#define AT "addr=0x9000005 "
#define END " access=read gva=0x5 result=memory flags=none"

static const struct row rows[] = {
	{ "irq", 0, 0, 1, 0, "external_interrupt vector=? keep 0", NULL },
	{ "system_error", 0xbe000000, 0, 3, 0, "unknown cause=0xbe000000 keep 0", NULL },
	{ "no_vector", 0xbe000000, 0, 4, 0, "unknown cause=0xbe000000 keep 0", NULL },
	{ "reserved", 0xfe000000, 0, 0, 0,
	  "unknown cause=0xfe000000 keep 0", NULL },
	{ "unknown_reason", 0x02000000, 0, 0, 0, "unknown cause=0x2000000 keep 0", NULL },
	{ "wfi", 0x06000000, 0, 0, 0, "halt next 4", NULL },
	{ "wfe", 0x06000001, 0, 0, 0, "nothing cause=yielded next 4", NULL },
	{ "sve", 0x66000000, 0, 0, 0, "unknown cause=0x66000000 keep 4", NULL },
	{ "cp15_32", 0x0c000000, 0, 0, 0, "unknown cause=0xc000000 keep 2", NULL },
	{ "brk64", 0xf2000000, 0, 0, 0, "debug cause=breakpoint keep 4", NULL },
	{ "watchpoint_lower", 0xd2000022, 0, 0, 0, "debug cause=watchpoint addr=0x5 keep 0", NULL },
	/* ISS of MSR and MRS */
	{ "sysreg_read", 0x62300061, 0, 0, 0,
	  "sysreg_read addr=0x300000 reg=0x3 operation=load next 4", NULL },
	{ "sysreg_other", 0x62300420, 0, 0, 0,
	  "sysreg_write addr=0x300400 value=0x8877665544332211 next 4",
	  "sysreg_write addr=0x300400 value=? next 4" },
	{ "icc_sgi1r", 0x623a3036, 0, 0, 0,
	  "send_ipi target_cpu=0x2211 target_cpu_aux=0x7700553360 vector=0x4 next 4",
	  "send_ipi target_cpu=? target_cpu_aux=? send_to_all=? vector=? next 4" },
	{ "icc_asgi1r", 0x623c3036, 0, 0, 0,
	  "send_ipi target_cpu=0x2211 target_cpu_aux=0x7700553360 vector=0x4 next 4",
	  "send_ipi target_cpu=? target_cpu_aux=? send_to_all=? vector=? next 4" },
	{ "icc_sgi0r", 0x623e3036, 0, 0, 0,
	  "send_ipi target_cpu=0x2211 target_cpu_aux=0x7700553360 vector=0x4 next 4",
	  "send_ipi target_cpu=? target_cpu_aux=? send_to_all=? vector=? next 4" },
	/* Calls */
	{ "hvc_own", 0x5a000005, 0, 0, 9,
	  "hypercall nr=0x5 args=0x9,0x8877665544332211,0x2000,0x40000005,0,0 next 4",
	  "hypercall nr=0x5 args=? next 4" },
	{ "cpu_on_64", 0x5a000000, 0, 0, 0xc4000003,
	  "cpu_up target_cpu=0x8877665544332211 entry_point=0x2000 arg=0x40000005 next 4", NULL },
	{ "cpu_on", 0x5e000000, 0, 0, 0x84000003,
	  "cpu_up target_cpu=0x44332211 entry_point=0x2000 arg=0x40000005 next 4", NULL },
	{ "system_off", 0x5a000000, 0, 0, 0x84000008, "system_down kind=off next 4", NULL },
	/* Aborts: ISS with its fault status code */
	{ "fetch", 0x82000007, 0, 0, 0,
	  "nested_page_fault addr=0x9000005 access=execute gva=0x5 keep 0", NULL },
	{ "fetch_walk_read", 0x82000087, 0, 0, 0,
	  "nested_page_fault addr=0x9000000 access=read gva=0x5 walk=0x1 keep 0", NULL },
	{ "data_walk_write", 0x9200008f, 0, 0, 0,
	  "nested_page_fault addr=0x9000000 access=write gva=0x5 walk=0x1 keep 0", NULL },
	{ "data_external", 0x92000010, 0, 0, 0, "unknown cause=0x92000010 keep 0", NULL },
	{ "data_maintenance", 0x92000147, 0, 0, 0,
	  "nested_page_fault addr=0x9000005 access=write gva=0x5 keep 0", NULL },
	{ "data_read", 0x93800007, 0, 0, 0,
	  "mmio_read " AT "width=0x4 reg_width=0x4 operation=load" END " next 4", NULL },
	{ "data_write", 0x93810047, 0, 0, 0,
	  "mmio_write " AT "width=0x4 data=0x44332211 access=write gva=0x5 next 4",
	  "mmio_write " AT "width=0x4 data=? access=write gva=0x5 next 4" },
	/* LDP x1, x2, [x3], #16 */
	{ "ldp_64_indexed", NO_ISV_READ, 0xa8c10861, 0, 0,
	  "mmio_read " AT "width=0x8 reg=0x1 reg_width=0x8 operation=load" END
	  " +2=0 [3]=0x40000015 next 4",
	  "mmio_read " AT "width=0x8 reg=0x1 reg_width=0x8 operation=load" END " +2=0 next 4" },
	{ "ldp_64_not_written_indexed", NO_ISV_WRITE, 0xa8c10861, 0, 0,
	  "nothing cause=retry keep 4", NULL },
	/* STR q0, [sp, #16]! */
	{ "str_quad_indexed", NO_ISV_WRITE, 0x3c810fe0, 0, 0,
	  "mmio_write " AT "width=0x8 data=? access=write gva=0x5 reg=0x40 +96=0 [32]=0x1005 next 4",
	  "mmio_write " AT "width=0x8 data=? access=write gva=0x5 reg=0x40 +96=0 next 4" },
	/* LDADD w1, w2, [x3] */
	{ "ldadd", NO_ISV_READ, 0xb8210062, 0, 0,
	  "mmio_read " AT "width=0x4 reg=0x2 reg_width=0x4 operation=add "
	  "operand=0x8877665544332211 access=write gva=0x5 result=memory flags=none next 4",
	  "mmio_read " AT "width=0x4 reg=0x2 reg_width=0x4 operation=add "
	  "operand=? access=write gva=0x5 result=memory flags=none next 4" },
	/* LDXR x1, [x3]; DC ZVA, x3; BL, for a guarded control stack; ADD x0, x0, #0 */
	{ "exclusive", NO_ISV_READ, 0xc85f7c61, 0, 0,
	  "nested_page_fault addr=0x9000005 access=read gva=0x5 keep 4", NULL },
	{ "system_3", NO_ISV_WRITE, 0xd50b7423, 0, 0,
	  "nested_page_fault addr=0x9000005 access=write gva=0x5 keep 4", NULL },
	{ "system", NO_ISV_WRITE, 0x94000001, 0, 0,
	  "nested_page_fault addr=0x9000005 access=write gva=0x5 keep 4", NULL },
	{ "not_memory_2", NO_ISV_READ, 0x91000000, 0, 0, "nothing cause=retry keep 4", NULL },
};

static const struct axvcpu_aarch64_registers registers = {
	.x = { [1] = X1, [2] = 0x2000, [3] = 0x40000005 }, .sp = 0xff5,
};

static void check_exit(const struct row *row, const struct axvcpu_aarch64_registers *known,
		       const char *expected, const char *how)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("el2");
	struct axvcpu_el2_syndrome in = {
		.esr = row->esr, .far = 5, .hpfar = 0x90000, .vector = row->vector,
		.insn = row->insn, .have = AXVCPU_EL2_HAVE_INSN,
	};
	struct axvcpu_exit exit = { .cause = 0 };
	char text[EXIT_TEXT_SIZE];

	is_u64(axvcpu_el2_decode(&in, known, &exit), AXVCPU_DECODED_DONE, "%s is decoded",
	       row->name);
	exit_text(&exit, text);
	is_str(text, expected, "%s, %s", row->name, how);
	if (known)
		is_str(decoder->causes[exit.cause - 1].name, row->name, "by its name");
}

/* HPFAR_EL2 says nothing of a permission fault of the access itself: gpa first, then insn. */
static void check_needs(void)
{
	struct axvcpu_el2_syndrome in = { .esr = 0x9200000f, .far = 5 };
	struct axvcpu_exit exit;

	is_u64(axvcpu_el2_decode(&in, NULL, &exit), AXVCPU_DECODED_NEED_GPA, "needs gpa");
	in.have = AXVCPU_EL2_HAVE_GPA;
	is_u64(axvcpu_el2_decode(&in, NULL, &exit), AXVCPU_DECODED_NEED_INSN, "needs insn");
	in.esr = 0x9200008f;
	is_u64(axvcpu_el2_decode(&in, NULL, &exit), AXVCPU_DECODED_DONE, "a walk needs nothing");
}

/* IFSC and DFSC that no mapping mends, by bits 5 to 0; the same of fetches and of data. */
static const struct { unsigned status; const char *name; } errors[] = {
	{ 0x10, "external" }, { 0x12, "walk_external_m2" }, { 0x13, "walk_external_m1" },
	{ 0x14, "walk_external_0" }, { 0x15, "walk_external_1" }, { 0x16, "walk_external_2" },
	{ 0x17, "walk_external_3" }, { 0x18, "parity" }, { 0x1b, "walk_parity_m1" },
	{ 0x1c, "walk_parity_0" }, { 0x1d, "walk_parity_1" }, { 0x1e, "walk_parity_2" },
	{ 0x1f, "walk_parity_3" }, { 0x22, "walk_granule_m2" }, { 0x23, "walk_granule_m1" },
	{ 0x24, "walk_granule_0" }, { 0x25, "walk_granule_1" }, { 0x26, "walk_granule_2" },
	{ 0x27, "walk_granule_3" }, { 0x28, "granule" }, { 0x30, "tlb_conflict" },
	{ 0x31, "hardware_update" },
};

static void check_error(uint64_t class, const char *prefix, size_t i)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("el2");
	struct axvcpu_el2_syndrome in = { .esr = class | errors[i].status };
	struct axvcpu_exit exit = { .cause = 0 };
	char name[40];

	snprintf(name, sizeof name, "%s_%s", prefix, errors[i].name);
	is_u64(axvcpu_el2_decode(&in, NULL, &exit), AXVCPU_DECODED_DONE, "%s is decoded", name);
	is_str(decoder->causes[exit.cause - 1].name, name, "by its name");
}

int main(void)
{
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
		check_error(0x82000000, "fetch", i);
		check_error(0x92000000, "data", i);
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct axvcpu_aarch64_registers known = registers;

		known.x[0] = rows[i].x0;
		check_exit(&rows[i], &known, rows[i].exit, "with registers");
		if (rows[i].blind)
			check_exit(&rows[i], NULL, rows[i].blind, "without");
	}
	check_needs();
	return done_testing();
}
