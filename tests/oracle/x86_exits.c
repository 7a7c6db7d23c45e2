/* SPDX-License-Identifier: MIT */
/*
 * Sections named below are those of the Intel 64 and IA-32 Architectures Software Developer's
 * Manual: "volume 1" to "volume 4".
 */
#include "x86_exits.h"

/* Volume 2, 2.1.5, table 2-2: the order in which instructions number registers. */
enum { RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9 };

/* Volume 1, 3.4.3.2: the direction flag. */
#define RFLAGS_DF (UINT64_C(1) << 10)

/* Volume 3, 18.2.3: conditions B0 to B3, and the single step. */
#define DR6_B0_TO_B3 UINT64_C(0xf)
#define DR6_BS (UINT64_C(1) << 14)

/* Volume 4, table 2-2, and volume 3, table 11-6. */
enum { IA32_X2APIC_ICR = 0x830, IA32_X2APIC_SELF_IPI = 0x83f };

/* Volume 3, 11.6.1, figures 11-12 and 11-28: delivery modes and shorthands. */
enum { DELIVER_FIXED = 0, DELIVER_LOWEST = 1, DELIVER_STARTUP = 6 };
enum { TO_DESTINATION, TO_SELF, TO_ALL, TO_OTHERS };

void x86_unknown(struct axvcpu_exit *exit, uint64_t cause)
{
	exit->reason = AXVCPU_EXIT_UNKNOWN;
	exit->known = AXVCPU_KNOWN_UNKNOWN_ALL;
	exit->unknown.cause = cause;
}

void x86_nothing(struct axvcpu_exit *exit, enum axvcpu_nothing cause)
{
	exit->reason = AXVCPU_EXIT_NOTHING;
	exit->known = AXVCPU_KNOWN_NOTHING_ALL;
	exit->nothing.cause = cause;
}

/* A pause, or a wait for what another CPU writes. */
void x86_yield(struct axvcpu_exit *exit)
{
	x86_nothing(exit, AXVCPU_NOTHING_YIELDED);
	exit->retire = AXVCPU_RETIRE_NEXT;
}

void x86_halt(struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_HALT;
	exit->retire = AXVCPU_RETIRE_NEXT;
}

void x86_interrupt_done(struct axvcpu_exit *exit, uint64_t vector)
{
	exit->reason = AXVCPU_EXIT_INTERRUPT_DONE;
	exit->known = AXVCPU_KNOWN_INTERRUPT_DONE_ALL;
	exit->interrupt_done.vector = vector;
}

void x86_interrupt(struct axvcpu_exit *exit, uint64_t vector)
{
	x86_interrupt_unnamed(exit);
	exit->known = AXVCPU_KNOWN_EXTERNAL_INTERRUPT_ALL;
	exit->external_interrupt.vector = vector;
}

void x86_interrupt_unnamed(struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_EXTERNAL_INTERRUPT;
}

void x86_debug(struct axvcpu_exit *exit, enum axvcpu_debug cause, uint64_t addr)
{
	exit->reason = AXVCPU_EXIT_DEBUG;
	exit->known = AXVCPU_KNOWN_DEBUG_ALL;
	exit->debug.cause = cause;
	exit->debug.addr = addr;
}

/* Volume 3, 18.2.3, and table 28-1 for the qualification. */
enum axvcpu_debug x86_debug_cause(uint64_t status)
{
	if ((status & DR6_BS) != 0)
		return AXVCPU_DEBUG_STEP;
	return (status & DR6_B0_TO_B3) != 0 ? AXVCPU_DEBUG_WATCHPOINT : AXVCPU_DEBUG_BREAKPOINT;
}

void x86_fail_entry(struct axvcpu_exit *exit, uint64_t reason)
{
	exit->reason = AXVCPU_EXIT_FAIL_ENTRY;
	exit->known = AXVCPU_KNOWN_FAIL_ENTRY_ALL;
	exit->fail_entry.reason = reason;
}

void x86_reset(struct axvcpu_exit *exit, uint64_t reason)
{
	exit->reason = AXVCPU_EXIT_SYSTEM_DOWN;
	exit->known = AXVCPU_KNOWN_SYSTEM_DOWN_ALL;
	exit->system_down.kind = AXVCPU_DOWN_RESET;
	exit->system_down.reason = reason;
}

