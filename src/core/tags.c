/* SPDX-License-Identifier: MIT */
/*
 * Tags of guest TLBs. A CPU gives each tag to one vCPU, until none is left: then
 * all are void, by a new generation, and are given anew. So none has to be taken
 * back; whoever draws one drops what an earlier owner may have left under it.
 */
#include "vcpu.h"

void axvcpu_tags_begin(struct axvcpu_percpu *cpu, uint32_t count)
{
	cpu->tags.generation++;
	cpu->tags.next = 0;
	cpu->tags.count = count;
}

bool axvcpu_tag_draw(struct axvcpu_tag *tag, struct axvcpu_percpu *cpu)
{
	if (tag->cpu == cpu && tag->generation == cpu->tags.generation)
		return false;
	if (cpu->tags.next == cpu->tags.count)
		axvcpu_tags_begin(cpu, cpu->tags.count);
	*tag = (struct axvcpu_tag){
		.cpu = cpu, .generation = cpu->tags.generation, .value = cpu->tags.next++,
	};
	return true;
}
