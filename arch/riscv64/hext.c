/* SPDX-License-Identifier: MIT */
/* The slots of the back end that come before and after a guest runs. */
#include <axvcpu/sbi.h>
#include <generated/hext_ops.h>

#include "../../src/core/memory_functions.h"
#include "../../src/core/space.h"
#include "hext.h"

#define CHECK_OFFSET(offset, structure, member) \
	_Static_assert((offset) == offsetof(struct structure, member), #member)
CHECK_OFFSET(0, hext_vcpu, registers);
CHECK_OFFSET(HEXT_HOST, hext_vcpu, host);
CHECK_OFFSET(HEXT_SSTATUS, hext_vcpu, sstatus);
CHECK_OFFSET(HEXT_HSTATUS, hext_vcpu, hstatus);
CHECK_OFFSET(HEXT_HOST_SSTATUS, hext_vcpu, host_sstatus);
CHECK_OFFSET(HEXT_HOST_HSTATUS, hext_vcpu, host_hstatus);
CHECK_OFFSET(HEXT_HOST_STVEC, hext_vcpu, host_stvec);
CHECK_OFFSET(HEXT_HOST_SSCRATCH, hext_vcpu, host_sscratch);
CHECK_OFFSET(HEXT_EXIT, hext_vcpu, exit);
CHECK_OFFSET(HEXT_SYNDROME, axvcpu_exit, syndrome);
CHECK_OFFSET(HEXT_SYNDROME_SCAUSE, axvcpu_hext_syndrome, scause);
CHECK_OFFSET(HEXT_SYNDROME_STVAL, axvcpu_hext_syndrome, stval);
CHECK_OFFSET(HEXT_SYNDROME_HTVAL, axvcpu_hext_syndrome, htval);
CHECK_OFFSET(HEXT_SYNDROME_HTINST, axvcpu_hext_syndrome, htinst);
CHECK_OFFSET(HEXT_SYNDROME_HSTATUS, axvcpu_hext_syndrome, hstatus);
_Static_assert(HEXT_SBI_BASE == AXVCPU_SBI_EXTENSION_BASE, "EID of the base extension");

size_t axvcpu_hext_state_size(const struct axvcpu_config *config)
{
	(void)config;
	return sizeof(struct hext_vcpu);
}

/* A guest begins in VS-mode; its WFI is an exit, and nothing else of it that need not be one. */
static void forget(struct hext_vcpu *vcpu)
{
	struct axvcpu *self = vcpu->vcpu;

	memset(vcpu, 0, sizeof(*vcpu));
	vcpu->vcpu = self;
	vcpu->sstatus = SSTATUS(UXL_RV64) | SSTATUS(SPP);
	vcpu->hstatus = HSTATUS(VSXL_RV64) | HSTATUS(VTW) | HSTATUS(SPV);
	vcpu->loaded.vsstatus = SSTATUS(UXL_RV64);
	vcpu->loaded.vstimecmp = UINT64_MAX;
}

enum axvcpu_status axvcpu_hext_create(void *state, struct axvcpu *vcpu,
				      const struct axvcpu_config *config)
{
	struct hext_vcpu *made = state;

	(void)config;
	made->vcpu = vcpu;
	axvcpu_plain_registers(vcpu, made->registers.x, AXVCPU_RISCV64_X1, AXVCPU_RISCV64_X31);
	forget(made);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_hext_setup(void *state, uint64_t entry, struct axvcpu_space *space,
				     const void *setup_config)
{
	struct hext_vcpu *vcpu = state;

	(void)setup_config;
	if (entry & 1 || entry >> space->format->address_bits)
		return AXVCPU_BAD_ADDRESS;
	forget(vcpu);
	vcpu->space = space;
	vcpu->registers.pc = entry;
	return AXVCPU_OK;
}

void axvcpu_hext_reset(void *state)
{
	forget(state);
}

/* Its CPU is read after the state was: if it has left meanwhile, the interrupt finds nothing to do. */
void axvcpu_hext_kick(void *state)
{
	const struct hext_vcpu *vcpu = state;

	axvcpu_host_send_ipi(atomic_load(&vcpu->vcpu->cpu_id));
}

enum axvcpu_status axvcpu_hext_inject_exception(void *state, uint64_t code, uint64_t value)
{
	if (code >= 64 || !(AXVCPU_RISCV64_EXCEPTIONS_INJECTED >> code & 1))
		return AXVCPU_BAD_ARGUMENT;
	axvcpu_hext_deliver(state, code, value);
	return AXVCPU_OK;
}
