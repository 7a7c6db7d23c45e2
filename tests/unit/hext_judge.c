/* SPDX-License-Identifier: MIT */
/* Whether the generated decoder of hext and the oracle agree about a trap. */
#include "hext_judge.h"

#include <inttypes.h>
#include <string.h>

#include <axvcpu/exits.h>
#include <axvcpu/hext.h>
#include <axvcpu/names.h>

#include "../tap.h"

/* An access that is emulated is stepped over; after anything else the guest goes on at pc. */
static bool is_stepped_over(enum hext_oracle_kind kind)
{
	return kind == ORACLE_MMIO_READ || kind == ORACLE_MMIO_WRITE ||
		kind == ORACLE_SYSREG_READ || kind == ORACLE_SYSREG_WRITE || kind == ORACLE_HALT ||
		kind == ORACLE_FIRMWARE;
}

/* What no access of RISC-V has: vectors, moves from memory to memory, halves of a value. */
static uint32_t absent(enum axvcpu_exit_reason reason)
{
	switch (reason) {
	case AXVCPU_EXIT_MMIO_READ:
		return AXVCPU_KNOWN_MMIO_READ_MEMORY;
	case AXVCPU_EXIT_MMIO_WRITE:
		return AXVCPU_KNOWN_MMIO_WRITE_REG | AXVCPU_KNOWN_MMIO_WRITE_MEMORY;
	case AXVCPU_EXIT_SYSREG_READ:
		return AXVCPU_KNOWN_SYSREG_READ_REG_HIGH;
	default:
		return 0;
	}
}

/* With registers every other field of the payload is known. */
static bool is_all_known(const struct axvcpu_exit *exit)
{
	size_t count;

	axvcpu_exit_fields(exit->reason, &count);
	return exit->known == (((1u << count) - 1) & ~absent(exit->reason));
}

static bool is_common_right(const struct axvcpu_exit *exit, const struct hext_oracle_out *out)
{
	return exit->insn_length == out->insn_length && is_all_known(exit) &&
		exit->retire == (is_stepped_over(out->kind) ? AXVCPU_RETIRE_NEXT :
				 AXVCPU_RETIRE_KEEP) &&
		(exit->answer == 0 || out->kind == ORACLE_FIRMWARE);
}

static bool is_read_right(const struct axvcpu_exit_mmio_read *read,
			  const struct hext_oracle_out *out)
{
	/* The sign of what fills its register says nothing. */
	bool sign = read->width == read->reg_width || read->signed_ext == out->signed_ext;

	return read->addr == out->addr && read->gva == out->gva && read->width == out->width &&
		read->reg == out->reg && read->reg_width == out->reg_width && sign &&
		read->operation == out->operation && read->operand == out->operand &&
		read->access == out->access;
}

static bool is_sysreg_read_right(const struct axvcpu_exit_sysreg_read *read,
				 const struct hext_oracle_out *out)
{
	return read->addr == out->csr && read->reg == out->reg &&
		read->operation == out->operation && read->operand == out->operand;
}

static bool is_fault_right(const struct axvcpu_exit_nested_page_fault *fault,
			   const struct hext_oracle_out *out)
{
	return fault->addr == out->addr && fault->gva == out->gva &&
		fault->access == out->access && fault->walk == out->walk;
}

static bool is_write_right(const struct axvcpu_exit_mmio_write *write,
			   const struct hext_oracle_out *out)
{
	return write->addr == out->addr && write->gva == out->gva && write->width == out->width &&
		write->data == out->data && write->access == out->access;
}

/* A call into the firmware becomes what the SBI's table says; here it is only not lost. */
static bool is_firmware_right(const struct axvcpu_exit *exit)
{
	return exit->reason != AXVCPU_EXIT_UNKNOWN;
}

