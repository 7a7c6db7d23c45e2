/* SPDX-License-Identifier: MIT */
/*
 * Sections and tables named below are those of the Intel 64 and IA-32 Architectures Software
 * Developer's Manual, volume 3, unless another volume is named.
 */
#include "vmx_oracle.h"

#include <string.h>

#include "x86_moves.h"

/* 25.9.1: the entry failed. */
#define ENTRY_FAILURE UINT32_C(0x80000000)

/* 25.9.2 and 25.9.3: event information is valid. */
#define EVENT_VALID UINT32_C(0x80000000)

/* 25.4.1, table 25-2, access rights: 64-bit mode active, default operation size. */
#define RIGHTS_L UINT32_C(0x2000)
#define RIGHTS_D UINT32_C(0x4000)

/* 11.4.1: where the registers of the local APIC are, and one of them. */
#define APIC_PAGE UINT64_C(0xfee00000)
#define APIC_ICR_LOW 0x300

/* Volume 2, 2.3.11: an instruction has at most 15 bytes. */
#define LONGEST_INSTRUCTION 15

/* Appendix C, table C-1, the ones with an answer of their own. */
enum {
	EXCEPTION_OR_NMI = 0, EXTERNAL_INTERRUPT = 1, TRIPLE_FAULT = 2, INTERRUPT_WINDOW = 7,
	NMI_WINDOW = 8, CPUID = 10, HLT = 12, VMCALL = 18, IO_INSTRUCTION = 30, RDMSR = 31,
	WRMSR = 32, MWAIT = 36, MONITOR_TRAP_FLAG = 37, PAUSE = 40, APIC_ACCESS = 44,
	VIRTUALIZED_EOI = 45, EPT_VIOLATION = 48, PREEMPTION_TIMER = 52, APIC_WRITE = 56,
	UMWAIT = 67, TPAUSE = 68
};

/* The first and the last of each group that the execution of an instruction causes. */
static const struct { unsigned from, to; } instructions[] = {
	{ 10, 32 }, { 36, 36 }, { 39, 40 }, { 46, 47 }, { 50, 51 }, { 53, 55 }, { 57, 61 },
	{ 63, 65 }, { 67, 70 }, { 72, 73 }, { 76, 79 },
};

typedef const struct axvcpu_vmx_syndrome words;

static bool is_instruction(unsigned reason)
{
	for (unsigned i = 0; i < sizeof instructions / sizeof *instructions; i++)
		if (reason >= instructions[i].from && reason <= instructions[i].to)
			return true;
	return false;
}

/* 28.2.5. */
static uint8_t instruction_length(words *syndrome, unsigned reason)
{
	return is_instruction(reason) && syndrome->insn_length <= LONGEST_INSTRUCTION ?
		(uint8_t)syndrome->insn_length : 0;
}

/* 28.2.2 and 25.9.2: the type in bits 10:8 of what the vector in bits 7:0 is of. */
static void exception(words *syndrome, struct axvcpu_exit *exit)
{
	enum { NMI = 2, HARDWARE = 3, PRIVILEGED_SOFTWARE = 5, DB = 1, BP = 3 };
	uint32_t info = syndrome->interruption_info;
	unsigned vector = info & 0xff, type = info >> 8 & 7;

	if ((info & EVENT_VALID) == 0)
		x86_unknown(exit, syndrome->exit_reason);
	else if (type == NMI)
		x86_interrupt(exit, 2);
	else if (vector == DB && (type == HARDWARE || type == PRIVILEGED_SOFTWARE))
		x86_debug(exit, x86_debug_cause(syndrome->qualification), 0);
	else if (vector == BP)
		x86_debug(exit, AXVCPU_DEBUG_BREAKPOINT, 0);
	else
		x86_unknown(exit, syndrome->exit_reason);
}

/* 28.2.2: valid only where the exit acknowledged the interrupt. */
static void external_interrupt(words *syndrome, struct axvcpu_exit *exit)
{
	if ((syndrome->interruption_info & EVENT_VALID) != 0)
		x86_interrupt(exit, syndrome->interruption_info & 0xff);
	else
		x86_interrupt_unnamed(exit);
}

