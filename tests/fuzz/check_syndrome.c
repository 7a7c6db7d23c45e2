/* SPDX-License-Identifier: MIT */
/* Whether the exit of a vCPU is what its syndrome says. */
#include "check_syndrome.h"

#include <axvcpu/hext.h>

#include "../unit/hext_judge.h"
#include "check_exit.h"
#include "harness.h"

static struct axvcpu_riscv64_registers registers_of(struct axvcpu *vcpu)
{
	struct axvcpu_riscv64_registers registers = {0};

	for (uint32_t i = 0; i < 32; i++)
		expect(axvcpu_get_register(vcpu, i, &registers.x[i]) == AXVCPU_OK);
	expect(axvcpu_get_register(vcpu, AXVCPU_RISCV64_PC, &registers.pc) == AXVCPU_OK);
	return registers;
}

static struct hext_oracle_in oracle_input(const struct axvcpu_hext_syndrome *syndrome,
					  const struct axvcpu_riscv64_registers *registers)
{
	struct hext_oracle_in in = {
		.scause = syndrome->scause, .stval = syndrome->stval, .htval = syndrome->htval,
		.htinst = syndrome->htinst, .hstatus = syndrome->hstatus, .insn = syndrome->insn,
		.have_insn = syndrome->have & AXVCPU_HEXT_HAVE_INSN, .gpa = syndrome->gpa,
		.have_gpa = syndrome->have & AXVCPU_HEXT_HAVE_GPA,
	};

	memcpy(in.x, registers->x, sizeof in.x);
	return in;
}

void check_syndrome(struct axvcpu *vcpu, const struct axvcpu_exit *exit)
{
	struct axvcpu_riscv64_registers registers = registers_of(vcpu);
	struct hext_oracle_in in = oracle_input(&exit->syndrome.hext, &registers);
	struct axvcpu_exit again = {0};

	expect(exit->answer == 0); /* what is answered inside is never seen */
	expect(exit->insn_length == 0 || exit->insn_length == 2 || exit->insn_length == 4);
	expect(exit->pc % 2 == 0 && registers.pc == exit->pc && registers.x[0] == 0);
	expect(axvcpu_hext_decode(&exit->syndrome.hext, &registers, &again) == AXVCPU_DECODED_DONE);
	check_same(exit, &again);
	expect(hext_agree(&in, true));
}
