/* SPDX-License-Identifier: MIT */
/* The guest's time and timer: its own with Sstc (16.2), else the host's in its place. */
#include "hart.h"
#include "hext.h"

static uint64_t timecmp(const struct hext_vcpu *vcpu)
{
	bool is_there = vcpu->has_timer && hext_is_loaded(vcpu);

	return is_there ? csr_read(vstimecmp) : vcpu->loaded.vstimecmp;
}

/* htimedelta (18.2.7). */
static uint64_t time_at(const struct hext_vcpu *vcpu, uint64_t counter)
{
	return counter + (hext_is_loaded(vcpu) ? csr_read(htimedelta) : vcpu->loaded.htimedelta);
}

uint64_t axvcpu_hext_time(const struct hext_vcpu *vcpu)
{
	return time_at(vcpu, csr_read(time));
}

/* The host's clock when the timer is due. */
static uint64_t deadline(const struct hext_vcpu *vcpu)
{
	uint64_t counter = csr_read(time), now = time_at(vcpu, counter), due = timecmp(vcpu);

	if (due <= now)
		return axvcpu_now();
	if (due - now > UINT64_MAX - counter)
		return UINT64_MAX;
	return axvcpu_host_counter_time(counter + (due - now));
}

bool axvcpu_hext_is_timer_due(const struct hext_vcpu *vcpu)
{
	return axvcpu_hext_time(vcpu) >= timecmp(vcpu);
}

bool axvcpu_hext_poll_timer(struct hext_vcpu *vcpu)
{
	if (axvcpu_hext_is_timer_due(vcpu))
		return true;
	axvcpu_host_set_timer(deadline(vcpu));
	return false;
}

/* An edge that waits is over, too (SBI 2.0, 6.1). From run. */
void axvcpu_hext_set_timer(struct hext_vcpu *vcpu, uint64_t value)
{
	if (vcpu->has_timer)
		csr_write(vstimecmp, value);
	else
		vcpu->loaded.vstimecmp = value;
	if (vcpu->has_timer && !vcpu->edges)
		return;
	vcpu->edges &= ~SI_TIMER;
	vcpu->attention = true;
}

/* A timer whose interrupt the guest has masked wakes nobody. */
void axvcpu_hext_announce_deadline(struct hext_vcpu *vcpu)
{
	bool wakes = axvcpu_hext_get(vcpu, AXVCPU_RISCV64_SIE) & SI_TIMER;

	axvcpu_set_deadline(vcpu->vcpu, wakes ? deadline(vcpu) : UINT64_MAX);
}