/* 28.2.1, table 28-5, I/O instructions; table 28-8, their address size. */
static bool port_of(words *syndrome, struct x86_port *port)
{
	uint64_t qualification = syndrome->qualification;
	unsigned size = qualification & 7, address_size = syndrome->insn_info >> 7 & 7;

	port->port = (uint16_t)(qualification >> 16);
	port->width = (uint8_t)(size + 1);
	port->in = (qualification >> 3 & 1) != 0;
	port->string = (qualification >> 4 & 1) != 0;
	port->repeated = (qualification >> 5 & 1) != 0;
	port->address_size = (uint8_t)(2u << address_size);
	port->memory = syndrome->guest_linear_address;
	port->memory_known = true;
	return (size == 0 || size == 1 || size == 3) && (!port->string || address_size <= 2);
}

static void port_access(words *syndrome, x86_registers *registers, struct axvcpu_exit *exit)
{
	struct x86_port port;

	if (port_of(syndrome, &port))
		x86_access_port(exit, &port, registers);
	else
		x86_unknown(exit, syndrome->exit_reason);
}

static uint8_t mode_of(words *syndrome)
{
	if ((syndrome->cs_rights & RIGHTS_L) != 0)
		return 8;
	return (syndrome->cs_rights & RIGHTS_D) != 0 ? 4 : 2;
}

/* The instruction says what the access is. */
static void access_by_instruction(words *syndrome, x86_registers *registers,
				  struct x86_access *access, struct x86_expected *expected)
{
	if ((syndrome->have & AXVCPU_VMX_HAVE_INSN) == 0) {
		expected->answers = ORACLE_ANSWER(AXVCPU_DECODED_NEED_INSN);
		return;
	}
	access->mode = mode_of(syndrome);
	x86_bytes(access, syndrome->insn, syndrome->insn_high, syndrome->insn_bytes);
	x86_move(expected, access, registers);
}

/* 28.2.1, table 28-6: the offset in bits 11:0, the type in bits 15:12. */
static void apic_access(words *syndrome, x86_registers *registers, struct x86_expected *expected)
{
	enum { LINEAR_READ, LINEAR_WRITE, LINEAR_FETCH };
	unsigned type = syndrome->qualification >> 12 & 0xf;
	struct x86_access access = {
		.gpa = APIC_PAGE + (syndrome->qualification & 0xfff),
		.access = type == LINEAR_WRITE ? AXVCPU_ACCESS_WRITE : AXVCPU_ACCESS_READ,
	};

	if (type == LINEAR_READ || type == LINEAR_WRITE)
		access_by_instruction(syndrome, registers, &access, expected);
	else
		x86_fault(&expected->exit, access.gpa, type == LINEAR_FETCH ?
			  AXVCPU_ACCESS_EXECUTE : AXVCPU_ACCESS_READ);
}

/* 30.4.3.3: after the write; 11.12.1: the destination of an xAPIC is the highest byte. */
static void apic_write(words *syndrome, struct x86_expected *expected)
{
	if ((syndrome->qualification & 0xfff) != APIC_ICR_LOW)
		x86_unknown(&expected->exit, syndrome->exit_reason);
	else if ((syndrome->have & AXVCPU_VMX_HAVE_ICR) == 0)
		expected->answers = ORACLE_ANSWER(AXVCPU_DECODED_NEED_ICR);
	else
		x86_command(&expected->exit, syndrome->icr, syndrome->icr >> 56);
}

static void fault_at_linear(words *syndrome, enum axvcpu_access access, bool walk,
			    struct axvcpu_exit *exit)
{
	x86_fault(exit, syndrome->guest_physical_address, access);
	exit->known = AXVCPU_KNOWN_NESTED_PAGE_FAULT_ALL;
	exit->nested_page_fault.gva = syndrome->guest_linear_address;
	exit->nested_page_fault.walk = walk;
}

/*
 * 28.2.1, table 28-7: bit 0 read, 1 write, 2 fetch; 7 the linear address is valid, and then
 * 8 the access was to its translation, not to a paging structure.
 */
