/* SPDX-License-Identifier: MIT */
/* The other harts of a guest, and waiting without an exit. */
#include "guest.h"

uint64_t other_hart(unsigned n)
{
	return (hart_id() + n) % MACHINE_HARTS;
}

uint64_t start_function(uint64_t hart, void (*function)(uint64_t hart))
{
	return sbi(SBI_HSM, HSM_START, hart, (uint64_t)start_hart, (uint64_t)function).error;
}

uint64_t hart_status(uint64_t hart)
{
	return sbi(SBI_HSM, HSM_STATUS, hart, 0, 0).value;
}

void await(const volatile uint64_t *word, uint64_t value)
{
	while (*word != value)
		;
}

uint64_t ticks(unsigned milliseconds)
{
	return milliseconds * (uint64_t)(MACHINE_TIMEBASE / 1000);
}

void spin(unsigned milliseconds)
{
	uint64_t begin = csr_read(time);

	while (csr_read(time) - begin < ticks(milliseconds))
		;
}
