/* SPDX-License-Identifier: MIT */
/*
 * The decoder of hext: any syndrome, with and without registers. The bytes are the
 * words of the syndrome in the order of its structure, then x1 to x31 and the pc.
 */
#include <axvcpu/hext.h>

#include "../unit/hext_judge.h"
#include "check_exit.h"
#include "harness.h"

static struct hext_oracle_in take(struct input *input)
{
	struct hext_oracle_in in = {0};
	uint32_t have;

	in.scause = input_number(input, 8);
	in.stval = input_number(input, 8);
	in.htval = input_number(input, 8);
	in.htinst = (uint32_t)input_number(input, 8); /* an instruction has no more bits (18.6.3) */
	in.hstatus = input_number(input, 8);
	in.gpa = input_number(input, 8);
	in.insn = (uint32_t)input_number(input, 4);
	have = (uint32_t)input_number(input, 4);
	in.have_insn = have & AXVCPU_HEXT_HAVE_INSN;
	in.have_gpa = have & AXVCPU_HEXT_HAVE_GPA;
	for (unsigned i = 1; i < 32; i++)
		in.x[i] = input_number(input, 8);
	return in;
}

static struct axvcpu_hext_syndrome syndrome_of(const struct hext_oracle_in *in)
{
	return (struct axvcpu_hext_syndrome){
		.scause = in->scause, .stval = in->stval, .htval = in->htval,
		.htinst = in->htinst, .hstatus = in->hstatus, .gpa = in->gpa, .insn = in->insn,
		.have = (in->have_insn ? AXVCPU_HEXT_HAVE_INSN : 0) |
			(in->have_gpa ? AXVCPU_HEXT_HAVE_GPA : 0),
	};
}

/* The reason does not depend on the registers, but for a call to the firmware. */
static void check_without_registers(const struct axvcpu_hext_syndrome *syndrome,
				    const struct axvcpu_exit *with)
{
	struct axvcpu_exit without = {0};

	if (axvcpu_hext_decode(syndrome, NULL, &without) != AXVCPU_DECODED_DONE)
		return;
	check_exit(AXVCPU_ARCH_RISCV64, &without);
	expect((without.known & ~with->known) == 0 || without.reason != with->reason);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input input = { bytes, size };
	struct hext_oracle_in in = take(&input);
	struct axvcpu_hext_syndrome syndrome = syndrome_of(&in);
	struct axvcpu_riscv64_registers registers = {0};
	struct axvcpu_exit exit = {0};

	memcpy(registers.x, in.x, sizeof in.x);
	expect(hext_agree(&in, true));
	if (axvcpu_hext_decode(&syndrome, &registers, &exit) == AXVCPU_DECODED_DONE) {
		check_exit(AXVCPU_ARCH_RISCV64, &exit);
		check_without_registers(&syndrome, &exit);
	}
	return 0;
}
