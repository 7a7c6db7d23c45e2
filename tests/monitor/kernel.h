/* SPDX-License-Identifier: MIT */
/*
 * A machine for a kernel: RAM, a 16550, the SBI, and as many harts as there are physical
 * CPUs; each runs on the one of its own number.
 */
#ifndef MONITOR_KERNEL_H
#define MONITOR_KERNEL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>

#include <cli/platform.h>
#include <cli/uart.h>

#include "cpu.h"
#include "lock.h"

struct hart {
	struct machine *machine;
	struct axvcpu *vcpu;
	uint32_t id;
	_Atomic unsigned state;   /* enum hart_state */
	uint64_t entry, argument; /* of a hart that is to start */
};

/* What the guest prints, by lines. */
struct console {
	char line[256];
	size_t length;
	bool is_init_up;
};

struct machine {
	struct axvcpu_space *space;
	struct hart harts[CPUS];
	struct lock starting;     /* a hart starts another one */
	struct lock bus;          /* the devices see one access at a time */
	struct uart uart;
	struct console console;
	atomic_uint ended;       /* a word: a byte is not exchanged in one instruction */
	const char *failure;      /* why it ended; null: the guest has powered it off */
};

/* kernel_machine.c: the machine ends, for a reason or, null, as the guest wants it. The first call tells. */
void kernel_end(struct machine *machine, const char *failure);

/* Whether a call that has no reason to fail succeeded; if not, the machine ends. */
bool kernel_check(struct machine *machine, enum axvcpu_status status);

/* kernel_hart.c: run a hart on the calling CPU whenever it is started, until the machine ends. */
void hart_main(void *hart);

#endif
