/* SPDX-License-Identifier: MIT */
/* The bytes of a saved vCPU: where what is, and what is refused of bytes that are wrong. */
#include <stdlib.h>
#include <string.h>

#include <axvcpu/names.h>

#include "saved_guest.h"

/* By hand from the tables of spec/saved.yaml: bytes from the beginning. */
enum {
	VERSION = 8, SIZE = 16, ARCH = 24, LAYOUT = 32, REQUESTS = 40, LEVELS = 48, EDGES = 80,
	ANSWER = 112, ANSWER_REGISTER = 120, ANSWER_VALUE = 128, ANSWER_DATA = 136, REASON = 144,
	KNOWN = 152, PC = 160, INSN_LENGTH = 168, RETIRE = 176, CAUSE = 184, BACKEND = 192,
	PAYLOAD = 200, HAVE = 304, SYNDROME = 312,
	/* The largest syndrome, in words: vmx's. */
	WORDS = 15,
	PRESENT = SYNDROME + 8 * WORDS, REGISTERS = PRESENT + 16,
};

/* Exits of the guest that leave something to do: after so many of them. */
enum { READ = 1, WRITE = 9, ATOMIC_READ = 13, ATOMIC_WRITE = 14, CALL = 21, HALT = 26,
       UNKNOWN = 29 };

static struct machine here, there;
static size_t size;

static uint64_t number(const uint8_t *bytes, size_t at)
{
	uint64_t value = 0;

	for (unsigned i = 8; i-- > 0;)
		value = value << 8 | bytes[at + i];
	return value;
}

static void put(uint8_t *bytes, size_t at, uint64_t value)
{
	for (unsigned i = 0; i < 8; i++)
		bytes[at + i] = (uint8_t)(value >> 8 * i);
}

/* The guest behind so many exits, the last one with its answer or without. */
static uint8_t *saved_after(unsigned exits, bool answered)
{
	saved_guest_load(&here);
	for (unsigned i = 0; i < exits; i++) {
		machine_run(&here);
		if (i + 1 < exits || answered)
			saved_guest_answer(&here);
	}
	return saved_guest_bytes(&here);
}

static void header(void)
{
	uint8_t *bytes = saved_after(READ, false);
	size_t count;

	(void)axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);
	ok(memcmp(bytes, "axvcpu\x1a\n", 8) == 0, "what it is");
	is_u64(number(bytes, VERSION), 1, "version");
	is_u64(number(bytes, SIZE), size, "size");
	is_u64(size, REGISTERS + 8 * (count - 3), "all registers but x0, sip and htimedelta");
	is_u64(number(bytes, ARCH), AXVCPU_ARCH_RISCV64, "arch");
	is_u64(number(bytes, REQUESTS), 0, "no request");
	is_u64(number(bytes, ANSWER), 1, "a value is awaited");
	is_u64(number(bytes, REASON), 29, "mmio_read");
	is_u64(number(bytes, KNOWN), 0xfff, "of which all is known");
	is_u64(number(bytes, PC), RAM_BASE + 0x18, "pc");
	is_u64(number(bytes, INSN_LENGTH), 4, "bytes of the instruction");
	is_u64(number(bytes, BACKEND), AXVCPU_BACKEND_SOFT, "back end");
	is_u64(number(bytes, CAUSE), here.exit->cause, "cause");
	is_u64(number(bytes, PAYLOAD), 0x10000000, "payload: the address");
	is_u64(number(bytes, PAYLOAD + 8), 1, "the width");
	is_u64(number(bytes, PAYLOAD + 16), A0, "the register");
	is_u64(number(bytes, PAYLOAD + 32), 1, "the sign");
	is_u64(number(bytes, PAYLOAD + 64), 0x10000000, "the guest-virtual address");
	is_u64(number(bytes, HAVE), here.exit->syndrome.hext.have, "words that were fetched");
	is_u64(number(bytes, REGISTERS), 0, "ra");
	is_u64(number(bytes, REGISTERS + 8 * (A2 - 1)), (uint64_t)-3, "a2");
	free(bytes);
}

