/* SPDX-License-Identifier: MIT */
/* What of a guest is in the hardware from one run to the next, and how it gets there. */
#include <generated/hext_ops.h>

#include "../../src/core/space.h"
#include "hart.h"
#include "hext.h"

/* Its own VMID has nothing of older tables; nor has the instruction cache. */
void axvcpu_hext_flush(const struct hext_vcpu *vcpu)
{
	hfence_gvma(vcpu->tag.value);
	hfence_vvma();
	fence_i();
}

/*
 * Exchange the guest's CSRs with what is in their places. Without Sstc the guest's
 * timer stays in memory.
 */
static void exchange(struct hext_vcpu *vcpu)
{
#define EXCHANGE(reg, name, number)                                                               \
	if (number != AXVCPU_RISCV64_VSTIMECMP_NUMBER || vcpu->has_timer)                         \
		vcpu->loaded.name = csr_swap(name, vcpu->loaded.name);
	AXVCPU_RISCV64_LOADED(EXCHANGE)
#undef EXCHANGE
}

/* The guest's sstatus says Clean, until the guest makes it Dirty (3.1.6.6). */
static void load_float(struct hext_vcpu *vcpu)
{
	uint64_t sstatus = csr_read(sstatus);

	csr_set(sstatus, SSTATUS(FS));
	axvcpu_hext_load_float(&vcpu->floating);
	csr_write(sstatus, sstatus);
	vcpu->sstatus = (vcpu->sstatus & ~SSTATUS(FS)) | SSTATUS(FS_CLEAN);
}

void axvcpu_hext_take_float(struct hext_vcpu *vcpu)
{
	uint64_t sstatus = csr_read(sstatus);

	if ((vcpu->sstatus & SSTATUS(FS)) != SSTATUS(FS_DIRTY))
		return;
	csr_set(sstatus, SSTATUS(FS));
	axvcpu_hext_store_float(&vcpu->floating);
	csr_write(sstatus, sstatus);
	vcpu->sstatus = (vcpu->sstatus & ~SSTATUS(FS)) | SSTATUS(FS_CLEAN);
}

void axvcpu_hext_give_float(struct hext_vcpu *vcpu)
{
	if (vcpu->has_float)
		load_float(vcpu);
}

/* A mode that the hart has not leaves hgatp as it was: Bare (18.2.10). */
static bool load_space(const struct hext_vcpu *vcpu)
{
	uint64_t hgatp = (uint64_t)vcpu->space->format->value << AXVCPU_RISCV64_HGATP_MODE_SHIFT;

	hgatp |= (uint64_t)vcpu->tag.value << AXVCPU_RISCV64_HGATP_VMID_SHIFT;
	hgatp |= axvcpu_space_root(vcpu->space) >> PAGE_SHIFT;
	csr_write(hgatp, hgatp);
	return csr_read(hgatp) == hgatp;
}

/*
 * The second stage comes before vsatp and goes behind it, so that no translation
 * of one guest is made by the tables of another (18.5.3).
 */
enum axvcpu_status axvcpu_hext_load(void *state)
{
	struct axvcpu_percpu *cpu = axvcpu_this_cpu();
	struct hext_vcpu *vcpu = state;
	bool is_new = axvcpu_tag_draw(&vcpu->tag, cpu);

	if (!load_space(vcpu)) {
		csr_write(hgatp, 0);
		return AXVCPU_UNSUPPORTED;
	}
	if (is_new)
		axvcpu_hext_flush(vcpu);
	vcpu->exceptions = cpu->hext.exceptions;
	vcpu->has_timer = cpu->hext.timer;
	vcpu->has_float = cpu->hext.floating;
	vcpu->host_hstatus = csr_read(hstatus) & ~HSTATUS(SPV);
	exchange(vcpu);
	axvcpu_hext_give_float(vcpu);
	drop_reservation();
	vcpu->attention = true;
	return AXVCPU_OK;
}

void axvcpu_hext_evict(void *state)
{
	struct hext_vcpu *vcpu = state;

	axvcpu_hext_unhook(vcpu);
	axvcpu_hext_take_float(vcpu);
	if (!vcpu->has_timer)
		axvcpu_host_set_timer(UINT64_MAX);
	exchange(vcpu);
	csr_write(hgatp, 0);
}