/* The virtual address is not known. */
void x86_fault(struct axvcpu_exit *exit, uint64_t addr, enum axvcpu_access access)
{
	exit->reason = AXVCPU_EXIT_NESTED_PAGE_FAULT;
	exit->known = AXVCPU_KNOWN_NESTED_PAGE_FAULT_ALL & ~AXVCPU_KNOWN_NESTED_PAGE_FAULT_GVA;
	exit->nested_page_fault.addr = addr;
	exit->nested_page_fault.access = access;
}

/* The project's choice: the number in RAX, arguments in the order of the System V ABI. */
void x86_hypercall(struct axvcpu_exit *exit, x86_registers *registers)
{
	static const unsigned args[] = { RDI, RSI, RDX, RCX, R8, R9 };

	exit->reason = AXVCPU_EXIT_HYPERCALL;
	exit->retire = AXVCPU_RETIRE_NEXT;
	if (!registers)
		return;
	exit->known = AXVCPU_KNOWN_HYPERCALL_ALL;
	exit->hypercall.nr = registers->r[RAX];
	for (unsigned i = 0; i < 6; i++)
		exit->hypercall.args[i] = registers->r[args[i]];
}

void x86_cpuid(struct axvcpu_exit *exit, x86_registers *registers)
{
	exit->reason = AXVCPU_EXIT_CPUID;
	exit->retire = AXVCPU_RETIRE_NEXT;
	if (!registers)
		return;
	exit->known = AXVCPU_KNOWN_CPUID_ALL;
	exit->cpuid.leaf = (uint32_t)registers->r[RAX];
	exit->cpuid.subleaf = (uint32_t)registers->r[RCX];
}

/* Volume 2, RDMSR: the number in ECX, the halves of the value in EDX and EAX. */
void x86_read_msr(struct axvcpu_exit *exit, x86_registers *registers)
{
	exit->reason = AXVCPU_EXIT_SYSREG_READ;
	exit->retire = AXVCPU_RETIRE_NEXT;
	exit->known = AXVCPU_KNOWN_SYSREG_READ_ALL & ~AXVCPU_KNOWN_SYSREG_READ_ADDR;
	exit->sysreg_read.reg = RAX;
	exit->sysreg_read.reg_high = RDX;
	if (!registers)
		return;
	exit->known = AXVCPU_KNOWN_SYSREG_READ_ALL;
	exit->sysreg_read.addr = (uint32_t)registers->r[RCX];
}

static void write_register(struct axvcpu_exit *exit, uint32_t addr, uint64_t value)
{
	exit->reason = AXVCPU_EXIT_SYSREG_WRITE;
	exit->known = AXVCPU_KNOWN_SYSREG_WRITE_ALL;
	exit->sysreg_write.addr = addr;
	exit->sysreg_write.value = value;
}

static void send_ipi(struct axvcpu_exit *exit, uint64_t vector)
{
	exit->reason = AXVCPU_EXIT_SEND_IPI;
	exit->known = AXVCPU_KNOWN_SEND_IPI_ALL;
	exit->send_ipi.vector = vector;
}

/* Volume 2, WRMSR; volume 3, 11.12.9 and 11.12.11: of the local APIC in x2APIC mode. */
void x86_write_msr(struct axvcpu_exit *exit, x86_registers *registers)
{
	uint64_t value;
	uint32_t addr;

	exit->reason = AXVCPU_EXIT_SYSREG_WRITE;
	exit->retire = AXVCPU_RETIRE_NEXT;
	if (!registers)
		return;
	addr = (uint32_t)registers->r[RCX];
	value = registers->r[RDX] << 32 | (uint32_t)registers->r[RAX];
	if (addr == IA32_X2APIC_ICR) {
		x86_command(exit, value, value >> 32);
	} else if (addr == IA32_X2APIC_SELF_IPI) {
		send_ipi(exit, value & 0xff);
		exit->send_ipi.send_to_self = true;
	} else {
		write_register(exit, addr, value);
	}
}

static void command_ipi(struct axvcpu_exit *exit, uint64_t command, uint64_t destination)
{
	unsigned shorthand = command >> 18 & 3;

	send_ipi(exit, command & 0xff);
	exit->send_ipi.send_to_all = shorthand == TO_ALL || shorthand == TO_OTHERS;
	exit->send_ipi.send_to_self = shorthand == TO_ALL || shorthand == TO_SELF;
	if (shorthand == TO_DESTINATION) {
		exit->send_ipi.target_cpu = destination;
		exit->send_ipi.target_cpu_aux = command >> 11 & 1;
	}
}

