/* SPDX-License-Identifier: MIT */
/* What does not depend on how harts wait: entries and sbi_hart_suspend (SBI 2.0, chapter 9). */
#include <config.h>

#include <axvcpu/riscv64.h>
#include <axvcpu/sbi.h>

#include "guest_memory.h"
#include "sbi.h"
#include "suspend.h"

bool is_entry(struct machine *machine, uint64_t address)
{
	return address % 2 == 0 && guest_memory_has(machine_space(machine), address, 2);
}

/* Suspend types (table 20). The platform has the two default ones and none of its own. */
#define SUSPEND_RETENTIVE UINT32_C(0)
#define SUSPEND_NON_RETENTIVE UINT32_C(0x80000000)

int64_t suspend_check(struct machine *machine, const struct axvcpu_exit_cpu_down *down)
{
	uint32_t type = (uint32_t)down->power_state;

	if (type != SUSPEND_RETENTIVE && type != SUSPEND_NON_RETENTIVE)
		return AXVCPU_SBI_INVALID_PARAM;
	if (type == SUSPEND_NON_RETENTIVE && !is_entry(machine, down->entry_point))
		return AXVCPU_SBI_INVALID_ADDRESS;
	return AXVCPU_SBI_SUCCESS;
}

bool is_interrupted(struct axvcpu *vcpu)
{
	uint64_t sip = 0, sie = 0;

	return axvcpu_get_register(vcpu, AXVCPU_RISCV64_SIP, &sip) == AXVCPU_OK &&
	       axvcpu_get_register(vcpu, AXVCPU_RISCV64_SIE, &sie) == AXVCPU_OK && sip & sie;
}

/* Registers of a hart that resumes without its state (table 21). */
static enum axvcpu_status resume_at(struct axvcpu *vcpu, uint64_t entry, uint64_t argument)
{
	const struct { uint32_t reg; uint64_t value; } registers[] = {
		{ AXVCPU_RISCV64_SATP, 0 },
		{ AXVCPU_RISCV64_SIE, 0 },
		{ AXVCPU_RISCV64_SSTATUS, 0 },
		{ AXVCPU_RISCV64_MODE, 1 },
		{ AXVCPU_REGISTER_ARG0, axvcpu_vcpu_id(vcpu) },
		{ AXVCPU_REGISTER_ARG1, argument },
		{ AXVCPU_REGISTER_PC, entry },
	};
	enum axvcpu_status status = AXVCPU_OK;

	for (size_t i = 0; i < sizeof registers / sizeof *registers && status == AXVCPU_OK; i++)
		status = axvcpu_set_register(vcpu, registers[i].reg, registers[i].value);
	return status;
}

enum axvcpu_status suspend_resume(struct axvcpu *vcpu, const struct axvcpu_exit_cpu_down *down)
{
	if ((uint32_t)down->power_state == SUSPEND_NON_RETENTIVE)
		return resume_at(vcpu, down->entry_point, down->arg);
	return sbi_return(vcpu, AXVCPU_SBI_SUCCESS, 0);
}
