/* SPDX-License-Identifier: MIT */
/* A back end for the tests: its guest does what the test's script says. */
#ifndef GUEST_H
#define GUEST_H

#include <axvcpu/axvcpu.h>
#include <axvcpu/backend.h>

#include "../tap.h"

#define GUEST_REGISTERS 32u

/* Instructions of this guest are so long. */
#define GUEST_INSTRUCTION 4u

/* Where guest_ready and its like let the guest begin. */
#define GUEST_ENTRY 0x1000u

struct guest;

/* Passed as config.arch_config; the test keeps it and may change it between calls. */
struct guest_script {
	/* What the guest does in a run; null: it executes one halt instruction. */
	enum axvcpu_status (*run)(struct guest *guest, struct axvcpu_exit *exit);
	/* Called in every slot but run that is given a vCPU's state; may be null. */
	void (*inside)(struct guest *guest, const char *slot);
	void *context;
	/* What the slots answer; on a refusal they do nothing. */
	enum axvcpu_status create, setup, bind, load, get, set, inject, budget;
	/* What they have been given. */
	const void *setup_config;
	struct axvcpu_space *space;
	unsigned kicks;
};

/* The back end's state of one vCPU. */
struct guest {
	struct axvcpu *vcpu;
	struct guest_script *script;
	uint64_t registers[GUEST_REGISTERS];
	uint64_t roles[16]; /* by number - AXVCPU_REGISTER_PC */
	uint64_t budget;
	uint64_t exception, exception_value;
	unsigned runs, retired, exceptions, loads, evicts;
};

extern const struct axvcpu_ops guest_ops;

/* The guest of a vCPU made with guest_ops. */
struct guest *guest_of(struct axvcpu *vcpu);

/* The pc, as the back end has it. */
uint64_t *guest_pc(struct guest *guest);

/* An exit at the guest's pc, its payload zero, retiring as its kind does. */
void guest_exit(struct guest *guest, struct axvcpu_exit *exit, enum axvcpu_exit_reason reason);

/* A config for guest_ops. */
struct axvcpu_config guest_config(struct guest_script *script, enum axvcpu_policy policy);

/*
 * A vCPU of that policy driven into a state, on the calling CPU, by the
 * shortest way; Invalid is reached by a failing run and is still bound.
 * Running cannot be reached so. Bails out where a step is refused.
 */
struct axvcpu *guest_in(enum axvcpu_state state, struct guest_script *script,
			enum axvcpu_policy policy);

/* Take a vCPU to its end from any state but Running, on the CPU where it is bound. */
void guest_end(struct axvcpu *vcpu);

/* Report whether a call answered what it should. */
#define is_status(got, expected, ...) \
	is_str(axvcpu_status_name(got), axvcpu_status_name(expected), __VA_ARGS__)

/* Report whether a vCPU is in a state. */
#define is_state(vcpu, expected, ...) \
	is_str(axvcpu_state_name(axvcpu_state(vcpu)), axvcpu_state_name(expected), __VA_ARGS__)

/* Bail out unless a call that prepares a test succeeds. */
#define must(call) must_be_ok((call), #call, __FILE__, __LINE__)
void must_be_ok(enum axvcpu_status status, const char *call, const char *file, int line);

/* Call work on another physical CPU, which is another thread, and wait for it. */
void on_another_cpu(void (*work)(void *context), void *context);

/* The value of an environment variable, or otherwise. */
unsigned long environment(const char *name, unsigned long otherwise);

#endif
