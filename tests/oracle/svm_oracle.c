/* SPDX-License-Identifier: MIT */
/*
 * Sections and appendices named below are those of the AMD64 Architecture Programmer's Manual,
 * volume 2: System Programming (publication 24593).
 */
#include "svm_oracle.h"

#include <string.h>

#include "x86_moves.h"

/* 15.20, figure 15-4, as EXITINTINFO has it (15.7.2): an event was being delivered. */
#define EVENT_VALID UINT64_C(0x80000000)

/* 4.8.1 and appendix B, table B-2: L and D of the code segment, attributes in 12 bits. */
#define ATTRIBUTE_L UINT32_C(0x200)
#define ATTRIBUTE_D UINT32_C(0x400)

/* Volume 3, 1.1: an instruction has at most 15 bytes. */
#define LONGEST_INSTRUCTION 15

/* Appendix C, table C-1, the ones with an answer of their own. */
enum {
	EXCEPTION_DB = 0x41, EXCEPTION_BP = 0x43, INTR = 0x60, NMI = 0x61, VINTR = 0x64,
	CPUID = 0x72, PAUSE = 0x77, HLT = 0x78, IOIO = 0x7b, MSR = 0x7c, SHUTDOWN = 0x7f,
	VMMCALL = 0x81, MWAIT = 0x8b, MWAIT_CONDITIONAL = 0x8c, IDLE_HLT = 0xa6, NPF = 0x400,
	AVIC_INCOMPLETE_IPI = 0x401
};

/* Table C-1: -1 INVALID, -2 BUSY, -3 IDLE_REQUIRED, -4 INVALID_PMC; all refuse the guest. */
#define FIRST_REFUSAL UINT32_C(0xfffffffc)

typedef const struct axvcpu_svm_syndrome words;

/* 15.10.2, figure 15-2: one bit for each size; the width that the only one set stands for. */
static uint8_t size_of(uint64_t bits, uint8_t smallest)
{
	switch (bits & 7) {
	case 1:  return smallest;
	case 2:  return (uint8_t)(2 * smallest);
	case 4:  return (uint8_t)(4 * smallest);
	default: return 0;
	}
}

/* 15.10.2. */
static bool port_of(words *syndrome, struct x86_port *port)
{
	uint64_t info = syndrome->exitinfo1;

	port->in = (info & 1) != 0;
	port->string = (info & 4) != 0;
	port->repeated = (info & 8) != 0;
	port->width = size_of(info >> 4, 1);
	port->address_size = size_of(info >> 7, 2);
	port->port = (uint16_t)(info >> 16);
	return port->width != 0 && (!port->string || port->address_size != 0);
}

/* The offset is in a register; without it the base is of no use, and may be fetched or not. */
static void locate_string(words *syndrome, x86_registers *registers, struct x86_port *port)
{
	port->memory_known = port->string && registers != NULL;
	if (port->memory_known)
		port->memory = syndrome->segment_base + x86_string_offset(port, registers);
}

/* A string that has ended moves nothing: its base is of no use either. */
static void want_segment_base(words *syndrome, const struct x86_port *port,
			      struct x86_expected *expected)
{
	if (!port->string || (syndrome->have & AXVCPU_SVM_HAVE_SEGMENT_BASE) != 0)
		return;
	if (port->memory_known && expected->exit.reason != AXVCPU_EXIT_NOTHING)
		expected->answers = 0;
	expected->answers |= ORACLE_ANSWER(AXVCPU_DECODED_NEED_SEGMENT_BASE);
}

static void port_access(words *syndrome, x86_registers *registers,
			struct x86_expected *expected)
{
	struct x86_port port = { .port = 0 };

	if (!port_of(syndrome, &port)) {
		x86_unknown(&expected->exit, syndrome->exitcode);
		return;
	}
	locate_string(syndrome, registers, &port);
	x86_access_port(&expected->exit, &port, registers);
	want_segment_base(syndrome, &port, expected);
}

/* 15.11: EXITINFO1 is 0 for RDMSR and 1 for WRMSR. */
static void msr_access(words *syndrome, x86_registers *registers, struct axvcpu_exit *exit)
{
	if (syndrome->exitinfo1 == 0)
		x86_read_msr(exit, registers);
	else if (syndrome->exitinfo1 == 1)
		x86_write_msr(exit, registers);
	else
		x86_unknown(exit, syndrome->exitcode);
}

static uint8_t mode_of(words *syndrome)
{
	if ((syndrome->cs_attrib & ATTRIBUTE_L) != 0)
		return 8;
	return (syndrome->cs_attrib & ATTRIBUTE_D) != 0 ? 4 : 2;
}

static void access_by_instruction(words *syndrome, x86_registers *registers,
				  enum axvcpu_access data, struct x86_expected *expected)
{
	struct x86_access access = {
		.gpa = syndrome->exitinfo2, .access = data, .mode = mode_of(syndrome),
	};

