/* SPDX-License-Identifier: MIT */
/*
 * Each exit that the decoder of kvm tells apart, by the name that users see: syndromes by hand
 * from struct kvm_run as the kernel documents it, exits by hand.
 */
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/kvm.h>

#include "../tap.h"
#include "exit_text.h"

struct row {
	const char *name;
	struct axvcpu_kvm_syndrome in;
	const char *exit;
};

#define ROW(name, exit, ...) { name, { __VA_ARGS__ }, exit }
/* The reason alone, of an exit that is for nobody in particular. */
#define UNKNOWN(name, number) ROW(name, "unknown cause=" #number " keep 0", \
	.exit_reason = (number), .u0 = 0x1122334455667788)
/* io: direction, size, port, count from the lowest byte on. */
#define IO(direction, size, port) .exit_reason = 2, .io_data = 0x1122334455667788, \
	.u1 = 0x1000, .u0 = (direction) | (size) << 8 | UINT64_C(port) << 16 | UINT64_C(1) << 32
/* mmio: address, data, then length and direction. */
#define MMIO(length, write) .exit_reason = 6, .u0 = 0xfee00300, .u1 = 0x1122334455667788, \
	.u2 = (length) | UINT64_C(write) << 32
#define DEBUG(dr6) .exit_reason = 4, .u0 = 1, .u1 = 0xffffffff81000000, .u2 = (dr6), .u3 = 0x400
#define EVENT(type) .exit_reason = 24, .u0 = (type) | UINT64_C(1) << 32, .u1 = 0x55
#define READ "mmio_read addr=0xfee00300 "
#define READ_END " operation=load access=read gva=? result=memory flags=none keep 0"
#define WRITE "mmio_write addr=0xfee00300 "
#define WRITE_END " access=write gva=? keep 0"

