/* SPDX-License-Identifier: MIT */
/*
 * The virtual machine monitor of the conformance guests. It needs no operating
 * system: what it cannot do itself it asks of host.h. The harts of all machines
 * take turns on the physical CPU that calls monitor_run, so that the exits of
 * each hart come in the same order whatever the back end.
 */
#ifndef CONFORMANCE_MONITOR_H
#define CONFORMANCE_MONITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <axvcpu/axvcpu.h>
#include <axvcpu/riscv64.h>

#include <cli/mailbox.h>
#include <cli/platform.h>
#include <cli/uart.h>

#include "answers.h"
#include "control.h"
#include "report.h"

#define MACHINES 2
#define ORDERS_KEPT 8

struct hart;

/* An order of the control device. */
struct order {
	uint64_t kind, arguments[3];
	uint64_t when;          /* exits of its target that are still to come, or a CONTROL_... */
	struct hart *from;
};

struct hart {
	struct machine *machine;
	struct axvcpu *vcpu;
	uint32_t id;
	enum hart_state state;
	uint64_t entry, argument;
	struct axvcpu_exit_cpu_down down; /* of a suspended one */
	struct order orders[ORDERS_KEPT]; /* due here */
	unsigned kept;
	bool has_budget;                  /* one that was ordered, and is not spent */
	uint64_t kicked, spent, written;
	uint64_t registers[CONTROL_REGISTERS]; /* of the control device */
};

/* What a guest prints, by lines. */
struct console {
	struct report *report;
	char line[128];
	size_t length;
};

struct machine {
	struct monitor *monitor;
	uint32_t id;
	unsigned state;                   /* MACHINE_... */
	struct axvcpu_space *space;
	uint8_t *ram, *spare;
	struct hart harts[MACHINE_HARTS];
	struct console console;
	struct uart uart;
	struct mailbox mailbox;
};

struct monitor {
	struct machine machines[MACHINES];
	struct report *report;
	const uint8_t *image;
	size_t size;
	bool failed;                      /* why has been reported; all stop */
	uint64_t turns;
};

/* Run an image in a new machine until all machines are down. */
void monitor_run(enum axvcpu_backend backend, const void *image, size_t size,
		 struct report *report);

/* Whether a call that has no reason to fail succeeded; if not, the monitor fails. */
bool monitor_check(struct monitor *monitor, enum axvcpu_status status);
void monitor_fail(struct monitor *monitor, const char *why);

/* machine.c */
bool machine_create(struct machine *machine, const struct axvcpu_config *config);
void machine_destroy(struct machine *machine);
void machine_boot(struct machine *machine);
void machine_stop(struct machine *machine, unsigned state);

/* hart.c: one entry into the guest and its exit; false: there is nothing to enter for. */
bool hart_turn(struct hart *hart);
/* Take it off its CPU, from wherever it is; it is stopped. */
void hart_leave(struct hart *hart);

/* exits.c */
void handle_exit(struct hart *hart, const struct axvcpu_exit *exit);

/* control.c */
uint64_t control_read(struct hart *hart, uint64_t offset);
enum axvcpu_status control_write(struct hart *hart, uint64_t offset, uint64_t value);
bool is_control(uint64_t address, unsigned width);

/* orders.c */
enum axvcpu_status order_give(struct hart *target, const struct order *order);
/* Carry out what is due at an exit; true: the exit is answered. */
bool orders_at_exit(struct hart *hart, const struct axvcpu_exit *exit);
void orders_when(struct hart *hart, uint64_t when);

#endif
