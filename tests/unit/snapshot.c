/* SPDX-License-Identifier: MIT */
/* All that a refused call may not change. */
#include "snapshot.h"

#include <string.h>

void snapshot_take(struct snapshot *snapshot, struct axvcpu *vcpu)
{
	memset(snapshot, 0, sizeof *snapshot); /* so that padding compares equal */
	snapshot->state = axvcpu_state(vcpu);
	memcpy(&snapshot->guest, guest_of(vcpu), sizeof snapshot->guest);
	must(axvcpu_statistics(vcpu, &snapshot->statistics));
	snapshot->cpu = axvcpu_cpu(vcpu);
	snapshot->deadline = axvcpu_deadline(vcpu);
	snapshot->pending = axvcpu_is_pending(vcpu);
	snapshot->loaded = axvcpu_percpu_loaded();
	snapshot->kicks = snapshot->guest.script->kicks;
}

bool snapshot_same(const struct snapshot *before, struct axvcpu *vcpu)
{
	struct snapshot now;

	snapshot_take(&now, vcpu);
	now.state = before->state;
	return memcmp(before, &now, sizeof now) == 0;
}

bool snapshot_same_state(const struct snapshot *before, struct axvcpu *vcpu)
{
	return axvcpu_state(vcpu) == before->state && snapshot_same(before, vcpu);
}
