/* SPDX-License-Identifier: MIT */
/*
 * Calls of the RISC-V supervisor binary interface, written by hand from its
 * specification, version 2.0: extension in a7, function in a6, arguments in a0 to a5 (3).
 */
#include <string.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/hext.h>
#include <axvcpu/sbi.h>

#include "../tap.h"

/* What the registers a0 to a5 hold where a row does not say. */
#define A0 UINT64_C(0xa0a0a0a0a0a0a0a1)
#define A1 UINT64_C(0xb1b1b1b1b1b1b1b2)
#define A2 UINT64_C(0xc2c2c2c2c2c2c2c3)
#define A3 UINT64_C(0xd3d3d3d3d3d3d3d4)
#define A4 UINT64_C(0xe4e4e4e4e4e4e4e5)
#define A5 UINT64_C(0xf5f5f5f5f5f5f5f6)

#define ALL UINT64_MAX
#define FIELDS 7

/* Extensions (5 to 18): four letters, or few; the old ones are numbers. */
enum {
	BASE = 0x10, TIME = 0x54494d45, IPI = 0x735049, RFENCE = 0x52464e43, HSM = 0x48534d,
	SRST = 0x53525354, DBCN = 0x4442434e,
};

struct row {
	const char *cause;
	uint64_t extension, function, a0, a1;
	enum axvcpu_exit_reason reason;
	unsigned answer;
	uint64_t payload[FIELDS]; /* the fields in the order of their struct */
	unsigned count;
};

#define INSIDE_OR_CALL(name, extension, function, answer) \
	{ name, extension, function, A0, A1, AXVCPU_EXIT_HYPERCALL, AXVCPU_SBI_ANSWER_##answer, \
	  { (uint64_t)(extension) << 32 | (function), A0, A1, A2, A3, A4, A5 }, 7 }
#define CALL(name, extension, function) INSIDE_OR_CALL(name, extension, function, NONE)
#define INSIDE(name, extension, function, answer) \
	{ name, extension, function, A0, A1, AXVCPU_EXIT_NOTHING, AXVCPU_SBI_ANSWER_##answer, \
	  { AXVCPU_NOTHING_HANDLED }, 1 }
#define DOWN(name, type, reason, kind) \
	{ name, SRST, 0, type, reason, AXVCPU_EXIT_SYSTEM_DOWN, 0, { kind, (uint32_t)(reason) }, 2 }
#define BAD_DOWN(name, type, reason) \
	{ name, SRST, 0, type, reason, AXVCPU_EXIT_NOTHING, AXVCPU_SBI_ANSWER_INVALID, \
	  { AXVCPU_NOTHING_HANDLED }, 1 }

