/* SPDX-License-Identifier: MIT */
/*
 * Every call of the SBI that returns, with arguments that are right, wrong and
 * absurd (SBI 2.0): what it returns, and that it changes nothing else.
 */
#include "guest.h"

#define ECALL 0x00000073
#define ALL UINT64_MAX
#define ANY UINT64_C(0xa11c0de)  /* as a value: whatever it is */
#define KEPT UINT64_C(0x5a5a5a5a) /* in a1 before: a legacy call leaves it alone */
#define FAR UINT64_C(0x4000000000)
#define HIGH UINT64_C(0x100000000)

enum { A0 = 10, A1, A2, A3, A4, A5, A6, A7 };
/* Extensions that are not offered. */
enum {
	PMU = 0x504d55,
	SUSP = 0x53555350,
	CPPC = 0x43505043,
	NACL = 0x4e41434c,
	STA = 0x535441,
};

static uint8_t buffer[16];
static const char message[] = "# a line by the debug console\n";
static uint64_t mask_of_all;

struct call {
	const char *name;
	uint64_t extension, function, a0, a1, a2;
	uint64_t error, value;
};

#define THERE(name, extension) { name, SBI_BASE, 3, extension, 0, 0, 0, 1 }
#define MISSING(name, extension) { name, SBI_BASE, 3, extension, 0, 0, 0, 0 }
#define INVALID(name, extension, function, a0, a1, a2) \
	{ name, extension, function, a0, a1, a2, SBI_INVALID_PARAM, 0 }
#define NOWHERE(name, extension, function, a0, a1, a2) \
	{ name, extension, function, a0, a1, a2, SBI_INVALID_ADDRESS, 0 }
#define NONE(name, extension, function) \
	{ name, extension, function, 0, 0, 0, SBI_NOT_SUPPORTED, 0 }