static void pending(void)
{
	uint8_t *bytes = saved_after(ATOMIC_READ, true);

	is_u64(number(bytes, ANSWER), 2, "an atomic write is to be shown");
	is_u64(number(bytes, ANSWER_REGISTER), A0, "then its register filled");
	ok(number(bytes, ANSWER_VALUE) && number(bytes, ANSWER_DATA), "with these values");
	is_u64(number(bytes, RETIRE), 1, "and the instruction retired");
	free(bytes);
	bytes = saved_after(ATOMIC_WRITE, false);
	is_u64(number(bytes, ANSWER), 3, "its register is to be filled");
	is_u64(number(bytes, REASON), 3, "behind mmio_write");
	free(bytes);
	bytes = saved_after(WRITE, false);
	is_u64(number(bytes, ANSWER), 0, "a write owes nothing");
	is_u64(number(bytes, ANSWER_VALUE), 0, "and keeps no value");
	free(bytes);
	saved_guest_load(&here);
	must(axvcpu_set_interrupt(here.vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL, true));
	must(axvcpu_inject_interrupt(here.vcpu, AXVCPU_RISCV64_INTERRUPT_SOFTWARE));
	must(axvcpu_kick(here.vcpu));
	bytes = saved_guest_bytes(&here);
	is_u64(number(bytes, LEVELS), 0x200, "a line");
	is_u64(number(bytes, EDGES), 2, "an edge");
	is_u64(number(bytes, REQUESTS), 3, "kick and interrupt");
	free(bytes);
	must(axvcpu_set_interrupt(here.vcpu, AXVCPU_RISCV64_INTERRUPT_EXTERNAL, false));
}

/* All that can be seen of a vCPU; the clock has gone on meanwhile. */
static void *seen(struct machine *machine)
{
	uint8_t *bytes = saved_guest_bytes(machine);

	put(bytes, size - 16, machine_get(machine, AXVCPU_RISCV64_HTIMEDELTA));
	return bytes;
}

static enum axvcpu_status restore(const uint8_t *bytes, size_t length)
{
	uint8_t *copy = malloc(length ? length : 1);
	enum axvcpu_status status;

	if (!copy)
		bail_out("no memory");
	memcpy(copy, bytes, length);
	status = axvcpu_restore(there.vcpu, copy, length, &there.exit);
	free(copy);
	return status;
}

/* Refused, and nothing is changed. */
static bool is_refused(const uint8_t *bytes, size_t length)
{
	uint8_t *before = seen(&there), *after;
	enum axvcpu_status status = restore(bytes, length);
	bool same;

	after = seen(&there);
	same = memcmp(before, after, size) == 0;
	free(before);
	free(after);
	return status == AXVCPU_MISMATCH && same;
}

static void lengths(void)
{
	uint8_t *bytes = realloc(saved_after(READ, false), size + 8);
	unsigned accepted = 0;

	if (!bytes)
		bail_out("no memory");
	for (size_t length = 0; length <= size + 8; length++)
		accepted += length != size && !is_refused(bytes, length);
	is_u64(accepted, 0, "every other length is refused");
	free(bytes);
}

