/* SPDX-License-Identifier: MIT */
/*
 * The virtual machine: memory, devices, and its harts, as RISC-V calls them,
 * each a vCPU on a thread of its own.
 */
#ifndef CLI_MACHINE_H
#define CLI_MACHINE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>

#include "addresses.h"
#include "bus.h"
#include "command.h"
#include "console.h"
#include "options.h"
#include "record.h"
#include "trace.h"

struct machine;

struct hart {
	struct machine *machine;
	struct axvcpu *vcpu;
	uint32_t id;
	pthread_t thread;
	/* Under machine->lock: */
	enum hart_state state;
	uint64_t entry, argument;
	pthread_cond_t changed; /* one of these, or machine->ending */
	_Atomic uint64_t executed; /* instructions, when it was last asked by a kick */
	/* Its thread's own, until that is joined: */
	uint64_t budget;        /* instructions that it may still execute */
	struct record record;
};

struct machine {
	const struct run_options *options;
	struct axvcpu_space *space;
	uint8_t *ram;
	struct hart *harts;
	uint32_t count, running; /* made, and with a thread */
	pthread_mutex_t lock; /* taken last: no call into the library while it is held, but for axvcpu_state */
	atomic_bool ending;
	enum outcome outcome; /* how it ends, once it does */
	const char *why;      /* to tell the user; null: nothing */
	_Atomic uint64_t exits;
	struct console console;
	struct bus bus;
	struct trace trace;
};

/* Make the machine and its harts. OUTCOME_OFF, or the user has been told what failed. */
enum outcome machine_create(struct machine *machine, const struct run_options *options,
			    enum axvcpu_backend backend);
void machine_destroy(struct machine *machine);

/* Run from entry, where the first hart finds the argument in a1, until it ends. */
enum outcome machine_run(struct machine *machine, uint64_t entry, uint64_t argument);

/* The machine is to end; the first call decides how. Any thread. */
void machine_end(struct machine *machine, enum outcome outcome, const char *why);

/* The thread of a hart. */
void *hart_main(void *hart);

/* Whether a call that has no reason to fail succeeded; if not, the machine ends. */
bool hart_check(struct hart *hart, enum axvcpu_status status);

#endif