static const struct call calls[] = {
	/* 4 */
	{ "get_spec_version: 2.0", SBI_BASE, 0, 0, 0, 0, 0, 0x02000000 },
	{ "get_impl_id", SBI_BASE, 1, 0, 0, 0, 0, ANY },
	{ "get_impl_version", SBI_BASE, 2, 0, 0, 0, 0, ANY },
	THERE("probe: base", SBI_BASE), THERE("probe: timer", SBI_TIME),
	THERE("probe: IPI", SBI_IPI), THERE("probe: remote fences", SBI_RFENCE),
	THERE("probe: hart states", SBI_HSM), THERE("probe: system reset", SBI_SRST),
	THERE("probe: debug console", SBI_DBCN),
	THERE("probe: legacy set_timer", 0), THERE("probe: legacy putchar", 1),
	THERE("probe: legacy getchar", 2), THERE("probe: legacy clear_ipi", 3),
	THERE("probe: legacy send_ipi", 4), THERE("probe: legacy fence.i", 5),
	THERE("probe: legacy sfence.vma", 6), THERE("probe: legacy sfence.vma with ASID", 7),
	THERE("probe: legacy shutdown", 8),
	MISSING("probe: 9", 9), MISSING("probe: 15", 15), MISSING("probe: PMU", PMU),
	MISSING("probe: system suspend", SUSP), MISSING("probe: CPPC", CPPC),
	MISSING("probe: nested acceleration", NACL), MISSING("probe: steal time", STA),
	MISSING("probe: base, above 32 bits", HIGH | SBI_BASE), MISSING("probe: -1", ALL),
	{ "get_mvendorid", SBI_BASE, 4, 0, 0, 0, 0, 0 },
	{ "get_marchid", SBI_BASE, 5, 0, 0, 0, 0, 0 },
	{ "get_mimpid", SBI_BASE, 6, 0, 0, 0, 0, 0 },
	NONE("no function 7 of base", SBI_BASE, 7), NONE("no function -1 of base", SBI_BASE, ALL),
	NONE("no function of base above 32 bits", SBI_BASE, HIGH),
	/* 6 */
	{ "set_timer: never", SBI_TIME, 0, ALL, 0, 0, 0, 0 },
	{ "set_timer: far away", SBI_TIME, 0, ALL >> 1, 0, 0, 0, 0 },
	NONE("no function 1 of timer", SBI_TIME, 1),
	NONE("no function -1 of timer", SBI_TIME, ALL),
	/* 7 */
	{ "send_ipi: to nobody", SBI_IPI, 0, 0, 0, 0, 0, 0 },
	{ "send_ipi: nobody, counted from a hart", SBI_IPI, 0, 0, MACHINE_HARTS - 1, 0, 0, 0 },
	INVALID("send_ipi: past the last", SBI_IPI, 0, BIT(MACHINE_HARTS), 0, 0),
	INVALID("send_ipi: one there, one not", SBI_IPI, 0, 3, MACHINE_HARTS - 1, 0),
	INVALID("send_ipi: all bits", SBI_IPI, 0, ALL, 0, 0),
	INVALID("send_ipi: no such base", SBI_IPI, 0, 1, MACHINE_HARTS, 0),
	INVALID("send_ipi: nobody, no such base", SBI_IPI, 0, 0, FAR, 0),
	INVALID("send_ipi: around the last number", SBI_IPI, 0, 4, ALL - 1, 0),
	NONE("no function 1 of IPI", SBI_IPI, 1), NONE("no function -1 of IPI", SBI_IPI, ALL),
	/* 8 */
	{ "remote fence.i: itself", SBI_RFENCE, 0, 1, 0, 0, 0, 0 },
	{ "remote fence.i: nobody", SBI_RFENCE, 0, 0, 0, 0, 0, 0 },
	{ "remote fence.i: all", SBI_RFENCE, 0, 0, ALL, 0, 0, 0 },
	{ "remote fence.i: with harts that are stopped", SBI_RFENCE, 0, 0xf, 0, 0, 0, 0 },
	INVALID("remote fence.i: past the last", SBI_RFENCE, 0, BIT(MACHINE_HARTS), 0, 0),
	{ "remote sfence.vma: itself", SBI_RFENCE, 1, 1, 0, 0, 0, 0 },
	{ "remote sfence.vma: one that is stopped", SBI_RFENCE, 1, 1, 2, FAR, 0, 0 },
	{ "remote sfence.vma: all", SBI_RFENCE, 1, ALL, ALL, ALL, 0, 0 },
	INVALID("remote sfence.vma: one there, one not", SBI_RFENCE, 1, 0x11, 0, 0),
	INVALID("remote sfence.vma: no such base", SBI_RFENCE, 1, 1, MACHINE_HARTS, 0),
	INVALID("remote sfence.vma: nobody, no such base", SBI_RFENCE, 1, 0, FAR, 0),
	{ "remote sfence.vma with ASID: itself", SBI_RFENCE, 2, 1, 0, 0, 0, 0 },
	{ "remote sfence.vma with ASID: all", SBI_RFENCE, 2, 0, ALL, 0, 0, 0 },
	INVALID("remote sfence.vma with ASID: all bits", SBI_RFENCE, 2, ALL, 0, 0),
	INVALID("remote sfence.vma with ASID: around the last number",
		SBI_RFENCE, 2, 4, ALL - 1, 0),
	NONE("no hfence.gvma with VMID", SBI_RFENCE, 3), NONE("no hfence.gvma", SBI_RFENCE, 4),
	NONE("no hfence.vvma with ASID", SBI_RFENCE, 5), NONE("no hfence.vvma", SBI_RFENCE, 6),
	NONE("no function 7 of fences", SBI_RFENCE, 7),
	/* 9 */
	{ "hart_start: the caller", SBI_HSM, 0, 0, MACHINE_ENTRY, 0, SBI_ALREADY_AVAILABLE, 0 },
	INVALID("hart_start: not there", SBI_HSM, 0, MACHINE_HARTS, MACHINE_ENTRY, 0),
	INVALID("hart_start: number above 32 bits", SBI_HSM, 0, HIGH | 1, MACHINE_ENTRY, 0),
	INVALID("hart_start: number -1", SBI_HSM, 0, ALL, MACHINE_ENTRY, 0),
	NOWHERE("hart_start: at a device", SBI_HSM, 0, 1, UART_BASE, 0),
	NOWHERE("hart_start: where nothing is", SBI_HSM, 0, 1, FAR, 0),
	NOWHERE("hart_start: at 0", SBI_HSM, 0, 1, 0, 0),
	NOWHERE("hart_start: at -1", SBI_HSM, 0, 1, ALL, 0),
	NOWHERE("hart_start: at an odd address", SBI_HSM, 0, 1, MACHINE_ENTRY + 1, 0),
	{ "hart_get_status: the caller", SBI_HSM, 2, 0, 0, 0, 0, HSM_STARTED },
	{ "hart_get_status: another one", SBI_HSM, 2, MACHINE_HARTS - 1, 0, 0, 0, HSM_STOPPED },
	INVALID("hart_get_status: not there", SBI_HSM, 2, MACHINE_HARTS, 0, 0),
	INVALID("hart_get_status: number above 32 bits", SBI_HSM, 2, HIGH, 0, 0),
	INVALID("hart_get_status: number -1", SBI_HSM, 2, ALL, 0, 0),
	INVALID("hart_suspend: reserved", SBI_HSM, 3, 1, 0, 0),
	INVALID("hart_suspend: last reserved", SBI_HSM, 3, 0x0fffffff, 0, 0),
	INVALID("hart_suspend: a platform's, retentive", SBI_HSM, 3, 0x10000000, 0, 0),
	INVALID("hart_suspend: reserved, non-retentive", SBI_HSM, 3, 0x80000001, MACHINE_ENTRY, 0),
	INVALID("hart_suspend: a platform's, non-retentive",
		SBI_HSM, 3, 0x90000000, MACHINE_ENTRY, 0),
	NOWHERE("hart_suspend: to resume at a device", SBI_HSM, 3, 0x80000000, UART_BASE, 0),
	NOWHERE("hart_suspend: to resume at -1", SBI_HSM, 3, 0x80000000, ALL, 0),
	NONE("no function 4 of hart states", SBI_HSM, 4),
	NONE("no function -1 of hart states", SBI_HSM, ALL),
	/* 10 */
	INVALID("system_reset: a reserved kind", SBI_SRST, 0, 3, 0, 0),
	INVALID("system_reset: a platform's kind", SBI_SRST, 0, 0xf0000000, 0, 0),
	INVALID("system_reset: shutdown for a reserved reason", SBI_SRST, 0, 0, 2, 0),
	INVALID("system_reset: shutdown for a platform's reason", SBI_SRST, 0, 0, 0xf0000000, 0),
	INVALID("system_reset: cold reboot for a reserved reason", SBI_SRST, 0, 1, 0xdfffffff, 0),
	INVALID("system_reset: warm reboot for a reserved reason", SBI_SRST, 0, 2, 2, 0),
	NONE("no function 1 of system reset", SBI_SRST, 1),
	/* 12 */
	{ "console_write",
	  SBI_DBCN, 0, sizeof message - 1, (uint64_t)message, 0, 0, sizeof message - 1 },
	{ "console_write: nothing", SBI_DBCN, 0, 0, (uint64_t)message, 0, 0, 0 },
	INVALID("console_write: a device", SBI_DBCN, 0, 1, UART_BASE, 0),
	INVALID("console_write: above 2^64", SBI_DBCN, 0, 1, (uint64_t)message, 1),
	INVALID("console_write: past the end", SBI_DBCN, 0, 2, RAM_BASE + MACHINE_RAM_SIZE - 1, 0),
	INVALID("console_write: around the last address", SBI_DBCN, 0, 16, ALL - 7, 0),
	INVALID("console_write: more than there is", SBI_DBCN, 0, ALL, (uint64_t)message, 0),
	{ "console_read: nobody types", SBI_DBCN, 1, sizeof buffer, (uint64_t)buffer, 0, 0, 0 },
	INVALID("console_read: to a device", SBI_DBCN, 1, 1, UART_BASE, 0),
	{ "console_write_byte", SBI_DBCN, 2, '\n', 0, 0, 0, 0 },
	{ "console_write_byte: of more bits", SBI_DBCN, 2, HIGH | '\n', 0, 0, 0, 0 },
	NONE("no function 3 of debug console", SBI_DBCN, 3),
	/* 5: one result; the function does not count */
	{ "legacy set_timer", 0, 7, ALL, KEPT, 0, 0, KEPT },
	{ "legacy putchar", 1, 7, '\n', KEPT, 0, 0, KEPT },
	{ "legacy getchar: nobody types", 2, 7, 0, KEPT, 0, ALL, KEPT },
	{ "legacy clear_ipi", 3, 7, 0, KEPT, 0, 0, KEPT },
	{ "legacy send_ipi", 4, 7, (uint64_t)&mask_of_all, KEPT, 0, 0, KEPT },
	{ "legacy fence.i", 5, 7, (uint64_t)&mask_of_all, KEPT, 0, 0, KEPT },
	{ "legacy sfence.vma", 6, 7, (uint64_t)&mask_of_all, KEPT, 0, 0, KEPT },
	{ "legacy sfence.vma with ASID", 7, 7, (uint64_t)&mask_of_all, KEPT, 0, 0, KEPT },
	/* 3 and 4 to 18: extensions that nobody has */
	NONE("no extension 9", 9, 0),
	NONE("no extension 15", 15, 0), NONE("no extension 17", 17, 0),
	NONE("no PMU", PMU, 0), NONE("no system suspend", SUSP, 0), NONE("no CPPC", CPPC, 0),
	NONE("no nested acceleration", NACL, 0), NONE("no steal time", STA, 0),
	NONE("no experimental extension", 0x08000000, 1),
	NONE("no last experimental extension", 0x08ffffff, ALL),
	NONE("no vendor's extension", 0x09000000, 1),
	NONE("no last vendor's extension", 0x09ffffff, 0),
	NONE("no firmware's extension", 0x0a000000, 0), NONE("no extension -1", ALL, 0),
	NONE("no base above 32 bits", HIGH | SBI_BASE, 0),
	NONE("no timer above 32 bits", BIT(63) | SBI_TIME, 0),
};

