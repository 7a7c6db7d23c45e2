/* SPDX-License-Identifier: MIT */
/* A guest that is saved anywhere and goes on in another machine does all that it would have. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "saved_guest.h"

/* A trace in memory. */
struct trace {
	FILE *stream;
	char *text;
	size_t size;
};

static void trace_begin(struct trace *trace)
{
	trace->stream = open_memstream(&trace->text, &trace->size);
	if (!trace->stream)
		bail_out("no memory");
}

static void trace_end(struct trace *trace)
{
	fclose(trace->stream);
}

static unsigned lines(const char *text)
{
	unsigned count = 0;

	while ((text = strchr(text, '\n')) != NULL) {
		count++;
		text++;
	}
	return count;
}

static void whole(struct machine *machine, struct trace *trace)
{
	trace_begin(trace);
	saved_guest_load(machine);
	saved_guest_finish(machine, trace->stream, false);
	trace_end(trace);
}

/* Stop behind so many exits; the last one has its answer, or not. */
static void after_exits(struct machine *machine, FILE *trace, unsigned exits, bool answered)
{
	saved_guest_load(machine);
	for (unsigned i = 0; i < exits; i++) {
		machine_run(machine);
		saved_guest_record(trace, machine);
		if (i + 1 < exits || answered)
			saved_guest_answer(machine);
	}
}

static void at_exits(struct machine *here, struct machine *there, const struct trace *expected)
{
	unsigned exits = lines(expected->text);

	ok(exits >= 40, "%u exits", exits);
	for (unsigned i = 0; i < 2 * exits; i++) {
		bool answered = i % 2;
		struct trace trace;

		trace_begin(&trace);
		after_exits(here, trace.stream, i / 2 + 1, answered);
		saved_guest_copy(here, there);
		saved_guest_finish(there, trace.stream, !answered);
		trace_end(&trace);
		is_str(trace.text, expected->text, "saved at exit %u, %s its answer", i / 2,
		       answered ? "with" : "before");
		free(trace.text);
	}
}

/* Stop when so many instructions have been executed; false: the guest was over before. */
static bool after_instructions(struct machine *machine, FILE *trace, uint64_t count)
{
	saved_guest_load(machine);
	machine->exit = NULL;
	must(axvcpu_set_budget(machine->vcpu, count));
	while (!saved_guest_is_over(machine)) {
		machine_run(machine);
		if (machine->exit->reason == AXVCPU_EXIT_NOTHING)
			return true;
		saved_guest_record(trace, machine);
		saved_guest_answer(machine);
	}
	return false;
}

static void anywhere(struct machine *here, struct machine *there, const struct trace *expected)
{
	unsigned count = 0;
	bool more = true;

	for (; more; count++) {
		struct trace trace;

		trace_begin(&trace);
		more = after_instructions(here, trace.stream, count);
		if (more) {
			saved_guest_copy(here, there);
			saved_guest_finish(there, trace.stream, false);
		}
		trace_end(&trace);
		is_str(trace.text, expected->text, "saved after %u instructions", count);
		free(trace.text);
	}
	ok(count > 100, "%u instructions", count);
}

/* What is saved of a restored vCPU is what it was restored from, but for the time. */
static void again(struct machine *here, struct machine *there)
{
	size_t size = axvcpu_saved_size(here->vcpu), differing = 0, number = 0;
	uint8_t *first, *second;

	saved_guest_load(here);
	machine_run(here);
	must(axvcpu_unbind(here->vcpu));
	must(axvcpu_bind(here->vcpu));
	saved_guest_copy(here, there);
	first = saved_guest_bytes(here);
	second = saved_guest_bytes(there);
	for (size_t i = 0; i < size; i += 8)
		if (memcmp(first + i, second + i, 8) != 0) {
			differing++;
			number = i;
		}
	ok(differing <= 1, "%zu numbers differ", differing);
	ok(!differing || number == size - 16, "it is the time, at byte %zu", number);
	free(first);
	free(second);
}

/* Registers that no guest above has filled: each has a value of its own. */
static void registers(struct machine *here, struct machine *there)
{
	size_t count;
	const struct axvcpu_register_info *info = axvcpu_registers(AXVCPU_ARCH_RISCV64, &count);

	machine_set(here, CSR(SSTATUS), 0x6000);
	for (size_t i = 0; i < count; i++)
		if (info[i].number < 64)
			machine_set(here, info[i].number, 0x123456789abcdef * (i + 1));
	saved_guest_copy(here, there);
	for (size_t i = 0; i < count; i++)
		if (info[i].number < 64)
			is_u64(machine_get(there, info[i].number),
			       machine_get(here, info[i].number), "%s", info[i].name);
}

static void floats(void)
{
	struct machine here, there;

	machine_make_float(&here);
	machine_make_float(&there);
	registers(&here, &there);
	machine_end(&here);
	machine_end(&there);
}

/* The clock goes on from where it was, and so does a timer, which keeps a deadline. */
static void time_goes_on(struct machine *here, struct machine *there)
{
	uint64_t before, after;

	LOAD_PROGRAM(here, END);
	LOAD_PROGRAM(there, END);
	machine_set(here, AXVCPU_RISCV64_TIME, UINT64_C(1) << 62);
	machine_set(here, CSR(SIE), 0x20);
	machine_set(here, AXVCPU_RISCV64_STIMECMP, (UINT64_C(1) << 62) + 1000000000);
	before = machine_get(here, AXVCPU_RISCV64_TIME);
	saved_guest_copy(here, there);
	after = machine_get(there, AXVCPU_RISCV64_TIME);
	ok(after >= before, "the clock does not go back");
	ok(after - before < 36000000000, "and is not put forward");
	ok(axvcpu_deadline(there->vcpu) != UINT64_MAX, "a timer has its deadline at once");
}

/* A store-conditional that was saved behind its load-reserved fails, as it always may. */
static void reservation(struct machine *here, struct machine *there)
{
	struct machine *both[] = {here, there};

	for (unsigned i = 0; i < 2; i++) {
		LOAD_PROGRAM(both[i], AUIPC(S1, 2), LR(3, S0, S1), END, SC(3, S2, S1, S0), END);
		machine_run(both[i]);
	}
	saved_guest_copy(here, there);
	must(axvcpu_complete(there->vcpu, 0));
	machine_run(there);
	is_u64(machine_get(there, S2), 1, "what a guest has reserved is not restored, nor kept");
}

int main(void)
{
	struct machine here, there;
	struct trace expected;

	machine_make(&here);
	machine_make(&there);
	whole(&here, &expected);
	at_exits(&here, &there, &expected);
	anywhere(&here, &there, &expected);
	again(&here, &there);
	time_goes_on(&here, &there);
	reservation(&here, &there);
	floats();
	free(expected.text);
	machine_end(&here);
	machine_end(&there);
	return done_testing();
}