static const struct row rows[] = {
	/* 5: legacy extensions, the function does not count */
	INSIDE("legacy_set_timer", 0, 9, LEGACY_TIMER),
	CALL("legacy_putchar", 1, 9),
	CALL("legacy_getchar", 2, 9),
	INSIDE("legacy_clear_ipi", 3, 9, LEGACY_CLEAR),
	CALL("legacy_send_ipi", 4, 9),
	CALL("legacy_fence_i", 5, 9),
	CALL("legacy_fence_vma", 6, 9),
	CALL("legacy_fence_asid", 7, 9),
	{ "legacy_shutdown", 8, 9, A0, A1, AXVCPU_EXIT_SYSTEM_DOWN, 0, { 0, 0 }, 2 },
	INSIDE("unknown_extension", 9, 0, NOT_SUPPORTED),
	INSIDE("unknown_extension", 15, 0, NOT_SUPPORTED),
	/* 4: base */
	INSIDE("get_spec_version", BASE, 0, SPEC_VERSION),
	INSIDE("get_impl_id", BASE, 1, IMPL_ID),
	INSIDE("get_impl_version", BASE, 2, IMPL_VERSION),
	INSIDE("probe_extension", BASE, 3, PROBE),
	INSIDE("get_mvendorid", BASE, 4, MACHINE_ID),
	INSIDE("get_marchid", BASE, 5, MACHINE_ID),
	INSIDE("get_mimpid", BASE, 6, MACHINE_ID),
	INSIDE("base_unknown", BASE, 7, NOT_SUPPORTED),
	INSIDE("base_unknown", BASE, UINT64_C(0x100000000), NOT_SUPPORTED),
	/* 6: timer */
	INSIDE("set_timer", TIME, 0, SET_TIMER),
	INSIDE("time_unknown", TIME, 1, NOT_SUPPORTED),
	/* 7: a base of -1 is all harts, of which the caller is one */
	{ "send_ipi", IPI, 0, 5, 64, AXVCPU_EXIT_SEND_IPI, 0, { 5, 64, 0, 0, 1 }, 5 },
	{ "send_ipi", IPI, 0, 5, ALL - 1, AXVCPU_EXIT_SEND_IPI, 0, { 5, ALL - 1, 0, 0, 1 }, 5 },
	{ "send_ipi", IPI, 0, 5, ALL >> 1, AXVCPU_EXIT_SEND_IPI, 0, { 5, ALL >> 1, 0, 0, 1 }, 5 },
	{ "send_ipi", IPI, 0, ALL, 0, AXVCPU_EXIT_SEND_IPI, 0, { ALL, 0, 0, 0, 1 }, 5 },
	{ "send_ipi_all", IPI, 0, 5, ALL, AXVCPU_EXIT_SEND_IPI, 0, { 5, ALL, 1, 1, 1 }, 5 },
	INSIDE("ipi_unknown", IPI, 1, NOT_SUPPORTED),
	/* 8: remote fences; from 3 on they are for nested guests */
	INSIDE_OR_CALL("remote_fence_i", RFENCE, 0, FENCE_I),
	INSIDE_OR_CALL("remote_sfence_vma", RFENCE, 1, FENCE_VMA),
	INSIDE_OR_CALL("remote_sfence_vma_asid", RFENCE, 2, FENCE_VMA),
	INSIDE("rfence_unknown", RFENCE, 3, NOT_SUPPORTED),
	INSIDE("rfence_unknown", RFENCE, 6, NOT_SUPPORTED),
	/* 9: hart states */
	{ "hart_start", HSM, 0, A0, A1, AXVCPU_EXIT_CPU_UP, 0, { A0, A1, A2 }, 3 },
	{ "hart_stop", HSM, 1, A0, A1, AXVCPU_EXIT_CPU_DOWN, 0, { 0, 0, 0, 0 }, 4 },
	CALL("hart_get_status", HSM, 2),
	{ "hart_suspend", HSM, 3, A0, A1, AXVCPU_EXIT_CPU_DOWN, 0, { 1, A0, A1, A2 }, 4 },
	INSIDE("hsm_unknown", HSM, 4, NOT_SUPPORTED),
	/* 10: type in a0, reason in a1, of 32 bits; reason 1 is a failure of the system */
	DOWN("shutdown", 0, 0, 0),
	DOWN("shutdown_failure", 0, 1, 2),
	BAD_DOWN("shutdown_invalid", 0, 2),
	BAD_DOWN("shutdown_invalid", 0, 0xffffffff),
	BAD_DOWN("shutdown_invalid", 0, 0x80000000),
	DOWN("shutdown", UINT64_C(0xffffffff00000000), UINT64_C(0x100000000), 0),
	DOWN("cold_reboot", 1, 0, 1),
	DOWN("cold_reboot", 1, 1, 1),
	BAD_DOWN("cold_reboot_invalid", 1, 2),
	BAD_DOWN("cold_reboot_invalid", 1, 0xe0000000),
	DOWN("warm_reboot", 2, 0, 1),
	DOWN("warm_reboot", 2, 1, 1),
	BAD_DOWN("warm_reboot_invalid", 2, 0xdfffffff),
	BAD_DOWN("reset_invalid", 3, 0),
	BAD_DOWN("reset_invalid", 0x80000000, 0),
	BAD_DOWN("reset_invalid", 0xf0000000, 0),
	INSIDE("srst_unknown", SRST, 1, NOT_SUPPORTED),
	/* 12: debug console */
	CALL("console_write", DBCN, 0),
	CALL("console_read", DBCN, 1),
	CALL("console_write_byte", DBCN, 2),
	INSIDE("dbcn_unknown", DBCN, 3, NOT_SUPPORTED),
	/* 17, 18: spaces of the hypervisor and of vendors, both ends */
	INSIDE("unknown_extension", 0x07ffffff, 0, NOT_SUPPORTED),
	CALL("experimental", 0x08000000, 0),
	CALL("experimental", 0x08ffffff, 0xffffffff),
	CALL("vendor", 0x09000000, 5),
	CALL("vendor", 0x09ffffff, 0x80000000),
	INSIDE("unknown_extension", 0x0a000000, 0, NOT_SUPPORTED),
	INSIDE("unknown_extension", UINT64_C(0x154494d45), 0, NOT_SUPPORTED),
	INSIDE("unknown_extension", UINT64_C(1) << 63 | TIME, 0, NOT_SUPPORTED),
	INSIDE("time_unknown", TIME, UINT64_C(1) << 63, NOT_SUPPORTED),
	INSIDE("unknown_extension", ALL, 0, NOT_SUPPORTED),
};

