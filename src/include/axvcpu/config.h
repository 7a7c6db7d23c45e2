/* SPDX-License-Identifier: MIT */
/** @file config.h What a vCPU is made from. */
#ifndef AXVCPU_CONFIG_H
#define AXVCPU_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#include <axvcpu/arch.h>
#include <axvcpu/lifecycle.h>
#include <axvcpu/ops.h>

struct axvcpu;

/** favor_cpu of a vCPU that prefers no physical CPU. */
#define AXVCPU_CPU_ANY UINT32_MAX

/** A set of physical CPUs: CPU n is bit n % 64 of words[n / 64]. */
struct axvcpu_cpu_set {
	/** The bits; create copies them. Null, with a count of 0: every CPU. */
	const uint64_t *words;
	/** Number of words; CPUs past them are not in the set. */
	size_t count;
};

/**
 * What a vCPU is made from. Start from AXVCPU_CONFIG_INIT; everything left
 * zero has a meaning. create copies what it keeps.
 */
struct axvcpu_config {
	/** Size of this structure as the caller was compiled. */
	size_t size;
	/** The virtual machine's number, the caller's own. */
	uint32_t vm_id;
	/** The vCPU's number in its machine; 0 is the boot processor. */
	uint32_t vcpu_id;
	/** The preferred physical CPU, or AXVCPU_CPU_ANY; advice for a scheduler. */
	uint32_t favor_cpu;
	/** What a step out of order does. */
	enum axvcpu_policy policy;
	/** The physical CPUs that may run it; bind holds to it. */
	struct axvcpu_cpu_set cpu_set;
	/** The guest's instruction set; AXVCPU_ARCH_CUSTOM with ops of one's own. */
	enum axvcpu_arch arch;
	/** The way to run it; AXVCPU_BACKEND_DEFAULT: the first in this build that fits arch. */
	enum axvcpu_backend backend;
	/** The caller's own back end instead of a built-in one, or null; must outlive the vCPU. */
	const struct axvcpu_ops *ops;
	/** What the back end's create slot receives; its type is the back end's. */
	const void *arch_config;
	/**
	 * Called once for each step from Blocked to Ready, on the CPU that woke
	 * it, perhaps in interrupt context; may be null. It may call what may be
	 * called there: axvcpu_state, kick, wake and the interrupt calls.
	 */
	void (*notify)(struct axvcpu *vcpu, void *context);
	/** The second argument of notify. */
	void *context;
	/**
	 * Format of a space's tables, an enum axvcpu_<arch>_format; 0: the arch's
	 * default. Only axvcpu_space_create and axvcpu_space_from_root look at it.
	 */
	uint32_t format;
};

/**
 * The beginning of an initialiser: { AXVCPU_CONFIG_INIT, .arch = ... }. It sets
 * size and favor_cpu; assign favor_cpu afterwards, for compilers warn where a
 * member is initialised twice.
 */
#define AXVCPU_CONFIG_INIT \
	.size = sizeof(struct axvcpu_config), .favor_cpu = AXVCPU_CPU_ANY

#endif
