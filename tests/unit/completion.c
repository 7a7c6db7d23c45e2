/* SPDX-License-Identifier: MIT */
/* Answering reads: width, sign, destination; once, and before the next run. */
#include <string.h>

#include "access.h"

/* What a register holds after a load, byte by byte. */
static uint64_t extended(uint64_t value, unsigned width, bool sign, unsigned reg_width)
{
	unsigned char bytes[8];
	uint64_t result = 0;

	for (unsigned i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(value >> (8 * i));
	for (unsigned i = width; i < 8; i++)
		bytes[i] = sign && (bytes[width - 1] & 0x80) ? 0xff : 0;
	for (unsigned i = 0; i < reg_width; i++)
		result |= (uint64_t)bytes[i] << (8 * i);
	return result;
}

static const uint64_t values[] = {
	0x8899aabbccddeeff, 0x0123456789abcdef, 0x7766554433221100, 0x80, 0x7f, 0x8000,
	0x80000000, 0x7fffffff, 0, UINT64_MAX,
};

#define VALUES (sizeof values / sizeof *values)

static void check_read(unsigned width, bool sign, unsigned reg_width)
{
	struct access_guest access;
	unsigned wrong = 0;

	access_begin(&access);
	access_read(&access, width, sign, reg_width);
	for (unsigned i = 0; i < VALUES; i++) {
		access_run(&access);
		must(axvcpu_set_register(access.vcpu, 5, 0xa5a5a5a5a5a5a5a5));
		must(axvcpu_complete(access.vcpu, values[i]));
		wrong += access_register(&access, 5)
			 != extended(values[i], width, sign, reg_width);
	}
	is_u64(wrong, 0, "a %s read of %u bytes into %u", sign ? "signed" : "plain", width,
	       reg_width);
	is_u64(access.guest->retired, VALUES - 1, "each answered read retires at the next run");
	access_end(&access);
}

static void check_reads(void)
{
	for (unsigned width = 1; width <= 8; width *= 2)
		for (unsigned reg_width = 4; reg_width <= 8; reg_width *= 2) {
			if (width > reg_width)
				continue;
			check_read(width, false, reg_width);
			check_read(width, true, reg_width);
		}
}

/* The states of one read, in order: unanswered, answered, retired. */
static void check_order(void)
{
	struct access_guest access;
	const struct axvcpu_exit *exit, *refused = NULL;
	struct axvcpu_exit copy;
	struct guest before;

	access_begin(&access);
	access_read(&access, 4, true, 8);
	exit = access_run(&access);
	is_u64(exit->pc, GUEST_ENTRY, "the exit has the pc of its instruction");
	is_u64(access_register(&access, AXVCPU_REGISTER_PC), GUEST_ENTRY, "so has the register");
	copy = *exit;
	memcpy(&before, access.guest, sizeof before);
	is_status(axvcpu_run(access.vcpu, &refused), AXVCPU_INCOMPLETE, "run without an answer");
	is_ptr(refused, NULL, "and gives no exit");
	ok(memcmp(&before, access.guest, sizeof before) == 0, "nothing was run");
	ok(memcmp(&copy, exit, sizeof copy) == 0, "the exit stands");
	is_state(access.vcpu, AXVCPU_STATE_READY, "it is Ready, under the strict policy too");
	is_status(axvcpu_complete(access.vcpu, 0x80000001), AXVCPU_OK, "the answer");
	is_u64(access_register(&access, AXVCPU_REGISTER_PC), GUEST_ENTRY,
	       "answered, the pc stays until the next run");
	is_status(axvcpu_complete(access.vcpu, 5), AXVCPU_NOT_PENDING, "a second answer");
	is_u64(access_register(&access, 5), 0xffffffff80000001, "leaves the first");
	is_status(axvcpu_retry(access.vcpu), AXVCPU_NOT_PENDING, "retry comes too late");
	is_u64(access.guest->retired, 0, "nothing has retired");
	is_ptr(access_run(&access), exit, "the exit's address is stable");
	is_u64(access.guest->retired, 1, "the back end was told to step over it, once");
	is_u64(exit->pc, GUEST_ENTRY + GUEST_INSTRUCTION, "and the next exit is behind it");
	access_end(&access);
}

static void check_sysreg_read(void)
{
	struct access_guest access;

	access_begin(&access);
	access_other(&access, AXVCPU_EXIT_SYSREG_READ);
	access.next.sysreg_read.addr = 0xc01;
	access.next.sysreg_read.reg = 9;
	access_run(&access);
	is_status(axvcpu_complete(access.vcpu, 0xfedcba9876543210), AXVCPU_OK, "a sysreg read");
	is_u64(access_register(&access, 9), 0xfedcba9876543210, "fills its register, all of it");
	is_status(axvcpu_complete(access.vcpu, 1), AXVCPU_NOT_PENDING, "once");
	access_run(&access);
	is_u64(access.guest->retired, 1, "and retires");
	access_end(&access);
}

/* IN fills AL, AX or EAX; writing EAX clears what is above it, the others leave it. */
static void check_io_read(unsigned width, uint64_t expected)
{
	struct access_guest access;

	access_begin(&access);
	access_other(&access, AXVCPU_EXIT_IO_READ);
	access.next.io_read.port = 0x3f8;
	access.next.io_read.width = (uint8_t)width;
	access_run(&access);
	must(axvcpu_set_register(access.vcpu, AXVCPU_REGISTER_RETURN, 0x1111111111111111));
	is_status(axvcpu_complete(access.vcpu, 0xfedcba9876543210), AXVCPU_OK,
		  "an I/O read of %u bytes", width);
	is_u64(access_register(&access, AXVCPU_REGISTER_RETURN), expected,
	       "fills its part of the register");
	access_run(&access);
	is_u64(access.guest->retired, 1, "and retires");
	access_end(&access);
}

/* Exits that ask for nothing cannot be answered. */
static void check_nothing_to_answer(void)
{
	static const enum axvcpu_exit_reason reasons[] = {
		AXVCPU_EXIT_NOTHING, AXVCPU_EXIT_HYPERCALL, AXVCPU_EXIT_MMIO_WRITE,
		AXVCPU_EXIT_SYSREG_WRITE, AXVCPU_EXIT_IO_WRITE, AXVCPU_EXIT_EXTERNAL_INTERRUPT,
		AXVCPU_EXIT_NESTED_PAGE_FAULT, AXVCPU_EXIT_HALT, AXVCPU_EXIT_CPU_UP,
		AXVCPU_EXIT_CPU_DOWN, AXVCPU_EXIT_SYSTEM_DOWN, AXVCPU_EXIT_SEND_IPI,
		AXVCPU_EXIT_FAIL_ENTRY, AXVCPU_EXIT_UNKNOWN, AXVCPU_EXIT_DEBUG,
		AXVCPU_EXIT_CPUID, AXVCPU_EXIT_INTERRUPT_DONE,
	};
	struct access_guest access;

	access_begin(&access);
	is_status(axvcpu_complete(access.vcpu, 1), AXVCPU_NOT_PENDING, "an answer before any exit");
	for (unsigned i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		access_other(&access, reasons[i]);
		is_u64(access_run(&access)->reason, reasons[i], "run gives %s",
		       axvcpu_exit_name(reasons[i]));
		is_status(axvcpu_complete(access.vcpu, 1), AXVCPU_NOT_PENDING,
			  "which takes no answer");
	}
	access_end(&access);
}

/* A back end that describes nonsense gets a refusal, not a crash, and there is a way on. */
static void check_nonsense(unsigned width, unsigned reg_width, unsigned reg)
{
	struct access_guest access;
	const struct axvcpu_exit *exit;

	access_begin(&access);
	access_read(&access, width, true, reg_width);
	access.next.mmio_read.reg = (uint16_t)reg;
	access_run(&access);
	if (axvcpu_complete(access.vcpu, 0x1234) == AXVCPU_OK)
		pass("width %u, register %u of %u bytes was taken", width, reg, reg_width);
	else
		is_status(axvcpu_run(access.vcpu, &exit), AXVCPU_INCOMPLETE,
			  "width %u, register %u of %u bytes: still unanswered", width, reg,
			  reg_width);
	access_end(&access);
}

/* While it is unanswered, a vCPU may move to another CPU and be answered there. */
static void answer_elsewhere(void *context)
{
	struct access_guest *access = context;
	const struct axvcpu_exit *exit;

	must(axvcpu_bind(access->vcpu));
	is_status(axvcpu_run(access->vcpu, &exit), AXVCPU_INCOMPLETE, "moved, it is unanswered");
	is_status(axvcpu_complete(access->vcpu, 7), AXVCPU_OK, "and can be answered");
	is_u64(access_register(access, 5), 7, "which fills the register");
	access_run(access);
	is_u64(access->guest->retired, 1, "and retires");
	must(axvcpu_complete(access->vcpu, 7));
	must(axvcpu_unbind(access->vcpu));
}

static void check_moved(void)
{
	struct access_guest access;

	access_begin(&access);
	access_read(&access, 8, false, 8);
	access_run(&access);
	must(axvcpu_unbind(access.vcpu));
	on_another_cpu(answer_elsewhere, &access);
	must(axvcpu_destroy(access.vcpu));
}

int main(void)
{
	check_reads();
	check_order();
	check_sysreg_read();
	check_io_read(1, 0x1111111111111110);
	check_io_read(2, 0x1111111111113210);
	check_io_read(4, 0x0000000076543210);
	check_nothing_to_answer();
	check_nonsense(0, 8, 5);
	check_nonsense(3, 8, 5);
	check_nonsense(16, 8, 5);
	check_nonsense(255, 255, 5);
	check_nonsense(4, 0, 5);
	check_nonsense(4, 8, 40000);
	check_moved();
	return done_testing();
}
