/* SPDX-License-Identifier: MIT */
/*
 * What sip says of interrupts. QEMU shows a guest no bit of it but SSIP, before its
 * version 8; where it does, that is what guests expect.
 */
#include "guest.h"

static bool hidden;

bool is_pending(uint64_t number)
{
	return csr_read(sip) >> number & 1;
}

static void set_timer(uint64_t deadline)
{
	sbi(SBI_TIME, 0, deadline, 0, 0);
}

/* A timer that is due is pending (SBI 2.0, 6.1). */
void pending_prepare(void)
{
	uint64_t enabled = csr_read(sie);

	csr_write(sie, 0);
	set_timer(0);
	spin(5);
	hidden = !is_pending(TIMER);
	set_timer(UINT64_MAX);
	csr_write(sie, enabled);
}

bool is_shown(uint64_t number)
{
	return number == SOFTWARE || !hidden;
}

void check_pending(uint64_t number, const char *name)
{
	is(is_pending(number), is_shown(number), name);
}

bool pending_soon(uint64_t number)
{
	if (is_shown(number))
		return soon(is_pending, number);
	spin(20);
	return !is_pending(number);
}
