/* SPDX-License-Identifier: MIT */
/* The 16550 (PC16550D, section 8), polled: registers that keep what is written, and a line sent. */
#include "guest.h"

/* Offsets; 0 and 1 are the divisor while LCR_DIVISOR is set. */
enum {
	INTERRUPT_ENABLE = 1, LINE_CONTROL = 3, MODEM_CONTROL = 4, LINE_STATUS = 5, SCRATCH = 7,
	LCR_DIVISOR = 0x80, LCR_8_BITS = 0x03, LSR_EMPTY = 0x60,
};

static volatile uint8_t *const uart = (volatile uint8_t *)UART_BASE;

static void keeps(unsigned offset, uint8_t value, uint8_t kept, const char *name)
{
	uart[offset] = value;
	is(uart[offset], kept, name);
}

/* Results wait until the UART can print again. */
static void divisor(void)
{
	uint8_t low, high;

	uart[LINE_CONTROL] = LCR_DIVISOR | LCR_8_BITS;
	uart[0] = 0x5a;
	uart[1] = 0x01;
	low = uart[0];
	high = uart[1];
	uart[LINE_CONTROL] = LCR_8_BITS;
	is(low, 0x5a, "the divisor's low byte is kept");
	is(high, 0x01, "so is its high byte");
	is(uart[INTERRUPT_ENABLE], 0, "no register but the divisor has changed");
}

static void print_by_uart(const char *text)
{
	print_flush();
	while (*text)
		uart_put(*text++);
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(11);
	is(uart[LINE_STATUS] & LSR_EMPTY, LSR_EMPTY, "the transmitter is empty");
	keeps(SCRATCH, 0xa5, 0xa5, "the scratch register keeps a byte");
	keeps(SCRATCH, 0x5a, 0x5a, "and another");
	keeps(LINE_CONTROL, LCR_8_BITS, LCR_8_BITS, "the line control register is kept");
	keeps(MODEM_CONTROL, 0x03, 0x03, "so is the modem control register");
	keeps(INTERRUPT_ENABLE, 0xff, 0x0f, "four interrupts can be enabled");
	keeps(INTERRUPT_ENABLE, 0x00, 0x00, "and disabled");
	divisor();
	print_by_uart("ok - a line by the UART\n");
}
