/* SPDX-License-Identifier: MIT */
/**
 * @file backend.h For those who write a back end: what its slots may call.
 *
 * A back end is a table of functions (struct axvcpu_ops, ops.h), passed as
 * config.ops. Only run is required. The state that state_size asks for lies
 * behind the vCPU, zeroed, aligned to AXVCPU_ALIGNMENT.
 *
 * run receives the exit of the run before. If exit->retire is
 * AXVCPU_RETIRE_NEXT, it first steps over that instruction. It then looks at
 * axvcpu_take_requests, enters the guest, and fills the exit; the exits nothing
 * (kicked) for a kick that it took while running is its own to report.
 */
#ifndef AXVCPU_BACKEND_H
#define AXVCPU_BACKEND_H

#include <stdint.h>

#include <axvcpu/config.h>
#include <axvcpu/exits.h>
#include <axvcpu/export.h>
#include <axvcpu/ops.h>
#include <axvcpu/percpu.h>
#include <axvcpu/space.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The back end's state of a vCPU. */
AXVCPU_API void *axvcpu_backend_state(struct axvcpu *vcpu);

/**
 * Registers @p first to @p first + @p count - 1 of the arch are plain memory whenever run is not
 * in progress: register n is words[n], and the library may use it there without asking the slots
 * get_register and set_register. @p words lie in the back end's state. From create.
 */
AXVCPU_API void axvcpu_plain_registers(struct axvcpu *vcpu, uint64_t *words, uint32_t first,
				       uint32_t count);

/** The requests that wait, AXVCPU_REQUEST_* bits. Any CPU. */
AXVCPU_API uint32_t axvcpu_requests(const struct axvcpu *vcpu);

/** Take the requests of @p mask: clears and returns those that waited. From run. */
AXVCPU_API uint32_t axvcpu_take_requests(struct axvcpu *vcpu, uint32_t mask);

/** Level interrupts 64 * word to 64 * word + 63 that are raised. Any CPU. */
AXVCPU_API uint64_t axvcpu_interrupt_levels(const struct axvcpu *vcpu, unsigned word);

/** Take the edge interrupts 64 * word to 64 * word + 63: clears and returns those that waited. From run. */
AXVCPU_API uint64_t axvcpu_take_interrupts(struct axvcpu *vcpu, unsigned word);

/**
 * Say when the guest's timer is due, in nanoseconds of axvcpu_now; UINT64_MAX: never.
 * From run and set_register.
 */
AXVCPU_API void axvcpu_set_deadline(struct axvcpu *vcpu, uint64_t deadline);

#ifdef __cplusplus
}
#endif
#endif
