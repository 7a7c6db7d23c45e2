/* SPDX-License-Identifier: MIT */
/* The generated decoder of hext against the oracle that was written from the manual. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <axvcpu/exits.h>
#include <axvcpu/hext.h>

#include "../oracle/hext_oracle.h"
#include "../tap.h"

/* How many disagreements a group prints before it only counts. */
#define SHOWN 5

static unsigned wrong;
static unsigned long tried;
static uint64_t seed = 0x9e3779b97f4a7c15;

/* xorshift64: the same sequence everywhere. */
static uint64_t next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static bool is_common_right(const struct axvcpu_exit *exit, const struct hext_oracle_out *out)
{
	return exit->insn_length == out->insn_length;
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
	return exit->reason != AXVCPU_EXIT_UNKNOWN && exit->retire == AXVCPU_RETIRE_NEXT;
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
			exit->retire == AXVCPU_RETIRE_KEEP &&
			is_fault_right(&exit->nested_page_fault, out);
	case ORACLE_SYSREG_READ:
		return exit->reason == AXVCPU_EXIT_SYSREG_READ &&
			is_sysreg_read_right(&exit->sysreg_read, out);
	case ORACLE_SYSREG_WRITE:
		return exit->reason == AXVCPU_EXIT_SYSREG_WRITE &&
			exit->sysreg_write.addr == out->csr &&
			exit->sysreg_write.value == out->value;
	case ORACLE_HALT:
		return exit->reason == AXVCPU_EXIT_HALT && exit->retire == AXVCPU_RETIRE_NEXT;
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
			exit->nothing.cause == AXVCPU_NOTHING_RETRY &&
			exit->retire == AXVCPU_RETIRE_KEEP;
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

static void try(const struct hext_oracle_in *in)
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
	tried++;
	if (is_right(decoded, &exit, &out))
		return;
	if (wrong++ < SHOWN)
		diag("scause=%#" PRIx64 " stval=%#" PRIx64 " htval=%#" PRIx64 " htinst=%#" PRIx64
		     " hstatus=%#" PRIx64 " insn=%#" PRIx32 " have=%u: oracle kind %d, length %u; "
		     "decoder %d, exit %d, cause %u, length %u", in->scause, in->stval, in->htval,
		     in->htinst, in->hstatus, in->insn, (unsigned)syndrome.have, (int)out.kind,
		     out.insn_length, (int)decoded, (int)exit.reason, exit.cause, exit.insn_length);
}

static struct hext_oracle_in trap(uint64_t scause)
{
	struct hext_oracle_in in = {
		.scause = scause, .stval = 0x80201235, .htval = 0x10000000 >> 2,
		.hstatus = 0x180, .have_insn = true, .have_gpa = true, .gpa = 0x10000000,
	};

	for (unsigned i = 1; i < 32; i++)
		in.x[i] = 0x8182838485868700 + i * UINT64_C(0x0101010101010101);
	return in;
}

static void finish(const char *what)
{
	ok(wrong == 0 && tried > 0, "%s: %lu traps, %u disagreements", what, tried, wrong);
	wrong = 0;
	tried = 0;
}

static const uint64_t accesses[] = { 21, 23 };

static void try_causes(void)
{
	for (uint64_t code = 0; code < 4096; code++) {
		struct hext_oracle_in in = trap(code);

		if (code == 10) /* its meaning is in the registers: sbi_decode.c */
			in.x[17] = 0x10;
		try(&in);
		in.scause |= UINT64_C(1) << 63;
		try(&in);
	}
	finish("causes");
}

static void try_16_bit(void)
{
	for (unsigned i = 0; i < 2; i++) {
		struct hext_oracle_in in = trap(accesses[i]);

		for (in.insn = 0; in.insn < 0x10000; in.insn++)
			if ((in.insn & 3) != 3)
				try(&in);
	}
	finish("every 16-bit instruction");
}

