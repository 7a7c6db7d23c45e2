/* SPDX-License-Identifier: MIT */
/* The devices of the machine, by guest-physical address. */
#ifndef CLI_BUS_H
#define CLI_BUS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "mailbox.h"
#include "uart.h"

struct bus {
	pthread_mutex_t lock; /* the devices see one access at a time */
	struct uart uart;
	struct mailbox mailbox;
};

void bus_start(struct bus *bus, struct console *console);

/* False: no device answers an access of this width there. */
bool bus_read(struct bus *bus, uint64_t address, unsigned width, uint64_t *value);
bool bus_write(struct bus *bus, uint64_t address, unsigned width, uint64_t value);

#endif
