/* SPDX-License-Identifier: MIT */
/* The base extension: what every firmware answers (SBI 2.0, chapter 4). */
#include "guest.h"

static uint64_t probe_extension(uint64_t extension)
{
	return sbi(SBI_BASE, 3, extension, 0, 0).value;
}

void guest_main(uint64_t hart)
{
	(void)hart;
	plan(6);
	is(sbi(SBI_BASE, 0, 0, 0, 0).error, SBI_SUCCESS, "get_spec_version succeeds");
	check(sbi(SBI_BASE, 0, 0, 0, 0).value >> 24 >= 1, "the version is 1 at least");
	check(probe_extension(SBI_TIME) != 0, "the timer extension is there");
	check(probe_extension(SBI_HSM) != 0, "hart state management is there");
	is(probe_extension(0x07ffffff), 0, "an extension that nobody has is not");
	is(sbi(0x07ffffff, 0, 0, 0, 0).error, SBI_NOT_SUPPORTED, "and answers not_supported");
}