/* A number that is changed, in a guest behind so many exits. */
static const struct wrong {
	const char *what;
	unsigned exits;
	size_t at;
	uint64_t value;
} wrongs[] = {
	{"another file", READ, 0, 0}, {"version 0", READ, VERSION, 0},
	{"version 2", READ, VERSION, 2}, {"another size", READ, SIZE, 984},
	{"no arch", READ, ARCH, 0}, {"another arch", READ, ARCH, 1},
	{"other specs", READ, LAYOUT, 1}, {"the request tlb", READ, REQUESTS, 4},
	{"a request past 32 bits", READ, REQUESTS, UINT64_C(1) << 32},
	{"a line that is none", READ, LEVELS, 1},
	{"the last line", READ, LEVELS + 24, UINT64_C(1) << 63},
	{"an edge that is none", READ, EDGES, 4}, {"an answer of 4", READ, ANSWER, 4},
	{"a read that owes nothing but has a value", WRITE, ANSWER_VALUE, 1},
	{"an awaited value that is there", READ, ANSWER_DATA, 1},
	{"a value awaited by a write", WRITE, ANSWER, 1},
	{"a write of what is no atomic access", READ, ANSWER, 2},
	{"a register of a call", CALL, ANSWER, 3},
	{"a register past 16 bits", ATOMIC_WRITE, ANSWER_REGISTER, 0x10000},
	{"a register past 32 bits", ATOMIC_WRITE, ANSWER_REGISTER, UINT64_C(1) << 32 | A0},
	{"an exit that is none", READ, REASON, 2}, {"an exit past all", READ, REASON, 32},
	{"an exit past 32 bits", WRITE, REASON, UINT64_C(1) << 32 | 3},
	{"an exit with another payload", WRITE, REASON, 29},
	{"a field that there is not", READ, KNOWN, 0x2fff},
	{"a field past 32 bits", READ, KNOWN, UINT64_C(0x100000fff)},
	{"a value of an unknown field", READ, KNOWN, 0xffe},
	{"a width of 256", READ, PAYLOAD + 8, 256}, {"a truth of 2", READ, PAYLOAD + 32, 2},
	{"a width of 3", READ, PAYLOAD + 8, 3}, {"a width of 0", READ, PAYLOAD + 8, 0},
	{"a register's width of 16", READ, PAYLOAD + 24, 16},
	{"a width of 16", WRITE, PAYLOAD + 8, 16},
	{"bytes above the width", WRITE, PAYLOAD + 16, UINT64_MAX},
	{"a read for a register that is none", READ, PAYLOAD + 16, 0x1234},
	{"a register to fill that is none", ATOMIC_WRITE, ANSWER_REGISTER, 0x1234},
	{"an operation that is none", READ, PAYLOAD + 40, 13},
	{"one past 32 bits", READ, PAYLOAD + 40, UINT64_C(1) << 32},
	{"a payload behind its fields", WRITE, PAYLOAD + 56, 1},
	{"a value that is not known", WRITE, PAYLOAD + 40, 1},
	{"an instruction of 16 bytes", WRITE, INSN_LENGTH, 16},
	{"an odd place to go on", WRITE, INSN_LENGTH, 1}, {"a retirement of 2", WRITE, RETIRE, 2},
	{"a cause past all", READ, CAUSE, 0x1000}, {"a cause past 16 bits", READ, CAUSE, 0x10000},
	{"known fields of an exit without a payload, past 32 bits", HALT, KNOWN, UINT64_C(1) << 32},
	{"a back end past 8 bits", 0, BACKEND, 256}, {"a back end that is none", READ, BACKEND, 99},
	{"a word that is not fetched", READ, HAVE, 4},
	{"a syndrome of no back end", READ, BACKEND, 0},
	{"a register that is not there", READ, PRESENT, UINT64_MAX},
	{"a register missing", READ, PRESENT, 0},
};

/* Where a register that is saved is, by its number. */
static size_t place_of(uint32_t reg)
{
	size_t count, at = REGISTERS;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);

	for (; info->number != reg; info++)
		at += info->number != 0 && info->number != CSR(SIP) &&
			info->number != AXVCPU_RISCV64_HTIMEDELTA ? 8 : 0;
	return at;
}

static const struct {
	const char *what;
	uint32_t reg;
	uint64_t value;
} registers[] = {
	{"an odd pc", AXVCPU_RISCV64_PC, RAM_BASE + 1}, {"mode 2", AXVCPU_RISCV64_MODE, 2},
	{"a bit of sstatus", CSR(SSTATUS), UINT64_C(2) << 32 | 1}, {"a bit of sie", CSR(SIE), 1},
	{"a mode of stvec", CSR(STVEC), 2}, {"an odd sepc", CSR(SEPC), 1},
	{"a mode of satp", CSR(SATP), UINT64_C(15) << 60},
	{"a bit of hvip", AXVCPU_RISCV64_HVIP, 2}, {"a float", AXVCPU_RISCV64_F0 + 1, 1},
};

