/* SPDX-License-Identifier: MIT */
/* A guest that makes one access after another; for the tests of completion. */
#include "access.h"

#include <string.h>

static enum axvcpu_status make_access(struct guest *guest, struct axvcpu_exit *exit)
{
	const struct access_guest *access = guest->script->context;
	struct axvcpu_exit head;

	guest_exit(guest, &head, access->next.reason);
	*exit = access->next;
	exit->known = head.known;
	exit->pc = head.pc;
	exit->insn_length = head.insn_length;
	exit->retire = head.retire;
	return access->answer;
}

void access_begin(struct access_guest *access)
{
	memset(access, 0, sizeof *access);
	access->script.run = make_access;
	access->script.context = access;
	access->vcpu = guest_in(AXVCPU_STATE_READY, &access->script, AXVCPU_POLICY_STRICT);
	access->guest = guest_of(access->vcpu);
}

void access_end(struct access_guest *access)
{
	guest_end(access->vcpu);
}

void access_other(struct access_guest *access, enum axvcpu_exit_reason reason)
{
	memset(&access->next, 0, sizeof access->next);
	access->next.reason = reason;
}

void access_read(struct access_guest *access, unsigned width, bool sign, unsigned reg_width)
{
	access_other(access, AXVCPU_EXIT_MMIO_READ);
	access->next.mmio_read.addr = 0x10000000;
	access->next.mmio_read.gva = 0xffffffc000000000;
	access->next.mmio_read.width = (uint8_t)width;
	access->next.mmio_read.reg = 5;
	access->next.mmio_read.reg_width = (uint8_t)reg_width;
	access->next.mmio_read.signed_ext = sign;
	access->next.mmio_read.access = AXVCPU_ACCESS_READ;
}

const struct axvcpu_exit *access_run(struct access_guest *access)
{
	const struct axvcpu_exit *exit = NULL;

	must(axvcpu_run(access->vcpu, &exit));
	return exit;
}

uint64_t access_register(struct access_guest *access, uint32_t reg)
{
	uint64_t value = 0;

	must(axvcpu_get_register(access->vcpu, reg, &value));
	return value;
}