/* A trap by ECALL from VS-mode, with these registers. */
static void decode(const struct row *row, struct axvcpu_exit *exit)
{
	struct axvcpu_hext_syndrome syndrome = { .scause = 10 };
	struct axvcpu_riscv64_registers registers = {
		.x = { [10] = row->a0, row->a1, A2, A3, A4, A5, row->function, row->extension },
	};

	memset(exit, 0x5a, sizeof(*exit));
	is_u64(axvcpu_hext_decode(&syndrome, &registers, exit), AXVCPU_DECODED_DONE,
	       "%s: needs nothing more", row->cause);
}

/* The payload as plain numbers, in the order of its struct; how many. */
static unsigned flatten(const struct axvcpu_exit *exit, uint64_t *payload)
{
	uint64_t values[FIELDS] = { 0 };
	unsigned count = 0;

	switch (exit->reason) {
	case AXVCPU_EXIT_NOTHING:
		values[count++] = exit->nothing.cause;
		break;
	case AXVCPU_EXIT_HYPERCALL:
		values[count++] = exit->hypercall.nr;
		for (unsigned i = 0; i < 6; i++)
			values[count++] = exit->hypercall.args[i];
		break;
	case AXVCPU_EXIT_SYSTEM_DOWN:
		values[count++] = exit->system_down.kind;
		values[count++] = exit->system_down.reason;
		break;
	case AXVCPU_EXIT_SEND_IPI:
		values[count++] = exit->send_ipi.target_cpu;
		values[count++] = exit->send_ipi.target_cpu_aux;
		values[count++] = exit->send_ipi.send_to_all;
		values[count++] = exit->send_ipi.send_to_self;
		values[count++] = exit->send_ipi.vector;
		break;
	case AXVCPU_EXIT_CPU_UP:
		values[count++] = exit->cpu_up.target_cpu;
		values[count++] = exit->cpu_up.entry_point;
		values[count++] = exit->cpu_up.arg;
		break;
	case AXVCPU_EXIT_CPU_DOWN:
		values[count++] = exit->cpu_down.state;
		values[count++] = exit->cpu_down.power_state;
		values[count++] = exit->cpu_down.entry_point;
		values[count++] = exit->cpu_down.arg;
		break;
	default:
		break;
	}
	memcpy(payload, values, sizeof(values));
	return count;
}

static void check_row(const struct row *row)
{
	const struct axvcpu_decoder *decoder = axvcpu_decoder_find("hext");
	struct axvcpu_exit exit;
	uint64_t payload[FIELDS];
	unsigned count;

	decode(row, &exit);
	is_str(axvcpu_exit_name(exit.reason), axvcpu_exit_name(row->reason), "%s: the exit",
	       row->cause);
	ok(exit.cause > 0 && exit.cause <= decoder->cause_count, "%s: it has a row", row->cause);
	is_str(decoder->causes[exit.cause - 1].name, row->cause, "%s: which is this", row->cause);
	is_u64(exit.answer, row->answer, "%s: the answer", row->cause);
	is_u64(exit.insn_length, 4, "%s: the length of ECALL", row->cause);
	is_u64(exit.retire, AXVCPU_RETIRE_NEXT, "%s: ECALL retires", row->cause);
	count = flatten(&exit, payload);
	is_u64(count, row->count, "%s: fields", row->cause);
	is_u64(exit.known, (1u << (count == 7 ? 2 : count)) - 1, "%s: all are known", row->cause);
	for (unsigned i = 0; i < count; i++)
		is_u64(payload[i], row->payload[i], "%s: field %u", row->cause, i);
}

