/* SPDX-License-Identifier: MIT */
/* The guest's console, by lines. */
#include "guest.h"

static char line[256];
static size_t length;

/* A 16550's transmitter (PC16550D, section 8): wait until it is empty, then fill it. */
void uart_put(char byte)
{
	volatile uint8_t *uart = (volatile uint8_t *)UART_BASE;

	while (!(uart[5] & 0x20))
		;
	uart[0] = (uint8_t)byte;
}

static bool has_debug_console(void)
{
	struct sbi_result there = sbi(SBI_BASE, 3, SBI_DBCN, 0, 0);

	return there.error == SBI_SUCCESS && there.value != 0;
}

void print_flush(void)
{
	size_t i;

	if (!length)
		return;
	if (has_debug_console())
		sbi(SBI_DBCN, 0, length, (uint64_t)line, 0);
	else
		for (i = 0; i < length; i++)
			uart_put(line[i]);
	length = 0;
}

static void put(char byte)
{
	line[length++] = byte;
	if (byte == '\n' || length == sizeof line)
		print_flush();
}

void print(const char *text)
{
	while (*text)
		put(*text++);
}

static void print_number(uint64_t value, unsigned base)
{
	char digits[20];
	size_t first = sizeof digits;

	do
		digits[--first] = "0123456789abcdef"[value % base];
	while (value /= base);
	while (first < sizeof digits)
		put(digits[first++]);
}

void print_hex(uint64_t value)
{
	print("0x");
	print_number(value, 16);
}

void print_decimal(uint64_t value)
{
	print_number(value, 10);
}