/* Every major opcode, funct3, funct5 and rs2; two values each of the other fields. */
static void try_32_bit(void)
{
	for (unsigned i = 0; i < 2; i++) {
		struct hext_oracle_in in = trap(accesses[i]);

		for (uint32_t n = 0; n < 1u << 20; n++) {
			uint32_t opcode = n & 31, funct3 = n >> 5 & 7, funct5 = n >> 8 & 31;
			uint32_t rs2 = n >> 13 & 31, rd = n >> 18 & 1 ? 31 : 0;

			in.insn = 3 | opcode << 2 | rd << 7 | funct3 << 12 |
				(n >> 19 & 1 ? 0x060f8000u : 0) | rs2 << 20 | funct5 << 27;
			try(&in);
		}
	}
	finish("every 32-bit form, fetched");
}

static void try_transformed(void)
{
	for (unsigned i = 0; i < 2; i++) {
		struct hext_oracle_in in = trap(accesses[i]);

		in.have_insn = false;
		for (uint32_t n = 0; n < 1u << 19; n++) {
			in.htinst = (n & 1 ? 3 : 1) | (uint64_t)(n >> 1 & 31) << 2 |
				(uint64_t)(n >> 6 & 7) << 12 | (uint64_t)(n >> 9 & 31) << 27 |
				(uint64_t)(n >> 14 & 31) << 20 | (next_random() & 0xf8f80);
			try(&in);
		}
	}
	finish("every form in htinst");
}

static void try_virtual(void)
{
	for (uint32_t n = 0; n < 1u << 19; n++) {
		struct hext_oracle_in in = trap(22);

		in.hstatus = n & 1 ? 0x180 : 0x80;
		in.insn = 0x73 | (n >> 1 & 7) << 12 | (n >> 4 & 1 ? 31u : 0) << 7 |
			(n >> 5 & 1 ? 21u : 0) << 15 | (n >> 6 & 0xfff) << 20;
		in.stval = n >> 18 & 1 ? in.insn : 0;
		try(&in);
	}
	for (uint32_t n = 0; n < 1u << 16; n++) {
		struct hext_oracle_in in = trap(22);

		in.hstatus = next_random();
		in.insn = n & 1 ? 0x10500073 : (uint32_t)next_random();
		in.stval = 0;
		in.have_insn = n & 2;
		try(&in);
	}
	finish("virtual instructions");
}

static uint64_t pick(const uint64_t *values, unsigned count)
{
	uint64_t random = next_random();

	return random & 7 ? values[random / 8 % count] : next_random();
}

static void try_random(void)
{
	static const uint64_t causes[] = { 20, 21, 22, 23, 0x8000000000000005 };
	static const uint64_t forms[] = { 0, 0x3000, 0x3020, 0x2000, 0x2020, 0x2003, 0x2001, 2 };

	for (unsigned n = 0; n < 1000000; n++) {
		struct hext_oracle_in in = trap(pick(causes, 5));

		/* The manual leaves what the upper half of htinst would mean to nobody. */
		in.htinst = pick(forms, 8) & 0xffffffff;
		in.htval = next_random() & 1 ? next_random() : 0;
		in.stval = next_random() & 3 ? next_random() : 0;
		in.hstatus = next_random();
		in.insn = (uint32_t)next_random();
		in.gpa = next_random();
		in.have_insn = next_random() & 1;
		in.have_gpa = next_random() & 1;
		if (in.scause != 10)
			try(&in);
	}
	finish("random traps");
}

/* Without registers, what needs them is 0 and marked as not known. */
static void try_without_registers(void)
{
	struct axvcpu_hext_syndrome store = {
		.scause = 23, .htval = 0x4000000, .insn = 0x00b52023, .have = AXVCPU_HEXT_HAVE_INSN,
	};
	struct axvcpu_exit exit;

	axvcpu_hext_decode(&store, NULL, &exit);
	is_u64(exit.reason, AXVCPU_EXIT_MMIO_WRITE, "a store without registers is a store");
	is_u64(exit.mmio_write.data, 0, "its data is 0");
	ok(!(exit.known & AXVCPU_KNOWN_MMIO_WRITE_DATA), "and is not known");
	ok(exit.known & AXVCPU_KNOWN_MMIO_WRITE_ADDR, "its address is");
}

int main(void)
{
	try_causes();
	try_16_bit();
	try_32_bit();
	try_transformed();
	try_virtual();
	try_random();
	try_without_registers();
	return done_testing();
}
