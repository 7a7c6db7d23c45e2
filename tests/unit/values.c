/* SPDX-License-Identifier: MIT */
/*
 * Numbers that programs are compiled with: another one breaks those that were compiled
 * before. Written by hand.
 */
#include <stddef.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/backend.h>

#include "../tap.h"

struct value {
	const char *name;
	unsigned got, expected;
};

#define IS(name, expected) { #name, (unsigned)AXVCPU_##name, expected }

static const struct value values[] = {
	IS(EXIT_NOTHING, 0), IS(EXIT_HYPERCALL, 1), IS(EXIT_MMIO_WRITE, 3),
	IS(EXIT_SYSREG_WRITE, 5), IS(EXIT_IO_WRITE, 7), IS(EXIT_EXTERNAL_INTERRUPT, 8),
	IS(EXIT_NESTED_PAGE_FAULT, 9), IS(EXIT_HALT, 10), IS(EXIT_CPU_UP, 11),
	IS(EXIT_CPU_DOWN, 12), IS(EXIT_SYSTEM_DOWN, 13), IS(EXIT_SEND_IPI, 14),
	IS(EXIT_FAIL_ENTRY, 15), IS(EXIT_UNKNOWN, 16), IS(EXIT_DEBUG, 17), IS(EXIT_CPUID, 18),
	IS(EXIT_INTERRUPT_DONE, 19), IS(EXIT_MMIO_READ, 29), IS(EXIT_SYSREG_READ, 30),
	IS(EXIT_IO_READ, 31),
	IS(ACCESS_READ, 1), IS(ACCESS_WRITE, 2), IS(ACCESS_EXECUTE, 4),
	IS(OPERATION_LOAD, 0), IS(OPERATION_SWAP, 1), IS(OPERATION_ADD, 2), IS(OPERATION_XOR, 3),
	IS(OPERATION_AND, 4), IS(OPERATION_OR, 5), IS(OPERATION_CLEAR, 6), IS(OPERATION_MIN, 7),
	IS(OPERATION_MAX, 8), IS(OPERATION_MINU, 9), IS(OPERATION_MAXU, 10),
	IS(OPERATION_SUB, 11), IS(OPERATION_RSUB, 12),
	IS(RESULT_MEMORY, 0), IS(RESULT_REGISTER, 1), IS(RESULT_NONE, 2),
	IS(FLAGS_NONE, 0), IS(FLAGS_ARITHMETIC, 1), IS(FLAGS_INCREMENT, 2), IS(FLAGS_BIT, 3),
	IS(DOWN_OFF, 0), IS(DOWN_RESET, 1), IS(DOWN_CRASH, 2),
	IS(NOTHING_KICKED, 0), IS(NOTHING_BUDGET, 1), IS(NOTHING_HANDLED, 2), IS(NOTHING_RETRY, 3),
	IS(NOTHING_YIELDED, 4), IS(NOTHING_WINDOW, 5),
	IS(DEBUG_BREAKPOINT, 0), IS(DEBUG_STEP, 1), IS(DEBUG_WATCHPOINT, 2),
	IS(SLEEP_OFF, 0), IS(SLEEP_SUSPEND, 1),
	IS(STATE_INVALID, 0), IS(STATE_CREATED, 1), IS(STATE_FREE, 2), IS(STATE_READY, 3),
	IS(STATE_RUNNING, 4), IS(STATE_BLOCKED, 5),
	IS(POLICY_STRICT, 0), IS(POLICY_LENIENT, 1),
	IS(REQUEST_KICK, 1), IS(REQUEST_IRQ, 2), IS(REQUEST_TLB, 4), IS(REQUEST_INCOMPLETE, 8),
	IS(REQUEST_TRACED, 16),
	IS(EVENT_SETUP, 0), IS(EVENT_BIND, 1), IS(EVENT_RUN, 2), IS(EVENT_BLOCK, 3),
	IS(EVENT_WAKE, 4), IS(EVENT_UNBIND, 5), IS(EVENT_FAIL, 6), IS(EVENT_RESET, 7),
	IS(EVENT_DESTROY, 8),
	IS(RETIRE_KEEP, 0), IS(RETIRE_NEXT, 1),
	IS(ARCH_CUSTOM, 0), IS(ARCH_X86_64, 1), IS(ARCH_RISCV64, 3),
	IS(BACKEND_DEFAULT, 0), IS(BACKEND_SOFT, 1), IS(BACKEND_HEXT, 4), IS(BACKEND_VMX, 5),
};

/* Fields of payloads: name, bytes of an element, elements, how it is printed. */
struct field {
	enum axvcpu_exit_reason reason;
	const char *name;
	unsigned bytes, count;
	enum axvcpu_field_kind kind;
};

