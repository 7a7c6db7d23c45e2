/* SPDX-License-Identifier: MIT */
/*
 * Firmware calls that the command answers. The bytes are calls: which one, 1, or
 * its number, 8; its six arguments, each 1 byte of an edge or 8; and for what is
 * read, what somebody types meanwhile, 1.
 */
#include <axvcpu/sbi.h>

#include "../../src/cli/sbi.h"
#include "board.h"
#include "harness.h"

#define RAM_END (BOARD_BASE + BOARD_RAM_END * AXVCPU_PAGE_SIZE)
/* What a call moves at most; the machine has less memory. */
#define MOVED_MOST (BOARD_RAM_END * AXVCPU_PAGE_SIZE)

struct console {
	uint8_t written[MOVED_MOST];
	size_t count;
	unsigned typed; /* bytes that nobody has read yet */
};

struct machine {
	struct board board;
	struct console console;
};

struct axvcpu_space *machine_space(struct machine *machine)
{
	return machine->board.space;
}

struct console *machine_console(struct machine *machine)
{
	return &machine->console;
}

uint32_t machine_harts(struct machine *machine)
{
	return machine->board.count;
}

struct axvcpu *machine_vcpu(struct machine *machine, uint32_t hart)
{
	expect(hart < machine->board.count);
	return machine->board.vcpus[hart];
}

int64_t machine_hart_status(struct machine *machine, uint64_t hart)
{
	return hart < machine->board.count ? HART_STARTED : AXVCPU_SBI_INVALID_PARAM;
}

void console_write(struct console *console, const uint8_t *bytes, size_t count)
{
	expect(count <= sizeof console->written - console->count);
	memcpy(console->written + console->count, bytes, count);
	console->count += count;
}

bool console_ready(struct console *console)
{
	return console->typed > 0;
}

int console_read(struct console *console)
{
	return console->typed > 0 ? (int)(console->typed-- & 0xff) : -1;
}

static uint64_t number(struct input *input)
{
	static const uint64_t edges[] = {
		0, 1, 2, 3, 8, 63, 64, 4096, BOARD_BASE, BOARD_BASE + 0x1ffc, RAM_END - 4, RAM_END,
		UINT64_MAX, UINT64_MAX - 3, UINT64_C(1) << 63,
	};
	uint8_t byte = input_byte(input) % 16;

	return byte < sizeof edges / sizeof *edges ? edges[byte] : input_number(input, 8);
}

static uint64_t call_number(struct input *input)
{
	static const struct { uint32_t extension, function; } calls[] = {
		{ AXVCPU_SBI_EXTENSION_DBCN, AXVCPU_SBI_DBCN_CONSOLE_WRITE },
		{ AXVCPU_SBI_EXTENSION_DBCN, AXVCPU_SBI_DBCN_CONSOLE_READ },
		{ AXVCPU_SBI_EXTENSION_DBCN, AXVCPU_SBI_DBCN_CONSOLE_WRITE_BYTE },
		{ AXVCPU_SBI_EXTENSION_RFENCE, AXVCPU_SBI_RFENCE_REMOTE_SFENCE_VMA },
		{ AXVCPU_SBI_EXTENSION_HSM, AXVCPU_SBI_HSM_HART_GET_STATUS },
		{ AXVCPU_SBI_EXTENSION_LEGACY_PUTCHAR, 0 },
		{ AXVCPU_SBI_EXTENSION_LEGACY_GETCHAR, 0 },
		{ AXVCPU_SBI_EXTENSION_LEGACY_SEND_IPI, 0 },
		{ AXVCPU_SBI_EXTENSION_LEGACY_FENCE_VMA, 0 },
	};
	uint8_t which = input_byte(input) % 10;

	if (which == sizeof calls / sizeof *calls)
		return input_number(input, 8);
	return (uint64_t)calls[which].extension << 32 | calls[which].function;
}

static bool is_memory(uint64_t address, uint64_t size)
{
	return size == 0 ||
	       (address >= BOARD_BASE && address < RAM_END && size <= RAM_END - address);
}

static uint64_t result(struct axvcpu *vcpu, uint32_t reg)
{
	uint64_t value;

	expect(axvcpu_get_register(vcpu, reg, &value) == AXVCPU_OK);
	return value;
}

/* The debug console's write and read (SBI 2.0, 12.1 and 12.2): all of a buffer, or an error. */
static void check_console(struct machine *machine, const struct axvcpu_exit_hypercall *call,
			  const uint8_t *before, unsigned typed)
{
	struct axvcpu *vcpu = machine->board.vcpus[0];
	bool is_read = (uint32_t)call->nr == AXVCPU_SBI_DBCN_CONSOLE_READ;
	bool is_right = call->args[2] == 0 && is_memory(call->args[1], call->args[0]);
	uint64_t error = result(vcpu, AXVCPU_REGISTER_RETURN), count = call->args[0];

	expect(error == (is_right ? 0 : (uint64_t)AXVCPU_SBI_INVALID_PARAM));
	if (!is_right)
		return;
	if (is_read)
		count = count < typed ? count : typed;
	expect(result(vcpu, AXVCPU_REGISTER_RETURN1) == count);
	if (!is_read && count)
		expect(machine->console.count == count &&
		       memcmp(machine->console.written, before + (call->args[1] - BOARD_BASE),
			      count) == 0);
}

static void play(struct machine *machine, struct input *input)
{
	struct axvcpu_exit_hypercall call = { .nr = call_number(input) };
	uint8_t before[MOVED_MOST];
	unsigned typed;

	for (unsigned i = 0; i < 6; i++)
		call.args[i] = number(input);
	typed = input_byte(input);
	machine->console.count = 0;
	machine->console.typed = typed;
	memcpy(before, machine->board.memory, sizeof before);
	expect(sbi_call(machine, machine->board.vcpus[0], &call) == AXVCPU_OK);
	if (call.nr >> 32 == AXVCPU_SBI_EXTENSION_DBCN &&
	    (uint32_t)call.nr <= AXVCPU_SBI_DBCN_CONSOLE_READ)
		check_console(machine, &call, before, typed);
}

/* 3.2 and 7.1: a mask counted from -1 is all harts; else it names none that is not there. */
static void interrupt(struct machine *machine, struct input *input)
{
	struct axvcpu_exit_send_ipi ipi = {
		.target_cpu = number(input), .target_cpu_aux = number(input),
		.send_to_all = input_byte(input) & 1,
	};
	int64_t error = sbi_send_ipi(machine, &ipi);

	expect(error == AXVCPU_SBI_SUCCESS || error == AXVCPU_SBI_INVALID_PARAM);
	if (!ipi.send_to_all && ipi.target_cpu_aux >= machine->board.count &&
	    ipi.target_cpu_aux != UINT64_MAX)
		expect(error == AXVCPU_SBI_INVALID_PARAM);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct machine machine;
	struct input input = { bytes, size };
	struct board_start start = { .vcpus = 2 };

	board_make(&machine.board, &start);
	for (unsigned page = BOARD_RAM_END; page < BOARD_PAGES; page++)
		expect(axvcpu_space_unmap(machine.board.space, BOARD_BASE + page * AXVCPU_PAGE_SIZE,
					  AXVCPU_PAGE_SIZE) == AXVCPU_OK);
	for (size_t i = 0; i < MOVED_MOST; i++)
		machine.board.memory[i] = (uint8_t)(i * 7 + i / 256);
	while (input.size > 0)
		(input_byte(&input) % 4 ? play : interrupt)(&machine, &input);
	board_end(&machine.board);
	return 0;
}
