/* SPDX-License-Identifier: MIT */
/*
 * Known syndromes and what they mean. The instruction words are put together by
 * hand from the manual's appendix B: opcode | rk << 10 | rj << 5 | rd, with
 * a0 = 4, a1 = 5, a2 = 6, t0 = 12, s8 = 31. TAP.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/names.h>

#include <generated/registers.h>

#include "lvz.h"

#define ECODE(number) ((uint32_t)(number) << 16)
#define BADV 0x1fe001e0
#define A0 0x8877665544332211
#define A1 0x0807060504030205
#define A2 0x0807060504030206

/* An exit with the payload that matters, in any order that suits the reason. */
struct known {
	const char *name;
	uint32_t estat, badi;
	enum axvcpu_exit_reason reason;
	uint64_t address; /* or number, vector, raw cause */
	unsigned width, reg;
	bool is_signed;
	enum axvcpu_operation operation;
	uint64_t value; /* data, operand, or the access of a fault */
};

#define LOAD(name, badi, width, reg, is_signed) \
	{ name, ECODE(1), badi, AXVCPU_EXIT_MMIO_READ, BADV, width, reg, is_signed, 0, 0 }
#define STORE(name, badi, width, data) \
	{ name, ECODE(2), badi, AXVCPU_EXIT_MMIO_WRITE, BADV, width, 0, false, 0, data }
#define ATOMIC(name, badi, width, operation) \
	{ name, ECODE(2), badi, AXVCPU_EXIT_MMIO_READ, BADV, width, 4, true, operation, A2 }
#define FAULT(name, ecode, badi, access) \
	{ name, ECODE(ecode), badi, AXVCPU_EXIT_NESTED_PAGE_FAULT, BADV, 0, 0, false, 0, access }
#define UNKNOWN(name, ecode, badi) \
	{ name, ECODE(ecode), badi, AXVCPU_EXIT_UNKNOWN, ecode, 0, 0, false, 0, 0 }
#define READ AXVCPU_ACCESS_READ
#define WRITE AXVCPU_ACCESS_WRITE
#define EXECUTE AXVCPU_ACCESS_EXECUTE

