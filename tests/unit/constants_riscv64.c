/* SPDX-License-Identifier: MIT */
/*
 * CSR numbers, fields, exceptions and entries of tables of riscv64, by hand from the RISC-V
 * Instruction Set Manual, 20240411: volume II, tables 3 to 7, chapters 10, 16 and 18.
 */
#include <stddef.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>
#include <generated/riscv64_context.h>
#include <generated/riscv64_hardware.h>

#include "../tap.h"

struct named {
	const char *name;
	uint64_t value;
};

/* Bits high to low of a register. */
#define BITS(high, low) ((UINT64_MAX >> (63 - (high) + (low))) << (low))
#define BIT(n)          BITS(n, n)

static const struct named csrs[] = {
	{ "fflags", 0x001 }, { "frm", 0x002 }, { "fcsr", 0x003 },
	{ "sstatus", 0x100 }, { "sie", 0x104 }, { "stvec", 0x105 }, { "scounteren", 0x106 },
	{ "senvcfg", 0x10a }, { "sscratch", 0x140 }, { "sepc", 0x141 }, { "scause", 0x142 },
	{ "stval", 0x143 }, { "sip", 0x144 }, { "stimecmp", 0x14d }, { "satp", 0x180 },
	{ "vsstatus", 0x200 }, { "vsie", 0x204 }, { "vstvec", 0x205 }, { "vsscratch", 0x240 },
	{ "vsepc", 0x241 }, { "vscause", 0x242 }, { "vstval", 0x243 }, { "vsip", 0x244 },
	{ "vstimecmp", 0x24d }, { "vsatp", 0x280 },
	{ "hstatus", 0x600 }, { "hedeleg", 0x602 }, { "hideleg", 0x603 }, { "hie", 0x604 },
	{ "htimedelta", 0x605 }, { "hcounteren", 0x606 }, { "hgeie", 0x607 },
	{ "henvcfg", 0x60a }, { "htval", 0x643 }, { "hip", 0x644 }, { "hvip", 0x645 },
	{ "htinst", 0x64a }, { "hgatp", 0x680 },
	{ "cycle", 0xc00 }, { "time", 0xc01 }, { "instret", 0xc02 }, { "hpmcounter31", 0xc1f },
	{ "hgeip", 0xe12 },
};

#define ROW(name, number) { #name, number },
static const struct named generated_csrs[] = { AXVCPU_RISCV64_HARDWARE(ROW) };

/* The guest's registers that are CSRs of a number of their own while it is loaded. */
static const struct loaded {
	uint32_t reg;
	const char *csr;
} loaded[] = {
	{ 0x1100, "vsstatus" }, { 0x1104, "vsie" }, { 0x1105, "vstvec" },
	{ 0x1106, "scounteren" }, { 0x110a, "senvcfg" }, { 0x1140, "vsscratch" },
	{ 0x1141, "vsepc" }, { 0x1142, "vscause" }, { 0x1143, "vstval" },
	{ 0x114d, "vstimecmp" }, { 0x1180, "vsatp" }, { 0x1605, "htimedelta" },
	{ 0x1645, "hvip" },
};

#define LOADED(reg, member, number) { reg, #member },
static const struct loaded generated_loaded[] = { AXVCPU_RISCV64_LOADED(LOADED) };

#define FIELD(name, high, low) { #name, AXVCPU_RISCV64_##name, BITS(high, low) }
#define SHIFT(name, bit)       { #name, AXVCPU_RISCV64_##name##_SHIFT, bit }
#define VALUE(name, value)     { #name, AXVCPU_RISCV64_##name, value }