#define HEX AXVCPU_FIELD_HEX
#define NUMBER AXVCPU_FIELD_NUMBER
#define BOOL AXVCPU_FIELD_BOOL
#define NAME AXVCPU_FIELD_NAME

static const struct field fields[] = {
	{ AXVCPU_EXIT_NOTHING, "cause", 4, 1, NAME },
	{ AXVCPU_EXIT_HYPERCALL, "nr", 8, 1, HEX }, { AXVCPU_EXIT_HYPERCALL, "args", 8, 6, HEX },
	{ AXVCPU_EXIT_MMIO_READ, "addr", 8, 1, HEX },
	{ AXVCPU_EXIT_MMIO_READ, "width", 1, 1, NUMBER },
	{ AXVCPU_EXIT_MMIO_READ, "reg", 2, 1, NUMBER },
	{ AXVCPU_EXIT_MMIO_READ, "reg_width", 1, 1, NUMBER },
	{ AXVCPU_EXIT_MMIO_READ, "signed_ext", 1, 1, BOOL },
	{ AXVCPU_EXIT_MMIO_READ, "operation", 4, 1, NAME },
	{ AXVCPU_EXIT_MMIO_READ, "operand", 8, 1, HEX },
	{ AXVCPU_EXIT_MMIO_READ, "access", 4, 1, NAME },
	{ AXVCPU_EXIT_MMIO_READ, "gva", 8, 1, HEX },
	{ AXVCPU_EXIT_MMIO_READ, "result", 4, 1, NAME },
	{ AXVCPU_EXIT_MMIO_READ, "flags", 4, 1, NAME },
	{ AXVCPU_EXIT_MMIO_READ, "carry", 1, 1, BOOL },
	{ AXVCPU_EXIT_MMIO_READ, "memory", 8, 1, HEX },
	{ AXVCPU_EXIT_MMIO_WRITE, "addr", 8, 1, HEX },
	{ AXVCPU_EXIT_MMIO_WRITE, "width", 1, 1, NUMBER },
	{ AXVCPU_EXIT_MMIO_WRITE, "data", 8, 1, HEX },
	{ AXVCPU_EXIT_MMIO_WRITE, "access", 4, 1, NAME },
	{ AXVCPU_EXIT_MMIO_WRITE, "gva", 8, 1, HEX },
	{ AXVCPU_EXIT_MMIO_WRITE, "reg", 2, 1, NUMBER },
	{ AXVCPU_EXIT_MMIO_WRITE, "memory", 8, 1, HEX },
	{ AXVCPU_EXIT_SYSREG_READ, "addr", 4, 1, HEX },
	{ AXVCPU_EXIT_SYSREG_READ, "reg", 2, 1, NUMBER },
	{ AXVCPU_EXIT_SYSREG_READ, "operation", 4, 1, NAME },
	{ AXVCPU_EXIT_SYSREG_READ, "operand", 8, 1, HEX },
	{ AXVCPU_EXIT_SYSREG_READ, "reg_high", 2, 1, NUMBER },
	{ AXVCPU_EXIT_SYSREG_WRITE, "addr", 4, 1, HEX },
	{ AXVCPU_EXIT_SYSREG_WRITE, "value", 8, 1, HEX },
	{ AXVCPU_EXIT_IO_READ, "port", 2, 1, HEX }, { AXVCPU_EXIT_IO_READ, "width", 1, 1, NUMBER },
	{ AXVCPU_EXIT_IO_READ, "memory", 8, 1, HEX },
	{ AXVCPU_EXIT_IO_WRITE, "port", 2, 1, HEX },
	{ AXVCPU_EXIT_IO_WRITE, "width", 1, 1, NUMBER },
	{ AXVCPU_EXIT_IO_WRITE, "data", 8, 1, HEX },
	{ AXVCPU_EXIT_IO_WRITE, "memory", 8, 1, HEX },
	{ AXVCPU_EXIT_EXTERNAL_INTERRUPT, "vector", 8, 1, HEX },
	{ AXVCPU_EXIT_NESTED_PAGE_FAULT, "addr", 8, 1, HEX },
	{ AXVCPU_EXIT_NESTED_PAGE_FAULT, "access", 4, 1, NAME },
	{ AXVCPU_EXIT_NESTED_PAGE_FAULT, "gva", 8, 1, HEX },
	{ AXVCPU_EXIT_NESTED_PAGE_FAULT, "walk", 1, 1, BOOL },
	{ AXVCPU_EXIT_CPU_UP, "target_cpu", 8, 1, HEX },
	{ AXVCPU_EXIT_CPU_UP, "entry_point", 8, 1, HEX }, { AXVCPU_EXIT_CPU_UP, "arg", 8, 1, HEX },
	{ AXVCPU_EXIT_CPU_DOWN, "state", 4, 1, NAME },
	{ AXVCPU_EXIT_CPU_DOWN, "power_state", 8, 1, HEX },
	{ AXVCPU_EXIT_CPU_DOWN, "entry_point", 8, 1, HEX },
	{ AXVCPU_EXIT_CPU_DOWN, "arg", 8, 1, HEX },
	{ AXVCPU_EXIT_SYSTEM_DOWN, "kind", 4, 1, NAME },
	{ AXVCPU_EXIT_SYSTEM_DOWN, "reason", 8, 1, HEX },
	{ AXVCPU_EXIT_SEND_IPI, "target_cpu", 8, 1, HEX },
	{ AXVCPU_EXIT_SEND_IPI, "target_cpu_aux", 8, 1, HEX },
	{ AXVCPU_EXIT_SEND_IPI, "send_to_all", 1, 1, BOOL },
	{ AXVCPU_EXIT_SEND_IPI, "send_to_self", 1, 1, BOOL },
	{ AXVCPU_EXIT_SEND_IPI, "vector", 8, 1, HEX },
	{ AXVCPU_EXIT_FAIL_ENTRY, "reason", 8, 1, HEX },
	{ AXVCPU_EXIT_UNKNOWN, "cause", 8, 1, HEX },
	{ AXVCPU_EXIT_DEBUG, "cause", 4, 1, NAME }, { AXVCPU_EXIT_DEBUG, "addr", 8, 1, HEX },
	{ AXVCPU_EXIT_CPUID, "leaf", 4, 1, HEX }, { AXVCPU_EXIT_CPUID, "subleaf", 4, 1, HEX },
	{ AXVCPU_EXIT_INTERRUPT_DONE, "vector", 8, 1, HEX },
};