static const struct row rows[] = {
	ROW("unknown", "unknown keep 0", .u0 = 0x1122334455667788), UNKNOWN("exception", 0x1),
	ROW("hypercall", "hypercall nr=0xc args=0x1,0x2,0x3,0x4,0x5,0x6 keep 0",
	    .exit_reason = 3, .u0 = 12, .u1 = 1, .u2 = 2, .u3 = 3, .u4 = 4,
	    .u5 = 5, .u6 = 6, .u7 = 7, .u8 = 1),
	ROW("hlt", "halt keep 0", .exit_reason = 5),
	ROW("irq_window_open", "nothing cause=window keep 0", .exit_reason = 7),
	ROW("shutdown", "system_down kind=reset reason=0x8 keep 0", .exit_reason = 8),
	ROW("fail_entry", "fail_entry reason=0x80000021 keep 0",
	    .exit_reason = 9, .u0 = 0x80000021, .u1 = 3),
	ROW("intr", "nothing cause=kicked keep 0", .exit_reason = 10),
	UNKNOWN("set_tpr", 0xb), UNKNOWN("tpr_access", 0xc),
	UNKNOWN("s390_sieic", 0xd), UNKNOWN("s390_reset", 0xe),
	UNKNOWN("dcr", 0xf), UNKNOWN("nmi", 0x10),
	UNKNOWN("internal_error", 0x11), UNKNOWN("osi", 0x12),
	UNKNOWN("papr_hcall", 0x13), UNKNOWN("s390_ucontrol", 0x14),
	UNKNOWN("watchdog", 0x15), UNKNOWN("s390_tsch", 0x16),
	UNKNOWN("epr", 0x17), UNKNOWN("s390_stsi", 0x19),
	ROW("ioapic_eoi", "interrupt_done vector=0x31 keep 0", .exit_reason = 26, .u0 = 0xffffff31),
	UNKNOWN("hyperv", 0x1b), UNKNOWN("arm_nisv", 0x1c),
	ROW("x86_rdmsr", "sysreg_read addr=0xc0010117 operation=load reg_high=0x2 keep 0",
	    .exit_reason = 29, .u1 = 0xc001011700000004),
	ROW("x86_wrmsr", "sysreg_write addr=0x830 value=0x30000000044 keep 0",
	    .exit_reason = 30, .u1 = 0x83000000004, .u2 = 0x30000000044),
	UNKNOWN("dirty_ring_full", 0x1f), UNKNOWN("ap_reset_hold", 0x20),
	ROW("x86_bus_lock", "nothing cause=yielded keep 0", .exit_reason = 33),
	UNKNOWN("xen", 0x22), UNKNOWN("riscv_sbi", 0x23),
	UNKNOWN("riscv_csr", 0x24), UNKNOWN("notify", 0x25),
	UNKNOWN("loongarch_iocsr", 0x26),
	ROW("memory_fault", "nested_page_fault addr=0x7f000 access=read gva=? keep 0",
	    .exit_reason = 39, .u0 = 8, .u1 = 0x7f000, .u2 = 0x1000),
	UNKNOWN("tdx", 0x28), UNKNOWN("arm_sea", 0x29),
	UNKNOWN("arm_ldst64b", 0x2a), UNKNOWN("snp_req_certs", 0x2b),
	UNKNOWN("other", 0x2c), UNKNOWN("other", 0xffffffff),
	/* io */
	ROW("io_in", "io_read port=0x60 width=0x1 keep 0", IO(0, 1, 0x60)),
	ROW("io_in", "io_read port=0xffff width=0x2 keep 0", IO(0, 2, 0xffff)),
	ROW("io_in", "io_read port=0xcf8 width=0x4 keep 0", IO(0, 4, 0xcf8)),
	ROW("io_in_other", "unknown cause=0x2 keep 0", IO(0, 0, 0x60)),
	ROW("io_in_other", "unknown cause=0x2 keep 0", IO(0, 8, 0x60)),
	ROW("io_out_8", "io_write port=0x3f8 width=0x1 data=0x88 keep 0", IO(1, 1, 0x3f8)),
	ROW("io_out_16", "io_write port=0x3f8 width=0x2 data=0x7788 keep 0", IO(1, 2, 0x3f8)),
	ROW("io_out_32", "io_write port=0xcf8 width=0x4 data=0x55667788 keep 0", IO(1, 4, 0xcf8)),
	ROW("io_out_other", "unknown cause=0x2 keep 0", IO(1, 3, 0x60)),
	ROW("io_other", "unknown cause=0x2 keep 0", IO(2, 1, 0x60)),
	/* debug: BS is bit 14 of DR6, B3 to B0 are the lowest ones */
	ROW("debug_other", "debug cause=breakpoint addr=0xffffffff81000000 keep 0",
	    DEBUG(0xffff0ff0)),
	ROW("debug_watchpoint", "debug cause=watchpoint addr=0xffffffff81000000 keep 0",
	    DEBUG(0xffff0ff8)),
	ROW("debug_step", "debug cause=step addr=0xffffffff81000000 keep 0", DEBUG(0xffff4ff0)),
	ROW("debug_step", "debug cause=step addr=0xffffffff81000000 keep 0", DEBUG(0xffff4ff1)),
	/* INT3 leaves the DR6 of an earlier exit in the page. */
	ROW("debug_breakpoint", "debug cause=breakpoint addr=0xffffffff81000000 keep 0",
	    .exit_reason = 4, .u0 = 3, .u1 = 0xffffffff81000000, .u2 = 0xffff4ff1),
	/* mmio */
	ROW("mmio_read_8", READ "width=0x1 reg=0xffff reg_width=0x1" READ_END, MMIO(1, 0)),
	ROW("mmio_read_16", READ "width=0x2 reg=0xffff reg_width=0x2" READ_END, MMIO(2, 0)),
	ROW("mmio_read_32", READ "width=0x4 reg=0xffff reg_width=0x4" READ_END, MMIO(4, 0)),
	ROW("mmio_read_64", READ "width=0x8 reg=0xffff reg_width=0x8" READ_END, MMIO(8, 0)),
	ROW("mmio_write_8", WRITE "width=0x1 data=0x88" WRITE_END, MMIO(1, 1)),
	ROW("mmio_write_16", WRITE "width=0x2 data=0x7788" WRITE_END, MMIO(2, 1)),
	ROW("mmio_write_32", WRITE "width=0x4 data=0x55667788" WRITE_END, MMIO(4, 1)),
	ROW("mmio_write_32", WRITE "width=0x4 data=0x55667788" WRITE_END, MMIO(4, 0x80)),
	ROW("mmio_write_64", WRITE "width=0x8 data=0x1122334455667788" WRITE_END, MMIO(8, 1)),
	ROW("mmio_other", "unknown cause=0x6 keep 0", MMIO(3, 0)),
	ROW("mmio_other", "unknown cause=0x6 keep 0", MMIO(0, 1)),
	/* system_event */
	ROW("system_event_shutdown", "system_down kind=off reason=0x1 keep 0", EVENT(1)),
	ROW("system_event_reset", "system_down kind=reset reason=0x2 keep 0", EVENT(2)),
	ROW("system_event_crash", "system_down kind=crash reason=0x3 keep 0", EVENT(3)),
	ROW("system_event_wakeup", "unknown cause=0x18 keep 0", EVENT(4)),
	ROW("system_event_suspend", "unknown cause=0x18 keep 0", EVENT(5)),
	ROW("system_event_sev_term", "unknown cause=0x18 keep 0", EVENT(6)),
	ROW("system_event_tdx_fatal", "unknown cause=0x18 keep 0", EVENT(7)),
	ROW("system_event_other", "unknown cause=0x18 keep 0", EVENT(0)),
	ROW("system_event_other", "unknown cause=0x18 keep 0", EVENT(8)),
};

static void check_row(const struct axvcpu_decoder *decoder, const struct row *row)
{
	char text[EXIT_TEXT_SIZE];
	struct axvcpu_exit exit;

	memset(&exit, 0x5a, sizeof exit);
	is_u64(axvcpu_kvm_decode(&row->in, NULL, &exit), AXVCPU_DECODED_DONE, "%s: done",
	       row->name);
	if (!ok(exit.cause > 0 && exit.cause <= decoder->cause_count, "%s: a cause", row->name))
		return;
	is_str(decoder->causes[exit.cause - 1].name, row->name, "%s: its name", row->name);
	exit_text(&exit, text);
	is_str(text, row->exit, "%s: its exit", row->name);
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
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("kvm");

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(decoder, &rows[i]);
	check_all(decoder);
	return done_testing();
}