static const struct known all[] = {
	LOAD("ld.b $a0, $a1, -1",     0x283ffca4, 1, 4, true),
	LOAD("ld.h $a0, $a1, 2",      0x284008a4, 2, 4, true),
	LOAD("ld.w $a0, $a1, 4",      0x288010a4, 4, 4, true),
	LOAD("ld.d $a0, $a1, 0",      0x28c000a4, 8, 4, false),
	LOAD("ld.bu $a0, $a1, 0",     0x2a0000a4, 1, 4, false),
	LOAD("ld.hu $a0, $a1, 0",     0x2a4000a4, 2, 4, false),
	LOAD("ld.wu $s8, $a1, 0",     0x2a8000bf, 4, 31, false),
	LOAD("ldx.b $a0, $a1, $a2",   0x380018a4, 1, 4, true),
	LOAD("ldx.h $a0, $a1, $a2",   0x380418a4, 2, 4, true),
	LOAD("ldx.w $a0, $a1, $a2",   0x380818a4, 4, 4, true),
	LOAD("ldx.d $a0, $a1, $a2",   0x380c18a4, 8, 4, false),
	LOAD("ldx.bu $a0, $a1, $a2",  0x382018a4, 1, 4, false),
	LOAD("ldx.hu $a0, $a1, $a2",  0x382418a4, 2, 4, false),
	LOAD("ldx.wu $a0, $a1, $a2",  0x382818a4, 4, 4, false),
	LOAD("ldptr.w $a0, $a1, 0",   0x240000a4, 4, 4, true),
	LOAD("ldptr.d $t0, $a1, 0",   0x260000ac, 8, 12, false),
	STORE("st.b $a0, $a1, 0",     0x290000a4, 1, 0x11),
	STORE("st.h $a0, $a1, 0",     0x294000a4, 2, 0x2211),
	STORE("st.w $a0, $a1, 0",     0x298000a4, 4, 0x44332211),
	STORE("st.d $a0, $a1, 0",     0x29c000a4, 8, A0),
	STORE("st.d $zero, $a1, 0",   0x29c000a0, 8, 0),
	STORE("stx.b $a0, $a1, $a2",  0x381018a4, 1, 0x11),
	STORE("stx.h $a0, $a1, $a2",  0x381418a4, 2, 0x2211),
	STORE("stx.w $a0, $a1, $a2",  0x381818a4, 4, 0x44332211),
	STORE("stx.d $a0, $a1, $a2",  0x381c18a4, 8, A0),
	STORE("stptr.w $a0, $a1, 0",  0x250000a4, 4, 0x44332211),
	STORE("stptr.d $a0, $a1, 0",  0x270000a4, 8, A0),
	{ "st.w to a page that is not writable", ECODE(4), 0x298000a4, AXVCPU_EXIT_MMIO_WRITE,
	  BADV, 4, 0, false, 0, 0x44332211 },
	ATOMIC("amswap.w $a0, $a2, $a1",     0x386018a4, 4, AXVCPU_OPERATION_SWAP),
	ATOMIC("amadd.d $a0, $a2, $a1",      0x386198a4, 8, AXVCPU_OPERATION_ADD),
	ATOMIC("amxor_db.w $a0, $a2, $a1",   0x386d18a4, 4, AXVCPU_OPERATION_XOR),
	ATOMIC("ammin_db.du $a0, $a2, $a1",  0x387198a4, 8, AXVCPU_OPERATION_MINU),
	{ "amswap.w, reported as a load", ECODE(1), 0x386018a4, AXVCPU_EXIT_MMIO_READ,
	  BADV, 4, 4, true, AXVCPU_OPERATION_SWAP, A2 },
	FAULT("fetch, page invalid",         3, 0, EXECUTE),
	FAULT("fetch, not executable",       6, 0, EXECUTE),
	FAULT("load, not readable",          5, 0x288010a4, READ),
	FAULT("fld.d $fa4, $a1, 0",          1, 0x2b8000a4, READ),
	FAULT("ll.w $a0, $a1, 0",            1, 0x200000a4, READ),
	FAULT("sc.w $a0, $a1, 0",            2, 0x210000a4, WRITE),
	FAULT("a store reported as a load",  1, 0x298000a4, READ),
	FAULT("a load reported as a store",  2, 0x288010a4, WRITE),
	{ "csrrd $a0, 0x20", ECODE(22), 0x04008004, AXVCPU_EXIT_SYSREG_READ,
	  0x20, 0, 4, false, AXVCPU_OPERATION_LOAD, 0 },
	{ "csrwr $a0, 0x180", ECODE(22), 0x04060024, AXVCPU_EXIT_SYSREG_READ,
	  0x180, 0, 4, false, AXVCPU_OPERATION_SWAP, A0 },
	UNKNOWN("csrxchg $a0, $t0, 0x4", 22, 0x04001184),
	{ "cpucfg $a0, $a1", ECODE(22), 0x00006ca4, AXVCPU_EXIT_SYSREG_READ,
	  0x84030205, 0, 4, false, AXVCPU_OPERATION_LOAD, 0 },
#define IOCSR 0x8000000004030205
	{ "iocsrrd.b $a0, $a1", ECODE(22), 0x064800a4, AXVCPU_EXIT_MMIO_READ, IOCSR, 1, 4, true, 0, 0 },
	{ "iocsrrd.h $a0, $a1", ECODE(22), 0x064804a4, AXVCPU_EXIT_MMIO_READ, IOCSR, 2, 4, true, 0, 0 },
	{ "iocsrrd.w $t0, $a1", ECODE(22), 0x064808ac, AXVCPU_EXIT_MMIO_READ, IOCSR, 4, 12, true, 0, 0 },
	{ "iocsrrd.d $a0, $a1", ECODE(22), 0x06480ca4, AXVCPU_EXIT_MMIO_READ, IOCSR, 8, 4, false, 0, 0 },
	{ "iocsrwr.b $a0, $a1", ECODE(22), 0x064810a4, AXVCPU_EXIT_MMIO_WRITE, IOCSR, 1, 0, false, 0, 0x11 },
	{ "iocsrwr.h $a0, $a1", ECODE(22), 0x064814a4, AXVCPU_EXIT_MMIO_WRITE, IOCSR, 2, 0, false, 0, 0x2211 },
	{ "iocsrwr.w $a2, $a1", ECODE(22), 0x064818a6, AXVCPU_EXIT_MMIO_WRITE, IOCSR, 4, 0, false, 0, 0x04030206 },
	{ "iocsrwr.d $a0, $a1", ECODE(22), 0x06481ca4, AXVCPU_EXIT_MMIO_WRITE, IOCSR, 8, 0, false, 0, A0 },
	{ "idle 0", ECODE(22), 0x06488000, AXVCPU_EXIT_HALT, 0, 0, 0, false, 0, 0 },
	UNKNOWN("cacop 8, $a0, 0", 22, 0x06000088),
	UNKNOWN("tlbwr", 22, 0x06483000),
	UNKNOWN("ertn", 22, 0x06483800),
	{ "hvcl 0x100", ECODE(23), 0x002b8100, AXVCPU_EXIT_HYPERCALL, 0x100, 0, 0, false, 0, 0 },
	UNKNOWN("guest CSR changed by software", 24, 0),
	{ "guest CSR changed by hardware", ECODE(24) | 1 << 22, 0, AXVCPU_EXIT_UNKNOWN, 24, 0, 0, false, 0, 0 },
	UNKNOWN("floating point is disabled", 15, 0),
	UNKNOWN("a reserved number", 63, 0),
	{ "timer and IPI", 1 << 11 | 1 << 12, 0, AXVCPU_EXIT_EXTERNAL_INTERRUPT, 0x1800, 0, 0, false, 0, 0 },
};

