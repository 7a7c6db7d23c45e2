/* SPDX-License-Identifier: MIT */
/* All that a refused call may not change. */
#ifndef SNAPSHOT_H
#define SNAPSHOT_H

#include "guest.h"

struct snapshot {
	enum axvcpu_state state;
	struct guest guest;
	struct axvcpu_statistics statistics;
	uint32_t cpu;
	uint64_t deadline;
	bool pending;
	struct axvcpu *loaded;
	uint32_t kicks;
};

/* On the CPU where the vCPU is bound, or on any. */
void snapshot_take(struct snapshot *snapshot, struct axvcpu *vcpu);

/* Whether all but the state is as it was; and the state too. */
bool snapshot_same(const struct snapshot *before, struct axvcpu *vcpu);
bool snapshot_same_state(const struct snapshot *before, struct axvcpu *vcpu);

#endif