/* Each name's function knows the name of the value that the exit's enum gives first. */
static const struct {
	enum axvcpu_exit_reason reason;
	unsigned field;
	const char *names[3];
} named[] = {
	{ AXVCPU_EXIT_NOTHING, 0, { "kicked", "budget", "handled" } },
	{ AXVCPU_EXIT_MMIO_READ, 5, { "load", "swap", "add" } },
	{ AXVCPU_EXIT_MMIO_READ, 7, { "unknown", "read", "write" } },
	{ AXVCPU_EXIT_MMIO_READ, 9, { "memory", "register", "none" } },
	{ AXVCPU_EXIT_MMIO_READ, 10, { "none", "arithmetic", "increment" } },
	{ AXVCPU_EXIT_MMIO_WRITE, 3, { "unknown", "read", "write" } },
	{ AXVCPU_EXIT_SYSREG_READ, 2, { "load", "swap", "add" } },
	{ AXVCPU_EXIT_NESTED_PAGE_FAULT, 1, { "unknown", "read", "write" } },
	{ AXVCPU_EXIT_CPU_DOWN, 0, { "off", "suspend", "unknown" } },
	{ AXVCPU_EXIT_SYSTEM_DOWN, 0, { "off", "reset", "crash" } },
	{ AXVCPU_EXIT_DEBUG, 0, { "breakpoint", "step", "watchpoint" } },
};

/* The fields follow each other as they stand here; their bits of known do, too. */
static void check_fields(void)
{
	size_t place = 0;

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char *exit = axvcpu_exit_name(fields[i].reason);
		const struct axvcpu_field *got;
		size_t count;

		place = i > 0 && fields[i - 1].reason == fields[i].reason ? place + 1 : 0;
		got = axvcpu_exit_fields(fields[i].reason, &count);
		if (!ok(place < count, "%s has a field %s", exit, fields[i].name))
			continue;
		is_str(got[place].name, fields[i].name, "%s: field %zu", exit, place);
		is_u64(got[place].bytes, fields[i].bytes, "%s.%s: bytes", exit, fields[i].name);
		is_u64(got[place].count, fields[i].count, "%s.%s: elements", exit, fields[i].name);
		is_u64(got[place].kind, fields[i].kind, "%s.%s: how it is printed", exit,
		       fields[i].name);
		is_u64(got[place].known, 1u << place, "%s.%s: known", exit, fields[i].name);
	}
}

static void check_named(void)
{
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		const struct axvcpu_field *got = axvcpu_exit_fields(named[i].reason, &(size_t){ 0 });

		for (unsigned value = 0; value < 3; value++)
			is_str(got[named[i].field].value_name(value), named[i].names[value],
			       "%s.%s: %u", axvcpu_exit_name(named[i].reason),
			       got[named[i].field].name, value);
	}
}

int main(void)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		is_u64(values[i].got, values[i].expected, "%s", values[i].name);
	check_fields();
	check_named();
	return done_testing();
}