static void ept_violation(words *syndrome, x86_registers *registers,
			  struct x86_expected *expected)
{
	uint64_t qualification = syndrome->qualification;
	bool write = (qualification & 2) != 0, fetch = (qualification & 4) != 0 && !write;
	bool linear = (qualification & 0x80) != 0, final = (qualification & 0x100) != 0;
	enum axvcpu_access data = write ? AXVCPU_ACCESS_WRITE : AXVCPU_ACCESS_READ;
	struct x86_access access = {
		.gpa = syndrome->guest_physical_address, .gva = syndrome->guest_linear_address,
		.gva_known = true, .access = data,
	};

	if (!linear)
		x86_fault(&expected->exit, access.gpa, fetch ? AXVCPU_ACCESS_EXECUTE : data);
	else if (!final)
		fault_at_linear(syndrome, data, true, &expected->exit);
	else if (fetch)
		fault_at_linear(syndrome, AXVCPU_ACCESS_EXECUTE, false, &expected->exit);
	else if ((syndrome->vectoring_info & EVENT_VALID) != 0)
		fault_at_linear(syndrome, data, false, &expected->exit);
	else
		access_by_instruction(syndrome, registers, &access, expected);
}

/* The exits that registers and a word or two explain. */
static void plain(words *syndrome, unsigned reason, x86_registers *registers,
		  struct axvcpu_exit *exit)
{
	switch (reason) {
	case EXCEPTION_OR_NMI:   exception(syndrome, exit); break;
	case EXTERNAL_INTERRUPT: external_interrupt(syndrome, exit); break;
	case TRIPLE_FAULT:       x86_reset(exit, TRIPLE_FAULT); break;
	case INTERRUPT_WINDOW:
	case NMI_WINDOW:         x86_nothing(exit, AXVCPU_NOTHING_WINDOW); break;
	case CPUID:              x86_cpuid(exit, registers); break;
	case HLT:                x86_halt(exit); break;
	case VMCALL:             x86_hypercall(exit, registers); break;
	case IO_INSTRUCTION:     port_access(syndrome, registers, exit); break;
	case RDMSR:              x86_read_msr(exit, registers); break;
	case WRMSR:              x86_write_msr(exit, registers); break;
	case MWAIT: case PAUSE:
	case UMWAIT: case TPAUSE: x86_yield(exit); break;
	case MONITOR_TRAP_FLAG:  x86_debug(exit, AXVCPU_DEBUG_STEP, 0); break;
	/* 30.1.4: the vector whose EOI was virtualized. */
	case VIRTUALIZED_EOI:    x86_interrupt_done(exit, syndrome->qualification & 0xff); break;
	case PREEMPTION_TIMER:   x86_nothing(exit, AXVCPU_NOTHING_BUDGET); break;
	default:                 x86_unknown(exit, syndrome->exit_reason); break;
	}
}

static void exit_by_reason(words *syndrome, unsigned reason, x86_registers *registers,
			   struct x86_expected *expected)
{
	switch (reason) {
	case APIC_ACCESS:   apic_access(syndrome, registers, expected); break;
	case APIC_WRITE:    apic_write(syndrome, expected); break;
	case EPT_VIOLATION: ept_violation(syndrome, registers, expected); break;
	default:
		plain(syndrome, reason, registers, &expected->exit);
		expected->exit.insn_length = instruction_length(syndrome, reason);
		break;
	}
}

/* 25.9.1: bits 15:0 are the basic exit reason; the others below 31 say more of it. */
void vmx_oracle(const struct axvcpu_vmx_syndrome *syndrome, x86_registers *registers,
		struct x86_expected *expected)
{
	memset(expected, 0, sizeof(*expected));
	expected->answers = ORACLE_ANSWER(AXVCPU_DECODED_DONE);
	if ((syndrome->exit_reason & ENTRY_FAILURE) != 0)
		x86_fail_entry(&expected->exit, syndrome->exit_reason);
	else
		exit_by_reason(syndrome, syndrome->exit_reason & 0xffff, registers, expected);
}
