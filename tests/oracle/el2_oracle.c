/* SPDX-License-Identifier: MIT */
/* Exceptions to EL2 by vector and exception class (ESR_EL2). */
#include "el2_oracle.h"

#include <string.h>

#include "el2_oracle_parts.h"

/* What EC says (ESR_EL2, EC, bits [31:26]). */
enum {
	EC_WFX = 0x01, EC_HVC64 = 0x16, EC_SMC64 = 0x17, EC_SYSTEM = 0x18,
	EC_INSTRUCTION_ABORT = 0x20, EC_DATA_ABORT = 0x24, EC_BREAKPOINT = 0x30, EC_STEP = 0x32,
	EC_WATCHPOINT = 0x34, EC_BKPT32 = 0x38, EC_BRK64 = 0x3c
};

void el2_unknown(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_UNKNOWN;
	exit->known = AXVCPU_KNOWN_UNKNOWN_ALL;
	exit->unknown.cause = in->syndrome->esr;
}

/*
 * IL, bit [25], is the size of an instruction, but always 1 for SError, aborts (data aborts:
 * with ISV 0), misaligned PC and SP, Illegal Execution state, debug exceptions that are not
 * an instruction's, and EC 0; classes that the manual does not have say nothing. ISV is 1 for
 * some aborts of stage 2 only, which EL2's own accesses (EC 0x25) do not have.
 */
static uint8_t length_of_class(const struct el2_oracle_in *in)
{
	switch (el2_bits(in->syndrome->esr, 31, 26)) {
	case EC_DATA_ABORT:
		return el2_bits(in->syndrome->esr, 24, 24) ? el2_length(in) : 0;
	case EC_WFX:
	case 0x03: case 0x04: case 0x05: case 0x06:	/* MCR, MRC, MCRR, MRRC, LDC, STC */
	case 0x07: case 0x08: case 0x09: case 0x0a:	/* FP, VMRS, PAuth, LD64B and others */
	case 0x0c: case 0x0d:				/* MRRC on coproc 14, BTI */
	case 0x11: case 0x12: case 0x13:		/* SVC, HVC, SMC of AArch32 */
	case 0x14: case 0x15:				/* MSRR and MRRS, SVC */
	case EC_HVC64: case EC_SMC64: case EC_SYSTEM:
	case 0x19: case 0x1a: case 0x1b: case 0x1c:	/* SVE, ERET, TSTART, FPAC */
	case 0x1d:					/* SME */
	case 0x27: case 0x28: case 0x2c: case 0x2d:	/* MOPS, FP exceptions, GCS */
	case EC_BKPT32: case EC_BRK64:
		return el2_length(in);
	default:
		return 0;
	}
}

void el2_nothing(struct axvcpu_exit *exit, enum axvcpu_nothing cause)
{
	exit->reason = AXVCPU_EXIT_NOTHING;
	exit->known = AXVCPU_KNOWN_NOTHING_ALL;
	exit->nothing.cause = cause;
}

/* "ISS encoding for an exception from a WF* instruction": TI is 0 for WFI. */
static void wait_instruction(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	if (el2_bits(in->syndrome->esr, 1, 0) == 0)
		exit->reason = AXVCPU_EXIT_HALT;
	else
		el2_nothing(exit, AXVCPU_NOTHING_YIELDED);
	exit->retire = AXVCPU_RETIRE_NEXT;
}

/* "ISS encoding for an exception from HVC or SVC", "... from SMC ... in AArch64 state". */
static void call(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	uint32_t immediate = el2_bits(in->syndrome->esr, 15, 0);

	exit->retire = AXVCPU_RETIRE_NEXT;
	if (immediate == 0) {
		el2_firmware(in, exit);
		return;
	}
	exit->reason = AXVCPU_EXIT_HYPERCALL;
	exit->known = el2_known(in, AXVCPU_KNOWN_HYPERCALL_NR, AXVCPU_KNOWN_HYPERCALL_ARGS);
	exit->hypercall.nr = immediate;
	for (unsigned i = 0; i < 6; i++)
		exit->hypercall.args[i] = el2_register(in, i);
}

/* ICC_SGI1R_EL1 and its like: op0 3, op1 0, CRn 12, CRm 11, op2 5, 6 and 7. */
static bool is_software_interrupt(uint32_t iss)
{
	uint32_t op2 = el2_bits(iss, 19, 17);

	return el2_bits(iss, 21, 20) == 3 && el2_bits(iss, 16, 14) == 0 &&
		el2_bits(iss, 13, 10) == 12 && el2_bits(iss, 4, 1) == 11 && op2 >= 5;
}