/* What the results do not hold is as it was: 3. */
static bool has_kept_registers(const uint64_t *before)
{
	unsigned i;

	for (i = 1; i < 32; i++)
		if (i != A0 && i != A1 && probe_x[i] != before[i])
			return false;
	return true;
}

static void make(const struct call *call)
{
	uint64_t before[32];
	unsigned i;

	probe_prepare();
	probe_x[A0] = call->a0;
	probe_x[A1] = call->a1;
	probe_x[A2] = call->a2;
	probe_x[A6] = call->function;
	probe_x[A7] = call->extension;
	for (i = 0; i < 32; i++)
		before[i] = probe_x[i];
	probe(ECALL);
	if (!is(probe_x[A0], call->error, call->name))
		return;
	if (!has_kept_registers(before))
		check(false, "it leaves all other registers alone");
	else if (call->value != ANY && probe_x[A1] != call->value)
		is(probe_x[A1], call->value, "its second result");
}

void guest_main(uint64_t hart)
{
	unsigned i;

	plan(LENGTH(calls) + 3);
	mask_of_all = BIT(MACHINE_HARTS) - 1;
	for (i = 0; i < LENGTH(calls); i++)
		make(&calls[i]);
	is(buffer[0] | buffer[15], 0, "a read of nothing writes nothing");
	is(hart_status(MACHINE_HARTS - 1), HSM_STOPPED, "and nobody has been started");
	is(hart_id(), hart, "the caller is who it was");
}
