/* SPDX-License-Identifier: MIT */
/* A 16550 UART whose line is the console; polled, its interrupt is not wired. */
#ifndef CLI_UART_H
#define CLI_UART_H

#include <stdint.h>

#include "addresses.h"
#include "platform.h"

#define UART_CLOCK 1843200u /* Hz: 115200 baud at the divisor 1 that it begins with */

struct uart {
	struct console *console;
	uint8_t interrupt_enable;
	uint8_t fifo_control;
	uint8_t line_control;
	uint8_t modem_control;
	uint8_t scratch;
	uint8_t divisor[2]; /* low, high */
};

void uart_start(struct uart *uart, struct console *console);
uint8_t uart_read(struct uart *uart, unsigned offset);
void uart_write(struct uart *uart, unsigned offset, uint8_t value);

#endif
