/* SPDX-License-Identifier: MIT */
/* The guests of guests.S: code that the host copies into guest memory. */
#ifndef MONITOR_GUESTS_H
#define MONITOR_GUESTS_H

#include <stdint.h>

#include <axvcpu/riscv64.h>

#define GUEST(name) extern const uint8_t guest_##name[], guest_##name##_end[]
GUEST(count);
GUEST(call);
GUEST(load);
GUEST(store);
GUEST(execute);
GUEST(old);
GUEST(new);
GUEST(loads);
GUEST(stores);
GUEST(executes);
GUEST(interrupts);
GUEST(sleep);
GUEST(timer);
GUEST(ticks);
GUEST(registers);
GUEST(fresh);
GUEST(remap);
GUEST(follow);
GUEST(fence);
#undef GUEST

/* What old and new return. */
#define VALUE_OLD 1
#define VALUE_NEW 2

/* a7 of a call that the hypervisor answers: an experimental extension of the SBI. */
#define CALL 0x08000000

/* Numbers of registers, beside the roles. */
enum guest_register {
	GUEST_S0 = 8, GUEST_S1 = 9, GUEST_A0 = 10, GUEST_A1 = 11, GUEST_A2 = 12, GUEST_A7 = 17,
	GUEST_S2 = 18, GUEST_S3 = 19, GUEST_S4 = 20, GUEST_S5 = 21, GUEST_S6 = 22, GUEST_S7 = 23,
};

/* Instructions were written: what this CPU fetches from now on are these. */
static inline void guest_code_written(void)
{
	__asm__ volatile("fence.i" : : : "memory");
}

#endif
