/* SPDX-License-Identifier: MIT */
/* The monitor itself: CPUs, timer, memory, text. */
#include <axvcpu/axvcpu.h>
#include <axvcpu/host.h>
#include <core/memory_functions.h>

#include "../tap.h"
#include "cpu.h"
#include "machine.h"
#include "print.h"

static void count(void *argument)
{
	atomic_uint *counts = argument;

	atomic_fetch_add(&counts[cpu_number()], 1);
}

/* Each CPU does what it is called for, and knows which one it is. */
static void try_cpus(void)
{
	static atomic_uint counts[CPUS];

	is_u64(cpu_count, 2, "there are two CPUs");
	for (unsigned i = 1; i < cpu_count; i++) {
		cpu_call(i, count, counts);
		cpu_call(i, count, counts);
		cpu_wait(i);
		is_u64(counts[i], 2, "CPU %u did its work", i);
	}
	is_u64(counts[0], 0, "and no other did");
}

/* With interrupts masked, so that none is taken before. */
static void wait_once(void)
{
	machine_wait();
	machine_unmask_interrupts();
	machine_mask_interrupts();
}

/* Both timers share one of the hardware's. */
static void try_timer(void)
{
	struct cpu *cpu = machine_cpu();
	uint64_t now = axvcpu_now();

	machine_mask_interrupts();
	axvcpu_host_set_timer(now + 4000000);
	cpu_set_timer(now + 2000000);
	wait_once();
	ok(axvcpu_now() >= now + 2000000, "the earlier timer ends a wait, not before its time");
	is_u64(cpu->own_deadline, UINT64_MAX, "it is over");
	if (cpu->library_deadline != UINT64_MAX)
		wait_once();
	ok(axvcpu_now() >= now + 4000000, "which ends a wait in its turn");
	machine_unmask_interrupts();
	is_u64(cpu->library_deadline, UINT64_MAX, "and is over");
	is_u64(axvcpu_host_counter_time(UINT64_MAX), UINT64_MAX, "a counter's value beyond time is never");
}

static void ring(void *argument)
{
	(void)argument;
	axvcpu_host_send_ipi(0);
}

static void call(void *argument)
{
	(void)argument;
	cpu_interrupt(0);
}

/* What a run would be told of an interrupt that waits: axvcpu_host_irq services it. */
static uint64_t vector_of(void (*sender)(void *))
{
	uint64_t vector;

	machine_mask_interrupts();
	cpu_call(1, sender, NULL);
	machine_wait();
	vector = axvcpu_host_irq(VECTOR_CALL);
	machine_unmask_interrupts();
	cpu_wait(1);
	return vector;
}

static void try_interrupts(void)
{
	is_u64(vector_of(ring), AXVCPU_HOST_IPI, "the library's interrupt is told from others");
	is_u64(vector_of(call), VECTOR_CALL, "the monitor's own has its vector");
	is_u64(vector_of(ring), AXVCPU_HOST_IPI, "once");
}

static bool is_zero(const uint8_t *memory, size_t size)
{
	while (size && *memory == 0)
		memory++, size--;
	return size == 0;
}

static void try_frames(void)
{
	uint8_t *small = axvcpu_host_allocate(24, 8), *table = axvcpu_host_allocate(16384, 16384);

	ok(small && table, "there is memory");
	is_u64((uintptr_t)table % 16384, 0, "aligned as asked");
	ok(table + 16384 <= small || small + 24 <= table, "once for each");
	memset(table, 0xa5, 16384);
	axvcpu_host_release(table, 16384);
	is_ptr(axvcpu_host_allocate(16384, 16384), table, "what was given back serves again");
	ok(is_zero(table, 16384), "and is zero");
	axvcpu_host_release(small, 24);
	axvcpu_host_release(NULL, 8);
	is_ptr(axvcpu_host_allocate((size_t)1 << 30, 4096), NULL, "not more than there is");
	is_ptr(axvcpu_host_allocate(SIZE_MAX, 4096), NULL, "of any size");
	ok(axvcpu_host_allocate(4096, 4096), "a request that is refused does no harm");
}

static void PRINT_FORMAT(2, 3) formatted(const char *expected, const char *format, ...)
{
	char text[24];
	va_list arguments;

	va_start(arguments, format);
	format_text(text, sizeof text, format, arguments);
	va_end(arguments);
	is_str(text, expected, "%s", expected);
}

static void try_text(void)
{
	formatted("7 -8 0x2a", "%u %d 0x%x", 7u, -8, 42u);
	formatted("18446744073709551615", "%lu", ~0ul);
	formatted("-9223372036854775808", "%ld", (long)(1ul << 63));
	formatted("000000000000beef", "%016lx", 0xbeeful);
	formatted("   5 c one", "%4u %c %s", 5u, 'c', "one");
	formatted("100%", "%u%%", 100u);
	formatted("it ends where room ends", "%s", "it ends where room ends, and no later");
}

static void try_memory(void)
{
	char text[] = "0123456789abcdef";

	memmove(text + 1, text, 10);
	is_str(text, "00123456789bcdef", "memmove upwards");
	memmove(text, text + 1, 10);
	is_str(text, "01234567899bcdef", "memmove downwards");
	memcpy(text, "fedcba9876543210", 16);
	is_str(text, "fedcba9876543210", "memcpy");
	memset(text + 3, 'x', 11);
	is_str(text, "fedxxxxxxxxxxx10", "memset");
	ok(memcmp("ab\377", "ab\1", 3) > 0 && memcmp("ab", "ac", 2) < 0 && !memcmp("ab", "ac", 1),
	   "memcmp takes bytes as unsigned");
}

int main(void)
{
	try_cpus();
	try_timer();
	try_interrupts();
	try_frames();
	try_text();
	try_memory();
	return done_testing();
}