/* The GIC architecture, ICC_SGI1R_EL1: INTID, TargetList, affinities as in MPIDR_EL1, RS, IRM. */
static void software_interrupt(const struct el2_oracle_in *in, uint64_t value,
			       struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_SEND_IPI;
	exit->known = el2_known(in, AXVCPU_KNOWN_SEND_IPI_SEND_TO_SELF, AXVCPU_KNOWN_SEND_IPI_ALL);
	exit->send_ipi.vector = el2_bits(value, 27, 24);
	exit->send_ipi.send_to_all = el2_bits(value, 40, 40);
	exit->send_ipi.target_cpu = el2_bits(value, 15, 0);
	exit->send_ipi.target_cpu_aux = (uint64_t)el2_bits(value, 55, 48) << 32 |
		el2_bits(value, 39, 32) << 16 | el2_bits(value, 23, 16) << 8 |
		el2_bits(value, 47, 44) << 4;
}

/* "ISS encoding for an exception from MSR, MRS, or System instruction": 1 is a read. */
static void system_register(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	uint32_t iss = el2_bits(in->syndrome->esr, 24, 0);
	unsigned rt = el2_bits(iss, 9, 5);
	uint32_t number = iss & 0x3ffc1e;	/* op0, op2, op1, CRn, CRm where they stand */

	exit->retire = AXVCPU_RETIRE_NEXT;
	if (iss & 1) {
		exit->reason = AXVCPU_EXIT_SYSREG_READ;
		exit->known = AXVCPU_KNOWN_SYSREG_READ_ALL & ~AXVCPU_KNOWN_SYSREG_READ_REG_HIGH;
		exit->sysreg_read.addr = number;
		exit->sysreg_read.reg = (uint16_t)rt;
	} else if (is_software_interrupt(iss)) {
		software_interrupt(in, el2_register(in, rt), exit);
	} else {
		exit->reason = AXVCPU_EXIT_SYSREG_WRITE;
		exit->known = el2_known(in, AXVCPU_KNOWN_SYSREG_WRITE_ADDR,
					AXVCPU_KNOWN_SYSREG_WRITE_VALUE);
		exit->sysreg_write.addr = number;
		exit->sysreg_write.value = el2_register(in, rt);
	}
}

static void debug(struct axvcpu_exit *exit, enum axvcpu_debug cause, uint64_t addr)
{
	exit->reason = AXVCPU_EXIT_DEBUG;
	exit->known = AXVCPU_KNOWN_DEBUG_ALL;
	exit->debug.cause = cause;
	exit->debug.addr = addr;
}

static void synchronous(const struct el2_oracle_in *in, struct el2_oracle_out *out)
{
	struct axvcpu_exit *exit = &out->exit;

	exit->insn_length = length_of_class(in);
	switch (el2_bits(in->syndrome->esr, 31, 26)) {
	case EC_WFX:               wait_instruction(in, exit); break;
	case EC_HVC64:
	case EC_SMC64:             call(in, exit); break;
	case EC_SYSTEM:            system_register(in, exit); break;
	case EC_INSTRUCTION_ABORT: el2_instruction_abort(in, out); break;
	case EC_DATA_ABORT:        el2_data_abort(in, out); break;
	case EC_BREAKPOINT:
	case EC_BKPT32:
	case EC_BRK64:             debug(exit, AXVCPU_DEBUG_BREAKPOINT, 0); break;
	case EC_STEP:              debug(exit, AXVCPU_DEBUG_STEP, 0); break;
	case EC_WATCHPOINT:        debug(exit, AXVCPU_DEBUG_WATCHPOINT, in->syndrome->far); break;
	default:                   el2_unknown(in, exit); break;
	}
}

enum axvcpu_decoded el2_oracle(const struct axvcpu_el2_syndrome *syndrome,
			       const struct axvcpu_aarch64_registers *registers,
			       struct axvcpu_exit *exit)
{
	struct el2_oracle_in in = { syndrome, registers };
	struct el2_oracle_out out;

	memset(&out, 0, sizeof(out));
	out.decoded = AXVCPU_DECODED_DONE;
	out.exit.retire = AXVCPU_RETIRE_KEEP;
	if (syndrome->vector == 0)
		synchronous(&in, &out);
	else if (syndrome->vector == 1 || syndrome->vector == 2) /* its number is the host's */
		out.exit.reason = AXVCPU_EXIT_EXTERNAL_INTERRUPT;
	else
		el2_unknown(&in, &out.exit);
	*exit = out.exit;
	return out.decoded;
}