static const struct constant {
	const char *name;
	uint64_t value, expected;
} constants[] = {
	FIELD(FCSR_FLAGS, 4, 0), FIELD(FCSR_MODE, 7, 5), SHIFT(FCSR_MODE, 5),
	FIELD(SSTATUS_SIE, 1, 1), FIELD(SSTATUS_SPIE, 5, 5), FIELD(SSTATUS_UBE, 6, 6),
	FIELD(SSTATUS_SPP, 8, 8), SHIFT(SSTATUS_SPP, 8), FIELD(SSTATUS_VS, 10, 9),
	FIELD(SSTATUS_FS, 14, 13), SHIFT(SSTATUS_FS, 13), VALUE(SSTATUS_FS_OFF, 0),
	VALUE(SSTATUS_FS_INITIAL, BIT(13)), VALUE(SSTATUS_FS_CLEAN, BIT(14)),
	VALUE(SSTATUS_FS_DIRTY, BIT(13) | BIT(14)), FIELD(SSTATUS_SUM, 18, 18),
	FIELD(SSTATUS_MXR, 19, 19), FIELD(SSTATUS_UXL, 33, 32),
	VALUE(SSTATUS_UXL_RV64, BIT(33)), FIELD(SSTATUS_SD, 63, 63),
	FIELD(STVEC_MODE, 1, 0), VALUE(STVEC_MODE_DIRECT, 0), VALUE(STVEC_MODE_VECTORED, 1),
	FIELD(STVEC_BASE, 63, 2), SHIFT(STVEC_BASE, 2),
	FIELD(SCOUNTEREN_CY, 0, 0), FIELD(SCOUNTEREN_TM, 1, 1), FIELD(SCOUNTEREN_IR, 2, 2),
	FIELD(HCOUNTEREN_CY, 0, 0), FIELD(HCOUNTEREN_TM, 1, 1), FIELD(HCOUNTEREN_IR, 2, 2),
	FIELD(SENVCFG_FIOM, 0, 0),
	FIELD(SATP_MODE, 63, 60), SHIFT(SATP_MODE, 60), VALUE(SATP_MODE_BARE, 0),
	VALUE(SATP_MODE_SV39, UINT64_C(8) << 60), VALUE(SATP_MODE_SV48, UINT64_C(9) << 60),
	VALUE(SATP_MODE_SV57, UINT64_C(10) << 60),
	FIELD(SATP_ASID, 59, 44), SHIFT(SATP_ASID, 44), FIELD(SATP_PPN, 43, 0),
	FIELD(HSTATUS_VSBE, 5, 5), FIELD(HSTATUS_GVA, 6, 6), FIELD(HSTATUS_SPV, 7, 7),
	FIELD(HSTATUS_SPVP, 8, 8), FIELD(HSTATUS_HU, 9, 9), FIELD(HSTATUS_VGEIN, 17, 12),
	FIELD(HSTATUS_VTVM, 20, 20), FIELD(HSTATUS_VTW, 21, 21), FIELD(HSTATUS_VTSR, 22, 22),
	FIELD(HSTATUS_VSXL, 33, 32), VALUE(HSTATUS_VSXL_RV64, BIT(33)),
	FIELD(HENVCFG_FIOM, 0, 0), FIELD(HENVCFG_CBIE, 5, 4), FIELD(HENVCFG_CBCFE, 6, 6),
	FIELD(HENVCFG_CBZE, 7, 7), FIELD(HENVCFG_ADUE, 61, 61), FIELD(HENVCFG_PBMTE, 62, 62),
	FIELD(HENVCFG_STCE, 63, 63),
	FIELD(HVIP_VSSIP, 2, 2), FIELD(HVIP_VSTIP, 6, 6), FIELD(HVIP_VSEIP, 10, 10),
	FIELD(HGATP_MODE, 63, 60), SHIFT(HGATP_MODE, 60), FIELD(HGATP_VMID, 57, 44),
	SHIFT(HGATP_VMID, 44), FIELD(HGATP_PPN, 43, 0),
	FIELD(SCAUSE_INTERRUPT, 63, 63), FIELD(SCAUSE_CODE, 62, 0),
	FIELD(HTINST_PSEUDO, 31, 0), VALUE(HTINST_PSEUDO_WALK_READ, 0x3000),
	VALUE(HTINST_PSEUDO_WALK_WRITE, 0x3020), FIELD(HTINST_LOAD, 14, 0),
	VALUE(HTINST_STORE, BITS(24, 20) | BITS(14, 12) | BITS(6, 0)),
	FIELD(HTINST_LONG, 1, 1), FIELD(HTINST_OFFSET, 19, 15), SHIFT(HTINST_OFFSET, 15),
	FIELD(ENTRY_VALID, 0, 0), FIELD(ENTRY_READ, 1, 1), FIELD(ENTRY_WRITE, 2, 2),
	FIELD(ENTRY_EXECUTE, 3, 3), FIELD(ENTRY_USER, 4, 4), FIELD(ENTRY_ACCESSED, 6, 6),
	FIELD(ENTRY_DIRTY, 7, 7), FIELD(ENTRY_FRAME, 53, 10), SHIFT(ENTRY_FRAME, 10),
	{ "PAGE_SHIFT", AXVCPU_RISCV64_PAGE_SHIFT, 12 },
	{ "INDEX_BITS", AXVCPU_RISCV64_INDEX_BITS, 9 },
};

