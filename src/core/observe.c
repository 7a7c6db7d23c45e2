/* SPDX-License-Identifier: MIT */
/* Statistics and the trace hook. */
#include "vcpu.h"

#define ANY_STATE 0x3fu

enum axvcpu_status axvcpu_statistics(struct axvcpu *vcpu, struct axvcpu_statistics *statistics)
{
	enum axvcpu_state met;
	enum axvcpu_status status;

	if (!statistics)
		return axvcpu_refuse("statistics", AXVCPU_BAD_ARGUMENT, "statistics is null");
	status = axvcpu_hold(vcpu, "statistics", ANY_STATE, &met);
	if (status != AXVCPU_OK)
		return status;
	*statistics = vcpu->statistics;
	axvcpu_release(vcpu, met);
	return AXVCPU_OK;
}

enum axvcpu_status axvcpu_set_trace(struct axvcpu *vcpu, axvcpu_trace_hook *hook, void *context)
{
	enum axvcpu_state met;
	enum axvcpu_status status = axvcpu_hold(vcpu, "set_trace", ANY_STATE, &met);

	if (status != AXVCPU_OK)
		return status;
	atomic_store_explicit(&vcpu->trace_context, context, memory_order_relaxed);
	atomic_store_explicit(&vcpu->trace, hook, memory_order_release);
	/* The request makes every run take the way that calls the hook. */
	if (hook)
		axvcpu_request(vcpu, AXVCPU_REQUEST_TRACED);
	else
		axvcpu_request_done(vcpu, AXVCPU_REQUEST_TRACED);
	axvcpu_release(vcpu, met);
	return AXVCPU_OK;
}
