/* SPDX-License-Identifier: MIT */
/* Text: a part of what printf knows, to the console. */
#include "print.h"

#include <stdbool.h>
#include <stdint.h>

#include "lock.h"
#include "machine.h"

static struct lock console = LOCK_INIT;

struct text {
	char *at, *end;
};

static void put(struct text *text, char byte)
{
	if (text->at < text->end)
		*text->at++ = byte;
}

static void put_string(struct text *text, const char *string)
{
	for (string = string ? string : "(null)"; *string; string++)
		put(text, *string);
}

static void put_number(struct text *text, uint64_t number, unsigned base, unsigned width, char fill)
{
	char digits[20];
	unsigned count = 0;

	do
		digits[count++] = "0123456789abcdef"[number % base];
	while (number /= base);
	for (; width > count; width--)
		put(text, fill);
	while (count)
		put(text, digits[--count]);
}

static void put_signed(struct text *text, int64_t number, unsigned width, char fill)
{
	if (number < 0)
		put(text, '-');
	put_number(text, number < 0 ? -(uint64_t)number : (uint64_t)number, 10, width, fill);
}

/* What stands between % and the conversion. */
struct conversion {
	char fill;
	unsigned width;
	bool wide;
};

static const char *parse(const char *format, struct conversion *conversion)
{
	*conversion = (struct conversion){ .fill = *format == '0' ? '0' : ' ' };
	for (; *format >= '0' && *format <= '9'; format++)
		conversion->width = conversion->width * 10 + (unsigned)(*format - '0');
	for (; *format == 'l' || *format == 'z'; format++)
		conversion->wide = true;
	return format;
}

/* All arguments that are wide have 64 bits. A macro, as a va_list cannot be lent portably. */
#define NUMBER(arguments, wide, narrow) \
	((wide) ? va_arg(arguments, unsigned long long) : (unsigned long long)va_arg(arguments, narrow))

size_t format_text(char *text, size_t size, const char *format, va_list arguments)
{
	struct text to = { text, text + size - 1 };
	struct conversion how;

	for (; *format; format++) {
		if (*format != '%') {
			put(&to, *format);
			continue;
		}
		format = parse(format + 1, &how);
		switch (*format) {
		case 's':
			put_string(&to, va_arg(arguments, const char *));
			break;
		case 'c':
			put(&to, (char)va_arg(arguments, int));
			break;
		case 'd':
			put_signed(&to, (int64_t)NUMBER(arguments, how.wide, int), how.width, how.fill);
			break;
		case 'u':
			put_number(&to, NUMBER(arguments, how.wide, unsigned), 10, how.width, how.fill);
			break;
		case 'x':
			put_number(&to, NUMBER(arguments, how.wide, unsigned), 16, how.width, how.fill);
			break;
		case 'p':
			put_string(&to, "0x");
			put_number(&to, (uintptr_t)va_arg(arguments, void *), 16, 0, ' ');
			break;
		case '\0':
			format--;
			break;
		default:
			put(&to, *format);
		}
	}
	*to.at = '\0';
	return (size_t)(to.at - text);
}

void print_bytes(const char *bytes, size_t count)
{
	lock(&console);
	while (count--)
		machine_put(*bytes++);
	unlock(&console);
}

void print(const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	print_bytes(text, format_text(text, sizeof text, format, arguments));
	va_end(arguments);
}

/* Without the lock: who holds it may be the one that is interrupted. */
_Noreturn void stop(const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	format_text(text, sizeof text, format, arguments);
	va_end(arguments);
	for (const char *at = "\nBail out! "; *at; at++)
		machine_put(*at);
	for (const char *at = text; *at; at++)
		machine_put(*at);
	machine_put('\n');
	machine_end(1);
}
