/* SPDX-License-Identifier: MIT */
/* All that is known of an exit that the machine has no answer to, on standard error. */
#include <config.h>

#include <inttypes.h>
#include <stdio.h>

#include "crash.h"
#include "fields.h"

static void print_register(struct hart *hart, const struct axvcpu_register_info *info, size_t index)
{
	const char *name = info->alias ? info->alias : info->name;
	uint64_t value;

	if (axvcpu_get_register(hart->vcpu, info->number, &value) == AXVCPU_OK)
		fprintf(stderr, "%s%-10s 0x%016" PRIx64, index % 3 ? "   " : "\n  ", name, value);
}

static void print_registers(struct hart *hart)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);

	fputs("registers:", stderr);
	for (size_t i = 0; i < count; i++)
		print_register(hart, &info[i], i);
	putc('\n', stderr);
}

static void print_exit(const struct axvcpu_exit *exit)
{
	fprintf(stderr, "  0x%08" PRIx64 " ", exit->pc);
	exit_print(stderr, exit, "", "");
	putc('\n', stderr);
}

static void print_last(const struct record *record)
{
	uint64_t first = record->total > RECORD_LAST ? record->total - RECORD_LAST : 0;

	fputs("last exits, the latest at the end:\n", stderr);
	for (uint64_t i = first; i < record->total; i++)
		print_exit(&record->last[i % RECORD_LAST]);
}

void crash_report(struct hart *hart, const struct axvcpu_exit *exit, const char *why)
{
	console_end_progress(&hart->machine->console);
	flockfile(stderr);
	fprintf(stderr, "axvcpu run: virtual CPU %" PRIu32 ": %s\nexit %s: %s\n", hart->id, why,
		axvcpu_exit_name(exit->reason), axvcpu_exit_doc(exit->reason));
	print_registers(hart);
	print_last(&hart->record);
	fputs("syndrome:\n ", stderr);
	syndrome_print(stderr, exit);
	fprintf(stderr, "\nexplained by:\n  axvcpu decode %s", syndrome_name(exit));
	syndrome_print(stderr, exit);
	putc('\n', stderr);
	funlockfile(stderr);
}