/* Volume 3, 9.4.4: the vector of a start-up IPI is the number of a page. */
static void start_up(struct axvcpu_exit *exit, uint64_t command, uint64_t destination)
{
	exit->reason = AXVCPU_EXIT_CPU_UP;
	exit->known = AXVCPU_KNOWN_CPU_UP_ALL;
	exit->cpu_up.target_cpu = destination;
	exit->cpu_up.entry_point = (command & 0xff) << 12;
}

void x86_command(struct axvcpu_exit *exit, uint64_t command, uint64_t destination)
{
	unsigned mode = command >> 8 & 7;
	bool is_logical = (command >> 11 & 1) != 0;
	bool is_named = (command >> 18 & 3) == TO_DESTINATION;

	if (mode == DELIVER_FIXED || mode == DELIVER_LOWEST)
		command_ipi(exit, command, destination);
	else if (mode == DELIVER_STARTUP && is_named && !is_logical)
		start_up(exit, command, destination);
	else
		write_register(exit, IA32_X2APIC_ICR, command);
}

uint64_t x86_low_bytes(uint64_t value, unsigned bytes)
{
	return bytes == 8 ? value : value & ((UINT64_C(1) << 8 * bytes) - 1);
}

/* Volume 1, 3.4.1.1: 32 bits clear the upper half of a register, 16 leave the rest alone. */
static uint64_t written(uint64_t old, uint64_t value, unsigned bytes)
{
	return bytes == 2 ? (old & ~UINT64_C(0xffff)) | (value & 0xffff) : x86_low_bytes(value, bytes);
}

static unsigned string_register(const struct x86_port *port)
{
	return port->in ? RDI : RSI;
}

uint64_t x86_string_offset(const struct x86_port *port, x86_registers *registers)
{
	return x86_low_bytes(registers->r[string_register(port)], port->address_size);
}

static void write_back(struct axvcpu_exit *exit, const struct x86_port *port, unsigned reg,
		       uint64_t delta, x86_registers *registers)
{
	struct axvcpu_write *write = &exit->writes[exit->write_count++];

	write->reg = (uint16_t)reg;
	write->value = written(registers->r[reg], registers->r[reg] + delta, port->address_size);
}

/* Volume 2, INS, OUTS and REP: one iteration; the instruction goes on where it repeats. */
static void advance_string(struct axvcpu_exit *exit, const struct x86_port *port,
			   x86_registers *registers)
{
	bool down = (registers->rflags & RFLAGS_DF) != 0;
	uint64_t delta = down ? -(uint64_t)port->width : port->width;

	write_back(exit, port, string_register(port), delta, registers);
	if (port->repeated)
		write_back(exit, port, RCX, UINT64_MAX, registers);
}

static void read_port(struct axvcpu_exit *exit, const struct x86_port *port)
{
	exit->reason = AXVCPU_EXIT_IO_READ;
	exit->known = AXVCPU_KNOWN_IO_READ_PORT | AXVCPU_KNOWN_IO_READ_WIDTH;
	exit->io_read.port = port->port;
	exit->io_read.width = port->width;
	if (port->string && port->memory_known) {
		exit->known |= AXVCPU_KNOWN_IO_READ_MEMORY;
		exit->io_read.memory = port->memory;
	}
}

static void write_port(struct axvcpu_exit *exit, const struct x86_port *port,
		       x86_registers *registers)
{
	exit->reason = AXVCPU_EXIT_IO_WRITE;
	exit->known = AXVCPU_KNOWN_IO_WRITE_PORT | AXVCPU_KNOWN_IO_WRITE_WIDTH;
	exit->io_write.port = port->port;
	exit->io_write.width = port->width;
	if (port->string && port->memory_known) {
		exit->known |= AXVCPU_KNOWN_IO_WRITE_MEMORY;
		exit->io_write.memory = port->memory;
	} else if (!port->string && registers) {
		exit->known |= AXVCPU_KNOWN_IO_WRITE_DATA;
		exit->io_write.data = x86_low_bytes(registers->r[RAX], port->width);
	}
}

void x86_access_port(struct axvcpu_exit *exit, const struct x86_port *port,
		     x86_registers *registers)
{
	bool repeats = port->string && port->repeated;

	exit->retire = AXVCPU_RETIRE_NEXT;
	if (repeats && registers && x86_low_bytes(registers->r[RCX], port->address_size) == 0) {
		x86_nothing(exit, AXVCPU_NOTHING_HANDLED);
		return;
	}
	if (repeats)
		exit->retire = AXVCPU_RETIRE_KEEP;
	if (port->in)
		read_port(exit, port);
	else
		write_port(exit, port, registers);
	if (port->string && registers)
		advance_string(exit, port, registers);
}
