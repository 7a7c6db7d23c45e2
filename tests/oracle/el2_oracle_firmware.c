/* SPDX-License-Identifier: MIT */
/*
 * Calls to the firmware: the SMC Calling Convention (DEN0028, 1.5) and the Power State
 * Coordination Interface (DEN0022, F.b), whose tables of functions are below.
 */
#include "el2_oracle_parts.h"

#include <axvcpu/psci.h>
#include <axvcpu/smccc.h>

/* DEN0028, 2.5.1: the owners of fast calls, bits 29 to 24. */
enum {
	ARCHITECTURE = 0, CPU = 1, OEM = 3, STANDARD_SECURE = 4, STANDARD_HYPERVISOR = 5,
	VENDOR_HYPERVISOR = 6, TRUSTED_APPLICATION = 48
};

static uint32_t function_id(const struct el2_oracle_in *in)
{
	return (uint32_t)el2_register(in, 0);
}

/* DEN0028, 2.5: bit 30 of a function's number; without it, registers have 32 bits. */
static uint64_t argument(const struct el2_oracle_in *in, unsigned number)
{
	uint64_t value = el2_register(in, number);

	return el2_bits(function_id(in), 30, 30) ? value : (uint32_t)value;
}

/* For somebody who knows the call. */
static void hypercall(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_HYPERCALL;
	exit->known = AXVCPU_KNOWN_HYPERCALL_ALL;
	exit->hypercall.nr = function_id(in);
	for (unsigned i = 0; i < 6; i++)
		exit->hypercall.args[i] = argument(in, i + 1);
}

/* A call that may be answered inside, or else is passed on. */
static void hypercall_or_answer(const struct el2_oracle_in *in, uint16_t answer,
				struct axvcpu_exit *exit)
{
	hypercall(in, exit);
	exit->answer = answer;
}

/* DEN0028, 5.2: -1 for a call that is not there. */
static void not_supported(struct axvcpu_exit *exit)
{
	el2_nothing(exit, AXVCPU_NOTHING_HANDLED);
	exit->answer = AXVCPU_SMCCC_ANSWER_NOT_SUPPORTED;
}

/* DEN0022, 5.6: target_cpu, entry_point_address, context_id. */
static void cpu_on(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	exit->reason = AXVCPU_EXIT_CPU_UP;
	exit->known = AXVCPU_KNOWN_CPU_UP_ALL;
	exit->cpu_up.target_cpu = argument(in, 1);
	exit->cpu_up.entry_point = argument(in, 2);
	exit->cpu_up.arg = argument(in, 3);
}

static void cpu_down(struct axvcpu_exit *exit, enum axvcpu_sleep state, uint64_t power_state,
		     uint64_t entry_point, uint64_t arg)
{
	exit->reason = AXVCPU_EXIT_CPU_DOWN;
	exit->known = AXVCPU_KNOWN_CPU_DOWN_ALL;
	exit->cpu_down.state = state;
	exit->cpu_down.power_state = power_state;
	exit->cpu_down.entry_point = entry_point;
	exit->cpu_down.arg = arg;
}

/* DEN0022, 5.4: StateType, bit 16 of power_state, is 1 where the CPU loses its state. */
static void cpu_suspend(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	uint32_t power_state = (uint32_t)argument(in, 1);
	bool down = el2_bits(power_state, 16, 16);

	cpu_down(exit, AXVCPU_SLEEP_SUSPEND, power_state, down ? argument(in, 2) : 0,
		 down ? argument(in, 3) : 0);
}

static void system_down(struct axvcpu_exit *exit, enum axvcpu_down kind, uint64_t reason)
{
	exit->reason = AXVCPU_EXIT_SYSTEM_DOWN;
	exit->known = AXVCPU_KNOWN_SYSTEM_DOWN_ALL;
	exit->system_down.kind = kind;
	exit->system_down.reason = reason;
}

/* DEN0022, 5.1: these functions have numbers for 32 bits and for 64; others for 32 only. */
static bool has_two_widths(unsigned function)
{
	switch (function) {
	case 0x01: case 0x03: case 0x04: case 0x05: case 0x07: case 0x0c: case 0x0d: case 0x0e:
	case 0x10: case 0x11: case 0x12: case 0x14: case 0x15:
		return true;
	default:
		return false;
	}
}

static void psci_not_supported(struct axvcpu_exit *exit)
{
	not_supported(exit);
	exit->answer = AXVCPU_PSCI_ANSWER_NOT_SUPPORTED;
}