static void behind_the_last_register(void)
{
	uint8_t *bytes = saved_after(READ, false);

	put(bytes, PRESENT + 8, number(bytes, PRESENT + 8) | UINT64_C(1) << 63);
	ok(is_refused(bytes, size), "a register behind the last one is refused");
	free(bytes);
}

static void changed(void)
{
	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		uint8_t *bytes = saved_after(wrongs[i].exits, false);

		put(bytes, wrongs[i].at, wrongs[i].value);
		ok(is_refused(bytes, size), "%s is refused", wrongs[i].what);
		free(bytes);
	}
	behind_the_last_register();
	for (size_t i = 0; i < sizeof registers / sizeof *registers; i++) {
		uint8_t *bytes = saved_after(READ, false);

		put(bytes, place_of(registers[i].reg), registers[i].value);
		ok(is_refused(bytes, size), "%s is refused", registers[i].what);
		free(bytes);
	}
}

/* The largest numbers that there can be. */
static void largest(void)
{
	uint8_t *bytes = saved_after(UNKNOWN, false);

	put(bytes, INSN_LENGTH, 15);
	ok(restore(bytes, size) == AXVCPU_OK, "the longest instruction");
	free(bytes);
	bytes = saved_after(0, false);
	put(bytes, REASON, 31);
	put(bytes, ANSWER, 1);
	put(bytes, KNOWN, 3);
	put(bytes, PAYLOAD, 0xffff);
	put(bytes, PAYLOAD + 8, 4);
	ok(restore(bytes, size) == AXVCPU_OK, "the last exit");
	free(bytes);
}

/* Go on a while, whatever it is that was restored. */
static void go_on(void)
{
	must(axvcpu_bind(there.vcpu));
	must(axvcpu_set_budget(there.vcpu, 100));
	for (unsigned i = 0; i < 20; i++) {
		enum axvcpu_status status = axvcpu_run(there.vcpu, &there.exit);

		if (status != AXVCPU_OK && status != AXVCPU_INCOMPLETE)
			bail_out("run answers %s", axvcpu_status_name(status));
		if (status == AXVCPU_INCOMPLETE && axvcpu_complete(there.vcpu, i) != AXVCPU_OK)
			must(axvcpu_retry(there.vcpu));
	}
	must(axvcpu_unbind(there.vcpu));
}

static void flips_of(unsigned exits, bool answered, const char *what)
{
	uint8_t *bytes = saved_after(exits, answered);
	unsigned accepted = 0, wrong = 0;

	memcpy(there.ram, here.ram, RAM_SIZE);
	for (size_t bit = 0; bit < 8 * size; bit++) {
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
		if (restore(bytes, size) == AXVCPU_OK) {
			accepted++;
			go_on();
		} else {
			wrong += !is_refused(bytes, size);
		}
		bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
	is_u64(wrong, 0, "%s: a wrong bit is refused and changes nothing, or runs", what);
	ok(accepted > 64 * 31 && accepted < 8 * size, "%s: %u are accepted", what, accepted);
	free(bytes);
}

static void flips(void)
{
	flips_of(READ, false, "a read");
	flips_of(READ, true, "an answered read");
	flips_of(ATOMIC_READ, true, "an atomic access");
	flips_of(ATOMIC_WRITE, false, "its write");
	flips_of(CALL, false, "a call");
	flips_of(HALT, false, "a halt");
}

int main(void)
{
	machine_make(&here);
	machine_make(&there);
	must(axvcpu_unbind(there.vcpu));
	size = axvcpu_saved_size(here.vcpu);
	header();
	pending();
	lengths();
	changed();
	largest();
	flips();
	must(axvcpu_bind(there.vcpu));
	machine_end(&here);
	machine_end(&there);
	return done_testing();
}
