/* SPDX-License-Identifier: MIT */
/* The mailbox as a whole, for guests that look at what else an access changed. */
#include "guest.h"

static volatile uint64_t *place(unsigned i)
{
	return (volatile uint64_t *)(uint64_t)(MAILBOX_BASE + 8 * i);
}

void mailbox_fill(uint64_t value)
{
	unsigned i;

	for (i = 0; i < MAILBOX_SIZE / 8; i++)
		*place(i) = value;
}

uint64_t mailbox_word(unsigned i)
{
	return *place(i);
}

bool mailbox_only_changed(unsigned i, uint64_t value)
{
	unsigned j;

	for (j = 0; j < MAILBOX_SIZE / 8; j++)
		if (j != i && *place(j) != value)
			return false;
	return true;
}
