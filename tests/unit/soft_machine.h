/* SPDX-License-Identifier: MIT */
/* A machine of the interpreter's for the tests: RAM, one vCPU, and a program. */
#ifndef SOFT_MACHINE_H
#define SOFT_MACHINE_H

#include <stdint.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>
#include <axvcpu/soft.h>

#include "../tap.h"
#include "guest.h"
#include "soft_encode.h"

#define RAM_BASE  UINT64_C(0x80000000)
#define RAM_SIZE  UINT64_C(0x400000)

/* Where programs put their trap handler, and their data. */
#define HANDLER   (RAM_BASE + 0x1000)
#define DATA      (RAM_BASE + 0x2000)

struct machine {
	struct axvcpu_space *space;
	struct axvcpu *vcpu;
	uint8_t *ram;                   /* at RAM_BASE */
	const struct axvcpu_exit *exit; /* of the last run */
};

/* All RAM may be read, written and executed; the vCPU is Ready, at RAM_BASE. */
void machine_make(struct machine *machine);
/* Of that configuration; with F and D. */
void machine_make_as(struct machine *machine, const struct axvcpu_soft_config *own);
void machine_make_float(struct machine *machine);
void machine_end(struct machine *machine);

/* The same machine as new, with the program at RAM_BASE and RAM otherwise zero. */
void machine_load(struct machine *machine, const uint32_t *program, unsigned count);
void machine_put(struct machine *machine, uint64_t address, const uint32_t *program,
		 unsigned count);
#define LOAD_PROGRAM(machine, ...)                                            \
	machine_load((machine), (const uint32_t[]){__VA_ARGS__},              \
		     sizeof((const uint32_t[]){__VA_ARGS__}) / 4)
#define PUT_PROGRAM(machine, address, ...)                                    \
	machine_put((machine), (address), (const uint32_t[]){__VA_ARGS__},    \
		    sizeof((const uint32_t[]){__VA_ARGS__}) / 4)

/* Run until an exit. */
const struct axvcpu_exit *machine_run(struct machine *machine);

/* Whether the last exit is that of END. */
bool machine_ended(const struct machine *machine);

uint64_t machine_get(struct machine *machine, uint32_t reg);
void machine_set(struct machine *machine, uint32_t reg, uint64_t value);
#define CSR(number) (0x1000u + (number))

/* Guest memory, which the host sees at the same time. */
void machine_poke(struct machine *machine, uint64_t address, uint64_t value);
uint64_t machine_peek(const struct machine *machine, uint64_t address);

/* Report whether the guest trapped to HANDLER with this cause and value, and where. */
void is_guest_trap(struct machine *machine, uint64_t cause, uint64_t value, uint64_t pc,
		   const char *what);

#endif
