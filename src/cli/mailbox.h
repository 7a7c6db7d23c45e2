/* SPDX-License-Identifier: MIT */
/* A device that keeps what is written to it, in any width: for guests that try accesses out. */
#ifndef CLI_MAILBOX_H
#define CLI_MAILBOX_H

#include <stdint.h>

#include "addresses.h"

struct mailbox {
	uint8_t bytes[MAILBOX_SIZE]; /* little endian */
};

/* The access lies in the device as a whole. */
uint64_t mailbox_read(const struct mailbox *mailbox, unsigned offset, unsigned width);
void mailbox_write(struct mailbox *mailbox, unsigned offset, unsigned width, uint64_t value);

#endif
