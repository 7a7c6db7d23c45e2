/* SPDX-License-Identifier: MIT */
/* The judge of exits tells apart whatever differs, and only that. */
#include "exit_judge.h"

#include <string.h>

#include <axvcpu/names.h>

#include "../tap.h"

static const enum axvcpu_exit_reason reasons[] = {
	AXVCPU_EXIT_NOTHING, AXVCPU_EXIT_HYPERCALL, AXVCPU_EXIT_MMIO_READ, AXVCPU_EXIT_MMIO_WRITE,
	AXVCPU_EXIT_SYSREG_READ, AXVCPU_EXIT_SYSREG_WRITE, AXVCPU_EXIT_IO_READ,
	AXVCPU_EXIT_IO_WRITE, AXVCPU_EXIT_NESTED_PAGE_FAULT, AXVCPU_EXIT_CPU_DOWN,
	AXVCPU_EXIT_SEND_IPI,
};

static void check_field(const struct axvcpu_exit *exit, const struct axvcpu_field *field)
{
	struct axvcpu_exit other = *exit;

	((char *)&other)[field->offset + field->bytes * field->count - 1u] ^= 1;
	ok(!exit_is_same(&other, exit), "%s: another %s", axvcpu_exit_name(exit->reason),
	   field->name);
	other = *exit;
	other.known ^= field->known;
	ok(!exit_is_same(&other, exit), "%s: %s is known to one", axvcpu_exit_name(exit->reason),
	   field->name);
}

static void check_fields(enum axvcpu_exit_reason reason)
{
	struct axvcpu_exit exit = { .reason = reason };
	size_t count;
	const struct axvcpu_field *fields = axvcpu_exit_fields(reason, &count);

	ok(exit_is_same(&exit, &exit), "%s: the same", axvcpu_exit_name(reason));
	for (size_t i = 0; i < count; i++)
		check_field(&exit, &fields[i]);
}

#define DIFFERS(what, member, number) \
	do { \
		struct axvcpu_exit other = exit; \
		other.member = number; \
		ok(!exit_is_same(&other, &exit) && !exit_is_same(&exit, &other), what); \
	} while (0)

static void check_common(void)
{
	struct axvcpu_exit exit = {
		.reason = AXVCPU_EXIT_MMIO_READ, .part_count = 2, .write_count = 2,
		.parts = { { 0, 3 }, { 0, 4 } }, .writes = { { 5, 6 }, { 7, 8 } },
	};

	DIFFERS("another reason", reason, AXVCPU_EXIT_MMIO_WRITE);
	DIFFERS("another length", insn_length, 4);
	DIFFERS("another retirement", retire, AXVCPU_RETIRE_NEXT);
	DIFFERS("an answer", answer, 1);
	DIFFERS("a part less", part_count, 1);
	DIFFERS("another register of a part", parts[1].reg, 5);
	DIFFERS("a register less", write_count, 1);
	DIFFERS("another value", writes[1].value, 8);
	DIFFERS("another register", writes[0].reg, 7);
}

static void check_parts(void)
{
	struct axvcpu_exit exit = {
		.reason = AXVCPU_EXIT_MMIO_WRITE, .part_count = 1, .parts = { { 3, 4 } },
	};

	DIFFERS("other data of a part", parts[0].data, 4);
	exit.known = AXVCPU_KNOWN_MMIO_WRITE_REG;
	DIFFERS("the register of a part of a vector", parts[0].reg, 5);
}

/* What the hardware said, and where, is of the caller. */
static void check_ignored(void)
{
	struct axvcpu_exit exit = { .reason = AXVCPU_EXIT_HALT };
	struct axvcpu_exit other = { .reason = AXVCPU_EXIT_HALT, .pc = 4, .cause = 2 };

	memset(&other.syndrome, 1, sizeof(other.syndrome));
	ok(exit_is_same(&other, &exit), "syndrome, row and pc do not count");
}

int main(void)
{
	for (unsigned i = 0; i < sizeof reasons / sizeof *reasons; i++)
		check_fields(reasons[i]);
	check_common();
	check_parts();
	check_ignored();
	return done_testing();
}