/* 18.6.1, table 40; what hedeleg may hold, 18.2.2, but the host's hardware errors. */
static const struct exception {
	const char *name;
	unsigned value, number;
	bool delegated, injected;
} exceptions[] = {
#define EXCEPTION(name, number, delegated, injected) \
	{ #name, AXVCPU_RISCV64_EXCEPTION_##name, number, delegated, injected }
	EXCEPTION(FETCH_MISALIGNED, 0, true, true), EXCEPTION(FETCH_ACCESS, 1, true, true),
	EXCEPTION(ILLEGAL_INSTRUCTION, 2, true, true), EXCEPTION(BREAKPOINT, 3, true, true),
	EXCEPTION(LOAD_MISALIGNED, 4, true, true), EXCEPTION(LOAD_ACCESS, 5, true, true),
	EXCEPTION(STORE_MISALIGNED, 6, true, true), EXCEPTION(STORE_ACCESS, 7, true, true),
	EXCEPTION(USER_CALL, 8, true, true), EXCEPTION(HOST_CALL, 9, false, true),
	EXCEPTION(SUPERVISOR_CALL, 10, false, false), EXCEPTION(FETCH_PAGE, 12, true, true),
	EXCEPTION(LOAD_PAGE, 13, true, true), EXCEPTION(STORE_PAGE, 15, true, true),
	EXCEPTION(SOFTWARE_CHECK, 18, true, true), EXCEPTION(HARDWARE_ERROR, 19, false, true),
	EXCEPTION(FETCH_GUEST_PAGE, 20, false, false),
	EXCEPTION(LOAD_GUEST_PAGE, 21, false, false),
	EXCEPTION(VIRTUAL_INSTRUCTION, 22, false, false),
	EXCEPTION(STORE_GUEST_PAGE, 23, false, false),
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void check_csrs(void)
{
	size_t i;

	if (!is_u64(COUNT(generated_csrs), COUNT(csrs), "CSRs"))
		return;
	for (i = 0; i < COUNT(csrs); i++) {
		is_str(generated_csrs[i].name, csrs[i].name, "CSR %u: its name", (unsigned)i);
		is_u64(generated_csrs[i].value, csrs[i].value, "%s: its number", csrs[i].name);
	}
}

static void check_loaded(void)
{
	size_t i;

	if (!is_u64(COUNT(generated_loaded), COUNT(loaded), "registers that are CSRs"))
		return;
	is_u64(sizeof(struct axvcpu_riscv64_loaded), 8 * COUNT(loaded), "their struct");
	for (i = 0; i < COUNT(loaded); i++) {
		is_u64(generated_loaded[i].reg, loaded[i].reg, "%s: its register",
		       loaded[i].csr);
		is_str(generated_loaded[i].csr, loaded[i].csr, "register %#x: its CSR",
		       (unsigned)loaded[i].reg);
	}
}

static void check_exceptions(void)
{
	uint64_t delegated = 0, injected = 0;
	size_t i;

	for (i = 0; i < COUNT(exceptions); i++) {
		is_u64(exceptions[i].value, exceptions[i].number, "%s", exceptions[i].name);
		delegated |= (uint64_t)exceptions[i].delegated << exceptions[i].number;
		injected |= (uint64_t)exceptions[i].injected << exceptions[i].number;
	}
	is_u64(AXVCPU_RISCV64_EXCEPTIONS_DELEGATED, delegated, "what the guest gets by itself");
	is_u64(AXVCPU_RISCV64_EXCEPTIONS_INJECTED, injected, "what a caller may inject");
}

/* ra, sp, gp, tp, s0, s1, s2 to s11: the calling convention, chapter 1. */
static void check_host(void)
{
	is_u64(AXVCPU_RISCV64_HOST_X1_OFFSET, 0, "ra");
	is_u64(AXVCPU_RISCV64_HOST_X2_OFFSET, 8, "sp");
	is_u64(AXVCPU_RISCV64_HOST_X3_OFFSET, 16, "gp");
	is_u64(AXVCPU_RISCV64_HOST_X4_OFFSET, 24, "tp");
	is_u64(AXVCPU_RISCV64_HOST_X8_OFFSET, 32, "s0");
	is_u64(AXVCPU_RISCV64_HOST_X9_OFFSET, 40, "s1");
	is_u64(AXVCPU_RISCV64_HOST_X18_OFFSET, 48, "s2");
	is_u64(AXVCPU_RISCV64_HOST_X27_OFFSET, 120, "s11");
	is_u64(AXVCPU_RISCV64_HOST_SIZE, 128, "16 registers");
}

int main(void)
{
	size_t i;

	check_csrs();
	check_loaded();
	for (i = 0; i < COUNT(constants); i++)
		is_u64(constants[i].value, constants[i].expected, "%s", constants[i].name);
	check_exceptions();
	check_host();
	return done_testing();
}
