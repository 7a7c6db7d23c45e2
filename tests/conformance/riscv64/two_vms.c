/* SPDX-License-Identifier: MIT */
/*
 * Two machines that take turns on one physical CPU, at the same addresses and
 * with the same code: neither finds anything of the other's, and one goes on
 * where the other has crashed.
 */
#include "guest.h"

#define JUMP_TO_ITSELF 0x0000006f /* jal x0, 0 */
#define WINDOW UINT64_C(0x90000000) /* where nothing is until it is ordered */
#define INITIAL 1

/* What is loaded with the image, and what is not. */
static volatile uint64_t loaded = INITIAL, zeroed;
static volatile uint64_t interrupts_of_software, counted;

static void on_any(struct frame *frame, uint64_t number)
{
	if (number == TIMER) {
		frame->sepc += 4;
		sbi(SBI_TIME, 0, UINT64_MAX, 0, 0);
		return;
	}
	csr_clear(sip, BIT(SOFTWARE));
	interrupts_of_software++;
}

static volatile uint64_t *window(void)
{
	return (volatile uint64_t *)WINDOW;
}

static void map_window(uint64_t value)
{
	order(ORDER_MAP, WINDOW, 0, CONTROL_READ | CONTROL_WRITE);
	window()[0] = value;
}

static void count(uint64_t hart)
{
	(void)hart;
	for (;;)
		counted++;
}

/* CSRs that belong to the guest, with values that the other machine has not. */
static void set_csrs(uint64_t value)
{
	csr_write(scause, value);
	csr_write(stval, value << 8);
}

static bool has_csrs(uint64_t value)
{
	return csr_read(scause) == value && csr_read(stval) == value << 8;
}

/*
 * Run without an exit while the other machine runs, too, with every general
 * register in use. The timer ends it: its trap changes scause and stval.
 */
static void run_for(unsigned milliseconds, unsigned machine)
{
	unsigned i;

	probe_prepare();
	for (i = 1; i < 32; i++)
		probe_x[i] ^= -(uint64_t)machine;
	csr_write(sie, BIT(TIMER) | BIT(SOFTWARE));
	csr_set(sstatus, SSTATUS_SIE);
	sbi(SBI_TIME, 0, csr_read(time) + ticks(milliseconds), 0, 0);
	probe(JUMP_TO_ITSELF);
	csr_clear(sstatus, SSTATUS_SIE);
	csr_write(sie, 0);
}

static void first(void)
{
	uint64_t before;

	plan(15);
	on_interrupt = on_any;
	is(control_get(CONTROL_OTHER), MACHINE_UNUSED, "there is one machine at first");
	loaded = 100;
	zeroed = 100;
	map_window(0x1111);
	mailbox_fill(0x1111);
	start_function(other_hart(1), count);
	while (!counted)
		;
	is(order(ORDER_START, 0, 0, 0), 0, "the other machine is started");
	is(control_get(CONTROL_OTHER), MACHINE_RUNNING, "it runs");
	before = counted;
	run_for(500, 0);
	check(probe_only_changed(0), "the first machine has kept its registers");
	is(control_get(CONTROL_OTHER), MACHINE_CRASHED, "the other one has crashed");
	check(counted > before, "and the harts of this one go on");
	set_csrs(5);
	spin(20);
	check(has_csrs(5), "with CSRs of their own");
	check(loaded == 100 && zeroed == 100, "its memory is its own");
	is(window()[0], 0x1111, "what was mapped is its own");
	check(mailbox_word(0) == 0x1111 && mailbox_only_changed(0, 0x1111),
	      "its devices are its own");
	is(interrupts_of_software, 0, "no interrupt of the other one came");
	is(hart_status(other_hart(1)), HSM_STARTED, "the hart that it started is started");
	is(hart_status(other_hart(2)), HSM_STOPPED, "one that it did not start is stopped");
	is(order(ORDER_UNMAP, WINDOW, 0, 0), 0, "what was mapped is taken away");
	trap_expect();
	(void)window()[0];
	is(trap_taken().cause, LOAD_ACCESS, "and is gone");
}

/* It finds what the first one found, and changes as much as it can. */
static void second(void)
{
	uint64_t stopped = 0;
	unsigned n;

	plan(12);
	on_interrupt = on_any;
	is(control_get(CONTROL_OTHER), MACHINE_RUNNING, "the second machine sees the first run");
	is(loaded, INITIAL, "its memory is as it was loaded");
	is(zeroed, 0, "or zero");
	for (n = 1; n < MACHINE_HARTS; n++)
		stopped += hart_status(other_hart(n)) == HSM_STOPPED;
	is(stopped, MACHINE_HARTS - 1, "its other harts are stopped");
	trap_expect();
	(void)window()[0];
	is(trap_taken().cause, LOAD_ACCESS, "what the first one has mapped is not there");
	check(mailbox_word(0) == 0 && mailbox_only_changed(0, 0), "nor what it wrote to a device");
	map_window(0x2222);
	is(window()[0], 0x2222, "it maps a page of its own there");
	loaded = zeroed = 200;
	mailbox_fill(0x2222);
	start_function(other_hart(2), count);
	is(sbi(SBI_IPI, 0, 0, UINT64_MAX, 0).error, SBI_SUCCESS, "it interrupts all of its harts");
	run_for(100, 1);
	check(probe_only_changed(0), "it has kept its registers");
	is(interrupts_of_software, 1, "the interrupt came to itself");
	set_csrs(7);
	spin(20);
	check(has_csrs(7), "it has CSRs of its own");
	check(counted > 0 && hart_status(other_hart(2)) == HSM_STARTED, "and a hart that runs");
	print_flush();
	for (;;)
		sbi(SBI_SRST, 0, 0, 1, 0);
}

void guest_main(uint64_t hart)
{
	(void)hart;
	if (control_get(CONTROL_MACHINE) == 0)
		first();
	else
		second();
}