static int number, failed;

static void ok(bool is_right, const char *name)
{
	printf("%sok %d - %s\n", is_right ? "" : "not ", ++number, name);
	failed += !is_right;
}

static void fill(struct axvcpu_loongarch64_registers *registers)
{
	memset(registers, 0, sizeof *registers);
	registers->r[4] = A0;
	registers->r[5] = A1;
	registers->r[6] = A2;
}

static bool is_read(const struct known *known, const struct axvcpu_exit_mmio_read *read)
{
	return read->addr == known->address && read->width == known->width &&
	       read->reg == known->reg && read->reg_width == 8 &&
	       read->signed_ext == known->is_signed && read->operation == known->operation &&
	       read->operand == known->value &&
	       read->access == (known->operation ? AXVCPU_ACCESS_WRITE : AXVCPU_ACCESS_READ);
}

static bool is_payload(const struct known *known, const struct axvcpu_exit *exit)
{
	switch (known->reason) {
	case AXVCPU_EXIT_MMIO_READ:
		return is_read(known, &exit->mmio_read);
	case AXVCPU_EXIT_MMIO_WRITE:
		return exit->mmio_write.addr == known->address &&
		       exit->mmio_write.width == known->width && exit->mmio_write.data == known->value;
	case AXVCPU_EXIT_NESTED_PAGE_FAULT:
		return exit->nested_page_fault.addr == known->address &&
		       exit->nested_page_fault.access == known->value;
	case AXVCPU_EXIT_SYSREG_READ:
		return exit->sysreg_read.addr == known->address && exit->sysreg_read.reg == known->reg &&
		       exit->sysreg_read.operation == known->operation &&
		       exit->sysreg_read.operand == known->value;
	case AXVCPU_EXIT_HYPERCALL:
		return exit->hypercall.nr == known->address && exit->hypercall.args[0] == A0 &&
		       exit->hypercall.args[2] == A2;
	case AXVCPU_EXIT_EXTERNAL_INTERRUPT:
		return exit->external_interrupt.vector == known->address;
	case AXVCPU_EXIT_UNKNOWN:
		return exit->unknown.cause == known->address;
	default:
		return true;
	}
}

/* Whether the guest has to go on behind the instruction: where it trapped as an access. */
static bool retires(const struct known *known)
{
	return known->reason != AXVCPU_EXIT_NESTED_PAGE_FAULT && known->reason != AXVCPU_EXIT_UNKNOWN &&
	       known->reason != AXVCPU_EXIT_EXTERNAL_INTERRUPT;
}

static void check(const struct known *known)
{
	struct axvcpu_lvz_syndrome syndrome = { .estat = known->estat, .badi = known->badi, .badv = BADV };
	struct axvcpu_loongarch64_registers registers;
	struct axvcpu_exit exit = { 0 };

	fill(&registers);
	ok(axvcpu_lvz_decode(&syndrome, &registers, &exit) == AXVCPU_DECODED_DONE &&
	   exit.reason == known->reason && is_payload(known, &exit) &&
	   exit.retire == retires(known) && (!retires(known) || exit.insn_length == 4), known->name);
}