/* What the library may know; else the call is passed on. */
static uint16_t psci_answer(unsigned function)
{
	switch (function) {
	case 0x00: return AXVCPU_PSCI_ANSWER_VERSION;
	case 0x04: return AXVCPU_PSCI_ANSWER_AFFINITY_INFO;
	case 0x06: return AXVCPU_PSCI_ANSWER_MIGRATE_INFO_TYPE;
	case 0x0a: return AXVCPU_PSCI_ANSWER_FEATURES;
	default:   return AXVCPU_PSCI_ANSWER_NONE;
	}
}

static void psci(const struct el2_oracle_in *in, unsigned function, struct axvcpu_exit *exit)
{
	switch (function) {
	case 0x01: cpu_suspend(in, exit); break;
	case 0x02: cpu_down(exit, AXVCPU_SLEEP_OFF, 0, 0, 0); break;	/* CPU_OFF */
	case 0x03: cpu_on(in, exit); break;
	case 0x08: system_down(exit, AXVCPU_DOWN_OFF, 0); break;
	case 0x09: system_down(exit, AXVCPU_DOWN_RESET, 0); break;
	case 0x0c:							/* CPU_DEFAULT_SUSPEND */
		cpu_down(exit, AXVCPU_SLEEP_SUSPEND, 0, argument(in, 1), argument(in, 2));
		break;
	case 0x12:							/* SYSTEM_RESET2 */
		system_down(exit, AXVCPU_DOWN_RESET, (uint32_t)argument(in, 1));
		break;
	case 0x00: case 0x04: case 0x06: case 0x0a:
	case 0x05: case 0x07: case 0x0e:	/* MIGRATE, MIGRATE_INFO_UP_CPU, SYSTEM_SUSPEND */
	case 0x13: case 0x14:			/* MEM_PROTECT, MEM_PROTECT_CHECK_RANGE */
		hypercall_or_answer(in, psci_answer(function), exit);
		break;
	default:
		psci_not_supported(exit);
		break;
	}
}

/* DEN0022, 5.1: PSCI's functions; no other standard is there to know better. */
static void standard_secure(const struct el2_oracle_in *in, unsigned function,
			    struct axvcpu_exit *exit)
{
	if (el2_bits(function_id(in), 30, 30) && !has_two_widths(function))
		psci_not_supported(exit);
	else
		psci(in, function, exit);
}

/* DEN0028, 7.2 and 7.3: SMCCC_VERSION and SMCCC_ARCH_FEATURES are calls of 32 bits. */
static void architecture(const struct el2_oracle_in *in, unsigned function,
			 struct axvcpu_exit *exit)
{
	if (el2_bits(function_id(in), 30, 30) || function > 1)
		not_supported(exit);
	else
		hypercall_or_answer(in, function == 0 ? AXVCPU_SMCCC_ANSWER_VERSION :
				    AXVCPU_SMCCC_ANSWER_FEATURES, exit);
}

static bool is_passed_on(unsigned owner)
{
	return (owner >= CPU && owner <= OEM) || owner == STANDARD_HYPERVISOR ||
		owner == VENDOR_HYPERVISOR || owner >= TRUSTED_APPLICATION;
}

/* DEN0028, 2.5: bits 23 to 17 are zero; bit 16 is a hint that SVE registers need not live. */
static void fast_call(const struct el2_oracle_in *in, uint32_t id, struct axvcpu_exit *exit)
{
	unsigned owner = el2_bits(id, 29, 24), function = el2_bits(id, 15, 0);

	if (el2_bits(id, 23, 17) != 0)
		not_supported(exit);
	else if (owner == ARCHITECTURE)
		architecture(in, function, exit);
	else if (owner == STANDARD_SECURE)
		standard_secure(in, function, exit);
	else if (is_passed_on(owner))
		hypercall(in, exit);
	else
		not_supported(exit);
}

/* DEN0028, 6, table of function identifiers: those of yielding calls to a trusted OS. */
static bool is_trusted_yielding(uint32_t id)
{
	return id >= 0x02000000 && id <= 0x1fffffff;
}

void el2_firmware(const struct el2_oracle_in *in, struct axvcpu_exit *exit)
{
	uint32_t id = function_id(in);

	if (!in->registers)
		exit->reason = AXVCPU_EXIT_HYPERCALL;	/* of which nothing is known */
	else if (el2_bits(id, 31, 31))
		fast_call(in, id, exit);
	else if (is_trusted_yielding(id))
		hypercall(in, exit);
	else
		not_supported(exit);
}
