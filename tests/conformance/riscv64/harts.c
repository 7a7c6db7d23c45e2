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

bool soon(bool (*holds)(uint64_t argument), uint64_t argument)
{
	uint64_t begin = csr_read(time);

	while (!holds(argument))
		if (csr_read(time) - begin > ticks(5000))
			return false;
	return true;
}

uint64_t settled_status(uint64_t hart, uint64_t expected)
{
	uint64_t status;
	unsigned i;

	for (i = 0; i < 40; i++) {
		spin(50);
		status = hart_status(hart);
		if (status == expected)
			break;
	}
	return status;
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