	if ((syndrome->have & AXVCPU_SVM_HAVE_INSN) == 0) {
		expected->answers = ORACLE_ANSWER(AXVCPU_DECODED_NEED_INSN);
		return;
	}
	x86_bytes(&access, syndrome->insn, syndrome->insn_high, syndrome->insn_bytes);
	x86_move(expected, &access, registers);
}

/*
 * 15.25.6: as the error code of a page fault, and bit 33: in a walk of the guest's tables. A
 * fetch that says it writes is no data access, whatever it is.
 */
static void nested_page_fault(words *syndrome, x86_registers *registers,
			      struct x86_expected *expected)
{
	uint64_t info = syndrome->exitinfo1;
	bool write = (info & 2) != 0, fetch = (info & 0x10) != 0;
	bool walk = (info >> 33 & 1) != 0, event = (syndrome->exitintinfo & EVENT_VALID) != 0;
	enum axvcpu_access data = write ? AXVCPU_ACCESS_WRITE : AXVCPU_ACCESS_READ;

	if (!walk && !fetch && !event) {
		access_by_instruction(syndrome, registers, data, expected);
		return;
	}
	x86_fault(&expected->exit, syndrome->exitinfo2,
		  fetch && !write && !walk ? AXVCPU_ACCESS_EXECUTE : data);
	expected->exit.nested_page_fault.walk = walk;
}

/* The exits that registers and a word or two explain. */
static void plain(words *syndrome, x86_registers *registers, struct axvcpu_exit *exit)
{
	switch (syndrome->exitcode) {
	case EXCEPTION_DB: x86_debug(exit, x86_debug_cause(syndrome->dr6), 0); break;
	case EXCEPTION_BP: x86_debug(exit, AXVCPU_DEBUG_BREAKPOINT, 0); break;
	/* 15.13.1: the interrupt is still pending; nothing says which it is. */
	case INTR:         x86_interrupt_unnamed(exit); break;
	case NMI:          x86_interrupt(exit, 2); break;
	case VINTR:        x86_nothing(exit, AXVCPU_NOTHING_WINDOW); break;
	case CPUID:        x86_cpuid(exit, registers); break;
	case HLT:
	case IDLE_HLT:     x86_halt(exit); break;
	case MSR:          msr_access(syndrome, registers, exit); break;
	case SHUTDOWN:     x86_reset(exit, SHUTDOWN); break;
	case VMMCALL:      x86_hypercall(exit, registers); break;
	case PAUSE:
	case MWAIT:
	case MWAIT_CONDITIONAL: x86_yield(exit); break;
	/* 15.29.9.1: EXITINFO1 is the ICR of an xAPIC, its destination the highest byte. */
	case AVIC_INCOMPLETE_IPI:
		x86_command(exit, syndrome->exitinfo1, syndrome->exitinfo1 >> 56);
		break;
	default:           x86_unknown(exit, syndrome->exitcode); break;
	}
}

static bool has_length(words *syndrome)
{
	return syndrome->nrip_length != 0 || (syndrome->have & AXVCPU_SVM_HAVE_LENGTH) != 0;
}

/* 15.7.1: nRIP says where the next instruction begins, if the processor saves it. */
static void want_length(words *syndrome, struct x86_expected *expected)
{
	uint32_t length = syndrome->nrip_length != 0 ? syndrome->nrip_length : syndrome->length;

	if (expected->exit.retire != AXVCPU_RETIRE_NEXT)
		return;
	if (has_length(syndrome)) {
		expected->exit.insn_length = length <= LONGEST_INSTRUCTION ? (uint8_t)length : 0;
		return;
	}
	expected->answers &= ~ORACLE_ANSWER(AXVCPU_DECODED_DONE);
	expected->answers |= ORACLE_ANSWER(AXVCPU_DECODED_NEED_LENGTH);
}

static void exit_by_code(words *syndrome, x86_registers *registers,
			 struct x86_expected *expected)
{
	switch (syndrome->exitcode) {
	case NPF:
		nested_page_fault(syndrome, registers, expected);
		return;
	case IOIO:
		port_access(syndrome, registers, expected);
		break;
	default:
		plain(syndrome, registers, &expected->exit);
		break;
	}
	want_length(syndrome, expected);
}

/* Appendix C: codes that refuse the guest are negative numbers, of 32 bits or of 64. */
void svm_oracle(const struct axvcpu_svm_syndrome *syndrome, x86_registers *registers,
		struct x86_expected *expected)
{
	memset(expected, 0, sizeof(*expected));
	expected->answers = ORACLE_ANSWER(AXVCPU_DECODED_DONE);
	if ((uint32_t)syndrome->exitcode >= FIRST_REFUSAL)
		x86_fail_entry(&expected->exit, syndrome->exitcode);
	else
		exit_by_code(syndrome, registers, expected);
}
