/* SPDX-License-Identifier: MIT */
/* Interrupts, the timer and the clock of a hart, for the monitor and for the library. */
#include <axvcpu/host.h>

#include "../cpu.h"
#include "../machine.h"
#include "../print.h"
#include "board.h"
#include "boot.h"
#include "csr.h"
#include "sbi.h"

uint64_t axvcpu_host_counter_time(uint64_t counter)
{
	return counter <= UINT64_MAX / BOARD_TICK ? counter * BOARD_TICK : UINT64_MAX;
}

uint64_t axvcpu_host_now(void)
{
	return axvcpu_host_counter_time(csr_read(time));
}

/* The hart has one timer: it is set for what comes first. UINT64_MAX is never (SBI 2.0, 6.1). */
static void program_timer(struct cpu *cpu)
{
	uint64_t next = cpu->own_deadline < cpu->library_deadline ?
			cpu->own_deadline : cpu->library_deadline;

	if (next != UINT64_MAX)
		next = next / BOARD_TICK + 1;
	firmware_call(AXVCPU_SBI_EXTENSION_TIME, AXVCPU_SBI_TIME_SET_TIMER, next, 0, 0);
}

/* An interrupt between the two would find one of them changed alone. */
static void set_timer(uint64_t *place, uint64_t deadline)
{
	uint64_t status = csr_read(sstatus);

	machine_mask_interrupts();
	*place = deadline;
	program_timer(machine_cpu());
	if (status & STATUS_SIE)
		machine_unmask_interrupts();
}

void axvcpu_host_set_timer(uint64_t deadline)
{
	set_timer(&machine_cpu()->library_deadline, deadline);
}

void cpu_set_timer(uint64_t deadline)
{
	set_timer(&machine_cpu()->own_deadline, deadline);
}

/* The flag is looked at behind the bit: one that is set in between has an interrupt of its own. */
static uint64_t software_interrupt(struct cpu *cpu)
{
	csr_clear(sip, IRQ_BIT(IRQ_SOFTWARE));
	return atomic_exchange(&cpu->called, 0) ? VECTOR_CALL : AXVCPU_HOST_IPI;
}

/* The library's timer is for the library to look at: no more than an IPI. */
static uint64_t timer_interrupt(struct cpu *cpu)
{
	uint64_t now = axvcpu_host_now();
	bool own = now >= cpu->own_deadline;

	if (own)
		cpu->own_deadline = UINT64_MAX;
	if (now >= cpu->library_deadline)
		cpu->library_deadline = UINT64_MAX;
	program_timer(cpu);
	return own ? VECTOR_TIMER : AXVCPU_HOST_IPI;
}

uint64_t axvcpu_host_irq(uint64_t cause)
{
	switch (cause) {
	case IRQ_SOFTWARE:
		return software_interrupt(machine_cpu());
	case IRQ_TIMER:
		return timer_interrupt(machine_cpu());
	default:
		stop("interrupt %u, which nobody enabled", (unsigned)cause);
	}
}

void trap(uint64_t cause, uint64_t pc, uint64_t value)
{
	if (!(cause & CAUSE_INTERRUPT))
		stop("trap of the monitor on CPU %u: scause %lu, sepc 0x%lx, stval 0x%lx",
		     cpu_number(), (unsigned long)cause, (unsigned long)pc, (unsigned long)value);
	axvcpu_host_irq(cause & ~CAUSE_INTERRUPT);
}
