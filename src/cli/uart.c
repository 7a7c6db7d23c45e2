/* SPDX-License-Identifier: MIT */
/* A 16550 UART; names and bits as in the data sheet (PC16550D, section 8, table II). */
#include <config.h>

#include "uart.h"

/* Offsets; 0 and 1 are the divisor while LCR says so. */
enum {
	DATA = 0,                      /* RBR when read, THR when written */
	INTERRUPT_ENABLE = 1,          /* IER */
	INTERRUPT_IDENTITY = 2,        /* IIR when read, FCR when written */
	LINE_CONTROL = 3,              /* LCR */
	MODEM_CONTROL = 4,             /* MCR */
	LINE_STATUS = 5,               /* LSR */
	MODEM_STATUS = 6,              /* MSR */
	SCRATCH = 7,                   /* SCR */
};

enum {
	IER_ALL = 0x0f,
	IER_TRANSMITTER_EMPTY = 0x02,
	IIR_NONE = 0x01,
	IIR_TRANSMITTER_EMPTY = 0x02,
	IIR_RECEIVED = 0x04,
	IIR_FIFOS_ENABLED = 0xc0,
	IER_RECEIVED = 0x01,
	FCR_ENABLE = 0x01,
	LCR_DIVISOR = 0x80,
	MCR_ALL = 0x1f,
	LSR_DATA_READY = 0x01,
	LSR_TRANSMITTER_EMPTY = 0x60, /* THRE and TEMT: sending takes no time */
	MSR_CONNECTED = 0xb0,         /* CTS, DSR and DCD */
};

void uart_start(struct uart *uart, struct console *console)
{
	*uart = (struct uart){ .console = console, .divisor = { 1, 0 } };
}

/* IIR: the pending interrupt of the highest priority (section 8.5). */
static uint8_t interrupt_identity(struct uart *uart)
{
	uint8_t fifos = uart->fifo_control & FCR_ENABLE ? IIR_FIFOS_ENABLED : 0;

	if (uart->interrupt_enable & IER_RECEIVED && console_ready(uart->console))
		return fifos | IIR_RECEIVED;
	if (uart->interrupt_enable & IER_TRANSMITTER_EMPTY)
		return fifos | IIR_TRANSMITTER_EMPTY;
	return fifos | IIR_NONE;
}

static uint8_t line_status(struct uart *uart)
{
	return LSR_TRANSMITTER_EMPTY | (console_ready(uart->console) ? LSR_DATA_READY : 0);
}

static uint8_t receive(struct uart *uart)
{
	int byte = console_read(uart->console);

	return byte < 0 ? 0 : (uint8_t)byte;
}

uint8_t uart_read(struct uart *uart, unsigned offset)
{
	if (offset <= INTERRUPT_ENABLE && uart->line_control & LCR_DIVISOR)
		return uart->divisor[offset];
	switch (offset) {
	case DATA:
		return receive(uart);
	case INTERRUPT_ENABLE:
		return uart->interrupt_enable;
	case INTERRUPT_IDENTITY:
		return interrupt_identity(uart);
	case LINE_CONTROL:
		return uart->line_control;
	case MODEM_CONTROL:
		return uart->modem_control;
	case LINE_STATUS:
		return line_status(uart);
	case MODEM_STATUS:
		return MSR_CONNECTED;
	default:
		return uart->scratch;
	}
}

void uart_write(struct uart *uart, unsigned offset, uint8_t value)
{
	if (offset <= INTERRUPT_ENABLE && uart->line_control & LCR_DIVISOR) {
		uart->divisor[offset] = value;
		return;
	}
	switch (offset) {
	case DATA:
		console_write(uart->console, &value, 1);
		break;
	case INTERRUPT_ENABLE:
		uart->interrupt_enable = value & IER_ALL;
		break;
	case INTERRUPT_IDENTITY:
		uart->fifo_control = value;
		break;
	case LINE_CONTROL:
		uart->line_control = value;
		break;
	case MODEM_CONTROL:
		uart->modem_control = value & MCR_ALL;
		break;
	case SCRATCH:
		uart->scratch = value;
		break;
	default: /* the status registers are read only */
		break;
	}
}
