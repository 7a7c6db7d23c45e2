/* SPDX-License-Identifier: MIT */
/* The devices of the machine, by guest-physical address. */
#include <config.h>

#include <stddef.h>

#include "bus.h"

/* The offset in a device of an access that lies in it as a whole. */
static bool lies_in(uint64_t address, unsigned width, uint64_t base, uint64_t size,
		    uint64_t *offset)
{
	*offset = address - base;
	return address >= base && *offset < size && width <= size - *offset;
}

/* The registers of the 16550 are bytes; it does not answer to wider accesses. */
static bool is_uart(uint64_t address, unsigned width, uint64_t *offset)
{
	return width == 1 && lies_in(address, width, UART_BASE, UART_SIZE, offset);
}

static bool is_mailbox(uint64_t address, unsigned width, uint64_t *offset)
{
	return lies_in(address, width, MAILBOX_BASE, MAILBOX_SIZE, offset);
}

void bus_start(struct bus *bus, struct console *console)
{
	pthread_mutex_init(&bus->lock, NULL);
	uart_start(&bus->uart, console);
}

bool bus_read(struct bus *bus, uint64_t address, unsigned width, uint64_t *value)
{
	uint64_t offset;
	bool answered = true;

	pthread_mutex_lock(&bus->lock);
	if (is_uart(address, width, &offset))
		*value = uart_read(&bus->uart, (unsigned)offset);
	else if (is_mailbox(address, width, &offset))
		*value = mailbox_read(&bus->mailbox, (unsigned)offset, width);
	else
		answered = false;
	pthread_mutex_unlock(&bus->lock);
	return answered;
}

bool bus_write(struct bus *bus, uint64_t address, unsigned width, uint64_t value)
{
	uint64_t offset;
	bool answered = true;

	pthread_mutex_lock(&bus->lock);
	if (is_uart(address, width, &offset))
		uart_write(&bus->uart, (unsigned)offset, (uint8_t)value);
	else if (is_mailbox(address, width, &offset))
		mailbox_write(&bus->mailbox, (unsigned)offset, width, value);
	else
		answered = false;
	pthread_mutex_unlock(&bus->lock);
	return answered;
}