static bool is_exit_right(const struct axvcpu_exit *exit, const struct hext_oracle_out *out)
{
	if (!is_common_right(exit, out))
		return false;
	switch (out->kind) {
	case ORACLE_MMIO_READ:
		return exit->reason == AXVCPU_EXIT_MMIO_READ && is_read_right(&exit->mmio_read, out);
	case ORACLE_MMIO_WRITE:
		return exit->reason == AXVCPU_EXIT_MMIO_WRITE &&
			is_write_right(&exit->mmio_write, out);
	case ORACLE_FAULT:
		return exit->reason == AXVCPU_EXIT_NESTED_PAGE_FAULT &&
			is_fault_right(&exit->nested_page_fault, out);
	case ORACLE_SYSREG_READ:
		return exit->reason == AXVCPU_EXIT_SYSREG_READ &&
			is_sysreg_read_right(&exit->sysreg_read, out);
	case ORACLE_SYSREG_WRITE:
		return exit->reason == AXVCPU_EXIT_SYSREG_WRITE &&
			exit->sysreg_write.addr == out->csr &&
			exit->sysreg_write.value == out->value;
	case ORACLE_HALT:
		return exit->reason == AXVCPU_EXIT_HALT;
	case ORACLE_DEBUG_BREAKPOINT:
		return exit->reason == AXVCPU_EXIT_DEBUG && exit->debug.addr == out->addr &&
			exit->debug.cause == AXVCPU_DEBUG_BREAKPOINT;
	case ORACLE_EXTERNAL_INTERRUPT:
		return exit->reason == AXVCPU_EXIT_EXTERNAL_INTERRUPT &&
			exit->external_interrupt.vector == out->vector;
	case ORACLE_FIRMWARE:
		return is_firmware_right(exit);
	case ORACLE_UNKNOWN:
		return exit->reason == AXVCPU_EXIT_UNKNOWN && exit->unknown.cause == out->cause;
	case ORACLE_RETRY:
		return exit->reason == AXVCPU_EXIT_NOTHING &&
			exit->nothing.cause == AXVCPU_NOTHING_RETRY;
	case ORACLE_NEED_INSN:
	case ORACLE_NEED_GPA:
	default:
		return false;
	}
}

static bool is_right(enum axvcpu_decoded decoded, const struct axvcpu_exit *exit,
		     const struct hext_oracle_out *out)
{
	switch (decoded) {
	case AXVCPU_DECODED_NEED_INSN: return out->kind == ORACLE_NEED_INSN;
	case AXVCPU_DECODED_NEED_GPA:  return out->kind == ORACLE_NEED_GPA;
	case AXVCPU_DECODED_DONE:
	default:                       return is_exit_right(exit, out);
	}
}

static void explain(const struct hext_oracle_in *in, const struct hext_oracle_out *out,
		    enum axvcpu_decoded decoded, const struct axvcpu_exit *exit)
{
	diag("scause=%#" PRIx64 " stval=%#" PRIx64 " htval=%#" PRIx64 " htinst=%#" PRIx64
	     " hstatus=%#" PRIx64 " insn=%#" PRIx32 " have=%d%d: oracle kind %d, length %u; "
	     "decoder %d, exit %d, cause %u, length %u", in->scause, in->stval, in->htval,
	     in->htinst, in->hstatus, in->insn, in->have_insn, in->have_gpa, (int)out->kind,
	     out->insn_length, (int)decoded, (int)exit->reason, exit->cause, exit->insn_length);
}

bool hext_agree(const struct hext_oracle_in *in, bool explained)
{
	struct axvcpu_hext_syndrome syndrome = {
		.scause = in->scause, .stval = in->stval, .htval = in->htval,
		.htinst = in->htinst, .hstatus = in->hstatus, .gpa = in->gpa, .insn = in->insn,
		.have = (in->have_insn ? AXVCPU_HEXT_HAVE_INSN : 0u) |
			(in->have_gpa ? AXVCPU_HEXT_HAVE_GPA : 0u),
	};
	struct axvcpu_riscv64_registers registers = { .pc = 0 };
	struct hext_oracle_out out;
	struct axvcpu_exit exit;
	enum axvcpu_decoded decoded;

	memcpy(registers.x, in->x, sizeof(in->x));
	memset(&exit, 0x5a, sizeof(exit));
	hext_oracle(in, &out);
	decoded = axvcpu_hext_decode(&syndrome, &registers, &exit);
	if (is_right(decoded, &exit, &out))
		return true;
	if (explained)
		explain(in, &out, decoded, &exit);
	return false;
}

struct hext_oracle_in hext_trap(uint64_t scause)
{
	struct hext_oracle_in in = {
		.scause = scause, .stval = 0x80201235, .htval = 0x10000000 >> 2,
		.hstatus = 0x180, .have_insn = true, .have_gpa = true, .gpa = 0x10000000,
	};

	/* The sign bit of each width is set, and each byte is another. */
	for (unsigned i = 1; i < 32; i++)
		in.x[i] = UINT64_C(0x8182838485868788) + i * UINT64_C(0x0101010101010101);
	return in;
}
