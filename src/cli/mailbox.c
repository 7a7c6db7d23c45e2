/* SPDX-License-Identifier: MIT */
/* A device that keeps what is written to it. */
#include <config.h>

#include "mailbox.h"

uint64_t mailbox_read(const struct mailbox *mailbox, unsigned offset, unsigned width)
{
	uint64_t value = 0;

	for (unsigned i = width; i-- > 0;)
		value = value << 8 | mailbox->bytes[offset + i];
	return value;
}

void mailbox_write(struct mailbox *mailbox, unsigned offset, unsigned width, uint64_t value)
{
	for (unsigned i = 0; i < width; i++)
		mailbox->bytes[offset + i] = (uint8_t)(value >> 8 * i);
}