/* Which call it is stands in registers: without them it is a call, and nothing is known. */
static void check_without_registers(void)
{
	struct axvcpu_hext_syndrome syndrome = { .scause = 10 };
	struct axvcpu_exit exit;

	memset(&exit, 0x5a, sizeof(exit));
	is_u64(axvcpu_hext_decode(&syndrome, NULL, &exit), AXVCPU_DECODED_DONE, "no registers");
	is_u64(exit.reason, AXVCPU_EXIT_HYPERCALL, "no registers: a call");
	is_u64(exit.known, 0, "no registers: nothing is known");
	is_u64(exit.hypercall.nr, 0, "no registers: no number");
	is_u64(exit.hypercall.args[0] | exit.hypercall.args[5], 0, "no registers: no arguments");
	is_u64(exit.insn_length, 4, "no registers: the length of ECALL");
	is_u64(exit.answer, AXVCPU_SBI_ANSWER_NONE, "no registers: not answered inside");
	is_u64(exit.retire, AXVCPU_RETIRE_NEXT, "no registers: it retires");
}

/* What a guest that probes finds: each extension with a number of its own. */
static void check_offers(void)
{
	static const uint64_t offered[] = {
		0, 1, 2, 3, 4, 5, 6, 7, 8, BASE, TIME, IPI, RFENCE, HSM, SRST, DBCN,
	};
	static const uint64_t missing[] = {
		9, 15, 17, 0x504d55 /* PMU */, 0x53555350 /* SUSP */, 0x43505043 /* CPPC */,
		UINT64_C(0x100000010), ALL,
	};

	for (unsigned i = 0; i < sizeof offered / sizeof *offered; i++)
		ok(axvcpu_sbi_offers(offered[i]), "extension %#llx is there",
		   (unsigned long long)offered[i]);
	for (unsigned i = 0; i < sizeof missing / sizeof *missing; i++)
		ok(!axvcpu_sbi_offers(missing[i]), "extension %#llx is not",
		   (unsigned long long)missing[i]);
}

/* The constants that a caller switches on (3, table 1; 4 to 12). */
static void check_constants(void)
{
	static const int errors[] = {
		AXVCPU_SBI_SUCCESS, AXVCPU_SBI_FAILED, AXVCPU_SBI_NOT_SUPPORTED,
		AXVCPU_SBI_INVALID_PARAM, AXVCPU_SBI_DENIED, AXVCPU_SBI_INVALID_ADDRESS,
		AXVCPU_SBI_ALREADY_AVAILABLE, AXVCPU_SBI_ALREADY_STARTED,
		AXVCPU_SBI_ALREADY_STOPPED, AXVCPU_SBI_NO_SHMEM,
	};

	static const unsigned answers[] = {
		AXVCPU_SBI_ANSWER_NONE, AXVCPU_SBI_ANSWER_NOT_SUPPORTED, AXVCPU_SBI_ANSWER_INVALID,
		AXVCPU_SBI_ANSWER_SPEC_VERSION, AXVCPU_SBI_ANSWER_IMPL_ID,
		AXVCPU_SBI_ANSWER_IMPL_VERSION, AXVCPU_SBI_ANSWER_PROBE,
		AXVCPU_SBI_ANSWER_MACHINE_ID, AXVCPU_SBI_ANSWER_SET_TIMER,
		AXVCPU_SBI_ANSWER_LEGACY_TIMER, AXVCPU_SBI_ANSWER_FENCE_I,
		AXVCPU_SBI_ANSWER_FENCE_VMA, AXVCPU_SBI_ANSWER_LEGACY_CLEAR,
	};

	for (unsigned i = 0; i < sizeof answers / sizeof *answers; i++)
		is_u64(answers[i], i, "answer %u", i);
	for (int i = 0; i < (int)(sizeof errors / sizeof *errors); i++)
		is_i64(errors[i], -i, "error %d", -i);
	is_u64(AXVCPU_SBI_EXTENSION_DBCN, DBCN, "the console's extension");
	is_u64(AXVCPU_SBI_EXTENSION_HSM, HSM, "the harts' extension");
	is_u64(AXVCPU_SBI_DBCN_CONSOLE_WRITE_BYTE, 2, "a function of the console");
	is_u64(AXVCPU_SBI_HSM_HART_GET_STATUS, 2, "a function of the harts");
}

int main(void)
{
	for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
	check_without_registers();
	check_offers();
	check_constants();
	return done_testing();
}