/* A CPU that runs this guest: ld.b $a0, then hvcl for ever. */
static void script(struct axvcpu_loongarch64_registers *registers,
		   struct axvcpu_lvz_syndrome *syndrome)
{
	*syndrome = registers->pc == 0x1000
		? (struct axvcpu_lvz_syndrome){ .estat = ECODE(1), .badi = 0x283ffca4, .badv = BADV }
		: (struct axvcpu_lvz_syndrome){ .estat = ECODE(23), .badi = 0x002b8100 };
}

static void check_vcpu(void)
{
	static const struct lvz_cpu cpu = { .enter = script };
	struct axvcpu_config config = {
		AXVCPU_CONFIG_INIT, .ops = &axvcpu_lvz_ops, .arch_config = &cpu,
	};
	const struct axvcpu_exit *exit;
	struct axvcpu *vcpu;
	uint64_t value;

	ok(axvcpu_create(&config, &vcpu) == AXVCPU_OK, "a vCPU of the back end is created");
	ok(axvcpu_setup(vcpu, 0x1002, NULL, NULL) == AXVCPU_BAD_ADDRESS, "a misaligned entry is refused");
	ok(axvcpu_setup(vcpu, 0x1000, NULL, NULL) == AXVCPU_OK && axvcpu_bind(vcpu) == AXVCPU_OK,
	   "it is set up and bound");
	ok(axvcpu_run(vcpu, &exit) == AXVCPU_OK && exit->reason == AXVCPU_EXIT_MMIO_READ &&
	   exit->pc == 0x1000, "it runs to the load");
	ok(axvcpu_complete(vcpu, 0x80) == AXVCPU_OK, "the load is answered");
	ok(axvcpu_run(vcpu, &exit) == AXVCPU_OK && exit->reason == AXVCPU_EXIT_HYPERCALL &&
	   exit->pc == 0x1004, "it goes on behind the load, to hvcl");
	ok(exit->hypercall.args[0] == 0xffffffffffffff80, "the byte was sign-extended into $a0");
	ok(axvcpu_run(vcpu, &exit) == AXVCPU_OK && exit->pc == 0x1008, "the hypercall retires");
	ok(axvcpu_set_register(vcpu, AXVCPU_LOONGARCH64_R0, 1) == AXVCPU_OK &&
	   axvcpu_get_register(vcpu, AXVCPU_LOONGARCH64_R0, &value) == AXVCPU_OK && value == 0,
	   "register 0 stays 0");
	ok(axvcpu_get_register(vcpu, AXVCPU_REGISTER_PC, &value) == AXVCPU_OK && value == 0x1008,
	   "registers are found by their role");
	ok(axvcpu_unbind(vcpu) == AXVCPU_OK && axvcpu_destroy(vcpu) == AXVCPU_OK, "its end");
}

/* What a printer finds. */
static void check_description(void)
{
	const struct axvcpu_decoder *decoder = &axvcpu_lvz_decoder;
	union axvcpu_syndrome raw = { { 0 } };
	struct axvcpu_lvz_syndrome syndrome = { .estat = ECODE(23), .badi = 0x002b8100 };
	struct axvcpu_exit exit = { 0 };

	memcpy(&raw, &syndrome, sizeof syndrome);
	ok(decoder->decode(&raw, NULL, &exit) == AXVCPU_DECODED_DONE &&
	   exit.known == AXVCPU_KNOWN_HYPERCALL_NR, "without registers only the number is known");
	ok(exit.cause && !strcmp(decoder->causes[exit.cause - 1].name, "hypercall"),
	   "the exit names its row");
	ok(!strcmp(axvcpu_loongarch64_register_table[4].alias, "a0") &&
	   axvcpu_loongarch64_register_of_role(AXVCPU_REGISTER_SP) == AXVCPU_LOONGARCH64_R3,
	   "registers have names and roles");
}

int main(void)
{
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
		check(&all[i]);
	check_vcpu();
	check_description();
	printf("1..%d\n", number);
	return failed != 0;
}
